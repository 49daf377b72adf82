import type { ArmNode } from '../../codec/terraform/path.ts';
import { type SaidResource, sayResources, unsaidPaths } from '../../codec/terraform/say.ts';
import { type PatchBody, patchesFor, viewOf } from '../../codec/terraform/view.ts';
import { foldedTypes, tableOf } from '../../codec/terraform.ts';
import { push } from '../../estate/grouped.ts';
import { canonical, parentId } from '../../estate/id.ts';
import type { ElementId } from '../../evidence/source.ts';
import type { DeployedResource, Deployment } from '../deployment.ts';

/** A resource of the deployment, and how it is said in Terraform. */
export interface Planned {
  readonly deployed: DeployedResource;
  readonly view: ArmNode;
  /** azurerm's words for it; empty where only ARM's own will do. */
  readonly said: readonly SaidResource[];
  /** What is set on the finished resource because azurerm has no words for it. */
  readonly patches: readonly PatchBody[];
  /** Paths of the body that azurerm has no words for. */
  readonly unsaid: readonly string[];
}

/** Id of the resource group of a resource; undefined for what lies in none, or nobody knows where. */
export const groupId = (
  place: Pick<DeployedResource, 'subscription' | 'resourceGroup'>,
): ElementId | undefined =>
  place.resourceGroup === undefined
    ? undefined
    : canonical(
        `/subscriptions/${place.subscription ?? '~'}/resourceGroups/${place.resourceGroup}`,
      );

/** Every resource of the deployment in Terraform's words, with the children that azurerm folds in. */
export function planned(made: Deployment): readonly Planned[] {
  const folded = new Map<ElementId, DeployedResource[]>();
  const apart: DeployedResource[] = [];
  for (const resource of made.resources) {
    if (!foldedTypes.has(resource.body.type.toLowerCase())) apart.push(resource);
    else push(folded, parentId(resource.id), resource);
  }
  return apart.map((resource) => plan(resource, folded.get(resource.id) ?? []));
}

function plan(resource: DeployedResource, children: readonly DeployedResource[]): Planned {
  const body = { ...resource.body, children: children.map((child) => child.body) };
  const after = [...resource.after, ...children.flatMap((child) => child.after)];
  const deployed = { ...resource, body, after };
  const group = groupId(resource);
  const view = viewOf(body, {
    id: resource.id,
    ...(group === undefined ? {} : { resourceGroup: group }),
  });
  const table = tableOf(body.type);
  if (table === undefined) return { deployed, view, said: [], patches: [], unsaid: [] };
  const said = sayResources(table.resources, view);
  const unsaid = unsaidPaths(view, said);
  const patches = patchesFor(table, view, unsaid);
  return patches === undefined
    ? { deployed, view, said: [], patches: [], unsaid }
    : { deployed, view, said, patches, unsaid };
}
