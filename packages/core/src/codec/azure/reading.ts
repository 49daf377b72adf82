import { type Address, type Parsed, type Prefix, parsePrefix } from '@aksnet/net';
import type { Element } from '../../estate/elements/element.ts';
import type { Kind } from '../../estate/elements/kinds.ts';
import { canonical, type Id, unknownPart } from '../../estate/id.ts';
import {
  isKnown,
  isUnknown,
  type Knowable,
  mapKnown,
  notStated,
  type Unknown,
} from '../../evidence/knowable.ts';
import type { Cursor } from '../../text/cursor.ts';

/** What every element has, as read from an ARM body. */
export type Identity<K extends Kind> = Pick<
  Element<K>,
  'kind' | 'id' | 'name' | 'spelled' | 'location' | 'tags' | 'source'
>;

/** What the reader of an identity must be told. */
export interface Spelling<K extends Kind> {
  readonly kind: K;
  /** ARM type, e.g. `Microsoft.Network/virtualNetworks/subnets`. */
  readonly spelledAs: string;
}

/**
 * Id, name, place and tags at the cursor. A body nested in another may lack its id: then it is built
 * from `within`, the parent's id in any spelling. Without either, parts that are not known are marked.
 */
export function identity<K extends Kind>(
  at: Cursor,
  spelling: Spelling<K>,
  within?: string,
): Identity<K> {
  const spelled = textOr(at.string('id'), '') || builtId(at, spelling.spelledAs, within);
  const id = canonical(spelled);
  const location = at.string('location');
  // PowerShell says Tag.
  const tags = at.stringMap(at.has('tag') ? 'tag' : 'tags');
  const givenName = textOr(at.string('name'), '') || lastSegment(spelled);
  return {
    kind: spelling.kind,
    id,
    name: lastSegment(givenName),
    ...(spelled === id ? {} : { spelled }),
    ...(typeof location === 'string' ? locationOf(location) : {}),
    ...(isKnown(tags) && tags !== undefined && Object.keys(tags).length > 0 ? { tags } : {}),
    source: at.source,
  };
}

const lastSegment = (text: string): string => text.slice(text.lastIndexOf('/') + 1);

/** Azure says `global` of what lies in no region: that is no region to tell from another. */
function locationOf(location: string): { readonly location?: string } {
  const region = canonicalLocation(location);
  return region === 'global' ? {} : { location: region };
}

/** `Southeast Asia` and `southeastasia` are one region. */
export const canonicalLocation = (location: string): string =>
  location.toLowerCase().replaceAll(' ', '');

function builtId(at: Cursor, spelledAs: string, within: string | undefined): string {
  const names = textOr(at.string('name'), unknownPart).split('/');
  const [provider = '', ...types] = spelledAs.split('/');
  if (within !== undefined) return `${within}/${types.at(-1)}/${names.at(-1)}`;
  const subscription = textOr(at.string('subscriptionId'), unknownPart);
  const group = textOr(at.string('resourceGroup'), unknownPart);
  const pairs = types.map((type, i) => `${type}/${names[i] ?? unknownPart}`);
  return `/subscriptions/${subscription}/resourceGroups/${group}/providers/${provider}/${pairs.join('/')}`;
}

/** The spelling of an element's id that its makers use. */
export const spelledId = (element: { readonly id: string; readonly spelled?: string }): string =>
  element.spelled ?? element.id;

/** The text, or the fallback when it is absent or not known: for names only. */
export const textOr = (value: Knowable<string | undefined>, fallback: string): string =>
  typeof value === 'string' ? value : fallback;

/** A value whose absence means `fallback`, by the format or by a documented default. */
export const absentIs = <T>(value: Knowable<T | undefined>, fallback: NoInfer<T>): Knowable<T> =>
  value === undefined ? fallback : value;

/** A value whose absence means that nobody told. */
export const absentIsUnknown = <T>(value: Knowable<T | undefined>, field: string): Knowable<T> =>
  value === undefined ? notStated(field) : value;

/** The canonical id under the key: written as a text, or as an object with an `id`. */
export function idAt<K extends Kind>(at: Cursor, key: string): Knowable<Id<K> | undefined> {
  return idHere<K>(at.at(key));
}

/** The canonical id at the place itself. */
export function idHere<K extends Kind>(place: Cursor): Knowable<Id<K> | undefined> {
  const text = typeof place.value === 'string' ? place.string() : place.string('id');
  return mapKnown(text, (id): Id<K> | undefined =>
    id === undefined || id === '' ? undefined : canonical(id),
  );
}

/** The canonical ids in the list under the key. */
export const idsAt = <K extends Kind>(
  at: Cursor,
  key: string,
): Knowable<readonly Id<K>[] | undefined> => each(at, key, (item) => idHere<K>(item));

/** An id that the model demands; one that is not known is marked in its spelling. */
export const idOrMark = <K extends Kind>(id: Knowable<Id<K> | undefined>): Id<K> =>
  typeof id === 'string' ? id : `/${unknownPart}`;

/** The items under the key, each read; absent items are dropped, one not known makes the list not known. */
export function each<T>(
  at: Cursor,
  key: string,
  read: (item: Cursor) => Knowable<T | undefined>,
): Knowable<readonly T[] | undefined> {
  return mapKnown(at.list(key), (items) => items && allKnown(items.map(read)));
}

/** The values without those absent; the first that is not known instead, when there is one. */
export function allKnown<T>(values: readonly Knowable<T | undefined>[]): Knowable<readonly T[]> {
  const missing: Unknown | undefined = values.find(isUnknown);
  if (missing !== undefined) return missing;
  if (values.length === 0) return none;
  // What `filter` makes keeps room for more, and nearly always nothing is left out.
  return values.every(isGiven) ? values : values.filter(isGiven);
}

/** The empty list of all: most lists of most resources are empty. */
export const none: readonly never[] = Object.freeze([]);

/** The lists as one. What `flat` makes keeps room for more; this is as long as what is in it. */
export const inOne = <T>(lists: readonly (readonly T[])[]): readonly T[] =>
  lists.reduce<readonly T[]>((all, list) => (all.length === 0 ? list : all.concat(list)), []);

/** Whether the value is there and known. */
export const isGiven = <T>(value: Knowable<T | undefined>): value is T =>
  value !== undefined && !isUnknown(value);

/** A prefix, or an address without a length, as many Azure fields allow. */
export function prefixOrAddress(text: string): Parsed<Prefix> {
  if (text.includes('/')) return parsePrefix(text);
  return parsePrefix(`${text}/${text.includes(':') ? 128 : 32}`);
}

/** The first of the addresses that is known. */
export const firstOf = (addresses: readonly Address[]): Address | undefined => addresses[0];
