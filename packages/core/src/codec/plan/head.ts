import type { Element } from '../../estate/elements/element.ts';
import { source } from './evidence.ts';
import { oneOf, text } from './scalars.ts';
import { type Fields, optional, record, type Shape } from './shape.ts';

/** Labels, tags, annotations. */
export const labels: Shape<Readonly<Record<string, string>>> = record(text);

/** The fields that every element has. */
export const head = <K extends string>(kind: K): Fields<Element<K>> => ({
  kind: oneOf(kind),
  id: text,
  name: text,
  spelled: optional(text),
  layer: optional(oneOf('hub', 'network', 'cluster')),
  owner: optional(text),
  existing: optional(oneOf(true)),
  location: optional(text),
  tags: optional(labels),
  source,
});
