import { type ArmPlace, type Id, spelledArmId } from '../estate/id.ts';
import type { ElementId } from '../evidence/source.ts';
import { type ArmReference, type ArmValue, isReference, type ResourceBody } from './codec.ts';

/** A JSON value. */
export type Json =
  | string
  | number
  | boolean
  | null
  | readonly Json[]
  | { readonly [key: string]: Json };

/** How references become values. */
export interface Spelling {
  /** What stands for the reference; undefined leaves the key out. */
  readonly reference: (reference: ArmReference) => Json | undefined;
}

/** References as canonical ids; what is only known after deployment is left out. */
export const idsOnly: Spelling = {
  reference: ({ to, property, below = [] }) =>
    property === undefined ? [to, ...below].join('/') : undefined,
};

/** Where the resource of a body lies. */
export const placeOfBody = (
  body: ResourceBody,
  at: Pick<ArmPlace, 'subscription' | 'resourceGroup'>,
): ArmPlace => ({
  ...at,
  type: body.type,
  names: body.names,
});

/** An extension resource lies behind what it is about; all others in their own place. */
const spelledIdOf = (
  body: ResourceBody,
  at: Pick<ArmPlace, 'subscription' | 'resourceGroup'>,
): string =>
  body.scope === undefined
    ? spelledArmId(placeOfBody(body, at))
    : `${body.scope.to}/providers/${body.type}/${body.names[0] ?? ''}`;

/** The body as ARM would answer it: id, name and type beside what was encoded. Children are not in it. */
export function armJson(
  body: ResourceBody,
  at: Pick<ArmPlace, 'subscription' | 'resourceGroup'>,
  spelling: Spelling = idsOnly,
): { readonly [key: string]: Json } {
  const { type, names, kind, location, tags, sku, identity, zones, properties } = body;
  return {
    id: spelledIdOf(body, at),
    name: names.at(-1) ?? '',
    type,
    ...(kind === undefined ? {} : { kind }),
    ...(location === undefined ? {} : { location }),
    ...(tags === undefined ? {} : { tags }),
    ...(zones === undefined ? {} : { zones }),
    ...(sku === undefined ? {} : { sku: spelled(sku, spelling) }),
    ...(identity === undefined ? {} : { identity: spelled(identity, spelling) }),
    properties: spelled(properties, spelling),
  };
}

/** An ARM value with its references spelled. */
export function spelled(value: ArmValue, spelling: Spelling): Json {
  return spelledOrNone(value, spelling) ?? null;
}

function spelledOrNone(value: ArmValue, spelling: Spelling): Json | undefined {
  if (typeof value !== 'object' || value === null) return value;
  if (isReference(value)) return spelling.reference(value);
  if (isList(value)) return value.flatMap((item) => spelledOrNone(item, spelling) ?? []);
  const pairs = Object.entries(value).flatMap(([key, item]) => {
    const json = spelledOrNone(item, spelling);
    return json === undefined ? [] : [[key, json] as const];
  });
  return Object.fromEntries(pairs);
}

/** Every reference in a value. */
export function* referencesIn(value: ArmValue): IterableIterator<ArmReference> {
  if (typeof value !== 'object' || value === null) return;
  if (isReference(value)) yield value;
  else if (isList(value)) for (const item of value) yield* referencesIn(item);
  else for (const item of Object.values(value)) yield* referencesIn(item);
}

/** Every reference in a body, children left out. */
export function* referencesOf(body: ResourceBody): IterableIterator<ArmReference> {
  yield* referencesIn(body.properties);
  if (body.sku !== undefined) yield* referencesIn(body.sku);
  if (body.identity !== undefined) yield* referencesIn(body.identity);
  if (body.scope !== undefined) yield body.scope;
}

/** The id of the resource of a body, canonical. */
export const idOfBody = (
  body: ResourceBody,
  at: Pick<ArmPlace, 'subscription' | 'resourceGroup'>,
): Id => toId(spelledIdOf(body, at));

const toId = (text: string): ElementId => text.toLowerCase();

/** Whether the value is a list. */
export const isList = (value: ArmValue): value is readonly ArmValue[] => Array.isArray(value);
