import type { TerraformResource } from '../codec/terraform/field.ts';
import { resourceOf } from '../codec/terraform.ts';
import type { AnyElement } from '../estate/elements/kinds.ts';
import { canonical } from '../estate/id.ts';
import type { DocumentId, Path, Source } from '../evidence/source.ts';
import type { TextDocument } from '../text/document.ts';
import { type Fields, field, isFields } from './bodies.ts';
import { attributePlaces } from './terraform/attribute-place.ts';
import type { Instance } from './terraform/instance.ts';
import { fieldsOf } from './terraform/to-arm.ts';
import { expanded, terraformConfig } from './terraform-config.ts';

/** Finds the place that a person would edit to change what a resource of Terraform says. */
export interface TerraformPlaces {
  /**
   * Places at which Terraform says what ARM has under the keys, the likeliest first; undefined when the
   * element does not come from Terraform.
   */
  readonly placesOf: (
    element: Pick<AnyElement, 'id' | 'source'>,
    keys: readonly string[],
  ) => readonly Source[] | undefined;
}

/** A resource in a document, and where the element lies inside of it. */
interface Met {
  readonly resource: TerraformResource;
  readonly path: Path;
  /** Where its attributes lie below that. */
  readonly inside: Path;
  readonly rest: Path;
}

/**
 * Where resources in these documents say things. Code is worked out once, when the first place is asked
 * for: a name leads to where its value is written, in whatever file.
 */
export function terraformPlaces(documents: readonly TextDocument[]): TerraformPlaces {
  const byId = new Map(documents.map((document) => [document.id, document]));
  let known: ReadonlyMap<string, readonly Instance[]> | undefined;
  const instanceOf = (id: string, source: Source): Instance | undefined => {
    known ??= instancesByPlace(documents);
    const all = known.get(keyOf(source.document, source.path)) ?? [];
    return all.find((one) => isOf(id, one)) ?? (all.length === 1 ? all[0] : undefined);
  };
  return {
    placesOf({ id, source }, keys) {
      const met = metOn(byId.get(source.document)?.value, source.path);
      if (met === undefined) return undefined;
      const arm = [...met.rest, ...keys].join('.');
      const ways = attributePlaces(fieldsOf(met.resource), arm);
      const { document } = source;
      if (met.inside.length > 0)
        return ways.map((way) => ({ document, path: [...met.path, ...met.inside, ...way] }));
      const instance = instanceOf(id, { document, path: met.path });
      return ways.flatMap((way): readonly Source[] => {
        if (instance === undefined) return [{ document, path: [...met.path, ...way] }];
        const origin = instance.origin(way);
        return origin === undefined ? [] : [origin];
      });
    },
  };
}

/** The element is the resource, or lies in it. */
function isOf(id: string, instance: Instance): boolean {
  const own = canonical(instance.identity()?.id ?? '~');
  return id === own || id.startsWith(`${own}/`);
}

const keyOf = (document: DocumentId, path: Path): string => JSON.stringify([document, ...path]);

function instancesByPlace(
  documents: readonly TextDocument[],
): ReadonlyMap<string, readonly Instance[]> {
  const found = new Map<string, Instance[]>();
  for (const { world } of expanded(documents.filter(terraformConfig.recognises)))
    for (const instance of world.instances.values()) {
      const key = keyOf(instance.source.document, instance.source.path);
      const others = found.get(key);
      if (others === undefined) found.set(key, [instance]);
      else others.push(instance);
    }
  return found;
}

/** The resource that the path leads to or into: a block of code, or an object of a plan. */
function metOn(root: unknown, path: Path): Met | undefined {
  const [kind, type, name] = path;
  const inCode = kind === 'resource' ? resourceOf(String(type)) : undefined;
  if (inCode !== undefined && name !== undefined) {
    const length = typeof path[3] === 'number' ? 4 : 3;
    return {
      resource: inCode.resource,
      path: path.slice(0, length),
      inside: [],
      rest: path.slice(length),
    };
  }
  let here: unknown = root;
  let planned: string | undefined;
  for (let length = 0; length <= path.length; length++) {
    const said = isFields(here) ? field(here, 'type') : undefined;
    if (typeof said === 'string') planned = said;
    const inside = isFields(here) ? valuesIn(here) : undefined;
    const entry = planned === undefined ? undefined : resourceOf(planned);
    if (entry !== undefined && inside !== undefined)
      return {
        resource: entry.resource,
        path: path.slice(0, length),
        inside: [inside],
        rest: path.slice(length),
      };
    here = inner(here, path[length]);
  }
  return undefined;
}

/** Plans keep what a resource says under one key, states under another; the type stands beside or above. */
const valuesIn = (value: Fields): string | undefined =>
  ['values', 'attributes'].find((key) => isFields(field(value, key)));

function inner(value: unknown, key: string | number | undefined): unknown {
  if (typeof key === 'number') return Array.isArray(value) ? value[key] : undefined;
  return key !== undefined && isFields(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}
