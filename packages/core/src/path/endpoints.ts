import { contains, type Prefix, parsePrefix } from '@aksnet/net';
import type { FlowEnd } from '../estate/elements/flow.ts';
import { all, type Estate, find } from '../estate/estate.ts';
import type { Id } from '../estate/id.ts';
import { learnedBy } from '../estate/learned.ts';
import { hubGateways } from '../estate/neighbours.ts';
import { isUnknown, type Knowable } from '../evidence/knowable.ts';
import { nodesOf, podsOf } from './cluster-ends.ts';
import { apiServerOf } from './elements/api-server.ts';
import { type Found, found, lacking, notModelled, type Side, type Target } from './found.ts';
import { isPrivate, type Where } from './packet.ts';
import type { InternetPlace, Place } from './place.ts';
import { serviceNames } from './service-names.ts';

/** Places from which an end sends. */
export function senders(estate: Estate, end: FlowEnd): Found<Place> {
  return places(estate, end, 'from');
}

/** Targets that an end stands for as receiver, seen from a cluster's network where names hang on it. */
export function receivers(
  estate: Estate,
  end: FlowEnd,
  near: Id<'virtualNetwork'> | undefined,
): Found<Target> {
  switch (end.kind) {
    case 'fqdn':
      return found({ kind: 'name', name: end.name, private: false, of: end.name });
    case 'paas':
      return serviceNames(estate, end, near);
    case 'apiServer': {
      const cluster = find(estate, 'cluster', end.cluster);
      return isUnknown(cluster)
        ? lacking(...cluster.unknown)
        : found({ kind: 'apiServer', cluster });
    }
    default: {
      const { ends, missing } = places(estate, end, 'to');
      return { ends: ends.map((place) => ({ kind: 'place', place })), missing };
    }
  }
}

function places(estate: Estate, end: FlowEnd, side: Side): Found<Place> {
  switch (end.kind) {
    case 'workload':
      return podsOf(estate, end, side);
    case 'pool':
      return nodesOf(estate, end.cluster, {
        side,
        ...(end.pool === undefined ? {} : { pool: end.pool }),
      });
    case 'internet':
      return found(internet);
    case 'fqdn':
      return found({ ...internet, of: end.name });
    case 'range': {
      const parsed = parsePrefix(end.cidr);
      return parsed.ok
        ? locate(estate, parsed.value, side)
        : lacking({ kind: 'notStated', field: 'cidr' });
    }
    case 'outside':
      return allIn(
        end.ranges.map((id) => {
          const range = find(estate, 'externalRange', id);
          return isUnknown(range)
            ? lacking(...range.unknown)
            : outsideRange(range.id, range.prefixes, side);
        }),
      );
    case 'people':
      return peopleNamed(estate, end.name, side);
    case 'apiServer': {
      const cluster = find(estate, 'cluster', end.cluster);
      if (isUnknown(cluster)) return lacking(...cluster.unknown);
      const server = apiServerOf(estate, cluster);
      return server.kind === 'at' ? found(server.place) : lacking(...server.missing);
    }
    case 'ingress':
      return lacking(notModelled(`the ${end.exposure} way in as an end of a connection`));
    case 'paas':
      return lacking(notModelled('a service of Azure as sender'));
  }
}

const allIn = <T>(each: readonly Found<T>[]): Found<T> => ({
  ends: each.flatMap(({ ends }) => ends),
  missing: each.flatMap(({ missing }) => missing),
});

const internet: InternetPlace = { kind: 'internet', address: { kind: 'public' }, of: 'internet' };

/** Where people are is not part of an estate, unless a range outside bears their name. */
function peopleNamed(estate: Estate, name: string, side: Side): Found<Place> {
  const range = all(estate, 'externalRange').find((each) => each.name === name);
  return range === undefined
    ? lacking({ kind: 'notStated', field: `where ${name} are` })
    : outsideRange(range.id, range.prefixes, side);
}

/** The ends of a range outside. */
const outsideRange = (id: string, prefixes: readonly Prefix[], side: Side): Found<Place> => ({
  ends: prefixes.map((range) => ({
    kind: 'outside',
    address: { kind: 'range', range, slot: `${side} ${id} ${range.first}` },
    of: id,
  })),
  missing: [],
});

/** The subnet, VNet or site in which a range lies. */
export function locate(estate: Estate, range: Prefix, side: Side): Found<Place> {
  const address: Where = { kind: 'range', range, slot: `${side} ${range.first}/${range.length}` };
  const holds = (prefixes: Knowable<readonly Prefix[]>): boolean =>
    !isUnknown(prefixes) && prefixes.some((each) => contains(each, range));
  const subnet = all(estate, 'subnet').find((each) => holds(each.prefixes));
  if (subnet !== undefined)
    return found({
      kind: 'subnet',
      subnet: subnet.id,
      network: subnet.virtualNetwork,
      address,
      of: subnet.id,
    });
  const network = all(estate, 'virtualNetwork').find((each) => holds(each.prefixes));
  if (network !== undefined)
    return found({ kind: 'network', network: network.id, address, of: network.id });
  const outside = all(estate, 'externalRange').find((each) => holds(each.prefixes));
  if (outside !== undefined) return found({ kind: 'outside', address, of: outside.id });
  const gateways = [...all(estate, 'virtualNetworkGateway'), ...hubGateways(estate)];
  const gateway = gateways.find((each) => holds(learnedBy(estate, each).prefixes));
  if (gateway !== undefined) return found({ kind: 'outside', address, of: gateway.id });
  return isPrivate(range)
    ? lacking({ kind: 'notStated', field: 'who has this private range' })
    : found({ kind: 'internet', address, of: 'internet' });
}
