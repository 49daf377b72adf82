import type { NetworkPolicy } from '../../../estate/elements/kubernetes.ts';
import { type Estate, isListed } from '../../../estate/estate.ts';
import { isListedFor } from '../../../estate/listed.ts';
import { arePoolsListed, suppliedPools } from '../../../estate/pools-of.ts';
import { cluster } from '../../../estate/sketch.ts';
import { isUnknown, type Knowable, type Missing, unknown } from '../../../evidence/knowable.ts';
import { element, joined, type Prose, prose, words } from '../../../evidence/prose.ts';
import { aksPage, sourceFile } from '../../../facts/documents.ts';
import { localDnsRange } from '../../../facts/reserved-ranges.ts';
import { namespace, networkPolicy, workload } from '../../drawn.ts';
import { factsEvidence, finding, passUnless } from '../../judge.ts';
import { missingPolicies, type NamespaceView, namespaces } from '../../namespaces.ts';
import { called } from '../../range-words.ts';
import { type LookUp, reachesDns } from '../../reaches-dns.ts';
import type { Fault, Judgement, Rule } from '../../rule.ts';
import { selects, selectsAll } from '../../selects.ts';

/** Pods that the same policies select, and how they are called. */
interface Group {
  readonly who: Prose;
  readonly policies: readonly NetworkPolicy[];
}

/** A look-up that policies keep in. */
interface Blocked {
  readonly who: Prose;
  readonly lookUp: LookUp;
}

function judge(estate: Estate, each: NamespaceView): Judgement {
  const groups = closedGroups(each);
  if (groups.length === 0) return passUnless(missingClosed(estate, each), each.id);
  const open: Missing[] = [];
  const blocked: Blocked[] = [];
  for (const group of groups)
    for (const protocol of ['UDP', 'TCP'] as const) {
      const answer = answerOf(estate, each, { group, protocol });
      if (answer === true) continue;
      if ('missing' in answer) open.push(...answer.missing);
      else blocked.push(answer);
    }
  // What is blocked may be opened by other policies; what is open can only be closed by a denial.
  open.push(...missingPolicies(estate, each, blocked.length > 0 ? 'any' : 'denying'));
  if (open.length > 0 || blocked.length === 0) return passUnless(open, each.id);
  return finding(each.id, faultOf(estate, each, blocked));
}

interface Question {
  readonly group: Group;
  readonly protocol: LookUp['protocol'];
}

/**
 * Whether pods find an answer. While it is not known whether they ask the DNS pods or the listener of
 * their node, only what holds for both is certain.
 */
function answerOf(
  estate: Estate,
  of: NamespaceView,
  { group: { who, policies }, protocol }: Question,
): true | Blocked | { readonly missing: readonly Missing[] } {
  const listener = hasListener(estate, of);
  const targets = isUnknown(listener)
    ? (['server', 'listener'] as const)
    : ([listener ? 'listener' : 'server'] as const);
  const lookUps = targets.map((target): LookUp => ({ estate, of, protocol, target }));
  const answers = lookUps.map((lookUp) => reachesDns(policies, lookUp));
  if (answers.every((answer) => answer === true)) return true;
  const [lookUp] = lookUps;
  if (lookUp !== undefined && answers.every((answer) => answer === false)) return { who, lookUp };
  return {
    missing: [
      ...answers.flatMap((answer) => (typeof answer === 'object' ? answer.missing : [])),
      ...(isUnknown(listener) ? listener.unknown : []),
    ],
  };
}

/** Without a policy that closes egress nothing is blocked, as far as all policies are known. */
const missingClosed = (estate: Estate, each: NamespaceView): readonly Missing[] => [
  ...missingPolicies(estate, each, 'any'),
  ...missingWorkloads(estate, each),
];

/** Pods that are closed for egress: one group per workload, and one for all pods there may be. */
function closedGroups({ policies, workloads }: NamespaceView): readonly Group[] {
  const egress = policies.filter(({ policyTypes }) => policyTypes.includes('Egress'));
  const general = egress.filter(({ podSelector }) => selectsAll(podSelector));
  const groups = workloads
    .filter(({ hostNetwork }) => !hostNetwork)
    .map(({ id, name, podLabels }) => ({
      who: prose`${element(id, name)}`,
      policies: egress.filter(
        ({ podSelector }) => selects(podSelector, { labels: podLabels, isWhole: true }) === true,
      ),
    }))
    .filter((group) => group.policies.length > 0);
  return workloads.length === 0 && general.length > 0
    ? [{ who: prose`any pod without labels of its own`, policies: general }]
    : groups;
}

