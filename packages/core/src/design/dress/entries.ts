import { addressAfter, firstAddress, formatAddress } from '@aksnet/net';
import type { PrivateDnsZone } from '../../estate/elements/dns.ts';
import type { AnyElement } from '../../estate/elements/kinds.ts';
import type { Namespace, NetworkPolicy, Service } from '../../estate/elements/kubernetes.ts';
import { kubernetesId } from '../../estate/elements/kubernetes-id.ts';
import { all, type Estate } from '../../estate/estate.ts';
import { isKnown, knownOr, notStated } from '../../evidence/knowable.ts';
import { designed } from '../../evidence/source.ts';
import { ingressOptions, isIngressId } from '../../facts/ingress.ts';
import { limitValue } from '../../facts/limits.ts';
import { closedBaseline } from '../../policy/generate/baseline.ts';
import { clusterSubnets, subnetsIn } from '../surroundings.ts';
import type { BuiltCluster } from './built-cluster.ts';
import { type Entry, gatewayNamespace, listenerPort } from './entry.ts';
import { certificateOf } from './entry-certificate.ts';
import { entryMakers } from './entry-objects.ts';

/**
 * Objects that open the ways in, and the names of private ones. Each private entry behind a gateway in
 * the cluster gets an address of the subnet for frontends that never changes, so that its record can
 * be written before it exists.
 */
export function dressEntries(
  estate: Estate,
  built: readonly BuiltCluster[],
): readonly AnyElement[] {
  const entries = built.flatMap((item) => entriesOf(estate, item));
  const objects = entries.flatMap((entry) => {
    const id = entry.built.decided.ingress[entry.wish.name];
    const maker = id === undefined ? undefined : entryMakers[id];
    if (maker === undefined) return [serviceOf(entry)];
    return [
      serviceOf(entry),
      ...maker.objects(entry),
      ...certificateOf(entry, maker.secretIn(entry)),
    ];
  });
  return [
    ...objects,
    ...namespacesOf(entries),
    ...gatewayPolicies(entries),
    ...records(estate, entries),
  ];
}

function entriesOf(estate: Estate, built: BuiltCluster): readonly Entry[] {
  const network = clusterSubnets(estate, built.cluster)[0]?.virtualNetwork;
  const short = built.decided.ask.cluster.name;
  const subnet = (network === undefined ? [] : subnetsIn(estate, network)).find(
    (s) => s.purpose === 'internalLoadBalancerSubnet' && s.name.includes(`-${short}-`),
  );
  const [prefix] = subnet === undefined ? [] : knownOr(subnet.prefixes, []);
  const first =
    prefix === undefined ? undefined : addressAfter(firstAddress(prefix), reservedAtStart);
  let next = 0;
  return built.decided.ask.cluster.ingress.flatMap((wish): readonly Entry[] => {
    const id = built.decided.ingress[wish.name];
    if (wish.to === undefined || id === undefined || !isIngressId(id)) return [];
    const inside = ingressOptions[id].host !== 'gateway' && wish.exposure === 'private';
    const address = inside && first !== undefined ? addressAfter(first, next++) : undefined;
    return [
      {
        built,
        wish,
        to: wish.to,
        ...(address === undefined || subnet === undefined
          ? {}
          : { frontend: { address, subnet: subnet.name } }),
      },
    ];
  });
}

/** Azure keeps the first four addresses of a subnet and the last one. */
const reservedAtStart = limitValue('reserved-ips-per-subnet') - 1;

/** The Service behind an entry. */
function serviceOf({ built, wish, to }: Entry): Service {
  const workload = built.decided.ask.cluster.namespaces
    .find((n) => n.name === to.namespace)
    ?.workloads.find((w) => w.name === to.workload);
  return {
    kind: 'service',
    id: kubernetesId('service', {
      cluster: built.cluster.id,
      namespace: to.namespace,
      name: to.workload,
    }),
    cluster: built.cluster.id,
    name: to.workload,
    namespace: to.namespace,
    labels: { 'app.kubernetes.io/managed-by': 'aksnet' },
    type: 'ClusterIP',
    selector: workload?.labels ?? { app: to.workload },
    ports: [{ name: to.protocol ?? 'https', port: to.port, targetPort: to.port, protocol: 'TCP' }],
    clusterIps: notStated('clusterIPs'),
    layer: 'cluster',
    source: designed('ingress', built.decided.ask.name, wish.name),
  };
}

