import { unevaluated } from '../../text/unevaluated.ts';
import { decodedJson } from './functions/json.ts';
import type { Identity } from './identify.ts';
import type { TerraformThing } from './to-arm.ts';
import { joined } from './tree.ts';
import { isList, isObject, Lazy, NotKnown, type TfValue } from './value.ts';

/** The body of an `azapi_resource`, which is ARM's own: an object, or JSON as a text in older editions. */
export function bareBody({ attributes }: TerraformThing, { id }: Identity): unknown {
  const written = attributes.get('body') ?? null;
  const body = typeof written === 'string' ? (decodedJson(written) ?? null) : written;
  const beside = ['location', 'tags', 'identity'].flatMap(
    (key): readonly (readonly [string, unknown])[] => {
      const value = attributes.get(key);
      return value === undefined || value === null ? [] : [[key, dataOfValue(value)]];
    },
  );
  const name = attributes.get('name');
  const own = {
    ...Object.fromEntries(beside),
    id,
    name: typeof name === 'string' ? name : undefined,
  };
  if (body instanceof NotKnown) return joined({ properties: unevaluated(body.why) }, own);
  return joined(dataOfValue(body), own);
}

/** A value as data of a document. */
export function dataOfValue(value: TfValue): unknown {
  if (value instanceof NotKnown) return unevaluated(value.why);
  if (value instanceof Lazy) return undefined;
  if (isList(value)) return value.map(dataOfValue);
  if (!isObject(value)) return value;
  return Object.fromEntries([...value].map(([key, item]) => [key, dataOfValue(item)] as const));
}
