import { canonical } from '../../estate/id.ts';
import type { ElementId } from '../../evidence/source.ts';
import { type ArmValue, type ResourceBody, reference } from '../codec.ts';
import type { Patch, TerraformTable } from './field.ts';
import {
  type ArmNode,
  type ArmPath,
  assembled,
  isNode,
  isWithin,
  type Placed,
  valueAt,
} from './path.ts';

/** Where a body lies. */
export interface ViewPlace {
  readonly id: ElementId;
  /** Id of the resource group; absent for what lies in none (role assignments, groups themselves). */
  readonly resourceGroup?: ElementId;
}

/**
 * What tables look at: the body, and beside it what follows from its place. Children are gathered by the
 * last segment of their type.
 */
export function viewOf(body: ResourceBody, place: ViewPlace): ArmNode {
  const { names, kind, location, tags, sku, identity, zones, properties, scope } = body;
  const all: Readonly<Record<string, ArmValue | undefined>> = {
    name: names.at(-1),
    own: reference(place.id),
    parent: names.length > 1 ? reference(parentOf(place.id)) : undefined,
    resourceGroup:
      place.resourceGroup === undefined ? undefined : reference(canonical(place.resourceGroup)),
    scope,
    kind,
    location,
    tags,
    sku,
    identity,
    zones,
    properties,
    children: childrenOf(body),
  };
  const known = Object.entries(all).flatMap(([key, value]) =>
    value === undefined ? [] : [[key, value] as const],
  );
  return Object.fromEntries(known);
}

const parentOf = (id: ElementId): ElementId => id.split('/').slice(0, -2).join('/');

function childrenOf(body: ResourceBody): ArmValue | undefined {
  const groups = new Map<string, ArmValue[]>();
  for (const child of body.children ?? []) {
    const segment = child.type.slice(child.type.lastIndexOf('/') + 1);
    const item = { name: child.names.at(-1) ?? '', properties: child.properties };
    groups.set(segment, [...(groups.get(segment) ?? []), item]);
  }
  return groups.size === 0 ? undefined : Object.fromEntries(groups);
}

/** Part of a body that is set on the finished resource, or on one below it. */
export interface PatchBody {
  /** Segment and name below the own id; empty for the own resource. */
  readonly below: readonly string[];
  readonly type: string;
  readonly properties: ArmNode;
}

/**
 * How what azurerm has no words for can be set afterwards; undefined when some of it cannot, so that the
 * whole resource has to be written in ARM's own words.
 */
export function patchesFor(
  table: TerraformTable,
  view: ArmValue,
  unsaid: readonly ArmPath[],
): readonly PatchBody[] | undefined {
  const patches = table.patches ?? [];
  if (!unsaid.every((path) => patches.some((patch) => isWithin(path, patch.arm)))) return undefined;
  const targets = new Map<string, { readonly patch: Patch; readonly placed: Placed[] }>();
  for (const patch of patches) {
    const part = valueAt(view, patch.arm);
    if (part === undefined || !unsaid.some((path) => isWithin(path, patch.arm))) continue;
    const key = patch.on?.body ?? '';
    const target = targets.get(key) ?? { patch, placed: [] };
    target.placed.push([patch.arm.slice((patch.on?.body ?? 'properties').length + 1), part]);
    targets.set(key, target);
  }
  return [...targets.values()].map(({ patch, placed }) =>
    patchBody(table, view, { patch, placed }),
  );
}

/** One body for all that is set on one resource: two changes at once would be refused. */
function patchBody(
  table: TerraformTable,
  view: ArmValue,
  { patch: { on }, placed }: { readonly patch: Patch; readonly placed: readonly Placed[] },
): PatchBody {
  const properties = assembled(placed);
  const name = on === undefined ? undefined : valueAt(view, `${on.body}.name`);
  return {
    below: on === undefined ? [] : [on.segment, String(name)],
    type: on?.type ?? table.arm,
    properties: isNode(properties) ? properties : {},
  };
}
