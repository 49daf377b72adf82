import { type Address, addressAfter, firstAddress, formatAddress } from '@aksnet/net';
import type { PrivateDnsZone } from '../../estate/elements/dns.ts';
import type { AnyElement } from '../../estate/elements/kinds.ts';
import type {
  KubernetesObject,
  Namespace,
  NetworkPolicy,
  Service,
} from '../../estate/elements/kubernetes.ts';
import { kubernetesId } from '../../estate/elements/kubernetes-id.ts';
import { all, type Estate } from '../../estate/estate.ts';
import { isKnown, knownOr, notStated } from '../../evidence/knowable.ts';
import { designed } from '../../evidence/source.ts';
import { ingressOptions, isIngressId, serviceAnnotations } from '../../facts/ingress.ts';
import { limitValue } from '../../facts/limits.ts';
import type { IngressTarget, IngressWish } from '../../requirements/ingress.ts';
import { clusterSubnets, subnetsIn } from '../surroundings.ts';
import type { BuiltCluster } from './built-cluster.ts';

/** The namespace in which gateways inside the cluster live: the platform's, open to its clients. */
export const gatewayNamespace = 'gateways';

/** A way in with where it was put. */
interface Entry {
  readonly built: BuiltCluster;
  readonly wish: IngressWish;
  readonly to: IngressTarget;
  /** Address of its internal frontend, when it has one. */
  readonly frontend?: { readonly address: Address; readonly subnet: string };
}

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
    const make = id === undefined ? undefined : makers[id];
    return [serviceOf(entry), ...(make?.(entry) ?? [])];
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

/** Objects of each way in. A new way in is one entry. */
const makers: Readonly<Record<string, (entry: Entry) => readonly KubernetesObject[]>> = {
  agic: (entry) => [ingressObject(entry, 'azure-application-gateway')],
  'app-routing-gateway-api': (entry) => gatewayObjects(entry, 'approuting-istio'),
  'istio-addon': (entry) => gatewayObjects(entry, 'istio'),
  agc: (entry) => gatewayObjects(entry, 'azure-alb-external'),
  'app-routing-nginx': (entry) => [ingressObject(entry, 'webapprouting.kubernetes.azure.com')],
};

interface ObjectPlan {
  readonly apiVersion: string;
  readonly objectKind: string;
  readonly namespace: string;
  readonly name: string;
  readonly body: Readonly<Record<string, unknown>>;
}

function object({ built, wish }: Entry, plan: ObjectPlan): KubernetesObject {
  const { apiVersion, objectKind, namespace, name, body } = plan;
  const type = `${apiVersion.split('/')[0]}/${objectKind}`;
  return {
    kind: 'kubernetesObject',
    id: kubernetesId('kubernetesObject', { cluster: built.cluster.id, type, namespace, name }),
    cluster: built.cluster.id,
    name,
    namespace,
    labels: { 'app.kubernetes.io/managed-by': 'aksnet' },
    apiVersion,
    objectKind,
    body,
    layer: 'cluster',
    source: designed('ingress', built.decided.ask.name, wish.name),
  };
}

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
    ports: [{ name: 'https', port: to.port, targetPort: to.port, protocol: 'TCP' }],
    clusterIps: notStated('clusterIPs'),
    layer: 'cluster',
    source: designed('ingress', built.decided.ask.name, wish.name),
  };
}

function ingressObject(entry: Entry, className: string): KubernetesObject {
  const { wish, to } = entry;
  const backend = { service: { name: to.workload, port: { number: to.port } } };
  const paths = [{ path: '/', pathType: 'Prefix', backend }];
  return object(entry, {
    apiVersion: 'networking.k8s.io/v1',
    objectKind: 'Ingress',
    namespace: to.namespace,
    name: wish.name,
    body: {
      spec: {
        ingressClassName: className,
        ...(wish.tls === undefined
          ? {}
          : { tls: [{ hosts: [...wish.hosts], secretName: `${wish.name}-tls` }] }),
        rules:
          wish.hosts.length === 0
            ? [{ http: { paths } }]
            : wish.hosts.map((host) => ({ host, http: { paths } })),
      },
    },
  });
}

function gatewayObjects(entry: Entry, className: string): readonly KubernetesObject[] {
  const { wish, to, frontend } = entry;
  const { internal, internalSubnet, ipv4 } = serviceAnnotations.value;
  const annotations =
    frontend === undefined
      ? undefined
      : {
          [internal]: 'true',
          [internalSubnet]: frontend.subnet,
          [ipv4]: formatAddress(frontend.address),
        };
  const listener = {
    name: 'https',
    port: listenerPort,
    protocol: 'HTTPS',
    tls: { mode: 'Terminate', certificateRefs: [{ name: `${wish.name}-tls` }] },
    allowedRoutes: {
      namespaces: {
        from: 'Selector',
        selector: { matchLabels: { 'kubernetes.io/metadata.name': to.namespace } },
      },
    },
  };
  return [
    object(entry, {
      apiVersion: 'gateway.networking.k8s.io/v1',
      objectKind: 'Gateway',
      namespace: gatewayNamespace,
      name: wish.name,
      body: {
        spec: {
          gatewayClassName: className,
          ...(annotations === undefined ? {} : { infrastructure: { annotations } }),
          listeners: [listener],
        },
      },
    }),
    object(entry, {
      apiVersion: 'gateway.networking.k8s.io/v1',
      objectKind: 'HTTPRoute',
      namespace: to.namespace,
      name: wish.name,
      body: {
        spec: {
          parentRefs: [{ name: wish.name, namespace: gatewayNamespace }],
          ...(wish.hosts.length === 0 ? {} : { hostnames: [...wish.hosts] }),
          rules: [{ backendRefs: [{ name: to.workload, port: to.port }] }],
        },
      },
    }),
  ];
}

/** The namespace of gateways, in each cluster that has any. */
function namespacesOf(entries: readonly Entry[]): readonly Namespace[] {
  const inside = entries.filter(({ built, wish }) => {
    const id = built.decided.ingress[wish.name];
    return id !== undefined && isIngressId(id) && ingressOptions[id].host === 'inCluster';
  });
  return [...new Map(inside.map(({ built }) => [built.cluster.id, built])).values()].map(
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

/**
 * What gateways inside the cluster may do: take clients in on their listeners, be measured, and reach pods
 * of the cluster, the gateways' own control plane among them, whose ports no document at hand lists.
 */
function gatewayPolicies(entries: readonly Entry[]): readonly NetworkPolicy[] {
  return namespacesOf(entries).map(({ cluster, source }) => ({
    kind: 'networkPolicy',
    id: kubernetesId('networkPolicy', {
      ...(cluster === undefined ? {} : { cluster }),
      namespace: gatewayNamespace,
      name: 'gateways',
    }),
    ...(cluster === undefined ? {} : { cluster }),
    name: 'gateways',
    namespace: gatewayNamespace,
    labels: { 'app.kubernetes.io/managed-by': 'aksnet' },
    podSelector: {},
    policyTypes: ['Ingress', 'Egress'],
    ingress: [
      { peers: [], ports: [{ protocol: 'TCP', port: listenerPort }] },
      {
        peers: [
          {
            kind: 'pods',
            namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } },
          },
        ],
        ports: [],
      },
    ],
    egress: [{ peers: [{ kind: 'pods', namespaceSelector: {} }], ports: [] }],
    layer: 'cluster',
    source,
  }));
}

/** Port on which gateways listen. */
const listenerPort = 443;

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
