import type { Deployed, Made } from './made.ts';
import { isNotKnown, isObject, markedText, PartlyKnown, type Value, valueAt } from './value.ts';

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
  const made = text === undefined ? undefined : deployed.find(text);
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
  const whole = new PartlyKnown(name, why, (key) => member(body(), key, { name, why }));
  const properties = new PartlyKnown(`${name}.properties`, why, (key) => {
    const there = body();
    if (isNotKnown(there)) return there;
    const inner = isObject(there) ? valueAt(there, 'properties') : undefined;
    return inner === undefined
      ? undefined
      : member(inner, key, { name: `${name}.properties`, why });
  });
  return isFull ? whole : properties;
}

/** An object of the template: Azure may answer with more keys than it has. */
function open(value: Value, name: string, why: PartlyKnown['why']): Value {
  return isObject(value)
    ? new PartlyKnown(name, why, (key) => member(value, key, { name, why }))
    : value;
}

function member(
  of: Value,
  key: string,
  { name, why }: Pick<PartlyKnown, 'name' | 'why'>,
): Value | undefined {
  if (isNotKnown(of)) return of;
  const inner = isObject(of) ? valueAt(of, key) : undefined;
  return inner === undefined ? undefined : open(inner, `${name}.${key}`, why);
}

/** Finds resources by what references say of them. */
export interface ResourceIndex {
  readonly find: (text: string) => Made | undefined;
}

/** By symbolic name, by id, by name alone, or by type and name; only where one resource fits. */
export function resourceIndex(all: readonly Made[]): ResourceIndex {
  const ways: readonly ((made: Made) => string | undefined)[] = [
    ({ symbol }) => symbol,
    ({ idText }) => idText.toLowerCase(),
    ({ name }) => name.toLowerCase(),
    ({ idText }) => idText.toLowerCase().split('/providers/').at(-1),
  ];
  const tables = ways.map((way) => {
    const table = new Map<string, Made | 'several'>();
    for (const made of all) {
      const key = way(made);
      if (key !== undefined) table.set(key, table.has(key) ? 'several' : made);
    }
    return table;
  });
  return {
    find(text) {
      const lower = text.toLowerCase().replace(/^\/+providers\/+/, '');
      for (const [i, table] of tables.entries()) {
        const made = table.get(i === 0 ? text : lower);
        if (made !== undefined && made !== 'several') return made;
      }
      return undefined;
    },
  };
}
