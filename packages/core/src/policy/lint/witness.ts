import { formatAddress } from '@aksnet/net';
import { type Prose, prose } from '../../evidence/prose.ts';
import { judge } from '../judge.ts';
import type { Party } from '../match.ts';
import type { PolicyModel } from '../model.ts';
import type { PortSetId, Protocol } from '../port-set.ts';

/** One connection that shows what a finding says, as policies treat it now. */
export interface Witness {
  readonly from: Party;
  readonly to: Party;
  readonly protocol: Protocol;
  readonly port: number;
  readonly verdict: 'passes' | 'mayPass' | 'refused';
}

/** A connection to be shown. */
export interface WitnessWish {
  readonly from: Party;
  readonly to: Party;
  /** Any of these ports. */
  readonly among: PortSetId;
}

/** A connection between two ends on one of the ports, with its verdict; undefined where there is no port. */
export function witnessOf(
  model: PolicyModel,
  { from, to, among }: WitnessWish,
): Witness | undefined {
  const { ports, spans } = model.world;
  const { span } = judge(model, from, to);
  const passing = ports.meet(among, spans.sure(span));
  // A port that passes shows more than one that does not.
  const [first] = ports.intervals(passing).concat(ports.intervals(among));
  if (first === undefined) return undefined;
  const { protocol, first: port } = first;
  const has = (set: PortSetId): boolean => ports.has(set, protocol, port);
  const verdict = has(spans.sure(span))
    ? 'passes'
    : has(spans.possible(span))
      ? 'mayPass'
      : 'refused';
  return { from, to, protocol, port, verdict };
}

/** What an end is called: `shop/web`, `203.0.113.7`, `node n1`. */
export function endText(party: Party): string {
  switch (party.kind) {
    case 'pod':
      return `${party.pod.namespace}/${party.pod.name}`;
    case 'node':
      return party.node.name === '' ? 'its node' : `node ${party.node.name}`;
    case 'address':
      return formatAddress(party.address);
    case 'name':
      return party.name;
  }
}

const verdictWords = { passes: 'passes', mayPass: 'may pass', refused: 'is refused' } as const;

/** The connection in words. */
export const witnessProse = ({ from, to, protocol, port, verdict }: Witness): Prose => [
  ...prose`${{ kind: 'code', text: endText(from) }} to ${{ kind: 'code', text: endText(to) }} on ${{ kind: 'code', text: `${protocol} ${port}` }} `,
  verdictWords[verdict],
];
