import { meets, type Prefix, prefix } from '@aksnet/net';
import { all, type Estate, find } from '../../estate/estate.ts';
import { grouped } from '../../estate/grouped.ts';
import type { Id } from '../../estate/id.ts';
import { networkOfCluster } from '../../estate/ranges.ts';
import { view } from '../../estate/view.ts';
import { viewOf } from '../../estate/view-of.ts';
import { isUnknown, type Missing, missingOf } from '../../evidence/knowable.ts';
import { assumed } from '../../facts/assumptions.ts';
import { platformTags } from '../../facts/platform/security-rules.ts';
import { requiredEgress } from '../../facts/required-egress.ts';
import { wellKnownAddresses } from '../../facts/reserved-ranges.ts';
import { nameMatches } from '../names-match.ts';
import { peeringsFrom, rangesBehind, unlessListed } from '../network-of.ts';
import { isPublic, type Match, maybe, not, nothing, type Where, whereIn } from '../packet.ts';
import { networkRoutes } from './system-routes.ts';

/** What the tag VirtualNetwork stands for in the rules of one subnet. */
interface Expansion {
  readonly prefixes: readonly Prefix[];
  /** Pod ranges, which it may or may not cover. */
  readonly pods: readonly Prefix[];
  readonly missing: readonly Missing[];
}

const probeSource: readonly Prefix[] = wellKnownAddresses
  .filter(({ use }) => use.includes('probes'))
  .map(({ address }) => address);

/**
 * VirtualNetwork of a subnet: ranges of the VNet, of peers that grant access, of gateways, the
 * platform's address, and every prefix that the subnet's own user routes name. A user 0.0.0.0/0 so
 * makes it everything.
 */
const virtualNetworkTag: (estate: Estate, subnet: Id<'subnet'>) => Expansion = viewOf(
  (estate, id) => {
    const subnet = find(estate, 'subnet', id);
    if (isUnknown(subnet)) return { prefixes: [], pods: [], missing: subnet.unknown };
    const { virtualNetwork, routeTable } = subnet;
    const network = find(estate, 'virtualNetwork', virtualNetwork);
    const own = isUnknown(network) ? network : network.prefixes;
    const peers = peeringsFrom(estate, virtualNetwork).flatMap((peering) => {
      const granted = peering.allowVirtualNetworkAccess;
      if (granted === false || peering.state === 'Initiated') return [];
      return isUnknown(granted) ? [granted] : [rangesBehind(estate, peering)];
    });
    const table =
      isUnknown(routeTable) || routeTable === undefined
        ? routeTable
        : find(estate, 'routeTable', routeTable);
    const written = table === undefined || isUnknown(table) ? table : table.routes;
    const routes = written === undefined || isUnknown(written) ? [] : written;
    const { learnt } = networkRoutes(estate, virtualNetwork);
    const lists = [own, ...peers];
    return {
      prefixes: [
        ...lists.flatMap((list) => (isUnknown(list) ? [] : list)),
        ...learnt.routes.map((route) => route.prefix),
        ...routes.flatMap(({ destination }) =>
          !isUnknown(destination) && destination.kind === 'prefix' ? [destination.prefix] : [],
        ),
        ...probeSource,
      ],
      pods: podRanges(estate).get(virtualNetwork) ?? [],
      missing: [
        ...missingOf(...lists, written, ...routes.map((route) => route.destination)),
        ...learnt.missing,
        ...unlessListed(estate, 'peering', virtualNetwork),
      ],
    };
  },
);

const podRanges: (estate: Estate) => ReadonlyMap<Id<'virtualNetwork'>, readonly Prefix[]> = view(
  (estate) => {
    const placed = all(estate, 'cluster').flatMap(({ id, network }) => {
      const at = networkOfCluster(estate, id);
      return at === undefined || isUnknown(network.podRanges)
        ? []
        : network.podRanges.map((range) => ({ at, range }));
    });
    const byNetwork = [...grouped(placed, ({ at }) => at)];
    return new Map(byNetwork.map(([at, list]) => [at, list.map(({ range }) => range)]));
  },
);

function inVirtualNetwork(estate: Estate, subnet: Id<'subnet'>, where: Where): Match {
  const { prefixes, pods, missing } = virtualNetworkTag(estate, subnet);
  const known = whereIn(where, prefixes);
  if (known.kind !== 'none') return known;
  if (where.kind === 'range' && pods.some((range) => meets(range, where.range))) {
    const covered = assumed('vnetTag.includesOverlayPods', estate.assume) === 'yes';
    return { kind: covered ? 'all' : 'none', assumes: ['vnetTag.includesOverlayPods'] };
  }
  return missing.length === 0 ? known : maybe(...missing);
}

/** Tags with a meaning of their own; every other one stands for public addresses of Azure. */
const tags: Readonly<
  Record<string, (estate: Estate, subnet: Id<'subnet'>, where: Where) => Match>
> = {
  virtualnetwork: inVirtualNetwork,
  internet: (estate, subnet, where) => not(inVirtualNetwork(estate, subnet, where)),
  azureloadbalancer: (_estate, _subnet, where) => whereIn(where, probeSource),
  ...Object.fromEntries(
    platformTags.map(({ tag, address }) => [
      tag.toLowerCase(),
      (_estate: Estate, _subnet: Id<'subnet'>, where: Where) =>
        address === undefined ? nothing : whereIn(where, [prefix(`${address}/32`)]),
    ]),
  ),
};

/** Whether an end lies in what a service tag stands for in the rules of a subnet. */
export function inTag(estate: Estate, subnet: Id<'subnet'>, question: TagQuestion): Match {
  const key = question.tag.toLowerCase();
  const own = Object.hasOwn(tags, key) ? tags[key] : undefined;
  return own === undefined ? inServiceTag(question) : own(estate, subnet, question.where);
}

/** A tag and the end that may lie in it. */
export interface TagQuestion {
  readonly tag: string;
  readonly where: Where;
  /** Name that was asked for, when one was. */
  readonly name?: string | undefined;
}

/**
 * Service tags hold public addresses only; which ones changes by the week. Where the documents list
 * names beside a tag, an address that was found by another name is not in it.
 */
export function inServiceTag({ tag, where, name }: TagQuestion): Match {
  if (isPublic(where) === false) return nothing;
  const names = namesBeside(tag);
  if (name !== undefined && names.length > 0 && !names.some((each) => nameMatches(each, name)))
    return nothing;
  return maybe({ kind: 'notModelled', feature: `addresses of the service tag ${tag}` });
}

/** Names of the groups of endpoints to which a tag belongs; placeholders stand for any text. */
const namesBeside = (tag: string): readonly string[] => namesByTag.get(tag) ?? [];

const namesByTag: ReadonlyMap<string, readonly string[]> = new Map(
  requiredEgress
    .flatMap(({ destinations }) => destinations)
    .filter((text) => /^[A-Z]\w+$/.test(text))
    .map((tag) => [tag, namesOfGroups(tag)]),
);

function namesOfGroups(tag: string): readonly string[] {
  const groups = new Set(
    requiredEgress
      .filter(({ destinations }) => destinations.includes(tag))
      .map(({ group }) => group),
  );
  return requiredEgress
    .filter(({ group, kind }) => kind === 'fqdn' && groups.has(group))
    .flatMap(({ destinations }) => destinations.map((text) => text.replace(/<[^>]+>/g, '*')));
}
