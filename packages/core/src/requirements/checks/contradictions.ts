import type { Path } from '../../evidence/source.ts';
import { automaticDefaults } from '../../facts/automatic.ts';
import { isModeId, modes } from '../../facts/modes.ts';
import { shown } from '../../text/scalar.ts';
import type { ClusterWish } from '../cluster.ts';
import type { FlowWish } from '../flows.ts';
import { isWindowsPool } from '../pools.ts';
import type { Requirements } from '../schema.ts';
import { type Concern, proposal } from './concern.ts';

/** Demands that cannot both be met. */
export function* contradictions(requirements: Requirements): IterableIterator<Concern> {
  yield* hubParts(requirements);
  yield* appliances(requirements);
  yield* bindings(requirements);
  const { security, clusters } = requirements;
  if (security.namespaceIsolation === 'required' && security.defaultDeny === 'none') {
    yield {
      severity: 'error',
      code: 'isolation-without-deny',
      message: 'namespaces must be isolated, and none of them starts closed',
      path: ['security', 'defaultDeny'],
      other: ['security', 'namespaceIsolation'],
      hint: 'write defaultDeny: all or sensitive',
    };
  }
  for (const [i, cluster] of clusters.entries()) {
    const path = ['clusters', i] as const;
    yield* inspection(cluster, path, requirements);
    yield* services(cluster, path, requirements);
    yield* automatic(cluster, path);
    yield* flowsBothWays(cluster, path);
  }
}

const hasFirewall = ({ hub, existing }: Requirements): boolean =>
  hub.firewall !== undefined || existing.some(({ kind }) => kind === 'firewall');

function* hubParts({ hub, existing }: Requirements): IterableIterator<Concern> {
  if (hub.topology !== 'none') return;
  const asked = [
    hub.firewall === undefined ? undefined : 'firewall',
    hub.gateway === 'none' ? undefined : 'gateway',
    hub.bastion ? 'bastion' : undefined,
    hub.resolver ? 'resolver' : undefined,
  ].filter((part) => part !== undefined);
  const isThere = existing.some(
    (one) => one.kind === 'virtualHub' || (one.kind === 'virtualNetwork' && one.use === 'hub'),
  );
  for (const part of isThere ? [] : asked) {
    yield {
      severity: 'error',
      code: 'part-without-hub',
      message: `the hub has a ${part}, and there is no hub`,
      path: ['hub', part],
      other: ['hub', 'topology'],
      hint: `write topology: hubVnet or virtualWan, or leave out ${part}`,
    };
  }
}

/** Appliances are for another maker's firewall; beside ours nothing would lead to them. */
function* appliances({ hub: { firewall } }: Requirements): IterableIterator<Concern> {
  if (firewall === undefined) return;
  if (firewall.kind !== 'nva' && firewall.appliances.length > 0)
    yield {
      severity: 'error',
      code: 'appliances-beside-firewall',
      message: 'the hub has an Azure Firewall, and no route would lead to the appliances',
      path: ['hub', 'firewall', 'appliances'],
      other: ['hub', 'firewall', 'kind'],
      hint: 'write kind: nva, or leave out appliances',
    };
}

function* inspection(
  cluster: ClusterWish,
  path: Path,
  requirements: Requirements,
): IterableIterator<Concern> {
  if (hasFirewall(requirements)) return;
  if (cluster.egress.inspection === 'required') {
    yield {
      severity: 'error',
      code: 'inspection-without-firewall',
      message: `what leaves ${cluster.name} must be inspected, and there is no firewall`,
      path: [...path, 'egress', 'inspection'],
      other: ['hub'],
      hint: 'add hub.firewall, or a firewall under existing',
    };
  }
  for (const [i, way] of cluster.ingress.entries()) {
    if (!way.behindFirewall) continue;
    yield {
      severity: 'error',
      code: 'inspection-without-firewall',
      message: `a firewall stands before ${way.name}, and there is none`,
      path: [...path, 'ingress', i, 'behindFirewall'],
      other: ['hub'],
      hint: 'add hub.firewall, or a firewall under existing',
    };
  }
}

