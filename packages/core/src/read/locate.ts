import { codecOf } from '../codec/azure.ts';
import { kubernetesCodecs } from '../codec/kubernetes.ts';
import type { AnyElement } from '../estate/elements/kinds.ts';
import type { Position } from '../evidence/diagnostic.ts';
import type { Path, Source } from '../evidence/source.ts';
import { plannedFields } from '../requirements/planned-fields.ts';
import type { TextDocument } from '../text/document.ts';
import { type Fields, isFields } from './bodies.ts';
import { templatePlaces } from './locate-template.ts';
import { terraformPlaces } from './locate-terraform.ts';

/** A line and column in a document. */
export interface FieldPlace extends Source {
  readonly position: Position;
}

/** What of an element leads to its place. */
export type Sought = Pick<AnyElement, 'id' | 'kind' | 'source'>;

/** Finds where a field of an element is written; where the element is, when the document has no such field. */
export type FieldLocator = (element: Sought, field: string | undefined) => FieldPlace | undefined;

/**
 * Finds fields in these documents, only when somebody looks: the spelling of a field comes from the codec of
 * its kind. A value that a template or code of Terraform takes from elsewhere stands there: in its
 * parameter file, say.
 */
export function locator(documents: readonly TextDocument[]): FieldLocator {
  const byId = new Map(documents.map((document) => [document.id, document]));
  const templates = templatePlaces(documents);
  const terraform = terraformPlaces(documents);
  const positionOf = ({ document, path }: Source): FieldPlace | undefined => {
    const position = byId.get(document)?.positionOf(path);
    return position === undefined ? undefined : { document, path, position };
  };
  const elsewhere = (place: Source): Source | undefined => {
    const to = templates.placeOf(place);
    return to === place ? undefined : to;
  };
  const inBody = ({ source }: Sought, keys: readonly string[]): readonly Source[] => {
    const here = valueAt(byId.get(source.document)?.value, source.path);
    const spelled = spelledIn(here, keys);
    if (spelled === undefined) return [];
    const place = { document: source.document, path: [...source.path, ...spelled] };
    // A list of one item is where that item is.
    const item = { ...place, path: [...place.path, 0] };
    return [elsewhere(place) ?? elsewhere(item) ?? place, place];
  };
  return (element, field) => {
    const { source } = element;
    if (!byId.has(source.document)) return undefined;
    for (const keys of field === undefined ? [] : spellingsOf(element, field))
      for (const place of terraform.placesOf(element, keys) ?? inBody(element, keys)) {
        const found = positionOf(place);
        if (found !== undefined) return found;
      }
    return positionOf({ document: source.document, path: source.path });
  };
}

/** How formats spell a field: address plans, bodies of Azure, manifests; then what it is part of. */
function spellingsOf(element: Sought, field: string): readonly (readonly string[])[] {
  const planned = plannedFields[element.kind]?.[field] ?? [];
  const coded = codecOf(element.kind)?.fields[field] ?? manifestFields(element)[field];
  const whole = field.slice(0, Math.max(0, field.lastIndexOf('.')));
  return [
    ...planned.map((key) => [key]),
    ...(coded === undefined ? [] : [coded.split('.')]),
    // A plan of ours spells fields as the model does.
    field.split('.'),
    ...(whole === '' ? [] : spellingsOf(element, whole)),
  ];
}

const manifestFields = (element: Sought): Readonly<Record<string, string>> => {
  const codec = Object.values(kubernetesCodecs).find(({ kind }) => kind === element.kind);
  return codec?.fields ?? {};
};

/** The keys as the object spells them: in any case, with or without the wrapper `properties`. */
function spelledIn(value: unknown, keys: readonly string[]): readonly string[] | undefined {
  const [key, ...rest] = keys;
  if (key === undefined) return [];
  if (!isFields(value)) return undefined;
  const own = keyIn(value, key);
  if (own !== undefined) {
    const below = spelledIn(value[own], rest);
    if (below !== undefined) return [own, ...below];
  }
  return key === 'properties' ? spelledIn(value, rest) : undefined;
}

function keyIn(value: Fields, key: string): string | undefined {
  if (Object.hasOwn(value, key)) return key;
  const lower = key.toLowerCase();
  return Object.keys(value).find((own) => own.toLowerCase() === lower);
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((here, key) => {
    if (typeof key === 'number') return Array.isArray(here) ? here[key] : undefined;
    return isFields(here) && Object.hasOwn(here, key) ? here[key] : undefined;
  }, value);
}
