import type { Flow, FlowEnd, FlowPort } from '../../estate/elements/flow.ts';
import type { Namespace, Workload } from '../../estate/elements/kubernetes.ts';
import { kubernetesId } from '../../estate/elements/kubernetes-id.ts';
import { type Id, ownId } from '../../estate/id.ts';
import { writtenEnd } from '../../estate/written-end.ts';
import { notStated } from '../../evidence/knowable.ts';
import { designed } from '../../evidence/source.ts';
import { requiredEgress } from '../../facts/required-egress.ts';
import type { ClusterWish } from '../../requirements/cluster.ts';
import { flowEnd } from '../../requirements/flow-ends.ts';
import type { FlowWish } from '../../requirements/flows.ts';
import type { ClusterAsk } from '../ask.ts';
import { egressGroups } from '../egress-groups.ts';
import type { Places } from '../places.ts';
import { placementOf } from '../pool-binding.ts';
import type { DecidedCluster } from './spoke.ts';

/** Namespaces, workloads and wanted or forbidden connections of every cluster. */
export function wantedFlows(
  clusters: readonly DecidedCluster[],
  places: Places,
): readonly (Flow | Namespace | Workload)[] {
  return clusters.flatMap((decided) => {
    const { ask } = decided;
    const place = places.cluster(ask.name, ask.region.name);
    const cluster = places.head({
      kind: 'cluster',
      type: 'Microsoft.ContainerService/managedClusters',
      names: [ask.name],
      place,
    }).id;
    return [
      ...namespacesOf(decided, cluster),
      ...workloadsOf(decided, cluster),
      ...flowsOf(decided, cluster),
    ];
  });
}

const namespacesOf = ({ ask }: DecidedCluster, cluster: Id<'cluster'>): readonly Namespace[] =>
  ask.cluster.namespaces.map((wish) => ({
    kind: 'namespace',
    id: kubernetesId('namespace', { cluster, name: wish.name }),
    name: wish.name,
    cluster,
    labels: { 'aksnet.io/sensitivity': wish.sensitivity },
    ...placementOf(ask.cluster, wish.name),
    layer: 'cluster',
    source: designed('clusters', ask.cluster.name, 'namespaces', wish.name),
  }));

const workloadsOf = ({ ask }: DecidedCluster, cluster: Id<'cluster'>): readonly Workload[] =>
  ask.cluster.namespaces.flatMap((namespace) =>
    namespace.workloads.map((wish) => ({
      kind: 'workload',
      id: kubernetesId('workload', {
        cluster,
        namespace: namespace.name,
        name: wish.name,
        type: 'apps/Deployment',
      }),
      name: wish.name,
      cluster,
      namespace: namespace.name,
      labels: wish.labels,
      workloadKind: 'Deployment',
      podLabels: wish.labels,
      replicas: notStated('replicas'),
      ports: wish.ports.map(({ protocol, port }) => ({ protocol, port })),
      hostNetwork: false,
      layer: 'cluster',
      source: designed('clusters', ask.cluster.name, 'namespaces', namespace.name, wish.name),
    })),
  );

function flowsOf({ ask }: DecidedCluster, cluster: Id<'cluster'>): readonly Flow[] {
  const make =
    (wanted: boolean) =>
    (wish: FlowWish, i: number): readonly Flow[] => {
      const from = endOf(wish.from, ask, cluster);
      const to = endOf(wish.to, ask, cluster);
      if (from === undefined || to === undefined) return [];
      const ports = wish.ports.length > 0 ? wish.ports : portsOf(wish.to, ask.cluster);
      const traffic = trafficOf(wish, ask.cluster);
      return [
        {
          kind: 'flow',
          id: ownId('flow', ask.name, wanted ? 'wanted' : 'forbidden', contentOf(wish)),
          name: `${wish.from} → ${wish.to}`,
          wanted,
          from: inCluster(from, cluster),
          to: inCluster(to, cluster),
          ports,
          ...traffic,
          ...(wish.reason === undefined ? {} : { reason: wish.reason }),
          layer: 'cluster',
          source: designed('clusters', ask.cluster.name, wanted ? 'flows' : 'forbidden', i),
        },
      ];
    };
  return [
    ...apart(ask.cluster.flows.flatMap(make(true))),
    ...apart(ask.cluster.forbidden.flatMap(make(false))),
    ...unclaimed(ask, cluster),
    ...signIns(ask, cluster),
  ];
}

/** What a flow is, in words: its place in the file is no part of it, so that others may come and go. */
const contentOf = ({ from, to, ports }: FlowWish): string =>
  [`${from} → ${to}`, ...ports.map(({ protocol, port }) => `${protocol} ${port}`).toSorted()].join(
    ' ',
  );

