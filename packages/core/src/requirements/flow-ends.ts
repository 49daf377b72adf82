import { formatPrefix } from '@aksnet/net';
import type { FlowEnd } from '../estate/elements/flow.ts';
import { ownId } from '../estate/id.ts';
import { writtenEnd } from '../estate/written-end.ts';
import type { InUse } from './addresses.ts';
import type { ClusterWish } from './cluster.ts';

/** What an end means in a cluster; undefined when nothing there, and nobody outside, has the name. */
export function flowEnd(
  text: string,
  cluster: ClusterWish,
  inUse: readonly InUse[],
): FlowEnd | undefined {
  const written = writtenEnd(text);
  switch (written.kind) {
    case 'internet':
    case 'range':
    case 'ingress':
      return written;
    case 'apiServer':
      // Which cluster it belongs to is known where the flow stands; ids come with the design.
      return undefined;
    case 'node':
      // Nodes are made by pools, so requirements name none.
      return undefined;
    case 'workload': {
      const namespace = cluster.namespaces.find(({ name }) => name === written.namespace);
      const isThere =
        written.workload === undefined ||
        (namespace?.workloads.some(({ name }) => name === written.workload) ?? false);
      return namespace !== undefined && isThere ? written : undefined;
    }
    case 'name':
      return (
        named(written.name, written.one, cluster) ??
        (written.one === undefined ? outside(written.name, inUse) : undefined)
      );
  }
}

function named(name: string, one: string | undefined, cluster: ClusterWish): FlowEnd | undefined {
  const destination = cluster.egress.destinations.find((each) => each.name === name);
  if (destination !== undefined && one === undefined) {
    const [range] = destination.ranges;
    if (destination.fqdn !== undefined) return { kind: 'fqdn', name: destination.fqdn };
    return range === undefined ? undefined : { kind: 'range', cidr: formatPrefix(range) };
  }
  const service = cluster.dependencies.find((each) => each.service === name);
  if (service !== undefined) {
    if (one === undefined) return { kind: 'paas', service: name };
    return service.names.includes(one) ? { kind: 'paas', service: name, name: one } : undefined;
  }
  if (one !== undefined) return undefined;
  const owner = cluster.dependencies.find((each) => each.names.includes(name));
  if (owner !== undefined) return { kind: 'paas', service: owner.service, name };
  const way = cluster.ingress.find((each) => each.name === name);
  if (way !== undefined) return { kind: 'ingress', exposure: way.exposure };
  const { people, agents } = cluster.apiServer;
  if ([...people, ...agents].some((each) => each.name === name)) return { kind: 'people', name };
  if (cluster.namespaces.some((each) => each.name === name)) {
    return { kind: 'workload', namespace: name };
  }
  return undefined;
}

/** Ranges in use, by their name or their kind; else what looks like a host. */
function outside(name: string, inUse: readonly InUse[]): FlowEnd | undefined {
  const byName = inUse.filter((range) => range.name === name);
  const found = byName.length > 0 ? byName : inUse.filter((range) => range.as === name);
  if (found.length > 0) {
    const ranges = found.map((range) => ownId('externalRange', range.name));
    return { kind: 'outside', name, ranges };
  }
  return name.includes('.') ? { kind: 'fqdn', name } : undefined;
}

/** Every name that an end of a flow in the cluster may have, for proposals. */
export const flowEndNames = (cluster: ClusterWish, inUse: readonly InUse[]): readonly string[] => [
  ...cluster.namespaces.flatMap(({ name, workloads }) => [
    `${name}/*`,
    ...workloads.map((workload) => `${name}/${workload.name}`),
  ]),
  ...cluster.dependencies.flatMap(({ service, names }) => [service, ...names]),
  ...cluster.egress.destinations.map(({ name }) => name),
  ...cluster.ingress.map(({ name }) => name),
  ...inUse.map(({ name }) => name),
  'internet',
  'apiServer',
];
