import type { Dirent } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import type { Path } from '@aksnet/core';
import { type About, readSnapshot, snapshotFile } from '@aksnet/core/read';
import {
  type JsonItem,
  jsonItems,
  jsonValues,
  readJson,
  readJsonItem,
  readJsonItems,
  type TextDocument,
} from '@aksnet/core/text';
import { isJson } from './documents.ts';
import { CliFailure } from './errors.ts';
import { type Input, readInput } from './inputs.ts';
import { piecesOf } from './pieces.ts';

/** Folders whose files are nobody's own words. */
const skippedFolders: ReadonlySet<string> = new Set(['.git', '.terraform', 'node_modules']);

/** Endings of files in a folder that are looked into; a file that is named is always looked into. */
const readEndings = /\.(?:jsonl?|ndjson|ya?ml|csv|tf|tfvars|tfstate)$/i;

/** A file to be read, and what its folder says of it. */
export interface FoundFile {
  readonly name: string;
  readonly about: About;
}

/**
 * The files that the arguments name: a file as itself, a folder as everything readable in it, in the
 * order of their names so that two runs agree. Links are followed for what is named, not inside folders,
 * so that no circle arises. A snapshot file speaks for the files below its folder.
 */
export async function* filesOf(names: readonly string[]): AsyncIterableIterator<FoundFile> {
  for (const name of names) {
    if (name !== '-' && (await isFolder(name))) yield* filesIn(name, () => ({}));
    else yield { name, about: {} };
  }
}

async function isFolder(name: string): Promise<boolean> {
  try {
    return (await stat(name)).isDirectory();
  } catch (error) {
    throw new CliFailure('not-found', `there is no file or folder ${name}`, {
      cause: error,
      hint: 'check the path; - reads standard input',
    });
  }
}

async function* filesIn(
  folder: string,
  saidAbove: (path: string) => About,
): AsyncIterableIterator<FoundFile> {
  const entries = (await readdir(folder, { withFileTypes: true })).toSorted(byName);
  const said = entries.some(({ name }) => name === snapshotFile)
    ? readSnapshot(await documentOf(join(folder, snapshotFile))).about
    : saidAbove;
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      if (!skippedFolders.has(entry.name))
        yield* filesIn(path, (below) => said(`${entry.name}/${below}`));
    } else if (entry.isFile() && readEndings.test(entry.name))
      yield { name: path, about: said(entry.name) };
  }
}

const byName = (a: Dirent, b: Dirent): number => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);

/** A document, or a part of one that is too long to be held whole. */
export interface Sourced {
  readonly document: TextDocument;
  readonly at?: Path;
}

/** JSON files beyond this many bytes are read item by item. */
const longFile = 32 * 1024 * 1024;

/** Beyond this many, memory counts for more than time. */
const hugeFile = 512 * 1024 * 1024;

/**
 * The documents of a file: one, unless it is a JSON file so long that its items are read one by one, or
 * one that holds several values (JSON lines). They come in batches, each made as it is walked: to wait for
 * every one of millions costs more than reading it, and memory too.
 */
export async function* documentsOf(name: string): AsyncIterableIterator<Iterable<Sourced>> {
  const size = name !== '-' && /\.json$/i.test(name) ? (await stat(name)).size : 0;
  if (size > hugeFile) holdBackHeap();
  if (size > longFile) return yield* itemsOf(name);
  const input = await readInput(name);
  const values = valuesIn(input);
  yield values === undefined ? [{ document: await documentIn(input) }] : parts(input.name, values);
}

/** The values of a file that holds several of them. */
const valuesIn = (input: Input): Iterable<JsonItem> | undefined =>
  isTable(input) || isTerraform(input) || !isJson(input) ? undefined : jsonValues(input.text);

/** A file whole: of several values, the list of them. */
export async function wholeDocumentOf(name: string): Promise<TextDocument> {
  const input = await readInput(name);
  const values = valuesIn(input);
  return values === undefined ? documentIn(input) : readJsonItems(input.name, [...values]);
}

function* parts(name: string, items: Iterable<JsonItem>): IterableIterator<Sourced> {
  for (const item of items) yield { document: readJsonItem(name, item), at: item.path };
}

async function* itemsOf(name: string): AsyncIterableIterator<Iterable<Sourced>> {
  const items = jsonItems();
  let found = 0;
  let isFirst = true;
  for await (const piece of piecesOf(name)) {
    // Without a mark UTF-16 shows by its zeros alone: the reader of short texts says what is wrong.
    if (isFirst && piece.slice(0, 4).includes('\0'))
      return yield [{ document: readJson({ id: name, text: () => piece }) }];
    isFirst = false;
    const whole = items.push(piece);
    found += whole.length;
    yield parts(name, whole);
  }
  // A list of nothing but numbers has no items, and is no format that is known here.
  if (items.isWhole() && found === 0)
    yield [{ document: readJson({ id: name, text: () => '[]' }) }];
  if (items.isWhole()) return;
  const message = 'the text ends before the JSON in it does; what came before is read';
  const diagnostics = [{ severity: 'error', code: 'syntax', message, document: name } as const];
  yield [{ document: { ...readJson({ id: name, text: () => 'null' }), diagnostics } }];
}

/**
 * Elements of a long file live until the end, so a heap that doubles before it looks for what is dead
 * holds as much again in texts that nobody needs. Collecting more often costs a third more time.
 */
const holdBackHeap = (): void => setFlagsFromString('--heap-growing-percent=10');

/** Reads a file as what its text is: a table or Terraform's code by its name, JSON, or YAML. */
export const documentOf = async (name: string): Promise<TextDocument> =>
  documentIn(await readInput(name));

async function documentIn(input: Input): Promise<TextDocument> {
  const text = { id: input.name, text: (): string => input.text };
  if (isTable(input)) {
    const { readCsv } = await import('./csv-text.ts');
    return readCsv(text);
  }
  if (isTerraform(input)) {
    const { readHclFile } = await import('./hcl-text.ts');
    return readHclFile(text);
  }
  if (isJson(input)) return readJson(text);
  const { readYamlFile } = await import('./read-yaml.ts');
  return readYamlFile(text);
}

const isTable = ({ name }: Input): boolean => /\.csv$/i.test(name);

const isTerraform = ({ name }: Input): boolean => /\.(?:tf|tfvars)$/i.test(name);
