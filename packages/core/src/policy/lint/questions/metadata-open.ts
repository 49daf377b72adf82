import { address, formatAddress, formatPrefix, prefix } from '@aksnet/net';
import { code, prose, words } from '../../../evidence/prose.ts';
import type { ElementId } from '../../../evidence/source.ts';
import { issue } from '../../../facts/documents.ts';
import { wellKnownAddresses } from '../../../facts/reserved-ranges.ts';
import { judgeSide } from '../../judge.ts';
import type { PolicyPod } from '../../pods.ts';
import { blamed } from '../blame.ts';
import type { Field } from '../field.ts';
import type { LintQuestion, LintVerdict } from '../question.ts';
import { farWord, patching, type Repair } from '../repair.ts';

/** Where platform services answer, by HTTP. */
const doors = wellKnownAddresses
  .filter(({ use }) => use.includes('metadata') || use.includes('WireServer'))
  .map(({ address: at, use }) => ({ at: address(formatPrefix(at).replace(/\/\d+$/, '')), use }));
const port = 80;

function* judge(field: Field): Generator<LintVerdict> {
  const told = new Set<string>();
  const { samples, nodesFrom } = field.relation.classes;
  for (const pod of samples.slice(0, nodesFrom))
    for (const { at, use } of doors) {
      const found = openAt(field, pod, at);
      if (found === undefined) continue;
      const key = `${found.subject} ${formatAddress(at)} ${found.path.join('.')}`;
      if (told.has(key)) continue;
      told.add(key);
      const { subject, path, repair, policy } = found;
      const fault = {
        path,
        says: prose`${pod.namespace}/${pod.name} may reach ${formatAddress(at)} (${words(use)}) on TCP ${code(String(port))}.`,
        fix: words(
          repair.length > 0
            ? 'Leave the address out of the block, if these pods do not need it.'
            : 'Close egress and allow what is wanted without the address, if these pods do not need it.',
        ),
        witness: {
          from: { kind: 'pod', pod },
          to: { kind: 'address', address: at },
          protocol: 'TCP',
          port,
          verdict: 'passes',
        },
        repair,
      } as const;
      yield policy === undefined ? { kind: 'finding', subject, ...fault } : blamed(policy, fault);
    }
}

interface Open {
  readonly subject: ElementId;
  readonly path: readonly (string | number)[];
  readonly repair: Repair;
  readonly policy?: Parameters<typeof blamed>[0];
}

/** What opens an address to a pod: a rule, or that nothing closes its namespace. */
function openAt(field: Field, pod: PolicyPod, at: ReturnType<typeof address>): Open | undefined {
  const { ports, spans } = field.model.world;
  const far = { kind: 'address', address: at } as const;
  const { span, asked, profile } = judgeSide(field.model, {
    pod,
    direction: 'egress',
    far,
    family: at.family,
  });
  if (!ports.has(spans.sure(span), 'TCP', port) || profile.exempt !== undefined) return undefined;
  const open = asked.find(
    ({ certainty, matched }) =>
      certainty === 'yes' &&
      matched?.rule.action === 'allow' &&
      ports.has(matched.ports, 'TCP', port),
  );
  if (open === undefined)
    return { subject: field.namespaceId(pod.namespace), path: [], repair: [] };
  const { policy, rule } = open.step;
  const hole = prefix(`${formatAddress(at)}/32`);
  const isWritten = field.written(policy) !== undefined;
  const repair = rule.peers.flatMap((peer, j): Repair => {
    if (!isWritten || peer.kind !== 'addresses' || peer.block.length >= hole.length) return [];
    const place = [...rule.path, farWord.egress, j, 'ipBlock', 'except'];
    const except = [...peer.except, hole].map(formatPrefix);
    return patching(policy.id, { op: 'add', path: place, value: except });
  });
  const isWhole = rule.peers.some(({ kind }) => kind === 'everyone');
  return { subject: policy.id, path: rule.path, policy, repair: isWhole ? [] : repair };
}

/** AKS-NP-016: services of the platform that pods can reach. */
export const metadataOpen: LintQuestion = {
  code: 'AKS-NP-016',
  title: 'Pods may reach the metadata endpoint or the wire server',
  severity: 'note',
  about: 'pods',
  judge,
  cite: [issue('MicrosoftDocs/azure-docs#63362')],
  page: {
    what: 'Pods may connect to 169.254.169.254 or 168.63.129.16 over HTTP.',
    why: 'Who takes over such a pod may ask the platform about the node, and for tokens of its identity.',
    judged:
      'By the policies of the pod: a rule that allows the address, told once for each rule, or no policy that closes egress, told once for each namespace. A note: some agents need the addresses.',
    undetermined: 'Never; what is perhaps closed is not told.',
    fix: 'Leave the addresses out of wide blocks by `except`, or close egress.',
  },
};
