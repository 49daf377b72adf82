import * as z from 'zod';
import type { Path } from '../evidence/source.ts';

/** The keys that a schema knows for the object at a path; empty where keys are free. */
export function knownKeys(schema: z.core.$ZodType, path: Path): readonly string[] {
  const [key, ...rest] = path;
  const keys = objectsOf(schema).flatMap((object) => {
    if (key === undefined) return object instanceof z.ZodObject ? Object.keys(object.shape) : [];
    const part = partOf(object, key);
    return part === undefined ? [] : knownKeys(part, rest);
  });
  return [...new Set(keys)];
}

/** The objects, lists and maps that a schema stands for once defaults, pipes and unions are opened. */
function objectsOf(schema: z.core.$ZodType): readonly z.core.$ZodType[] {
  if (schema instanceof z.ZodUnion) return schema.options.flatMap(objectsOf);
  if (schema instanceof z.ZodPipe) return objectsOf(schema.in);
  if (
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodPrefault ||
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodExactOptional ||
    schema instanceof z.ZodNullable ||
    schema instanceof z.ZodReadonly
  ) {
    return objectsOf(schema.unwrap());
  }
  return [schema];
}

function partOf(schema: z.core.$ZodType, key: string | number): z.core.$ZodType | undefined {
  if (schema instanceof z.ZodArray) return schema.element;
  if (schema instanceof z.ZodRecord) return schema.valueType;
  if (!(schema instanceof z.ZodObject)) return undefined;
  const shape: Readonly<Record<string, z.core.$ZodType>> = schema.shape;
  return Object.hasOwn(shape, key) ? shape[key] : undefined;
}