/** Flows that say the same are counted from the second on: each keeps its load. */
function apart(flows: readonly Flow[]): readonly Flow[] {
  const seen = new Map<string, number>();
  return flows.map((flow) => {
    const nth = (seen.get(flow.id) ?? 0) + 1;
    seen.set(flow.id, nth);
    return nth === 1 ? flow : { ...flow, id: `${flow.id}/${nth}` };
  });
}

const inCluster = (end: FlowEnd, cluster: Id<'cluster'>): FlowEnd =>
  end.kind === 'workload' ? { ...end, cluster } : end;

/** Destinations that no flow names: somebody in the cluster calls them, so their load counts as well. */
function unclaimed(ask: ClusterAsk, cluster: Id<'cluster'>): readonly Flow[] {
  const named = new Set(ask.cluster.flows.map((wish) => wish.to));
  return ask.cluster.egress.destinations
    .filter((destination) => !named.has(destination.name))
    .flatMap((destination) => {
      const to = endOf(destination.name, ask, cluster);
      if (to === undefined) return [];
      const { rate, duration, reason } = destination;
      return [
        {
          kind: 'flow' as const,
          id: ownId('flow', ask.name, 'destination', destination.name),
          name: `${ask.cluster.name} → ${destination.name}`,
          wanted: true,
          from: { kind: 'pool' as const, cluster },
          to,
          ports: destination.ports,
          ...(rate === undefined ? {} : { rate }),
          ...(duration === undefined ? {} : { duration }),
          ...(reason === undefined ? {} : { reason }),
          layer: 'cluster' as const,
          source: designed('clusters', ask.cluster.name, 'egress', destination.name),
        },
      ];
    });
}

/** With workload identity, whoever calls a service of Azure first fetches a token from Entra ID. */
function signIns(ask: ClusterAsk, cluster: Id<'cluster'>): readonly Flow[] {
  const identity = new Set<string>(egressGroups(ask.cluster.addOns));
  const hosts = requiredEgress
    .filter(
      ({ group, clouds }) =>
        group === signInGroup && identity.has(group) && clouds.includes(ask.requirements.cloud),
    )
    .flatMap(({ destinations, port }) => destinations.map((name) => ({ name, port })));
  const callers = new Set(
    ask.cluster.flows
      .filter((wish) => endOf(wish.to, ask, cluster)?.kind === 'paas')
      .map((wish) => wish.from),
  );
  const stated = new Set(ask.cluster.egress.destinations.map(({ fqdn }) => fqdn));
  return [...callers].flatMap((caller) => {
    const from = endOf(caller, ask, cluster);
    if (from?.kind !== 'workload') return [];
    return hosts.map(({ name, port }) => ({
      kind: 'flow' as const,
      id: ownId('flow', ask.name, 'sign-in', caller, name),
      name: `${caller} → ${name}`,
      wanted: true,
      from: inCluster(from, cluster),
      to: { kind: 'fqdn' as const, name },
      ports: [{ protocol: 'TCP' as const, port }],
      reason: 'workload identity fetches tokens there',
      // Where a destination states the load of all callers together, it is counted there, once.
      ...(stated.has(name) ? { rate: 0, duration: 0 } : {}),
      layer: 'cluster' as const,
      source: designed('clusters', ask.cluster.name, 'addOns'),
    }));
  });
}

const signInGroup = 'workload-identity';

/** Text of an end to what it means here; undefined when nothing in the cluster has the name. */
const endOf = (text: string, ask: ClusterAsk, cluster: Id<'cluster'>): FlowEnd | undefined =>
  writtenEnd(text).kind === 'apiServer'
    ? { kind: 'apiServer', cluster }
    : flowEnd(text, ask.cluster, ask.requirements.addresses.inUse);

/** Ports of a destination or workload, when the flow states none. */
function portsOf(text: string, cluster: ClusterWish): readonly FlowPort[] {
  const destination = cluster.egress.destinations.find((d) => d.name === text);
  if (destination !== undefined) return destination.ports;
  const [namespace, workload] = text.split('/');
  return (
    cluster.namespaces.find((n) => n.name === namespace)?.workloads.find((w) => w.name === workload)
      ?.ports ?? []
  );
}

/** Rate and duration of the flow itself, else of its destination. */
function trafficOf(
  wish: FlowWish,
  cluster: ClusterWish,
): { readonly rate?: number; readonly duration?: number } {
  const destination = cluster.egress.destinations.find((d) => d.name === wish.to);
  const rate = wish.rate ?? destination?.rate;
  const duration = wish.duration ?? destination?.duration;
  return {
    ...(rate === undefined ? {} : { rate }),
    ...(duration === undefined ? {} : { duration }),
  };
}
