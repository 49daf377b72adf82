import { address, formatPrefix } from '@aksnet/net';
import { suppliedPools } from '../../../estate/pools-of.ts';
import { isKnown } from '../../../evidence/knowable.ts';
import { prose, words } from '../../../evidence/prose.ts';
import type { ElementId } from '../../../evidence/source.ts';
import { aksPage, sourceFile } from '../../../facts/documents.ts';
import { localDnsRange, wellKnownAddresses } from '../../../facts/reserved-ranges.ts';
import { isEmpty } from '../../implication.ts';
import type { Party } from '../../match.ts';
import type { PolicyPod } from '../../pods.ts';
import { nameLabel } from '../../world.ts';
import { blamed } from '../blame.ts';
import type { Field } from '../field.ts';
import { likeOf, opening } from '../manifest.ts';
import type { LintQuestion, LintVerdict } from '../question.ts';
import type { Repair } from '../repair.ts';
import { answerTo, closingPolicy, refusedCall } from '../shut-out.ts';

/** The pods that answer look-ups, by the labels that they have on AKS. */
const dnsNamespace = 'kube-system';
const dnsLabels = { 'k8s-app': 'kube-dns' };
const dnsPort = 53;

function* judge(field: Field): Generator<LintVerdict> {
  const servers = field
    .podsIn(dnsNamespace)
    .filter((pod) => !pod.hostNetwork && pod.labels.get('k8s-app') === dnsLabels['k8s-app']);
  const listener = hasListener(field) ? listenerAddress : undefined;
  const targets: readonly Party[] = [
    ...servers.map((pod): Party => ({ kind: 'pod', pod })),
    ...(listener === undefined ? [] : [{ kind: 'address', address: address(listener) } as const]),
  ];
  const told = new Set<ElementId>();
  for (const pod of field.relation.classes.samples.slice(0, field.relation.classes.nodesFrom)) {
    const closing = closingPolicy(field, pod, 'egress');
    if (closing === undefined) continue;
    const subject = targets.length === 0 ? field.namespaceId(pod.namespace) : closing.id;
    if (told.has(subject)) continue;
    if (targets.length === 0) {
      told.add(subject);
      const what = `workload ${dnsNamespace}/coredns`;
      yield { kind: 'undetermined', subject, missing: [{ kind: 'notSupplied', what }] };
      continue;
    }
    const blocked = (['UDP', 'TCP'] as const).filter((protocol) =>
      isBlocked(field, { pod, targets, protocol, listener: listener !== undefined }),
    );
    const [protocol] = blocked;
    const [to] = listener === undefined ? targets : targets.slice(-1);
    if (protocol === undefined || to === undefined) continue;
    told.add(subject);
    const from = { kind: 'pod', pod } as const;
    yield blamed(closing, {
      path: ['spec'],
      severity: protocol === 'UDP' ? 'error' : 'warning',
      says: prose`It closes ${pod.namespace}/${pod.name} for egress, and no policy lets it look up names over ${words(blocked.join(' and '))}${words(listener === undefined ? '' : ' at the LocalDNS listener')}.`,
      fix: prose`Allow UDP and TCP ${dnsPort} to the pods ${'k8s-app=kube-dns'} of ${dnsNamespace}${words(listener === undefined ? '' : ' and to the range of the listener')}.`,
      witness: refusedCall({ from, to, protocol, port: dnsPort }),
      repair: repairOf(pod, closing.subjects[0]?.pods, listener !== undefined),
    });
  }
}

interface LookUp {
  readonly pod: PolicyPod;
  readonly targets: readonly Party[];
  readonly protocol: 'UDP' | 'TCP';
  readonly listener: boolean;
}

/** With the listener of LocalDNS it must be reached; else any of the servers will do. */
function isBlocked(field: Field, { pod, targets, protocol, listener }: LookUp): boolean {
  const from = { kind: 'pod', pod } as const;
  const asked = listener ? targets.slice(-1) : targets;
  return asked.every((to) => answerTo(field, { from, to, protocol, port: dnsPort }) === 'no');
}

/** The first address that the platform gives the listener. */
const listenerAddress = wellKnownAddresses
  .filter(({ use }) => use === 'LocalDNS listener')
  .map((one) => formatPrefix(one.address).replace(/\/\d+$/, ''))[0];

/** Whether every pool with an answer runs LocalDNS. */
function hasListener({ estate, cluster }: Field): boolean {
  if (cluster === undefined) return false;
  const pools = suppliedPools(estate, cluster.id);
  return (
    pools.length > 0 && pools.every(({ localDns }) => isKnown(localDns) && localDns === 'Required')
  );
}

function repairOf(
  pod: PolicyPod,
  selector: Parameters<typeof opening>[0]['pods'] | undefined,
  listener: boolean,
): Repair {
  return opening({
    namespace: pod.namespace,
    name: 'allow-dns',
    pods: selector !== undefined && isEmpty(selector) ? {} : likeOf(pod),
    direction: 'egress',
    peers: [
      {
        namespaceSelector: { matchLabels: { [nameLabel]: dnsNamespace } },
        podSelector: { matchLabels: dnsLabels },
      },
      ...(listener ? [{ ipBlock: { cidr: formatPrefix(localDnsRange) } }] : []),
    ],
    ports: [
      { protocol: 'UDP', port: dnsPort },
      { protocol: 'TCP', port: dnsPort },
    ],
  });
}

/** AKS-NP-008: pods closed for egress that cannot look up names. */
export const noDns: LintQuestion = {
  code: 'AKS-NP-008',
  title: 'Egress is closed and names cannot be looked up',
  severity: 'error',
  about: 'policies',
  judge,
  cite: [sourceFile('kubernetes/website:network-policies.md'), aksPage('localdns-custom.md')],
  page: {
    what: 'A policy closes pods for egress and nothing allows look-ups of names.',
    why: 'Whatever a pod calls by name fails, and it looks as if everything failed.',
    judged:
      'The real connection is judged, not the words: from the pod to the pods with the label `k8s-app: kube-dns` in kube-system on port 53, over UDP and TCP, with the policies of both ends; any rule that lets it through will do. Where every pool runs LocalDNS, its listener must be reached instead. An error without UDP; a warning where only TCP is missing, which long answers need. Told once for each policy that closes.',
    undetermined: 'The pods of DNS are not among the inputs.',
    fix: 'Allow UDP and TCP 53 to those pods.',
  },
};
