import type { ResourceBody } from '../../codec/codec.ts';
import type { ArmPlace } from '../../estate/id.ts';
import type { Missing } from '../../evidence/knowable.ts';
import type { ElementId } from '../../evidence/source.ts';

/** A resource that a deployment makes. */
export interface DeployedResource {
  /** Canonical: the element's id, or that of the child or assignment. */
  readonly id: ElementId;
  /** Without children: those are resources of their own here. */
  readonly body: ResourceBody;
  /** Who makes it: the layer of the landing zone, else the owner's name. Files are split by it. */
  readonly team: string;
  /** Absent: the subscription that the team deploys to, not known here. */
  readonly subscription?: string;
  readonly resourceGroup?: string;
  /** Resources of this deployment that must be there before. References are among them. */
  readonly after: readonly ElementId[];
}

/** A resource that is there already, or that somebody else makes: only referred to. */
export interface ExistingResource {
  readonly id: ElementId;
  /** In the letters of its makers, where known. */
  readonly spelled: string;
  /** undefined: no resource in a resource group. */
  readonly place: ArmPlace | undefined;
}

/** A resource group to be made. */
export interface ResourceGroup {
  readonly name: string;
  readonly subscription?: string;
  readonly team: string;
  /** Absent: nothing in it tells. */
  readonly location?: string;
}

/** Resources that one team makes in one resource group, between two waits for others. */
export interface Stage {
  /** e.g. `1-hub`, unique; stages run in their order. */
  readonly name: string;
  readonly team: string;
  readonly subscription?: string;
  readonly resourceGroup: string;
  readonly resources: readonly DeployedResource[];
  /** Names of the stages that must be done before. */
  readonly after: readonly string[];
}

/** What keeps a resource from being deployed as it stands. */
export interface Gap {
  readonly id: ElementId;
  readonly field: string;
  readonly missing: readonly Missing[];
}

/** What a resource is called where messages and files speak of it: the last type and all names. */
export const titleOf = (body: ResourceBody): string =>
  `${body.type.split('/').at(-1) ?? body.type} ${body.names.join('/')}`;
