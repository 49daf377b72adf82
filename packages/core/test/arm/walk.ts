import { readFileSync } from 'node:fs';
import type { Json } from '../../src/codec/arm-json.ts';

/** What a property may hold. */
interface Described {
  readonly is?: string;
  readonly model?: string;
  readonly list?: Described;
  readonly map?: Described;
  readonly values?: readonly string[];
  readonly bounds?: Readonly<Record<string, number | string>>;
  readonly required?: true;
}

interface Model {
  readonly properties: Readonly<Record<string, Described>>;
  readonly discriminator?: string;
  readonly variants?: Readonly<Record<string, string>>;
}

interface Distilled {
  readonly resources: Readonly<Record<string, string>>;
  readonly models: Readonly<Record<string, Readonly<Record<string, Model>>>>;
}

const distilled: Distilled = JSON.parse(
  readFileSync(new URL('./properties.json', import.meta.url), 'utf8'),
);

/** Whether the models know the type. */
export const isDistilled = (type: string): boolean => Object.hasOwn(distilled.resources, type);

/**
 * What is wrong with a body: names that the models do not know, values and numbers that they refuse.
 * Id, name and type are the frame of every answer and in no model as something to be written.
 */
export function faults(type: string, body: { readonly [key: string]: Json }): readonly string[] {
  const [source = '', root = ''] = (distilled.resources[type] ?? '').split('#');
  const found: string[] = [];
  const { id, name, type: spelled, ...written } = body;
  walkModel({ models: distilled.models[source] ?? {}, found, path: '' }, root, written);
  return found;
}

/** Where the walk is. */
interface Walk {
  readonly models: Readonly<Record<string, Model>>;
  readonly found: string[];
  readonly path: string;
}

type Properties = Readonly<Record<string, Described>>;

const into = (walk: Walk, key: string): Walk => ({ ...walk, path: `${walk.path}.${key}` });

function say(walk: Walk, fault: string): void {
  walk.found.push(`${walk.path}: ${fault}`);
}

function walkModel(walk: Walk, name: string, value: Json): void {
  if (!isObject(value)) {
    say(walk, 'an object was expected');
    return;
  }
  const known = variantOf(walk, name, value)?.properties ?? {};
  walkProperties(walk, known, value);
  for (const [key, described] of Object.entries(known)) {
    const isMissing = !key.includes('.') && !Object.hasOwn(value, key);
    if (described.required === true && isMissing) say(into(walk, key), 'it is required');
  }
}

function walkProperties(walk: Walk, known: Properties, value: JsonObject): void {
  for (const [key, item] of Object.entries(value)) {
    const at = into(walk, key);
    const inside = flattened(known, key);
    const described = Object.hasOwn(known, key) ? known[key] : undefined;
    if (described !== undefined) walkValue(at, described, item);
    else if (isObject(item) && (inside !== undefined || Object.keys(item).length === 0)) {
      walkProperties(at, inside ?? {}, item);
    } else say(at, 'the name is not known');
  }
}

/** The models flatten `properties.x`: what lies below a wrapper, without it. */
function flattened(known: Properties, wrapper: string): Properties | undefined {
  const below = Object.entries(known)
    .filter(([name]) => name.startsWith(`${wrapper}.`))
    .map(([name, described]) => [name.slice(wrapper.length + 1), described] as const);
  return below.length === 0 ? undefined : Object.fromEntries(below);
}

function variantOf(walk: Walk, name: string, value: JsonObject): Model | undefined {
  const model = walk.models[name];
  if (model?.discriminator === undefined) return model;
  const told = String(value[model.discriminator]);
  const variants = model.variants ?? {};
  const variant = Object.hasOwn(variants, told) ? variants[told] : undefined;
  if (variant !== undefined) return walk.models[variant];
  if (Object.keys(variants).length > 0) say(walk, `${told} is no variant of ${name}`);
  return model;
}

function walkValue(walk: Walk, described: Described, value: Json): void {
  if (described.model !== undefined) walkModel(walk, described.model, value);
  else if (described.list !== undefined) walkList(walk, described.list, value);
  else if (described.map !== undefined) walkMap(walk, described.map, value);
  else walkScalar(walk, described, value);
}

function walkList(walk: Walk, described: Described, value: Json): void {
  if (!isList(value)) {
    say(walk, 'a list was expected');
    return;
  }
  value.forEach((item, i) => {
    walkValue(into(walk, String(i)), described, item);
  });
}

function walkMap(walk: Walk, described: Described, value: Json): void {
  if (!isObject(value)) {
    say(walk, 'an object was expected');
    return;
  }
  for (const [key, item] of Object.entries(value)) walkValue(into(walk, key), described, item);
}

const typeNames: Readonly<Record<string, string>> = {
  String: 'string',
  Number: 'number',
  Boolean: 'boolean',
};

function walkScalar(walk: Walk, described: Described, value: Json): void {
  const text = String(value);
  const expected = typeNames[described.is ?? ''];
  const { InclusiveMinimum, InclusiveMaximum, Pattern } = described.bounds ?? {};
  if (expected !== undefined && typeof value !== expected) say(walk, `${text} is no ${expected}`);
  if (described.values?.includes(text) === false) {
    say(walk, `${text} is none of ${described.values.join(', ')}`);
  }
  if (typeof InclusiveMinimum === 'number' && Number(value) < InclusiveMinimum) {
    say(walk, `${text} is below ${InclusiveMinimum}`);
  }
  if (typeof InclusiveMaximum === 'number' && Number(value) > InclusiveMaximum) {
    say(walk, `${text} is above ${InclusiveMaximum}`);
  }
  if (typeof Pattern === 'string' && !new RegExp(Pattern).test(text)) {
    say(walk, `${text} does not look like ${Pattern}`);
  }
}

interface JsonObject {
  readonly [key: string]: Json;
}

const isList = (value: Json): value is readonly Json[] => Array.isArray(value);

const isObject = (value: Json): value is JsonObject =>
  typeof value === 'object' && value !== null && !isList(value);
