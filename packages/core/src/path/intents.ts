import { formatAddress, formatPrefix } from '@aksnet/net';
import type { Cluster } from '../estate/elements/cluster.ts';
import type { Flow, FlowEnd, FlowPort } from '../estate/elements/flow.ts';
import { all, type Estate } from '../estate/estate.ts';
import { grouped } from '../estate/grouped.ts';
import { type Id, nameInId, ownId } from '../estate/id.ts';
import { neighbourhood } from '../estate/neighbours.ts';
import { networkOfCluster } from '../estate/ranges.ts';
import { view } from '../estate/view.ts';
import { isUnknown } from '../evidence/knowable.ts';
import { element, type Prose, prose } from '../evidence/prose.ts';
import type { ElementId } from '../evidence/source.ts';
import { type ApiAccessId, apiAccessKinds } from '../facts/api-access.ts';
import { cloudOf } from '../facts/cloud-of.ts';
import { outboundTypes } from '../facts/outbound.ts';
import { requiredEndpoints } from '../facts/required-egress.ts';
import { peeringsFrom } from './network-of.ts';

/** An end of an intent: that of a flow, or one that flows have no word for. */
export type IntentEnd =
  | FlowEnd
  /** Anything in a VNet that stands in a subnet without group and route table. */
  | { readonly kind: 'network'; readonly network: Id<'virtualNetwork'> }
  | { readonly kind: 'endpoint'; readonly endpoint: Id<'privateEndpoint'> };

/** Something that a network is to do, or never to do. */
export interface Intent {
  /** The same for the same estate. */
  readonly id: string;
  /** The element that asks for it: a flow, a cluster, a private endpoint. */
  readonly about: ElementId;
  /** `privateName`: the name of the receiver leads to a private address where the sender stands. */
  readonly wants: 'connection' | 'noConnection' | 'privateName';
  readonly from: IntentEnd;
  readonly to: IntentEnd;
  /** Empty: every port. */
  readonly ports: readonly FlowPort[];
  /** The second family of a dual-stack cluster, which has routes, rules and exits of its own. Absent: the first. */
  readonly family?: 6;
  readonly says: Prose;
}

/** Somebody who must reach an API server: an estate does not say where people are, requirements do. */
export interface ApiCaller {
  readonly cluster: Id<'cluster'>;
  readonly name: string;
  readonly from: IntentEnd;
}

const https: readonly FlowPort[] = [{ protocol: 'TCP', port: 443 }];

/**
 * What an estate is to do: its flows, and what every cluster needs (its required endpoints, its API
 * server from nodes, hub and callers, private names of the endpoints beside it), and the servers that
 * resolvers ask.
 */
export function intentsOf(estate: Estate, callers: readonly ApiCaller[] = []): readonly Intent[] {
  return [
    ...all(estate, 'flow').flatMap((flow) => {
      const intent = ofFlow(flow);
      return [intent, ...overIpv6(estate, intent)];
    }),
    ...all(estate, 'cluster').flatMap((cluster) => [
      ...requiredBy(cluster),
      ...toApiServer(estate, cluster),
    ]),
    ...callers.map(ofCaller),
    ...privateNames(estate),
    ...forwardedNames(estate),
  ];
}

const dnsPorts: readonly FlowPort[] = [
  { protocol: 'UDP', port: 53 },
  { protocol: 'TCP', port: 53 },
];

/** Resolvers reach the servers to which their rules send names of others. */
function forwardedNames(estate: Estate): readonly Intent[] {
  return all(estate, 'forwardingRuleset').flatMap(({ id, name, resolver, rules }) => {
    const outbound =
      isUnknown(resolver) || resolver === undefined
        ? undefined
        : estate.elements.dnsResolver.get(resolver)?.outbound;
    if (outbound === undefined || isUnknown(outbound) || isUnknown(rules)) return [];
    const senders = outbound.flatMap(({ subnet }) => {
      const prefixes = estate.elements.subnet.get(subnet)?.prefixes;
      return prefixes === undefined || isUnknown(prefixes) ? [] : prefixes.map(formatPrefix);
    });
    const servers = new Set(
      rules.flatMap((rule) => rule.servers.map(({ address }) => formatAddress(address))),
    );
    return [...servers].flatMap((server) =>
      senders.map(
        (cidr): Intent => ({
          id: ownId('intent', id, cidr, server),
          about: id,
          wants: 'connection',
          from: { kind: 'range', cidr },
          to: { kind: 'range', cidr: `${server}/${server.includes(':') ? 128 : 32}` },
          ports: dnsPorts,
          says: prose`${element(id, name)} reaches ${server}, which answers for names of others`,
        }),
      ),
    );
  });
}

const ofFlow = (flow: Flow): Intent => ({
  id: ownId('intent', flow.id),
  about: flow.id,
  wants: flow.wanted ? 'connection' : 'noConnection',
  from: flow.from,
  to: flow.to,
  ports: flow.ports,
  says: flow.wanted
    ? prose`${element(flow.id, flow.name)} is wanted`
    : prose`${element(flow.id, flow.name)} is forbidden`,
});

