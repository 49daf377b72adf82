import { createFreeSpace, type Family, type Prefix } from '@aksnet/net';
import type { Estate } from '../estate/estate.ts';
import { isKnown } from '../evidence/knowable.ts';
import { words } from '../evidence/prose.ts';
import { spaceKinds } from '../facts/space-kinds.ts';
import type { Need } from '../size/need.ts';
import { serveLocal } from './allocate-local.ts';
import { type Allocated, type Allocation, type AllocationInput, merged } from './allocation.ts';
import { type Obstacle, obstacles } from './keep-clear.ts';
import { withoutStuck } from './outgrown.ts';
import { serve } from './serve.ts';

/*
 * Needs to ranges. Deterministic: the same requirements and the same previous plan give the same
 * ranges, because needs are served in one order (routed before local, larger before smaller, then as
 * they were written) from an allocator that takes the smallest free block that fits, lowest address
 * first. Nothing moves: what a previous plan gave, and still suffices, is adopted before anything new
 * is cut. Only this file chooses addresses.
 */

/** Finds a range for every need, family by family: their spaces have nothing to do with each other. */
export function allocate(input: AllocationInput): Allocation {
  return merged(
    ([4, 6] as const).map((family) =>
      allocateFamily(
        { ...input, needs: input.needs.filter((need) => need.family === family) },
        family,
      ),
    ),
  );
}

function allocateFamily(input: AllocationInput, family: Family): Allocation {
  const routed = withoutStuck(input).filter(
    (need) => need.within === undefined && spaceKinds[need.kind].scope === 'routed',
  );
  const networks = serveRouted(input, routed, family);
  const inside = serveInside(input, networks.allocated, family);
  const taken = [...networks.allocated, ...inside.allocated];
  const local = serveLocal(input, taken, family);
  return {
    allocated: [...taken, ...local.allocated],
    failed: [...networks.failed, ...inside.failed, ...local.failed],
  };
}

/** VNets, from the pools of their routing domain. */
function serveRouted(input: AllocationInput, needs: readonly Need[], family: Family): Allocation {
  const domains = [...new Set(needs.map((need) => need.routingDomain))];
  return merged(
    domains.map((domain) => {
      const all =
        domain === undefined ? [] : (input.estate.elements.routingDomain.get(domain)?.pools ?? []);
      const pools = all.filter((pool) => pool.family === family);
      const own = needs.filter((need) => need.routingDomain === domain);
      const blocked = obstacles(input.estate, {
        kind: 'vnet',
        sharing: 'unique',
        ...(domain === undefined ? {} : { routingDomain: domain }),
      });
      const space = createFreeSpace(pools, { exclude: blocked.map((o) => o.prefix) });
      return serve(space, own, { input, blocked, pools });
    }),
  );
}

/** Subnets, from the ranges of their VNet: just allocated, or there already. */
function serveInside(
  input: AllocationInput,
  networks: readonly Allocated[],
  family: Family,
): Allocation {
  const within = [
    ...new Set(input.needs.flatMap((need) => (need.within === undefined ? [] : [need.within]))),
  ];
  const found = new Map(networks.map((network) => [network.need.id, network.prefixes]));
  return merged(
    within.map((id) => {
      const own = input.needs.filter((need) => need.within === id);
      const existing = existingNetwork(input.estate, id);
      const roots = (found.get(id) ?? existing?.prefixes ?? []).filter(
        (root) => root.family === family,
      );
      const taken = existing?.taken ?? [];
      if (roots.length === 0)
        return {
          allocated: [],
          failed: own.map((need) => ({ need, because: [words('its VNet has no range')] })),
        };
      const space = createFreeSpace(roots, { exclude: taken.map((o) => o.prefix) });
      return serve(space, own, { input, blocked: taken, pools: roots });
    }),
  );
}

function existingNetwork(
  estate: Estate,
  needId: string,
): { readonly prefixes: readonly Prefix[]; readonly taken: readonly Obstacle[] } | undefined {
  const id = needId.slice(0, needId.lastIndexOf('#'));
  const network = estate.elements.virtualNetwork.get(id);
  if (network === undefined || !isKnown(network.prefixes)) return undefined;
  const taken = [...estate.elements.subnet.values()]
    .filter((subnet) => subnet.virtualNetwork === network.id)
    .flatMap((subnet) =>
      isKnown(subnet.prefixes)
        ? subnet.prefixes.map((p) => ({ prefix: p, because: subnet.id }))
        : [],
    );
  return { prefixes: network.prefixes, taken };
}
