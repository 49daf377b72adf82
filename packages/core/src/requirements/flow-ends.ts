import { formatAddress, formatPrefix, parseAddress, parsePrefix } from '@aksnet/net';
import type { FlowEnd } from '../estate/elements/flow.ts';
import { ownId } from '../estate/id.ts';
import type { InUse } from './addresses.ts';
import type { ClusterWish } from './cluster.ts';

/*
 * How an end of a connection is written, in requirements and in assertions:
 *
 *     payments/payment-api        a workload            payments/* or payments   a namespace
 *     pay:payments/payment-api    the same, in the cluster `pay`
 *     keyVault                    a service of Azure    keyVault:kv-pay          one of them
 *     10.9.0.0/16                 a range               internet                 everything public
 *     ingress:public              the way in            apiServer                the API server
 *     card-processor              a name: destination, dependency, caller or way in
 *     datacentre                  ranges in use          onPremises           all of that kind
 *     api.example.com             a host name
 */

/** An end as it is written, before anybody knows what the names in it stand for. */
export type WrittenEnd =
  | {
      readonly kind: 'workload';
      readonly cluster?: string;
      readonly namespace: string;
      /** Absent: all of the namespace. */
      readonly workload?: string;
    }
  | { readonly kind: 'range'; readonly cidr: string }
  | { readonly kind: 'ingress'; readonly exposure: 'public' | 'private' }
  | { readonly kind: 'internet' }
  | { readonly kind: 'apiServer' }
  /** `name` alone may be a namespace too. */
  | { readonly kind: 'name'; readonly name: string; readonly one?: string };

/** Splits the text of an end into what it says. */
export function writtenEnd(text: string): WrittenEnd {
  if (text === 'internet') return { kind: 'internet' };
  if (text === 'apiServer') return { kind: 'apiServer' };
  const range = parsePrefix(text);
  if (range.ok) return { kind: 'range', cidr: formatPrefix(range.value) };
  const address = parseAddress(text);
  if (address.ok) {
    const length = address.value.family === 4 ? 32 : 128;
    return { kind: 'range', cidr: `${formatAddress(address.value)}/${length}` };
  }
  const [before, behind] = split(text, ':');
  if (before === 'ingress' && (behind === 'public' || behind === 'private')) {
    return { kind: 'ingress', exposure: behind };
  }
  const inCluster = behind?.includes('/') ?? false;
  const [namespace, workload] = split(inCluster ? (behind ?? '') : text, '/');
  if (workload !== undefined) {
    return {
      kind: 'workload',
      ...(inCluster ? { cluster: before } : {}),
      namespace,
      ...(workload === '*' || workload === '' ? {} : { workload }),
    };
  }
  return behind === undefined
    ? { kind: 'name', name: text }
    : { kind: 'name', name: before, one: behind };
}

/** The text before and behind the first separator; nothing behind when there is none. */
function split(text: string, separator: string): readonly [before: string, behind?: string] {
  const at = text.indexOf(separator);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}

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