function* services(
  cluster: ClusterWish,
  path: Path,
  { security }: Requirements,
): IterableIterator<Concern> {
  for (const [i, dependency] of cluster.dependencies.entries()) {
    const place = [...path, 'dependencies', i];
    if (security.publicPaasAccess === 'forbidden' && dependency.access === 'public') {
      yield {
        severity: 'error',
        code: 'public-access-forbidden',
        message: `${dependency.service} is to be reached publicly, which security forbids`,
        path: [...place, 'access'],
        other: ['security', 'publicPaasAccess'],
        hint: 'write access: private',
      };
    }
    if (security.publicPaasAccess === 'forbidden' && dependency.publicAccess?.is === 'enabled') {
      yield {
        severity: 'error',
        code: 'public-access-forbidden',
        message: `${dependency.service} is said to answer on the internet, which security forbids`,
        path: [...place, 'publicAccess', 'is'],
        other: ['security', 'publicPaasAccess'],
        hint: 'have it switched off and write is: disabled, or allow public access',
      };
    }
    const named = Math.max(dependency.names.length, dependency.ids.length);
    if (named > dependency.count) {
      yield {
        severity: 'error',
        code: 'count-below-names',
        message: `${named} of ${dependency.service} are named, and their count is ${dependency.count}`,
        path: [...place, 'count'],
        hint: `write count: ${named}, or leave it out`,
      };
    }
  }
}

function* automatic(cluster: ClusterWish, path: Path): IterableIterator<Concern> {
  if (cluster.sku !== 'Automatic' || automaticDefaults.windows.value) return;
  for (const [i, pool] of cluster.pools.entries()) {
    if (!isWindowsPool(pool)) continue;
    yield {
      severity: 'error',
      code: 'automatic-without-windows',
      message: `the pool ${pool.name} runs Windows, which AKS Automatic does not have`,
      path: [...path, 'pools', i, 'purpose'],
      other: [...path, 'sku'],
      hint: 'write sku: Standard',
    };
  }
}

function* bindings({ require }: Requirements): IterableIterator<Concern> {
  for (const [i, bound] of require.entries()) {
    const place = ['require', i, 'option'];
    const at = require.findIndex((one) => one.for === bound.for);
    if (at < i && require[at]?.option !== bound.option) {
      yield {
        severity: 'error',
        code: 'two-bindings',
        message: `${bound.for} must be ${bound.option} and must be ${require[at]?.option}`,
        path: place,
        other: ['require', at, 'option'],
        hint: 'keep one of the two',
      };
    }
    if (bound.for === 'cniMode' && !isModeId(bound.option)) {
      yield {
        severity: 'error',
        code: 'unknown-name',
        message: `there is no network mode ${shown(bound.option)}`,
        path: place,
        hint: proposal(bound.option, Object.keys(modes)),
      };
    }
  }
}

function* flowsBothWays(cluster: ClusterWish, path: Path): IterableIterator<Concern> {
  const wanted = new Map(cluster.flows.map((flow, i) => [ends(flow), { flow, i }]));
  for (const [i, forbidden] of cluster.forbidden.entries()) {
    const found = wanted.get(ends(forbidden));
    if (found === undefined || !portsMeet(found.flow, forbidden)) continue;
    yield {
      severity: 'error',
      code: 'wanted-and-forbidden',
      message: `${forbidden.from} to ${forbidden.to} is wanted and forbidden`,
      path: [...path, 'forbidden', i],
      other: [...path, 'flows', found.i],
      hint: 'keep one of the two, or give them different ports',
    };
  }
}

const ends = ({ from, to }: FlowWish): string => `${from}\n${to}`;

/** No ports mean all of them. */
const portsMeet = (a: FlowWish, b: FlowWish): boolean =>
  a.ports.length === 0 ||
  b.ports.length === 0 ||
  a.ports.some((x) => b.ports.some((y) => x.port === y.port && x.protocol === y.protocol));