/** A policy for some pods blocks those; which pods there are tells the list of workloads. */
function missingWorkloads(estate: Estate, each: NamespaceView): readonly Missing[] {
  const isPartly = each.policies.some(({ policyTypes }) => policyTypes.includes('Egress'));
  const isWhole =
    each.cluster === undefined
      ? isListed(estate, 'workload')
      : isListedFor(estate, 'workload', each.cluster);
  return isPartly && !isWhole
    ? [
        {
          kind: 'notListed',
          what: 'workload',
          ...(each.cluster === undefined ? {} : { within: each.cluster }),
        },
      ]
    : [];
}

/** Whether pods ask the listener of their node: where LocalDNS is installed. */
function hasListener(estate: Estate, { cluster: home, name }: NamespaceView): Knowable<boolean> {
  if (home === undefined)
    return unknown({ kind: 'notStated', field: `the cluster of namespace ${name}` });
  const modes = suppliedPools(estate, home).map(({ localDns }) => localDns);
  if (modes.includes('Required')) return true;
  const open = modes.find((mode) => isUnknown(mode));
  if (open !== undefined) return open;
  return arePoolsListed(estate, home)
    ? false
    : unknown({ kind: 'notListed', what: 'agentPool', within: home });
}

function faultOf(estate: Estate, each: NamespaceView, blocked: readonly Blocked[]): Fault {
  const isUdp = blocked.some(({ lookUp }) => lookUp.protocol === 'UDP');
  const isListener = blocked.some(({ lookUp }) => lookUp.target === 'listener');
  const where: Prose = isListener
    ? prose`the LocalDNS listener of their node (${localDnsRange})`
    : prose`the DNS pods of kube-system`;
  return {
    severity: isUdp ? 'error' : 'warning',
    says: prose`Pods of namespace ${element(each.id, each.name)} are closed for egress and may not ask ${where} on port 53 over ${words(isUdp ? 'UDP' : 'TCP')}. ${words(isUdp ? 'They resolve no name, which looks as if every dependency were down.' : 'Long answers, which come over TCP, are lost now and then.')}`,
    evidence: factsEvidence(
      prose`concerned: ${joined([...new Set(blocked.map(({ who }) => who))])}`,
      ...each.policies
        .filter(({ policyTypes }) => policyTypes.includes('Egress'))
        .map((policy) => prose`closes egress: ${called(estate, policy.id)}`),
    ),
    fix: isListener
      ? prose`Allow egress to ${localDnsRange} on UDP and TCP 53 (with Cilium: to the entity host), and to the DNS pods of kube-system.`
      : prose`Allow egress to namespace kube-system, pods k8s-app=kube-dns, on UDP and TCP 53.`,
  };
}

/** AKS-POL-002: pods that are closed for egress cannot look up names. */
export const dnsForgotten: Rule = {
  code: 'AKS-POL-002',
  title: 'Policies that close egress forget DNS',
  severity: 'error',
  topic: 'policy',
  judge: (estate) => namespaces(estate).map((each) => judge(estate, each)),
  cite: [sourceFile('kubernetes/website:network-policies.md'), aksPage('localdns-custom.md')],
  page: {
    what: 'Pods that a policy closes for egress have no rule that lets them look up names.',
    why: 'The application cannot connect to anything and reports its database as down. The cause is the look-up before, which nobody thinks of.',
    judged:
      'Each workload of a namespace with the policies that select it; where no workloads are known, pods without labels under a policy for all pods. One rule must allow port 53 to the DNS pods of kube-system: over UDP (an error otherwise) and TCP (a warning). With LocalDNS it is the listener of the node that must be allowed. Address blocks count only where the engine matches pods and nodes by them: Cilium never does.',
    undetermined:
      'Nobody said that all policies are among the inputs; policies of Cilium or Calico may allow it; or a rule selects by labels of kube-system that are not known here.',
    fix: 'Allow look-ups in every namespace that is closed, in one policy for all its pods.',
    example: {
      given: 'A namespace with default deny and a rule for its database, and none for names.',
      elements: () => [
        cluster('pay'),
        namespace('pay', 'payments'),
        workload('pay', 'payments/payment-api'),
        networkPolicy('pay', 'payments/default-deny'),
        networkPolicy('pay', 'payments/allow-database', {
          policyTypes: ['Egress'],
          egress: [
            {
              peers: [{ kind: 'pods', namespaceSelector: { matchLabels: { team: 'data' } } }],
              ports: [{ protocol: 'TCP', port: 5432 }],
            },
          ],
        }),
      ],
    },
  },
};
