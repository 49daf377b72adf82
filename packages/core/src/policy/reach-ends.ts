import { type AddressRange, rangeBetween } from '@aksnet/net';
import { type EndAnswer, endOf, type Meant, type UnknownEnd } from './ends.ts';
import { nearestWords } from './ends-near.ts';
import type { Party } from './match.ts';
import type { PolicyModel } from './model.ts';
import { type PortInterval, protocols } from './port-set.ts';
import { serviceTargets } from './service-backends.ts';

/** Who is asked about at one end of reach. */
export interface Asked {
  /** Indexes into the pods of the world; absent: every pod. */
  readonly pods?: ReadonlySet<number>;
  /** Addresses outside; absent: every address. */
  readonly ranges?: readonly AddressRange[];
  /** Nodes and names that are asked about by themselves. */
  readonly parties: readonly Party[];
  /** Ways in from outside, and names that rules speak of, are told too. */
  readonly others: boolean;
}

/** Everybody. */
export const everybody: Asked = { parties: [], others: true };

/** Who is asked about, or a text that means nobody. */
export type AskedFound =
  | { readonly ok: true; readonly asked: Asked }
  | { readonly ok: false; readonly unknown: UnknownEnd };

/** Who the texts mean, in the words of {@link endOf} and `shop/*` for a namespace; none: everybody. */
export function askedBy(model: PolicyModel, texts: readonly string[]): AskedFound {
  if (texts.length === 0) return { ok: true, asked: everybody };
  const pods = new Set<number>();
  const ranges: AddressRange[] = [];
  const parties: Party[] = [];
  const places = new Map(model.world.pods.map((pod, at) => [pod, at]));
  for (const text of texts) {
    const answer = inNamespace(model, text) ?? endOf(model, text);
    if (!answer.ok) return answer;
    const meant = podsOf(model, answer.end.meant);
    if (meant.kind === 'ranges') ranges.push(...meant.ranges);
    if (meant.kind === 'party') parties.push(meant.party);
    if (meant.kind === 'pods')
      for (const pod of meant.pods) {
        const at = places.get(pod);
        if (at !== undefined) pods.add(at);
      }
  }
  return { ok: true, asked: { pods, ranges, parties, others: false } };
}

function inNamespace({ world }: PolicyModel, text: string): EndAnswer | undefined {
  const [, name = ''] = /^([^/]+)\/\*$/.exec(text.trim()) ?? [];
  if (name === '') return undefined;
  const pods = world.pods.filter(({ namespace }) => namespace === name);
  if (pods.length > 0) return { ok: true, end: { text, meant: { kind: 'pods', pods } } };
  const known = [...world.namespaces.keys()];
  const says = known.includes(name) ? 'no pod is in this namespace' : 'no namespace is called so';
  const near = nearestWords(name, known).map((one) => `${one}/*`);
  return { ok: false, unknown: { text, says, near } };
}

/** Services stand for the pods behind them; one address is a range. */
function podsOf(model: PolicyModel, meant: Meant): Exclude<Meant, { kind: 'service' }> {
  if (meant.kind === 'service') {
    const { backends } = serviceTargets(model.world, meant.service);
    const pods = backends.flatMap(({ to }) => (to.kind === 'pod' ? to.pod : []));
    return { kind: 'pods', pods: [...new Set(pods)] };
  }
  if (meant.kind !== 'party' || meant.party.kind !== 'address') return meant;
  const { address } = meant.party;
  const range = rangeBetween(address, address);
  return range === undefined ? meant : { kind: 'ranges', ranges: [range] };
}

/** Ports as people ask for them: `5432`, `53/udp`, `8000-9000/tcp`, TCP where none is named; undefined: they are none. */
export function portsAsked(text: string): readonly PortInterval[] | undefined {
  const [, low = '', high = low, word = 'tcp'] =
    /^(\d{1,5})(?:-(\d{1,5}))?(?:\/(tcp|udp|sctp))?$/i.exec(text.trim()) ?? [];
  const protocol = protocols.find((one) => one.toLowerCase() === word.toLowerCase());
  const [first, last] = [Number(low), Number(high)];
  if (low === '' || protocol === undefined || first < 1 || last > 65535 || last < first)
    return undefined;
  return [{ protocol, first, last }];
}
