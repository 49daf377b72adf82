import type { Path } from '../../evidence/source.ts';
import { paasServices } from '../../facts/paas-services.ts';
import { requiredEgress } from '../../facts/required-egress.ts';
import { shown } from '../../text/scalar.ts';
import type { InUse } from '../addresses.ts';
import type { ClusterWish } from '../cluster.ts';
import { flowEnd, flowEndNames } from '../flow-ends.ts';
import type { Requirements } from '../schema.ts';
import { type Concern, proposal } from './concern.ts';

/** Names that stand for something that the file does not have. */
export function* references(requirements: Requirements): IterableIterator<Concern> {
  const domains = requirements.addresses.domains.map(({ name }) => name);
  const regions = requirements.regions.map(({ name }) => name);
  const environments = requirements.environments.map(({ name }) => name);
  const clusters = requirements.clusters.map(({ name }) => name);
  for (const [i, { domain }] of requirements.addresses.inUse.entries()) {
    yield* unknown('routing domain', domain, {
      known: domains,
      path: ['addresses', 'inUse', i, 'domain'],
    });
  }
  for (const [i, region] of requirements.regions.entries()) {
    const path = ['regions', i] as const;
    yield* unknown('routing domain', region.domain, { known: domains, path: [...path, 'domain'] });
    if (region.domain === undefined && domains.length > 1) {
      yield {
        severity: 'error',
        code: 'domain-not-stated',
        message: `the region ${region.name} does not say in which of ${domains.length} routing domains it lies`,
        path,
        hint: `add domain: one of ${domains.join(', ')}`,
      };
    }
  }
  for (const [i, cluster] of requirements.clusters.entries()) {
    const path = ['clusters', i] as const;
    for (const [j, name] of cluster.regions.entries()) {
      yield* unknown('region', name, { known: regions, path: [...path, 'regions', j] });
    }
    for (const [j, name] of cluster.environments.entries()) {
      yield* unknown('environment', name, {
        known: environments,
        path: [...path, 'environments', j],
      });
    }
    yield* inCluster(cluster, path, requirements.addresses.inUse);
  }
  for (const [i, one] of (requirements.hub.firewall?.appliances ?? []).entries())
    yield* unknown('region', one.region, {
      known: regions,
      path: ['hub', 'firewall', 'appliances', i, 'region'],
    });
  for (const [i, one] of requirements.existing.entries()) {
    yield* unknown('region', one.region, { known: regions, path: ['existing', i, 'region'] });
    if (one.kind === 'virtualNetwork') {
      yield* unknown('environment', one.environment, {
        known: environments,
        path: ['existing', i, 'environment'],
      });
    }
  }
  for (const [i, old] of requirements.legacy.entries()) {
    yield* unknown('cluster', old.movesTo, { known: clusters, path: ['legacy', i, 'movesTo'] });
    const slices = old.runs.map(({ namespace }) => namespace);
    for (const [j, slice] of old.runs.entries()) {
      for (const [k, name] of slice.after.entries()) {
        yield* unknown('slice', name, {
          known: slices,
          path: ['legacy', i, 'runs', j, 'after', k],
        });
      }
    }
  }
}

function* inCluster(
  cluster: ClusterWish,
  path: Path,
  inUse: readonly InUse[],
): IterableIterator<Concern> {
  const pools = cluster.pools.map(({ name }) => name);
  for (const [i, { pool }] of cluster.namespaces.entries()) {
    yield* unknown('pool', pool, { known: pools, path: [...path, 'namespaces', i, 'pool'] });
  }
  const services = Object.keys(paasServices);
  for (const [i, { service }] of cluster.dependencies.entries()) {
    yield* unknown('service', service, {
      known: services,
      path: [...path, 'dependencies', i, 'service'],
    });
  }
  for (const [i, addOn] of cluster.addOns.entries()) {
    const known = addOnWords.some((word) => plain(word) === plain(addOn));
    if (!known) {
      yield {
        severity: 'warning',
        code: 'unknown-name',
        message: `which addresses the add-on ${shown(addOn)} must reach is not known`,
        path: [...path, 'addOns', i],
        hint: proposal(addOn, addOnWords),
      };
    }
  }
  for (const [i, { to }] of cluster.ingress.entries()) {
    if (to === undefined) continue;
    const target = `${to.namespace}/${to.workload}`;
    yield* unknown('workload', target, {
      known: workloadsOf(cluster),
      path: [...path, 'ingress', i, 'to'],
    });
  }
  for (const key of ['flows', 'forbidden'] as const) {
    for (const [i, flow] of cluster[key].entries()) {
      for (const end of ['from', 'to'] as const) {
        yield* unknownEnd({ cluster, inUse }, flow[end], [...path, key, i, end]);
      }
    }
  }
}

/** Add-ons in the spelling of requirements: `keyvault-csi` is written `keyvaultCsi` or `keyVaultCsi`. */
const addOnWords: readonly string[] = [...new Set(requiredEgress.map(({ group }) => group))].map(
  (group) => group.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase()),
);

const plain = (word: string): string => word.replace(/[^a-z0-9]/gi, '').toLowerCase();

const workloadsOf = (cluster: ClusterWish): readonly string[] =>
  cluster.namespaces.flatMap(({ name, workloads }) =>
    workloads.map((one) => `${name}/${one.name}`),
  );

interface EndNames {
  readonly cluster: ClusterWish;
  readonly inUse: readonly InUse[];
}

function* unknownEnd(
  { cluster, inUse }: EndNames,
  text: string,
  path: Path,
): IterableIterator<Concern> {
  if (text === 'apiServer' || flowEnd(text, cluster, inUse) !== undefined) return;
  yield {
    severity: 'error',
    code: 'unknown-name',
    message: `${shown(text)} is no workload, dependency, destination or range of the cluster ${cluster.name}`,
    path,
    hint: proposal(text, flowEndNames(cluster, inUse)),
  };
}

function* unknown(
  what: string,
  name: string | undefined,
  where: { readonly known: readonly string[]; readonly path: Path },
): IterableIterator<Concern> {
  if (name === undefined || where.known.includes(name)) return;
  yield {
    severity: 'error',
    code: 'unknown-name',
    message: `there is no ${what} ${shown(name)}`,
    path: where.path,
    hint: proposal(name, where.known),
  };
}
