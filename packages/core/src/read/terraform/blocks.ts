import type { DocumentId, Path } from '../../evidence/source.ts';
import type { TextDocument } from '../../text/document.ts';
import { type Fields, isFields } from '../bodies.ts';

/** A block of a Terraform file, as it was parsed. */
export interface Block {
  /** Behind the block's type: type and name of a resource. */
  readonly labels: readonly string[];
  readonly body: Fields;
  readonly document: DocumentId;
  readonly path: Path;
}

/** The blocks of one type in a file. @param labels how many words stand behind the type */
export function blocksOf(document: TextDocument, type: string, labels: number): readonly Block[] {
  const found: Block[] = [];
  const walk = (value: unknown, path: Path, words: readonly string[]): void => {
    if (Array.isArray(value)) {
      for (const [i, item] of value.entries()) walk(item, [...path, i], words);
    } else if (isFields(value) && words.length === labels)
      found.push({ labels: words, body: value, document: document.id, path });
    else if (isFields(value))
      for (const word of Object.keys(value)) walk(value[word], [...path, word], [...words, word]);
  };
  if (isFields(document.value) && Object.hasOwn(document.value, type))
    walk(document.value[type], [type], []);
  return found;
}

/** The value under a key of a block; own keys only. */
export const under = (body: Fields, key: string): unknown =>
  Object.hasOwn(body, key) ? body[key] : undefined;

/** A value in a file, not evaluated yet, and its place. */
export interface Placed {
  readonly data: unknown;
  readonly document: DocumentId;
  readonly path: Path;
}
