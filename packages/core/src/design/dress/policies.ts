import type { Prefix } from '@aksnet/net';
import type { Cluster } from '../../estate/elements/cluster.ts';
import type { Flow } from '../../estate/elements/flow.ts';
import { all, type Estate } from '../../estate/estate.ts';
import { view } from '../../estate/view.ts';
import { isKnown, knownOr } from '../../evidence/knowable.ts';
import { designed } from '../../evidence/source.ts';
import { ingressOptions, isIngressId } from '../../facts/ingress.ts';
import { type EngineProfile, engineProfile } from '../../facts/policy-engines.ts';
import { localDnsRange, wellKnownAddresses } from '../../facts/reserved-ranges.ts';
import { systemNamespaces } from '../../facts/system-namespaces.ts';
import type {
  EntrySource,
  GeneratedPolicies,
  PolicyEntry,
  PolicyRequest,
  ResolvedFlow,
} from '../../policy/generate/request.ts';
import { generatePolicies } from '../../policy/generate.ts';
import { isWindowsPool } from '../../requirements/pools.ts';
import { outsideRanges, podSubnetRanges } from '../outside-flows.ts';
import { clusterSubnets, poolsOf, subnetsIn } from '../surroundings.ts';
import type { BuiltCluster } from './built-cluster.ts';
import { enforcementOf } from './enforcement.ts';
import { gatewayNamespace } from './entry.ts';

/** Policies of every cluster whose engine enforces any. */
export function dressPolicies(estate: Estate, built: readonly BuiltCluster[]): GeneratedPolicies {
  const made = built.flatMap((item) => {
    const request = requestOf(estate, item);
    return request === undefined ? [] : [generatePolicies(request)];
  });
  return { elements: made.flatMap((m) => m.elements), notes: made.flatMap((m) => m.notes) };
}

function requestOf(estate: Estate, { decided, cluster }: BuiltCluster): PolicyRequest | undefined {
  const { ask } = decided;
  const namespaces = all(estate, 'namespace').filter(
    (n) => n.cluster === cluster.id && n.name !== gatewayNamespace,
  );
  const engines = enginesOf(decided, cluster);
  if (namespaces.length === 0 || engines === undefined) return undefined;
  const advanced = knownOr(cluster.network.advanced, undefined);
  return {
    cluster: cluster.id,
    engines,
    names: advanced?.policies === 'FQDN' || advanced?.policies === 'L7',
    families: ask.cluster.ipFamilies,
    ranges: {
      pods: [...knownOr(cluster.network.podRanges, []), ...podSubnetRanges(estate, cluster)],
      services: knownOr(cluster.network.serviceRanges, []),
      nodes: clusterSubnets(estate, cluster).flatMap((s) => knownOr(s.prefixes, [])),
      internal: internalRanges(estate),
    },
    dns: {
      namespace: 'kube-system',
      podLabels: { 'k8s-app': 'kube-dns' },
      port: 53,
      ...(asksLocalDns(estate, cluster) ? { nodeListener: localDnsRange } : {}),
    },
    namespaces,
    isolated: ask.cluster.namespaces
      .filter((n) => isClosed(decided, n.sensitivity))
      .map((n) => n.name),
    workloads: all(estate, 'workload').filter((w) => w.cluster === cluster.id),
    flows: all(estate, 'flow')
      .filter((f) => belongsTo(f, cluster))
      .map((flow) => resolved(estate, flow, cluster)),
    entries: entriesOf(estate, { decided, cluster }),
    observers: [{ namespace: 'kube-system', ports: [] }],
    guard: {
      owners: [{ kind: 'Group', name: ask.requirements.organisation.owners.cluster }],
      systemNamespaces: [...systemNamespaces.value, gatewayNamespace],
      enforcement: enforcementOf(ask.requirements),
    },
    source: designed('policies', ask.name),
  };
}

/** Whether nodes answer names themselves (LocalDNS), which changes where pods ask. */
const asksLocalDns = (estate: Estate, cluster: Cluster): boolean =>
  knownOr(cluster.sku, undefined) === 'Automatic' ||
  poolsOf(estate, cluster).some((pool) => pool.localDns === 'Required');

