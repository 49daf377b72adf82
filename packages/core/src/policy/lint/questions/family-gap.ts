import { address } from '@aksnet/net';
import { prose, words } from '../../../evidence/prose.ts';
import { sourceFile } from '../../../facts/documents.ts';
import { familiesOf } from '../../pods.ts';
import { blamed, rulesOf } from '../blame.ts';
import type { Field } from '../field.ts';
import type { LintQuestion, LintVerdict } from '../question.ts';
import { farWord, patching } from '../repair.ts';
import { answerTo } from '../shut-out.ts';

const whole = { 4: '0.0.0.0/0', 6: '::/0' } as const;
/** Addresses kept for documentation (RFC 5737, RFC 3849). */
const sample = { 4: address('203.0.113.1'), 6: address('2001:db8::1') } as const;

function* judge(field: Field): Generator<LintVerdict> {
  for (const { policy, rule, direction, place } of rulesOf(field)) {
    const blocks = rule.peers.flatMap((peer) => (peer.kind === 'addresses' ? peer.block : []));
    const [first] = blocks;
    if (first === undefined || blocks.some(({ family }) => family !== first.family)) continue;
    const pod = field
      .selected(policy)
      .find((one) => !one.asNode && familiesOf(one.pod).length > 1)?.pod;
    if (pod === undefined) continue;
    const other = first.family === 4 ? 6 : 4;
    const port = firstPort(field, rule.ports);
    if (port === undefined) continue;
    const near = { kind: 'pod', pod } as const;
    const far = { kind: 'address', address: sample[other] } as const;
    const [from, to] = direction === 'egress' ? [near, far] : [far, near];
    if (answerTo(field, { from, to, ...port }) !== 'no') continue;
    const isWhole = blocks.some(({ length }) => length === 0);
    yield blamed(policy, {
      path: rule.path,
      severity: isWhole ? 'warning' : 'note',
      says: prose`Its ranges are of IPv${first.family} only, and ${pod.namespace}/${pod.name} has addresses of both families: IPv${other} stays closed.`,
      fix: words('Name the ranges of the other family too, if it is wanted.'),
      witness: { from, to, ...port, verdict: 'refused' },
      repair:
        place === undefined || !isWhole
          ? []
          : patching(policy.id, {
              op: 'add',
              path: [...rule.path, farWord[direction], '-'],
              value: { ipBlock: { cidr: whole[other] } },
            }),
    });
  }
}

function firstPort(
  { model }: Field,
  terms: readonly { readonly kind: string; readonly ports?: number }[] | undefined,
) {
  if (terms === undefined) return { protocol: 'TCP', port: 443 } as const;
  for (const { ports } of terms) {
    const [first] = ports === undefined ? [] : model.world.ports.intervals(ports);
    if (first !== undefined) return { protocol: first.protocol, port: first.first };
  }
  return undefined;
}

/** AKS-NP-021: ranges of one family for pods of both. */
export const familyGap: LintQuestion = {
  code: 'AKS-NP-021',
  title: 'Ranges of one address family for pods of both',
  severity: 'warning',
  about: 'policies',
  judge,
  cite: [sourceFile('kubernetes/website:network-policies.md')],
  page: {
    what: 'A rule names ranges of IPv4 only, or of IPv6 only, for pods that have addresses of both.',
    why: 'The families are worlds apart: 0.0.0.0/0 covers no IPv6 address. A client that prefers the other family is refused.',
    judged:
      'A selected pod has addresses of both families, and an address outside of the family that the rule leaves out is refused. A warning if the rule means a whole family; a note for narrower ranges, which may have no counterpart.',
    undetermined: 'Never; only recorded addresses and pod ranges are looked at.',
    fix: 'Name the ranges of the other family too.',
  },
};