/** The same over IPv6, where both ends may have it: a flow that holds over IPv4 proves nothing about it. */
function overIpv6(estate: Estate, intent: Intent): readonly Intent[] {
  const clusters = [intent.from, intent.to].flatMap((end) =>
    'cluster' in end && end.cluster !== undefined ? [end.cluster] : [],
  );
  const isDual = clusters.some((id) => {
    const families = estate.elements.cluster.get(id)?.network.ipFamilies;
    return families !== undefined && !isUnknown(families) && families.includes(6);
  });
  const isIpv4 = [intent.from, intent.to].some(
    (end) => end.kind === 'range' && !end.cidr.includes(':'),
  );
  return isDual && !isIpv4
    ? [
        {
          ...intent,
          id: ownId('intent', intent.about, 'ipv6'),
          family: 6,
          says: prose`${intent.says} over IPv6`,
        },
      ]
    : [];
}

function requiredBy(cluster: Cluster): readonly Intent[] {
  const { outboundType } = cluster.network;
  if (!isUnknown(outboundType) && outboundTypes[outboundType].needs.includes('networkIsolation'))
    return [];
  const endpoints = requiredEndpoints({
    cloud: cloudOf(cluster.location),
    ...(cluster.location === undefined ? {} : { region: cluster.location }),
    addOns: [],
    apiAccess: accessOf(cluster),
    customDns: false,
  });
  return endpoints
    .filter(({ group, required }) => group === 'core-fqdn' && required)
    .flatMap(({ destinations, port }) =>
      destinations.map(
        (name): Intent => ({
          id: ownId('intent', cluster.id, 'required', name),
          about: cluster.id,
          wants: 'connection',
          from: { kind: 'pool', cluster: cluster.id },
          to: { kind: 'fqdn', name },
          ports: [{ protocol: 'TCP', port }],
          says: prose`nodes of ${element(cluster.id, cluster.name)} reach ${name}, which AKS requires`,
        }),
      ),
    );
}

/** The way to the API server as far as known: what is not known is taken as the one that needs more. */
function accessOf({ access }: Cluster): ApiAccessId {
  const found = Object.values(apiAccessKinds).find(
    (kind) => kind.private === access.private && kind.integrated === access.vnetIntegration,
  );
  return found?.id ?? 'public';
}

function toApiServer(estate: Estate, cluster: Cluster): readonly Intent[] {
  const { id, name, access } = cluster;
  const make = (from: IntentEnd, who: string, says: Prose): Intent => ({
    id: ownId('intent', id, 'apiServer', who),
    about: id,
    wants: 'connection',
    from,
    to: { kind: 'apiServer', cluster: id },
    ports: https,
    says,
  });
  const nodes = make(
    { kind: 'pool', cluster: id },
    'nodes',
    prose`nodes of ${element(id, name)} reach its API server`,
  );
  if (access.private === false) return [nodes];
  const hubs = hubsOf(estate, networkOfCluster(estate, id));
  return [
    nodes,
    ...hubs.map((network) =>
      make(
        { kind: 'network', network },
        network,
        prose`${element(network, nameInId(network))} reaches the API server of ${element(id, name)}`,
      ),
    ),
  ];
}

/** Peered VNets that relay: from there networks are run. */
function hubsOf(
  estate: Estate,
  network: Id<'virtualNetwork'> | undefined,
): readonly Id<'virtualNetwork'>[] {
  if (network === undefined) return [];
  const { hubs } = neighbourhood(estate);
  return peeringsFrom(estate, network).flatMap(({ to }) => (hubs.has(to) ? [to] : []));
}

const ofCaller = ({ cluster, name, from }: ApiCaller): Intent => ({
  id: ownId('intent', cluster, 'caller', name),
  about: cluster,
  wants: 'connection',
  from,
  to: { kind: 'apiServer', cluster },
  ports: https,
  says: prose`${name} reach the API server of ${element(cluster, nameInId(cluster))}`,
});

const clustersByNetwork = view((estate: Estate) =>
  grouped(all(estate, 'cluster'), ({ id }) => networkOfCluster(estate, id)),
);

/** Names of private endpoints lead to them in the VNet of the clusters beside them. */
function privateNames(estate: Estate): readonly Intent[] {
  return all(estate, 'privateEndpoint').flatMap((endpoint): readonly Intent[] => {
    const { id, name, subnet } = endpoint;
    const network = isUnknown(subnet)
      ? undefined
      : estate.elements.subnet.get(subnet)?.virtualNetwork;
    if (network === undefined || !clustersByNetwork(estate).has(network)) return [];
    return [
      {
        id: ownId('intent', id, 'name'),
        about: id,
        wants: 'privateName',
        from: { kind: 'network', network },
        to: { kind: 'endpoint', endpoint: id },
        ports: https,
        says: prose`the name behind ${element(id, name)} leads to it from ${element(network, nameInId(network))}`,
      },
    ];
  });
}
