import type { ElementByKind, Kind } from '../estate/elements/kinds.ts';
import type { Estate, Fragment } from '../estate/estate.ts';
import type { Id } from '../estate/id.ts';
import type { ElementId } from '../evidence/source.ts';
import type { Cursor } from '../text/cursor.ts';

/** Marks references, so that labels and tags of the user are never taken for one. */
const mark: unique symbol = Symbol('reference');

/** A pointer to another resource (or one of its properties) that each printer spells its own way. */
export interface ArmReference {
  readonly [mark]: true;
  readonly kind: 'reference';
  readonly to: ElementId;
  /** Absent: the ARM id. Otherwise what is known only after deployment. */
  readonly property?:
    | 'privateAddress'
    | 'publicAddress'
    | 'publicRange'
    | 'principalId'
    | 'clientId'
    | 'ingressPrincipalId';
  /** What stands right behind the value: `/32` makes a range of an address. Plain in every language. */
  readonly followedBy?: '/32';
  /** A part inside the resource that has an id but is no resource: `['frontendIPConfigurations', 'public']`. */
  readonly below?: readonly string[];
}

/** A value in an ARM body. References are objects of their own so that nobody builds ids by hand. */
export type ArmValue =
  | string
  | number
  | boolean
  | null
  | ArmReference
  | readonly ArmValue[]
  | { readonly [key: string]: ArmValue };

/** An ARM resource as a deployment holds it. */
export interface ResourceBody {
  /** e.g. `Microsoft.Network/virtualNetworks/subnets`. */
  readonly type: string;
  readonly apiVersion: string;
  /** One name per type segment after the provider. */
  readonly names: readonly string[];
  /** Absent for kinds that have no location of their own (subnets, links); `global` for zones. */
  readonly location?: string;
  readonly tags?: Readonly<Record<string, string>>;
  /** Which of several shapes a resource of the type has: custom rules and those that Azure makes. */
  readonly kind?: string;
  readonly sku?: { readonly [key: string]: ArmValue };
  readonly identity?: { readonly [key: string]: ArmValue };
  readonly zones?: readonly string[];
  readonly properties: { readonly [key: string]: ArmValue };
  /** What an extension resource (a role assignment) is about; absent: an ordinary resource. */
  readonly scope?: ArmReference;
  /**
   * Resources of their own in ARM that the model holds inside this element: the zone group of a private
   * endpoint, the record sets of a zone. Never nested into the body when deployed.
   */
  readonly children?: readonly ResourceBody[];
}

/** An ARM kind that the model holds inside an element of another kind. */
export interface Part {
  /** e.g. `Microsoft.Network/dnsResolvers/inboundEndpoints`. */
  readonly spelledAs: string;
  /** Reads it as its whole with nothing known but this part; `codec/azure` joins it to the whole. */
  readonly decode: (at: Cursor) => Fragment;
}

/**
 * One ARM kind, both ways, in one place, so that reading and writing cannot drift apart.
 * Law: what `decode` makes of an encoded element (references spelled as ids) is the element, up to its
 * source and the losses that the codec states.
 */
export interface Codec<K extends Kind> {
  readonly kind: K;
  /** ARM type, e.g. `Microsoft.Network/virtualNetworks/subnets`. */
  readonly spelledAs: string;
  /** The API version whose property names `encode` uses. */
  readonly apiVersion: string;
  /** Reads the resource at the cursor: the element and what is nested in it (subnets in a VNet). */
  readonly decode: (at: Cursor) => Fragment;
  /** Writes the element; the Estate is for what ARM nests but the model keeps apart (endpoints and zones). */
  readonly encode: (element: ElementByKind[K], estate: Estate) => ResourceBody;
  /** Kinds that ARM keeps apart and the model keeps inside this one. */
  readonly parts?: readonly Part[];
  /** Lists of parts that a recorded body of the whole always carries: without it they are not known. */
  readonly nests?: readonly (keyof ElementByKind[K] & string)[];
  /** Fields without which the body cannot be deployed. */
  readonly needs?: readonly string[];
  /** Field of the element to its path in the ARM body, for positions. */
  readonly fields: Readonly<Record<string, string>>;
}

/** A reference to another resource's id, or to what is known of it only after deployment. */
export const reference = (to: Id, property?: ArmReference['property']): ArmReference =>
  property === undefined
    ? { [mark]: true, kind: 'reference', to }
    : { [mark]: true, kind: 'reference', to, property };

/** A reference to a part of a resource; `below` in pairs of type and name. */
export const partReference = (to: Id, ...below: readonly string[]): ArmReference => ({
  ...reference(to),
  below,
});

/** Whether the value is a reference. */
export const isReference = (value: ArmValue): value is ArmReference =>
  typeof value === 'object' && value !== null && mark in value;
