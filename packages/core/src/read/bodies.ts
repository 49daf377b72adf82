import { readerOf } from '../codec/azure.ts';
import { parseArmId } from '../estate/id.ts';
import type { Path } from '../evidence/source.ts';

/** A resource found in a document, and its place there. */
export interface FoundBody {
  readonly type: string;
  readonly value: Fields;
  readonly path: Path;
}

/** An object of a document. */
export type Fields = Readonly<Record<string, unknown>>;

/** Whether the value is an object with keys. */
export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The value under a key whatever its spelling; own keys only. */
export function field(value: Fields, key: string): unknown {
  if (Object.hasOwn(value, key)) return value[key];
  const lower = key.toLowerCase();
  const own = Object.keys(value).find((name) => name.toLowerCase() === lower);
  return own === undefined ? undefined : value[own];
}

/** What a walk through a document does with what is no resource of the model. */
export interface Besides {
  /** Is shown every part on the way; what it takes for something else of ours is not looked into. */
  readonly takes: (rest: Rest) => boolean;
  /** Is told of what holds no resource at all. */
  readonly leaves: (rest: Rest) => void;
}

/**
 * The resources in a document, found by content: by their own word for their type, else by the type in
 * their id. Lists, answers with a `value`, batches and folders of bodies are all looked through; the
 * inside of a resource is its reader's. Answers to questions name resources too, so that only a body of
 * a type in the model goes before them.
 */
export function bodiesIn(value: unknown, { takes, leaves }: Besides): readonly FoundBody[] {
  const found: FoundBody[] = [];
  const walk = (here: unknown, path: Path): void => {
    if (!isContainer(here)) return;
    if (path.length > deepestPath) {
      leaves({ value: here, path });
      return;
    }
    const type = isFields(here) ? typeOfBody(here) : undefined;
    const isModelled = type !== undefined && readerOf(type) !== undefined;
    if (!isModelled && takes({ value: here, path })) return;
    if (Array.isArray(here)) {
      for (const [i, item] of here.entries()) walk(item, [...path, i]);
      return;
    }
    if (!isFields(here)) return;
    if (type !== undefined) {
      found.push({ type, value: here, path });
      return;
    }
    const inner = Object.keys(here).filter((key) => isContainer(here[key]));
    if (inner.length === 0 || !holdsBody(here, 0)) {
      leaves({ value: here, path });
      return;
    }
    for (const key of inner) walk(here[key], [...path, key]);
  };
  walk(value, []);
  return found;
}

/** A part of a document in which no resource was found: an object or a list. */
export interface Rest {
  readonly value: object;
  readonly path: Path;
}

/** Whether a resource lies anywhere in the value: looked for as deep as answers wrap them. */
export function holdsBody(value: unknown, depth = 0): boolean {
  if (depth > deepestWrapping) return false;
  if (Array.isArray(value))
    return value.slice(0, glance).some((item) => holdsBody(item, depth + 1));
  if (!isFields(value)) return false;
  if (typeOfBody(value) !== undefined) return true;
  return Object.keys(value)
    .slice(0, glance)
    .some((key) => holdsBody(value[key], depth + 1));
}

/** Lists around lists: a batch of answers, each a list of resources. */
const deepestWrapping = 5;

/** Keys and indexes above a resource, at most. */
const deepestPath = 32;

/** Items that are looked at before a list counts as one of something else. */
const glance = 50;

const isContainer = (value: unknown): value is object =>
  typeof value === 'object' && value !== null;

/** A count of a resource carries the id of what it counts, and is no body of it. */
const isCount = (value: Fields): boolean =>
  field(value, 'currentValue') !== undefined && field(value, 'limit') !== undefined;

/** The ARM type of a body; undefined for what is no resource. */
export function typeOfBody(value: Fields): string | undefined {
  if (isCount(value)) return undefined;
  const type = field(value, 'type');
  const id = field(value, 'id');
  const fromId = typeof id === 'string' ? typeInId(id) : undefined;
  const told = typeof type === 'string' && isTypeName(type) ? type : undefined;
  if (fromId !== undefined) {
    // A reference has an id and nothing else; a body says something of itself.
    if (Object.keys(value).length < 2) return undefined;
    return told !== undefined && readerOf(told) !== undefined ? told : fromId;
  }
  if (told === undefined) return typeByContent(value);
  return typeof field(value, 'name') === 'string' || isFields(field(value, 'properties'))
    ? told
    : undefined;
}

/** The type that an id names; of an extension resource, which lies below another one, its own. */
function typeInId(id: string): string | undefined {
  const type = parseArmId(id)?.type;
  const own = type?.toLowerCase().includes('/providers/')
    ? id.slice(id.toLowerCase().lastIndexOf('/providers/') + 1)
    : undefined;
  if (own === undefined) return type;
  const [, provider = '', ...rest] = own.split('/');
  return [provider, ...rest.filter((_, i) => i % 2 === 0)].join('/');
}

/**
 * What a request sends has neither type nor id. Keys of `properties` that only one type has; any one of
 * them tells it.
 */
const telling: readonly (readonly [type: string, keys: readonly string[]])[] = [
  [
    'Microsoft.ContainerService/managedClusters',
    ['agentPoolProfiles', 'apiServerAccessProfile', 'dnsPrefix', 'networkProfile'],
  ],
  ['Microsoft.Network/virtualNetworks', ['addressSpace']],
];

function typeByContent(value: Fields): string | undefined {
  const properties = field(value, 'properties');
  if (!isFields(properties) || field(value, 'location') === undefined) return undefined;
  return telling.find(([, keys]) => keys.some((key) => field(properties, key) !== undefined))?.[0];
}

/** `Microsoft.Network/virtualNetworks`: a provider, and one or more segments. */
const isTypeName = (text: string): boolean => /^[A-Za-z][\w-]*(\.[\w-]+)+(\/[\w-]+)+$/.test(text);
