import type { Path } from '../../evidence/source.ts';
import { limitValue } from '../../facts/limits.ts';
import { shown } from '../../text/scalar.ts';
import type { ClusterWish } from '../cluster.ts';
import { isWindowsPool, type Pool } from '../pools.ts';
import type { Requirements } from '../schema.ts';
import type { Concern } from './concern.ts';

/** Names that are given twice, and names of pools that Azure refuses. */
export function* names(requirements: Requirements): IterableIterator<Concern> {
  const { addresses, regions, environments, clusters, legacy } = requirements;
  yield* doubled('routing domain', addresses.domains, ['addresses', 'domains']);
  yield* doubled('range in use', addresses.inUse, ['addresses', 'inUse']);
  yield* doubled('region', regions, ['regions']);
  yield* doubled('environment', environments, ['environments']);
  yield* doubled('cluster', clusters, ['clusters']);
  yield* doubled('legacy cluster', legacy, ['legacy']);
  for (const [i, cluster] of clusters.entries()) {
    const path = ['clusters', i] as const;
    yield* doubled('region of the cluster', cluster.regions, [...path, 'regions']);
    yield* doubled('environment of the cluster', cluster.environments, [...path, 'environments']);
    yield* doubled('pool', cluster.pools, [...path, 'pools']);
    yield* doubled('way in', cluster.ingress, [...path, 'ingress']);
    yield* doubled('destination', cluster.egress.destinations, [...path, 'egress', 'destinations']);
    yield* doubled('namespace', cluster.namespaces, [...path, 'namespaces']);
    for (const [j, namespace] of cluster.namespaces.entries()) {
      yield* doubled('workload', namespace.workloads, [...path, 'namespaces', j, 'workloads']);
    }
    yield* sharedNames(cluster, path);
    for (const [j, pool] of cluster.pools.entries()) {
      yield* poolName(pool, [...path, 'pools', j, 'name']);
    }
  }
}

/**
 * Names that only one environment can have: a service of Azure has its name for itself, and the private
 * zone of a region leads each name to one address.
 */
function* sharedNames(cluster: ClusterWish, path: Path): IterableIterator<Concern> {
  if (new Set(cluster.environments).size < 2) return;
  const hint = 'write the cluster once for each environment, with names of its own';
  for (const [i, { service, names: given, access }] of cluster.dependencies.entries()) {
    if (access !== 'private' || given.length === 0) continue;
    yield {
      severity: 'error',
      code: 'shared-name',
      message: `${shown(service)} of ${shown(cluster.name)} has one name for several environments, and a name exists once in Azure`,
      path: [...path, 'dependencies', i, 'names', 0],
      hint,
    };
  }
  for (const [i, { exposure, hosts, dns }] of cluster.ingress.entries()) {
    if (exposure !== 'private' || dns === undefined || hosts.length === 0) continue;
    yield {
      severity: 'error',
      code: 'shared-name',
      message: `${shown(hosts[0] ?? '')} of ${shown(cluster.name)} is one host for several environments, and the zone of a region leads it to one address`,
      path: [...path, 'ingress', i, 'hosts', 0],
      hint,
    };
  }
}

/** Names become ids, and ids do not tell upper case from lower case. */
function* doubled(
  what: string,
  items: readonly (string | { readonly name: string })[],
  path: Path,
): IterableIterator<Concern> {
  const first = new Map<string, number>();
  const pathOf = (i: number): Path =>
    typeof items[i] === 'string' ? [...path, i] : [...path, i, 'name'];
  for (const [i, item] of items.entries()) {
    const name = typeof item === 'string' ? item : item.name;
    const key = name.toLowerCase();
    const other = first.get(key);
    if (other === undefined) {
      first.set(key, i);
      continue;
    }
    yield {
      severity: 'error',
      code: 'doubled-name',
      message: `the ${what} ${shown(name)} is there twice`,
      path: pathOf(i),
      other: pathOf(other),
      hint: 'give each its own name, or make one entry of both',
    };
  }
}

/** Names of pools become parts of machine names, which Windows keeps short. */
function* poolName(pool: Pool, path: Path): IterableIterator<Concern> {
  const os = isWindowsPool(pool) ? 'Windows' : 'Linux';
  const limit = isWindowsPool(pool)
    ? 'node-pool-name-length-windows'
    : 'node-pool-name-length-linux';
  const longest = limitValue(limit);
  const letters = pool.name.toLowerCase().replace(/[^a-z0-9]/g, '');
  if (/^[a-z][a-z0-9]*$/.test(pool.name) && pool.name.length <= longest) return;
  const proposed = (/^[a-z]/.test(letters) ? letters : `p${letters}`).slice(0, longest);
  yield {
    severity: 'error',
    code: 'pool-name',
    message: `Azure refuses ${shown(pool.name)} as the name of a ${os} pool: 1 to ${longest} lower-case letters and digits are allowed, a letter first`,
    path,
    hint: `for example ${proposed}`,
  };
}
