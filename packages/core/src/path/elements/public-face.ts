import { type Prefix, prefixOf } from '@aksnet/net';
import { all, type Estate } from '../../estate/estate.ts';
import { type Id, nameInId } from '../../estate/id.ts';
import { view } from '../../estate/view.ts';
import { isUnknown } from '../../evidence/knowable.ts';
import type { ElementId } from '../../evidence/source.ts';
import { every, isCut, type Match, maybe, type Where, whereIn, whole } from '../packet.ts';
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
  const { authorizedRanges, authorizedExits = [] } = cluster.access;
  const answer = (ruling: Ruling): Asked => ({
    filter: 'authorizedRanges',
    at: cluster.id,
    direction: 'in',
    ruling,
  });
  if (isUnknown(authorizedRanges)) return answer(unsure(...authorizedRanges.unknown));
  if (authorizedRanges.length === 0) return answer(passes());
  const inside = sourceIn(estate, src, { ranges: authorizedRanges, exits: authorizedExits });
  if (inside.kind === 'maybe') return answer(unsure(...inside.missing));
  if (isCut(inside)) return answer(unsure({ kind: 'notStated', field: 'public address' }));
  return answer(inside.kind === 'all' ? passes('authorizedRanges') : stops('authorizedRanges'));
}

/** Who may call: ranges by number, exits by themselves. */
interface Callers {
  readonly ranges: readonly Prefix[];
  readonly exits: readonly ElementId[];
}

/** Whether the public addresses of whoever sends are all among those that may call. */
function sourceIn(estate: Estate, src: Where, { ranges, exits }: Callers): Match {
  if (src.kind === 'range' || src.of === undefined) return whereIn(src, ranges);
  const faces = facesOf(estate, src.of);
  if (faces === undefined || faces.length === 0)
    return maybe({ kind: 'notStated', field: `public address of ${src.of}` });
  const { of } = src;
  return every(
    ...faces.map((face) => {
      // An exit that is named itself is meant whatever number it gets.
      if (face.ids.some((id) => exits.includes(id))) return whole;
      if (face.range === undefined)
        return maybe({ kind: 'notStated', field: `public address of ${of}` });
      return whereIn({ kind: 'range', range: face.range, slot: of }, ranges);
    }),
  );
}

/** One public address or prefix of an exit. */
interface Face {
  /** Itself, and the prefix that it is taken from. */
  readonly ids: readonly ElementId[];
  /** Absent: nobody knows its number yet. */
  readonly range?: Prefix;
}

/** Everything that an exit shows to the internet; undefined when that is not known. */
function facesOf(estate: Estate, exit: ElementId): readonly Face[] | undefined {
  const { firewall, natGateway, cluster } = estate.elements;
  const balancer = cluster.get(exit)?.network.loadBalancer;
  const outbound = balancer === undefined || isUnknown(balancer) ? undefined : balancer;
  const nat = natGateway.get(exit);
  const ips = firewall.get(exit)?.publicIps ?? nat?.publicIps ?? outbound?.outboundIps ?? [];
  const prefixes = nat?.publicIpPrefixes ?? outbound?.outboundIpPrefixes ?? [];
  if (isUnknown(ips) || isUnknown(prefixes)) return undefined;
  return [
    ...ips.map((id) => faceOfAddress(estate, id)),
    ...prefixes.map((id): Face => {
      const range = estate.elements.publicIpPrefix.get(id)?.prefix;
      return range === undefined || isUnknown(range) ? { ids: [id] } : { ids: [id], range };
    }),
  ];
}

function faceOfAddress(estate: Estate, id: Id<'publicIp'>): Face {
  const ip = estate.elements.publicIp.get(id);
  const ids = ip?.prefix === undefined ? [id] : [id, ip.prefix];
  const address = ip?.address;
  if (address === undefined || isUnknown(address)) return { ids };
  return { ids, range: prefixOf(address, address.family === 4 ? 32 : 128) };
}

const services = view(
  (estate: Estate) =>
    new Map(
      all(estate, 'privateEndpoint').flatMap((endpoint) =>
        isUnknown(endpoint.target) ? [] : [[nameInId(endpoint.target), endpoint] as const],
      ),
    ),
);

/** Whether a service with a private endpoint also answers the public: as somebody vouches for it. */
export function serviceGate(estate: Estate, to: Place): Asked | undefined {
  const endpoint = services(estate).get(to.of);
  if (endpoint === undefined || isUnknown(endpoint.target)) return undefined;
  const { target, publicAccess } = endpoint;
  const answer = (ruling: Ruling): Asked => ({
    filter: 'serviceAccess',
    at: target,
    direction: 'in',
    ruling,
  });
  if (publicAccess === undefined)
    return answer(unsure({ kind: 'notStated', field: `publicNetworkAccess of ${target}` }));
  const { is, by } = publicAccess;
  const reason = `publicNetworkAccess ${is}, guaranteed by ${by}`;
  return answer(is === 'enabled' ? passes(reason) : stops(reason));
}
