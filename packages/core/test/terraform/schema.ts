// The provider's schema, as `scripts/distil-azurerm.mjs` distilled it, and a walk of configurations.
import { readFileSync } from 'node:fs';

/** An attribute's type (`!` behind it: required), or a block. */
interface Block {
  readonly $max?: number;
  readonly $required?: boolean;
  readonly [name: string]: string | number | boolean | Block | undefined;
}

interface Schema {
  readonly resources: Readonly<Record<string, Block>>;
  readonly data: Readonly<Record<string, Block>>;
}

const distilled: Schema = JSON.parse(
  readFileSync(new URL('./azurerm-4.73.json', import.meta.url), 'utf8'),
);

/** The edition before, of which only names are read. */
const older: Schema = JSON.parse(
  readFileSync(new URL('./azurerm-3.95.json', import.meta.url), 'utf8'),
);

/** Whether an edition of azurerm has the attribute or block. @param path the resource, then its blocks */
export function isWord(path: readonly string[]): boolean {
  return [distilled, older].some(({ resources }) => {
    const found = path.reduce<unknown>((here, key) => loose(here)[key], resources);
    return found !== undefined;
  });
}

/**
 * The resources of the other provider, from its own pages (Azure/terraform-provider-azapi, docs/resources);
 * only what is written here.
 */
const azapi: Readonly<Record<string, Block>> = {
  azapi_resource: {
    type: 'string!',
    name: 'string',
    parent_id: 'string',
    location: 'string',
    tags: 'map of string',
    schema_validation_enabled: 'boolean',
    body: 'any',
    identity: { $max: 1, type: 'string!', identity_ids: 'list of string' },
  },
  azapi_update_resource: { type: 'string!', resource_id: 'string', body: 'any' },
};

/** What Terraform itself understands in every resource. */
const meta = new Set(['depends_on', 'lifecycle', 'provider', 'count', 'for_each', 'timeouts']);

/** A resource or data source of a parsed file. */
export interface Parsed {
  readonly kind: 'resource' | 'data';
  readonly type: string;
  readonly label: string;
  readonly body: Loose;
}

/** Anything in a parsed file. */
export type Loose = { readonly [key: string]: unknown };

/** The resources of a file, as the HCL parser gives it. */
export function parsedResources(file: unknown): readonly Parsed[] {
  return (['resource', 'data'] as const).flatMap((kind) =>
    Object.entries(loose(loose(file)[kind])).flatMap(([type, labels]) =>
      Object.entries(loose(labels)).flatMap(([label, bodies]) =>
        list(bodies).map((body) => ({ kind, type, label, body: loose(body) })),
      ),
    ),
  );
}

/** What is wrong with a resource: names that the provider does not know, or misses; wrong types. */
export function faultsOf({ kind, type, label, body }: Parsed): readonly string[] {
  const known = kind === 'data' ? distilled.data : { ...distilled.resources, ...azapi };
  const schema = known[type];
  const where = `${type}.${label}`;
  return schema === undefined
    ? [`${where}: no such resource`]
    : walk(schema, body, where, (key) => meta.has(key));
}

function walk(
  schema: Block,
  body: Loose,
  ...[where, isMeta]: readonly [string, (key: string) => boolean]
): readonly string[] {
  const unknown = Object.keys(body)
    .filter((key) => !isMeta(key) && (key.startsWith('$') || schema[key] === undefined))
    .map((key) => `${where}.${key}: unknown`);
  const inner = Object.entries(schema).flatMap(([key, one]) =>
    key.startsWith('$') ? [] : walkOne(one, body[key], `${where}.${key}`),
  );
  return [...unknown, ...inner];
}

function walkOne(
  one: string | number | boolean | Block | undefined,
  value: unknown,
  where: string,
): readonly string[] {
  if (typeof one === 'string') {
    if (value === undefined) return one.endsWith('!') ? [`${where}: missing`] : [];
    return hasType(value, one.replace('!', '')) ? [] : [`${where}: not a ${one}`];
  }
  if (typeof one !== 'object') return [];
  if (value === undefined) return one.$required === true ? [`${where}: missing`] : [];
  if (!Array.isArray(value)) return [`${where}: not a block`];
  const blocks: readonly unknown[] = value;
  const many = one.$max !== undefined && blocks.length > one.$max ? [`${where}: too many`] : [];
  return [
    ...many,
    ...blocks.flatMap((block, i) => walk(one, loose(block), `${where}.${i}`, never)),
  ];
}

const never = (): boolean => false;

/** Expressions are texts in the parser's answer, whatever they stand for. */
function hasType(value: unknown, type: string): boolean {
  if (type === 'any' || (typeof value === 'string' && value.includes('${'))) return true;
  if (type.startsWith('list of ')) {
    const items: readonly unknown[] | undefined = Array.isArray(value) ? value : undefined;
    return items?.every((item) => hasType(item, type.slice('list of '.length))) ?? false;
  }
  if (type.startsWith('map of ')) return typeof value === 'object' && !Array.isArray(value);
  return typeof value === type;
}

/** Addresses (`type.label`) that a resource refers to. */
export function addressesIn(value: unknown): readonly string[] {
  if (typeof value === 'string') {
    return [...value.matchAll(/\$\{([^}]*)\}/g)].flatMap(([, inside = '']) =>
      [...inside.matchAll(/\b(?:data\.)?(?:azurerm|azapi)_\w+\.\w+/g)].map(([address]) => address),
    );
  }
  return typeof value === 'object' && value !== null
    ? Object.values(value).flatMap(addressesIn)
    : [];
}

/** Variables that a value asks for. */
export const variablesIn = (value: unknown): readonly string[] =>
  [...(JSON.stringify(value) ?? '').matchAll(/\bvar\.(\w+)/g)].map(([, name = '']) => name);

export const loose = (value: unknown): Loose =>
  typeof value === 'object' && value !== null ? { ...value } : {};

export const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
