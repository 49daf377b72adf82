import { armId, type Id } from '../estate/id.ts';
import type { Path } from '../evidence/source.ts';
import type { AddressPlan } from './address-plan-schema.ts';

/** What the names in an address plan stand for. */
export interface PlanNames {
  readonly networks: ReadonlyMap<string, Id<'virtualNetwork'>>;
  /** By `name` and by `network/name`; several networks may have a subnet of one name. */
  readonly subnets: ReadonlyMap<string, readonly Id<'subnet'>[]>;
  /** Names that are given twice where each must be one. */
  readonly doubled: readonly { readonly name: string; readonly path: Path }[];
  idOf<K extends string>(type: string, ...names: readonly string[]): Id<K>;
}

/** Gives every name of a plan its id; what the plan does not say about an id stays marked as unknown. */
export function planNames(plan: AddressPlan): PlanNames {
  const { subscription, resourceGroup } = plan;
  const idOf = <K extends string>(type: string, ...names: readonly string[]): Id<K> =>
    armId<K>({
      ...(subscription === undefined ? {} : { subscription }),
      ...(resourceGroup === undefined ? {} : { resourceGroup }),
      type,
      names,
    });
  const networks = new Map<string, Id<'virtualNetwork'>>();
  const subnets = new Map<string, readonly Id<'subnet'>[]>();
  for (const network of plan.virtualNetworks) {
    networks.set(network.name, idOf('Microsoft.Network/virtualNetworks', network.name));
    for (const { name } of network.subnets) {
      const id: Id<'subnet'> = idOf(
        'Microsoft.Network/virtualNetworks/subnets',
        network.name,
        name,
      );
      subnets.set(`${network.name}/${name}`, [id]);
      subnets.set(name, [...(subnets.get(name) ?? []), id]);
    }
  }
  return { networks, subnets, doubled: [...doubledNames(plan)], idOf };
}

function* doubledNames(plan: AddressPlan): IterableIterator<{ name: string; path: Path }> {
  yield* doubledIn(plan.virtualNetworks, ['virtualNetworks']);
  for (const [i, network] of plan.virtualNetworks.entries()) {
    yield* doubledIn(network.subnets, ['virtualNetworks', i, 'subnets']);
  }
  yield* doubledIn(plan.firewalls, ['firewalls']);
  yield* doubledIn(plan.privateEndpoints, ['privateEndpoints']);
  yield* doubledIn(plan.clusters, ['clusters']);
  yield* doubledIn(plan.outside, ['outside']);
}

/** Ids do not tell upper case from lower case, so names that differ only there are one name. */
function* doubledIn(
  items: readonly { readonly name: string }[],
  path: Path,
): IterableIterator<{ name: string; path: Path }> {
  const seen = new Set<string>();
  for (const [i, { name }] of items.entries()) {
    const key = name.toLowerCase();
    if (seen.has(key)) yield { name, path: [...path, i, 'name'] };
    seen.add(key);
  }
}