const closed: Readonly<Record<'all' | 'sensitive' | 'none', (sensitivity: string) => boolean>> = {
  all: () => true,
  sensitive: (sensitivity) => sensitivity === 'sensitive' || sensitivity === 'regulated',
  none: () => false,
};

const isClosed = ({ ask }: BuiltCluster['decided'], sensitivity: string): boolean =>
  ask.requirements.security.namespaceIsolation === 'required' ||
  closed[ask.requirements.security.defaultDeny](sensitivity);

function enginesOf(
  { ask }: BuiltCluster['decided'],
  cluster: Cluster,
): readonly [EngineProfile, ...EngineProfile[]] | undefined {
  const { policyEngine, dataPlane } = cluster.network;
  if (!isKnown(policyEngine) || !isKnown(dataPlane)) return undefined;
  const version = knownOr(cluster.kubernetesVersion, undefined);
  const host = (os: 'Linux' | 'Windows'): EngineProfile =>
    engineProfile(policyEngine, {
      os,
      ...(version === undefined ? {} : { kubernetesVersion: version }),
    });
  return ask.cluster.pools.some(isWindowsPool) ? [host('Linux'), host('Windows')] : [host('Linux')];
}

/** Everything that is not the Internet. */
const internalRanges: (estate: Estate) => readonly Prefix[] = view((estate) => [
  ...all(estate, 'virtualNetwork').flatMap((n) => knownOr(n.prefixes, [])),
  ...all(estate, 'externalRange').flatMap((r) => r.prefixes),
  ...all(estate, 'routingDomain').flatMap((d) => d.pools),
  ...wellKnownAddresses.map((known) => known.address),
]);

const belongsTo = (flow: Flow, cluster: Cluster): boolean =>
  [flow.from, flow.to].some((end) => end.kind === 'workload' && end.cluster === cluster.id);

/** Ranges of others stand for themselves, private endpoints for the service behind them: by the range of their subnet. */
function resolved(estate: Estate, flow: Flow, cluster: Cluster): ResolvedFlow {
  if (flow.from.kind === 'outside') return { flow, fromAt: outsideRanges(estate, flow.from) ?? [] };
  if (flow.to.kind === 'outside') return { flow, at: outsideRanges(estate, flow.to) ?? [] };
  if (flow.to.kind !== 'paas') return { flow };
  const network = clusterSubnets(estate, cluster)[0]?.virtualNetwork;
  const at = (network === undefined ? [] : subnetsIn(estate, network))
    .filter((s) => s.purpose === 'privateEndpointSubnet')
    .flatMap((s) => knownOr(s.prefixes, []));
  return { flow, at };
}

function entriesOf(estate: Estate, { decided, cluster }: BuiltCluster): readonly PolicyEntry[] {
  return decided.ask.cluster.ingress.flatMap((wish) => {
    const id = decided.ingress[wish.name];
    if (wish.to === undefined || id === undefined || !isIngressId(id)) return [];
    const { namespace, workload, port } = wish.to;
    return [
      {
        name: wish.name,
        to: { namespace, workload },
        ports: [{ protocol: 'TCP' as const, port }],
        from: sourceOf(estate, cluster, ingressOptions[id].host),
      },
    ];
  });
}

/** What a workload sees as the source of traffic through the entry. */
function sourceOf(
  estate: Estate,
  cluster: Cluster,
  host: 'loadBalancer' | 'inCluster' | 'gateway',
): EntrySource {
  switch (host) {
    case 'inCluster':
      return { kind: 'controller', namespace: gatewayNamespace };
    case 'gateway': {
      const network = clusterSubnets(estate, cluster)[0]?.virtualNetwork;
      const prefixes = (network === undefined ? [] : subnetsIn(estate, network))
        .filter((s) => s.purpose === 'ingressSubnet' || s.purpose === 'agcSubnet')
        .flatMap((s) => knownOr(s.prefixes, []));
      return { kind: 'gateway', prefixes };
    }
    case 'loadBalancer':
      return { kind: 'loadBalancer', clients: internalRanges(estate), keepsClientAddress: false };
  }
}
