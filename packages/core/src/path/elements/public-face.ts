import type { Address, Prefix } from '@aksnet/net';
import { prefixOf } from '@aksnet/net';
import { all, type Estate } from '../../estate/estate.ts';
import type { Id } from '../../estate/id.ts';
import { nameInId } from '../../estate/id.ts';
import { view } from '../../estate/view.ts';
import { isUnknown } from '../../evidence/knowable.ts';
import type { Where } from '../packet.ts';
import { every, isCut, type Match, maybe, whereIn } from '../packet.ts';
import type { Place } from '../place.ts';
import { passes, type Ruling, stops, unsure } from '../step.ts';
import type { Asked } from './groups.ts';

/** A call that reaches a public address. */
export interface Call {
  readonly from: Place;
  readonly to: Place;
  /** The source as it is seen there. */
  readonly src: Where;
}

/** The ranges that may call a public API server; undefined when the receiver is none. */
export function apiGate(estate: Estate, { to, src }: Call): Asked | undefined {
  const cluster = estate.elements.cluster.get(to.of);
  if (cluster === undefined) return undefined;
  const { authorizedRanges } = cluster.access;
  const answer = (ruling: Ruling): Asked => ({
    filter: 'authorizedRanges',
    at: cluster.id,
    direction: 'in',
    ruling,
  });
  if (isUnknown(authorizedRanges)) return answer(unsure(...authorizedRanges.unknown));
  if (authorizedRanges.length === 0) return answer(passes());
  const inside = sourceIn(estate, src, authorizedRanges);
  if (inside.kind === 'maybe') return answer(unsure(...inside.missing));
  if (isCut(inside)) return answer(unsure({ kind: 'notStated', field: 'public address' }));
  return answer(inside.kind === 'all' ? passes('authorizedRanges') : stops('authorizedRanges'));
}

/** Whether the public addresses of whoever sends all lie in the ranges. */
function sourceIn(estate: Estate, src: Where, ranges: readonly Prefix[]): Match {
  if (src.kind === 'range' || src.of === undefined) return whereIn(src, ranges);
  const addresses = facesOf(estate, src.of);
  if (addresses === undefined)
    return maybe({ kind: 'notStated', field: `public address of ${src.of}` });
  return every(
    ...addresses.map((address) => {
      const range = prefixOf(address, address.family === 4 ? 32 : 128);
      return whereIn({ kind: 'range', range, slot: src.of ?? '' }, ranges);
    }),
  );
}

/** Public addresses of an exit, when all of them are known. */
function facesOf(estate: Estate, exit: string): readonly Address[] | undefined {
  const ips: unknown =
    estate.elements.firewall.get(exit)?.publicIps ??
    estate.elements.natGateway.get(exit)?.publicIps;
  if (!Array.isArray(ips) || ips.length === 0) return undefined;
  const known = ips.flatMap((id: Id<'publicIp'>) => {
    const address = estate.elements.publicIp.get(id)?.address;
    return address === undefined || isUnknown(address) ? [] : [address];
  });
  return known.length === ips.length ? known : undefined;
}

const services = view(
  (estate: Estate) =>
    new Map(
      all(estate, 'privateEndpoint').flatMap(({ target }) =>
        isUnknown(target) ? [] : [[nameInId(target), target] as const],
      ),
    ),
);

/** Whether a service with a private endpoint also answers the public is not part of an estate. */
export function serviceGate(estate: Estate, to: Place): Asked | undefined {
  const target = services(estate).get(to.of);
  if (target === undefined) return undefined;
  const field = `publicNetworkAccess of ${target}`;
  const ruling = unsure({ kind: 'notStated', field });
  return { filter: 'serviceAccess', at: target, direction: 'in', ruling };
}
