import { createFreeSpace, type Family, formatPrefix, type Prefix, prefix } from '@aksnet/net';
import type { Id } from '../estate/id.ts';
import type { Need } from '../size/need.ts';
import type { Allocated, Allocation, AllocationInput, NotAllocated } from './allocation.ts';
import { type Newcomer, type Obstacle, obstacles } from './keep-clear.ts';
import { serve } from './serve.ts';

/** Private space from which pod and Service ranges are cut when the requirements name none. */
const customary: Readonly<Record<'overlayPods' | 'service', readonly Prefix[]>> = {
  overlayPods: [prefix('100.64.0.0/10')],
  service: [prefix('172.16.0.0/12')],
};

/** Pod and Service ranges: unique ones from one space, shared ones each from a space of its own. */
export function serveLocal(
  input: AllocationInput,
  routed: readonly Allocated[],
  family: Family,
): Allocation {
  const fixed: readonly Obstacle[] = routed
    .filter((a) => a.need.kind === 'vnet')
    .flatMap((a) => a.prefixes.map((p) => ({ prefix: p, because: a.need.for })));
  const done: Allocated[] = [];
  const failed: NotAllocated[] = [];
  for (const kind of ['service', 'overlayPods'] as const) {
    const needs = input.needs.filter((need) => need.kind === kind);
    const groups = groupsOf(input, needs, family);
    for (const group of groups) {
      const others = done.filter((a) => a.need.kind !== kind || group.sharing === 'unique');
      const blocked = [
        ...obstacles(input.estate, group.newcomer),
        ...fixed,
        ...others.flatMap((a) => a.prefixes.map((p) => ({ prefix: p, because: a.need.for }))),
      ];
      const space = createFreeSpace(group.pools, { exclude: blocked.map((o) => o.prefix) });
      const served = serve(space, group.needs, { input, blocked, pools: group.pools });
      done.push(...served.allocated);
      failed.push(...served.failed);
    }
  }
  return { allocated: done, failed };
}

interface Group {
  readonly needs: readonly Need[];
  readonly pools: readonly Prefix[];
  readonly sharing: Need['sharing'];
  readonly newcomer: Newcomer;
}

/** Unique needs of a domain share one space; a shared need has a space of its own. */
function groupsOf(
  input: AllocationInput,
  needs: readonly Need[],
  family: Family,
): readonly Group[] {
  const unique = new Map<string, Need[]>();
  const shared: Need[][] = [];
  for (const need of needs) {
    if (need.sharing === 'shared') shared.push([need]);
    else {
      const key = need.routingDomain ?? '';
      const group = unique.get(key);
      if (group === undefined) unique.set(key, [need]);
      else group.push(need);
    }
  }
  return [...unique.values(), ...shared].map((group) => groupOf(input, group, family));
}

function groupOf(input: AllocationInput, needs: readonly Need[], family: Family): Group {
  const [first] = needs;
  const kind = first?.kind === 'service' ? 'service' : 'overlayPods';
  const domain = first?.routingDomain;
  const named = input.requirements.addresses.domains.filter(
    (d) => domain === undefined || input.estate.elements.routingDomain.get(domain)?.name === d.name,
  );
  const wanted = named
    .flatMap((d) => (kind === 'service' ? d.services?.pools : d.overlayPods?.pools) ?? [])
    .filter((pool) => pool.family === family);
  const sharing = first?.sharing ?? 'unique';
  return {
    needs,
    pools: distinct(
      wanted.length > 0 ? wanted : customary[kind].filter((pool) => pool.family === family),
    ),
    sharing,
    newcomer: {
      kind,
      sharing,
      ...(domain === undefined ? {} : { routingDomain: domain }),
      ...(needs.length === 1 && first !== undefined ? { cluster: clusterOf(first) } : {}),
    },
  };
}

const clusterOf = (need: Need): Id<'cluster'> => need.for;

function distinct(pools: readonly Prefix[]): readonly Prefix[] {
  const seen = new Set<string>();
  return pools.filter((pool) => {
    const text = formatPrefix(pool);
    if (seen.has(text)) return false;
    seen.add(text);
    return true;
  });
}
