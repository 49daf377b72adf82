import { stat } from 'node:fs/promises';
import { type AnyElement, type Estate, everything } from '@aksnet/core';
import {
  belongsTogether,
  documentsOfRemarks,
  locator,
  type ReadResult,
  withPlaces,
} from '@aksnet/core/read';
import type { Locate, Located } from '@aksnet/core/render';
import type { TextDocument } from '@aksnet/core/text';
import { CliFailure } from './errors.ts';
import { wholeDocumentOf } from './sources.ts';

/** Finds lines and columns of elements in the documents that they were read from. */
export function locateIn(documents: ReadonlyMap<string, TextDocument>, estate: Estate): Locate {
  const bySource = new Map<string, AnyElement[]>();
  const keyOf = ({ document, path }: AnyElement['source']): string =>
    JSON.stringify([document, ...path]);
  for (const element of everything(estate)) {
    const key = keyOf(element.source);
    const found = bySource.get(key);
    if (found === undefined) bySource.set(key, [element]);
    else found.push(element);
  }
  const find = locator([...documents.values()]);
  return ({ source, element, field }) => {
    const position = documents.get(source.document)?.positionOf(source.path);
    const whole = position && { ...source, position };
    const all = bySource.get(keyOf(source)) ?? [];
    // One entry of a file may be several elements (a cluster and its pool): the one that has the field.
    const meant = all.filter(({ id }) => id === element);
    const places = [...meant, ...all].flatMap((one) => find(one, field) ?? []);
    return places.find((place) => !isSame(place, whole)) ?? whole;
  };
}

const isSame = (one: Located, other: Located | undefined): boolean =>
  one.document === other?.document &&
  one.position.line === other.position.line &&
  one.position.column === other.position.column;

/** Files beyond this many bytes are not opened a second time to tell a line. */
const longest = 64 * 1024 * 1024;

/**
 * Opens documents again that something is to be told about; those that cannot be had (standard input, a
 * file that is gone or too long) are left out, and their places told by path.
 */
export async function documentsAgain(
  names: Iterable<string>,
): Promise<ReadonlyMap<string, TextDocument>> {
  const found = new Map<string, TextDocument>();
  for (const name of new Set(names)) {
    try {
      if ((await stat(name)).size <= longest) found.set(name, await wholeDocumentOf(name));
    } catch (error) {
      if (error instanceof CliFailure || isMissing(error)) continue;
      throw error;
    }
  }
  return found;
}

const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && typeof error.code === 'string';

/**
 * The result with lines for remarks that were made when the documents were forgotten. One document is held
 * at a time; those that belong together are held together, as they were for reading.
 */
export async function withLines(result: ReadResult): Promise<ReadResult> {
  const joint = new Set(
    result.documents
      .filter(({ format }) => belongsTogether(format))
      .map(({ document }) => document),
  );
  const wanted = documentsOfRemarks(result.diagnostics);
  const alone = wanted.filter((name) => !joint.has(name)).map((name) => [name]);
  const groups = alone.length === wanted.length ? alone : [...alone, [...joint]];
  let { diagnostics } = result;
  for (const names of groups) {
    const documents = await documentsAgain(names);
    diagnostics = withPlaces(diagnostics, [...documents.values()], result.estate);
  }
  return { ...result, diagnostics };
}
