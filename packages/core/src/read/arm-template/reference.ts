import type { Deployed } from './made.ts';
import {
  isList,
  isNotKnown,
  isObject,
  markedText,
  NotKnown,
  PartlyKnown,
  piecesOf,
  type Value,
  valueAt,
} from './value.ts';

/** What a reference asks for. */
export interface Wanted {
  /** The whole resource; else what stands under its `properties`. */
  readonly isFull: boolean;
  readonly depth: number;
}

/**
 * What `reference()` answers about a resource of the same template: what the template says of it, and of
 * a deployment its outputs. What Azure adds is not known. Undefined for what is not in the template.
 */
export function referenceTo(
  target: Value,
  { isFull, depth }: Wanted,
  deployed: Deployed,
): Value | undefined {
  const text = markedText(target);
  const made = text === undefined ? undefined : deployed.find(text, depth);
  if (made === undefined || made.condition === false) return undefined;
  const name = `reference('${made.idText}')`;
  const why = {
    unknown: [{ kind: 'notEvaluable', expression: name, source: made.source }],
  } as const;
  if (made.target !== undefined) {
    const inner = (): Deployed | undefined => deployed.nested(made);
    const properties = new PartlyKnown(name, why, (key) =>
      key.toLowerCase() === 'outputs'
        ? new PartlyKnown(
            `${name}.outputs`,
            why,
            (output) =>
              new PartlyKnown(`${name}.outputs.${output}`, why, (part) =>
                part.toLowerCase() === 'value' ? inner()?.output(output, depth + 1) : undefined,
              ),
          )
        : undefined,
    );
    return isFull
      ? new PartlyKnown(`${name}.full`, why, (key) =>
          key.toLowerCase() === 'properties' ? properties : undefined,
        )
      : properties;
  }
  const body = (): Value => (made.isExisting ? {} : deployed.bodyOf(made, depth + 1));
  const whole = new PartlyKnown(name, why, (key) => {
    if (isId(key)) return made.id;
    return inside(body(), key, { name, why });
  });
  const properties = new PartlyKnown(`${name}.properties`, why, (key) => {
    const there = body();
    if (isNotKnown(there)) return there;
    const of = isObject(there) ? valueAt(there, 'properties') : undefined;
    const own = { name: `${name}.properties`, why, owner: made.id };
    return of === undefined ? undefined : inside(of, key, own);
  });
  return isFull ? whole : properties;
}

const isId = (key: string): boolean => ['id', 'resourceid'].includes(key.toLowerCase());

/** A part of what Azure will answer. */
interface Part {
  readonly name: string;
  readonly why: PartlyKnown['why'];
  /** The id of the resource, directly below its properties: items of lists there have ids below it. */
  readonly owner?: Value;
  /** The id of the part itself. */
  readonly id?: Value;
}

/** What stands under a key of a part of the template. */
function inside(of: Value, key: string, part: Part): Value | undefined {
  if (isNotKnown(of)) return of;
  const value = isObject(of) ? valueAt(of, key) : undefined;
  if (value === undefined) return isId(key) ? part.id : undefined;
  const { why, owner } = part;
  const name = `${part.name}.${key}`;
  const below = owner === undefined ? undefined : idBelow(owner, `/${key}`);
  return opened(value, { name, why, ...(below === undefined ? {} : { owner: below }) });
}

/** Azure may answer with more keys and items than the template has. @param part.owner the id of its list */
function opened(value: Value, part: Part): Value {
  const { name, why, owner } = part;
  if (isList(value) && value.some(isObject))
    return new PartlyKnown(name, why, (key) => {
      const item = value[Number(key)];
      if (item === undefined) return undefined;
      const itemName = isObject(item) ? valueAt(item, 'name') : undefined;
      const id =
        owner === undefined || itemName === undefined ? undefined : idBelow(owner, '/', itemName);
      return opened(item, { name: `${name}[${key}]`, why, ...(id === undefined ? {} : { id }) });
    });
  return isObject(value)
    ? new PartlyKnown(name, why, (key) =>
        inside(value, key, { name, why, ...(part.id === undefined ? {} : { id: part.id }) }),
      )
    : value;
}

/** An id with more behind it; known in part when one of them is. */
function idBelow(id: Value, ...more: readonly Value[]): Value | undefined {
  const pieces = [id, ...more].map(piecesOf);
  if (!pieces.every((some) => some !== undefined)) return undefined;
  const all = pieces.flat();
  if (all.every((piece) => typeof piece === 'string')) return all.join('');
  const open = [id, ...more].find(isNotKnown);
  return open === undefined ? undefined : new NotKnown(all, open.why);
}