/** Whether pods of the cluster take the clients in. */
const isInside = ({ built, wish }: Entry): boolean => {
  const id = built.decided.ingress[wish.name];
  return id !== undefined && isIngressId(id) && ingressOptions[id].host === 'inCluster';
};

const hasGateway = (entry: Entry): boolean =>
  entryMakers[entry.built.decided.ingress[entry.wish.name] ?? '']?.secretIn(entry) ===
  gatewayNamespace;

/** The namespace of gateways, in each cluster that has any. */
function namespacesOf(entries: readonly Entry[]): readonly Namespace[] {
  const gateways = entries.filter(hasGateway);
  return [...new Map(gateways.map(({ built }) => [built.cluster.id, built])).values()].map(
    (built) => ({
      kind: 'namespace',
      id: kubernetesId('namespace', { cluster: built.cluster.id, name: gatewayNamespace }),
      cluster: built.cluster.id,
      name: gatewayNamespace,
      labels: {
        'kubernetes.io/metadata.name': gatewayNamespace,
        'aksnet.io/sensitivity': 'platform',
      },
      layer: 'cluster',
      source: designed('ingress', built.decided.ask.name),
    }),
  );
}

/** What every policy in the namespace of gateways has. */
const policyHead = ({ cluster, source }: Namespace, name: string) =>
  ({
    kind: 'networkPolicy',
    id: kubernetesId('networkPolicy', {
      ...(cluster === undefined ? {} : { cluster }),
      namespace: gatewayNamespace,
      name,
    }),
    ...(cluster === undefined ? {} : { cluster }),
    name,
    namespace: gatewayNamespace,
    labels: { 'app.kubernetes.io/managed-by': 'aksnet' },
    podSelector: {},
    policyTypes: ['Ingress', 'Egress'],
    layer: 'cluster',
    source,
  }) as const;

const platformPods = {
  kind: 'pods',
  namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } },
} as const;

const lookUps = [
  { protocol: 'UDP', port: 53 },
  { protocol: 'TCP', port: 53 },
] as const;

/**
 * What gateways inside the cluster may do: take clients in on their listeners, be measured, and reach pods
 * of the cluster, the gateways' own control plane among them, whose ports no document at hand lists. Where
 * gateways run outside, the namespace holds their objects only, and a pod in it may look names up.
 */
function gatewayPolicies(entries: readonly Entry[]): readonly NetworkPolicy[] {
  const inside = namespacesOf(entries.filter(isInside));
  const open = new Set(inside.map(({ id }) => id));
  const closed = namespacesOf(entries).filter(({ id }) => !open.has(id));
  return [
    ...inside.map((namespace) => ({
      ...policyHead(namespace, 'gateways'),
      ingress: [
        { peers: [], ports: [{ protocol: 'TCP', port: listenerPort } as const] },
        {
          peers: [platformPods],
          ports: [],
        },
      ],
      egress: [{ peers: [{ kind: 'pods' as const, namespaceSelector: {} }], ports: [] }],
    })),
    ...closed.map((namespace) => ({
      ...policyHead(namespace, closedBaseline),
      ingress: [],
      egress: [{ peers: [platformPods], ports: lookUps }],
    })),
  ];
}

/** Addresses of private entries in the private zones that hold their names. */
function records(estate: Estate, entries: readonly Entry[]): readonly PrivateDnsZone[] {
  const changed = new Map<string, PrivateDnsZone>();
  for (const { built, wish, frontend } of entries) {
    if (frontend === undefined || wish.dns === undefined) continue;
    const place = built.decided.ask.region.name;
    const zoneName = wish.dns.zone.toLowerCase();
    const zone = all(estate, 'privateDnsZone').find(
      (z) =>
        z.name.toLowerCase() === zoneName && (z.location === place || z.location === undefined),
    );
    if (zone === undefined || zone.existing === true) continue;
    const now = changed.get(zone.id) ?? zone;
    const known = isKnown(now.records) ? now.records : [];
    const added = wish.hosts
      .filter((host) => host.toLowerCase().endsWith(`.${zoneName}`) && !host.startsWith('*'))
      .map((host) => ({
        name: host.slice(0, -zoneName.length - 1),
        type: 'A' as const,
        values: [formatAddress(frontend.address)],
        ttl: recordTtl,
      }));
    changed.set(zone.id, { ...now, records: [...known, ...added] });
  }
  return [...changed.values()];
}

/** Seconds: short, so that a region can be given up for another. */
const recordTtl = 60;
