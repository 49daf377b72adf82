import { unevaluated } from '../../text/unevaluated.ts';
import { decodedJson } from './functions/json.ts';
import type { Identity } from './identify.ts';
import { joined } from './tree.ts';
import { isList, isObject, Lazy, NotKnown, type TfValue } from './value.ts';

/** A resource with its values. */
interface Written {
  readonly attributes: ReadonlyMap<string, TfValue>;
}

/** The body of an `azapi_resource`: what is written, and what stands beside it. */
export function bareBody(thing: Written, { id }: Identity): unknown {
  const { attributes } = thing;
  const beside = ['location', 'tags', 'identity'].flatMap(
    (key): readonly (readonly [string, unknown])[] => {
      const value = attributes.get(key);
      return value === undefined || value === null ? [] : [[key, dataOfValue(value)]];
    },
  );
  const name = attributes.get('name');
  return joined(writtenBody(thing), {
    ...Object.fromEntries(beside),
    id,
    ...(typeof name === 'string' ? { name } : {}),
  });
}

/** What is written as `body`, which is ARM's own: an object, or JSON as a text in older editions. */
export function writtenBody({ attributes }: Written): unknown {
  const written = attributes.get('body') ?? null;
  const body = typeof written === 'string' ? (decodedJson(written) ?? null) : written;
  return body instanceof NotKnown ? { properties: unevaluated(body.why) } : dataOfValue(body);
}

/** A value as data of a document. */
export function dataOfValue(value: TfValue): unknown {
  if (value instanceof NotKnown) return unevaluated(value.why);
  if (value instanceof Lazy) return undefined;
  if (isList(value)) return value.map(dataOfValue);
  if (!isObject(value)) return value;
  return Object.fromEntries([...value].map(([key, item]) => [key, dataOfValue(item)] as const));
}
