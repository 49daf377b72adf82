import { type Address, formatAddress, formatPrefix, type Prefix } from '@aksnet/net';
import type { AnyElement } from '../../estate/elements/kinds.ts';
import type { Estate } from '../../estate/estate.ts';
import { canonical, type Id, parseArmId } from '../../estate/id.ts';
import { isUnknown, type Knowable } from '../../evidence/knowable.ts';
import {
  type ArmReference,
  type ArmValue,
  partReference,
  type ResourceBody,
  reference,
} from '../codec.ts';
import { isGiven, spelledId } from './reading.ts';

/** An object of an ARM body. */
export interface ArmObject {
  readonly [key: string]: ArmValue;
}

/** Fields of an ARM object; those not given are left out. */
export function fields(all: Readonly<Record<string, ArmValue | undefined>>): ArmObject {
  const kept: (readonly [string, ArmValue])[] = [];
  for (const [key, value] of Object.entries(all)) if (value !== undefined) kept.push([key, value]);
  return Object.fromEntries(kept);
}

/** As {@link fields}; undefined instead of an empty object. */
export function fieldsOrNone(
  all: Readonly<Record<string, ArmValue | undefined>>,
): ArmObject | undefined {
  const object = fields(all);
  return Object.keys(object).length === 0 ? undefined : object;
}

/** The value when it is there and known; ARM is told nothing else. */
export const given = <T>(value: Knowable<T | undefined>): T | undefined =>
  isGiven<T>(value) ? value : undefined;

/** `f` of the value when it is there and known. */
export const ifGiven = <T, R>(value: Knowable<T | undefined>, f: (known: T) => R): R | undefined =>
  value === undefined || isUnknown(value) ? undefined : f(value);

/** `{id: …}` for the id when it is there and known. */
export const idObject = (id: Knowable<Id | undefined>): ArmObject | undefined =>
  ifGiven(id, (known) => ({ id: reference(known) }));

/** The range that a public prefix or address is, which Azure tells when it is made. */
export const publicRange = (
  estate: Estate,
  exit: Id<'publicIp'> | Id<'publicIpPrefix'>,
): ArmReference =>
  estate.elements.publicIpPrefix.has(canonical(exit))
    ? reference(exit, 'publicRange')
    : { ...reference(exit, 'publicAddress'), followedBy: '/32' };

/** `{id: …}` per id; absent when there are none. */
export const idObjects = (
  ids: Knowable<readonly Id[] | undefined>,
): readonly ArmObject[] | undefined =>
  ifGiven(ids, (known) => noneIfEmpty(known.map((id) => ({ id: reference(id) }))));

/** A part of a resource that has an id of its own. */
export const partOf = (to: Id, ...below: readonly string[]): ArmObject => ({
  id: partReference(to, ...below),
});

/** Absent instead of empty, where ARM takes an empty list for a wish. */
export const noneIfEmpty = <T>(list: readonly T[]): readonly T[] | undefined =>
  list.length === 0 ? undefined : list;

/** Prefixes as texts. */
export const prefixTexts = (prefixes: readonly Prefix[]): readonly string[] =>
  prefixes.map(formatPrefix);

/** Addresses as texts. */
export const addressTexts = (addresses: readonly Address[]): readonly string[] =>
  addresses.map(formatAddress);

/** What names a kind in ARM. */
export interface ArmKind {
  readonly spelledAs: string;
  readonly apiVersion: string;
}

/** The frame of an element's body: type, names, location, tags. */
export function frame(kind: ArmKind, element: AnyElement): Omit<ResourceBody, 'properties'> {
  return {
    type: kind.spelledAs,
    apiVersion: kind.apiVersion,
    names: namesOf(element),
    ...(element.location === undefined ? {} : { location: element.location }),
    ...(element.tags === undefined ? {} : { tags: element.tags }),
  };
}

/** The frame of a kind that has no location and no tags of its own. */
export const bareFrame = (
  kind: ArmKind,
  element: AnyElement,
): Omit<ResourceBody, 'properties'> => ({
  type: kind.spelledAs,
  apiVersion: kind.apiVersion,
  names: namesOf(element),
});

/** One name per type segment, the last in the letters of the element's makers. */
export function namesOf(element: AnyElement): readonly string[] {
  const place = parseArmId(spelledId(element));
  if (place === undefined) return [element.name];
  const last = place.names.at(-1);
  const sameName = last?.toLowerCase() === element.name.toLowerCase();
  return sameName ? [...place.names.slice(0, -1), element.name] : place.names;
}

/** Zones of a resource: absent when there are none. */
export const zonesOf = (zones: Knowable<readonly string[]>): Pick<ResourceBody, 'zones'> =>
  ifGiven(zones, (known) => (known.length === 0 ? {} : { zones: known })) ?? {};
