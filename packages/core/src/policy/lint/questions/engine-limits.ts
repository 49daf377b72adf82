import type { Severity } from '../../../evidence/finding.ts';
import { prose, quote, words } from '../../../evidence/prose.ts';
import { policyEngines } from '../../../facts/policy-engines.ts';
import type { Policy, PolicyRemark } from '../../rule.ts';
import { blamed } from '../blame.ts';
import type { Field } from '../field.ts';
import type { LintQuestion, LintVerdict } from '../question.ts';
import { patching, type Repair } from '../repair.ts';

function* judge(field: Field): Generator<LintVerdict> {
  const told = new Set<string>();
  for (const policy of field.policies)
    for (const one of policy.remarks) {
      const key = JSON.stringify([policy.id, one.kind, one.path]);
      if (one.kind === 'notEnforced' || told.has(key)) continue;
      told.add(key);
      if (one.kind === 'notRead' && policy.unread !== undefined) {
        yield {
          kind: 'undetermined',
          subject: policy.id,
          missing: [{ kind: 'notModelled', feature: one.says }],
        };
        continue;
      }
      yield blamed(policy, {
        path: one.path,
        severity: severities[one.kind] ?? 'warning',
        says: prose`The engine reads this otherwise than it is written: ${quote(one.says)}.`,
        fix: words(fixes[one.kind]),
        repair: repairOf(field, policy, one),
      });
    }
}

const fixes: Readonly<Record<PolicyRemark['kind'], string>> = {
  policySkipped: 'Write it without this word: spell out what is meant, one entry each.',
  ruleClosed: 'Write the rule with words that the engine reads.',
  endPortIgnored: 'List the ports one by one.',
  namedPortsIgnored: 'Write numbers of ports.',
  sctpUnfiltered: 'Do not rely on it: guard SCTP elsewhere.',
  notEnforced: 'Give the cluster an engine that reads the kind.',
  namesUnread: 'Write addresses, or turn on what reads names.',
  l7Unread: 'Do not rely on rules above the transport here.',
  notRead: 'Write the rule with words that the engine reads.',
  converted: 'Nothing to do now; the newer kind is ClusterNetworkPolicy.',
  overLimit: 'Split it, so that each object stays within the limits of its API.',
  staged: 'Turn it into its enforced kind once it does what it shall.',
};

const severities: Partial<Readonly<Record<PolicyRemark['kind'], Severity>>> = {
  policySkipped: 'error',
  converted: 'note',
  staged: 'note',
};

/** More ports than these are not spelled out. */
const mostSpelled = 64;

/** A range of ports that the engine ignores, spelled out port by port. */
function repairOf(field: Field, policy: Policy, { kind, path }: PolicyRemark): Repair {
  const [, direction, rule, , port] = path;
  const written = field.written(policy);
  if (written === undefined || typeof rule !== 'number' || typeof port !== 'number') return [];
  if (direction !== 'ingress' && direction !== 'egress') return [];
  const item = written[direction][rule]?.ports[port];
  if (!(kind === 'endPortIgnored' || kind === 'policySkipped') || item?.endPort === undefined)
    return [];
  const first = item.port;
  if (typeof first !== 'number' || item.endPort - first >= mostSpelled) return [];
  const { protocol, endPort } = item;
  const ports = Array.from({ length: endPort - first + 1 }, (_, i) => ({
    protocol,
    port: first + i,
  }));
  const at = path.slice(0, -1);
  return patching(
    policy.id,
    { op: 'remove', path: at },
    ...ports.map(
      (value, i) => ({ op: 'add', path: [...at.slice(0, -1), port + i], value }) as const,
    ),
  );
}

/** AKS-NP-012: words that the engine does not read. */
export const engineLimits: LintQuestion = {
  code: 'AKS-NP-012',
  title: 'Engine does not read this as it is written',
  severity: 'warning',
  about: 'policies',
  judge,
  cite: [...policyEngines.cilium.cite, ...policyEngines.azure.cite],
  page: {
    what: 'A policy holds a word that the engine of this cluster ignores, or for which it skips the policy: endPort, SCTP, a named port, except, NotIn, a name, a rule above the transport.',
    why: 'What is written and what is enforced differ, and the API server accepts both.',
    judged:
      'By the profile of the engine, on each system of nodes and for the Kubernetes version. An error where the whole policy is skipped.',
    undetermined: 'A kind whose rules are not read here at all.',
    fix: 'Write the same with words that the engine reads.',
  },
};
