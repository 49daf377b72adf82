import type { DocumentId } from '../../evidence/source.ts';
import type { TextDocument } from '../../text/document.ts';
import { isRaw, type Raw, rawAt } from './tree.ts';

/** Whether a document is a template. */
export function isTemplate(value: unknown): value is Raw {
  if (!isRaw(value)) return false;
  const schema = rawAt(value, '$schema');
  if (typeof schema === 'string') return /deploymenttemplate\.json/i.test(schema);
  const resources = rawAt(value, 'resources');
  return (
    typeof rawAt(value, 'contentVersion') === 'string' &&
    typeof resources === 'object' &&
    resources !== null
  );
}

/** Whether a document holds values for the parameters of a template. */
export function isParameterFile(value: unknown): value is Raw {
  if (!isRaw(value)) return false;
  const schema = rawAt(value, '$schema');
  if (typeof schema === 'string') return /deploymentparameters\.json/i.test(schema);
  const parameters = rawAt(value, 'parameters');
  return (
    typeof rawAt(value, 'contentVersion') === 'string' &&
    rawAt(value, 'resources') === undefined &&
    isRaw(parameters) &&
    Object.values(parameters).every(isEntry)
  );
}

/** What a parameter file says of a parameter: its value, or the secret that holds it. */
const isEntry = (entry: unknown): boolean =>
  isRaw(entry) && (Object.hasOwn(entry, 'value') || Object.hasOwn(entry, 'reference'));

/** The folder of a document, with a slash at its end; empty for none. */
export const folderOf = (document: DocumentId): string => {
  const path = slashed(document);
  return path.slice(0, path.lastIndexOf('/') + 1);
};

/** The name of a document without folder and ending, in lower case. */
export const baseOf = (document: DocumentId): string =>
  slashed(document)
    .slice(folderOf(document).length)
    .replace(/\.jsonc?$/i, '')
    .toLowerCase();

/** Folders with slashes, whoever wrote them. */
export const slashed = (path: string): string => path.replaceAll('\\', '/');

/** The parameter file of a template: the one that is surely meant. */
export interface Matched {
  readonly file?: TextDocument;
  /** Files of which each could be meant. */
  readonly several?: readonly TextDocument[];
}

/**
 * The parameter file that goes with a template, in the same folder: `x.parameters.json` beside `x.json`;
 * else the only other one that begins with its name (`x.dev.parameters.json`); else the only one beside
 * the only template. Where several fit, none is taken.
 */
export function parameterFileFor(
  template: TextDocument,
  templates: readonly TextDocument[],
  files: readonly TextDocument[],
): Matched {
  const folder = folderOf(template.id);
  const beside = files.filter(({ id }) => folderOf(id) === folder);
  const base = baseOf(template.id);
  const exact = beside.filter(({ id }) => baseOf(id) === `${base}.parameters`);
  if (exact.length > 0) return oneOf(exact);
  const named = beside.filter(({ id }) => baseOf(id).startsWith(`${base}.`));
  if (named.length > 0) return oneOf(named);
  const bases = templates.filter(({ id }) => folderOf(id) === folder).map(({ id }) => baseOf(id));
  const free = beside.filter(
    ({ id }) => !bases.some((other) => baseOf(id).startsWith(`${other}.`)),
  );
  return bases.length === 1 ? oneOf(free) : {};
}

function oneOf(files: readonly TextDocument[]): Matched {
  const [first, ...more] = files;
  if (first === undefined) return {};
  return more.length === 0 ? { file: first } : { several: files };
}

/**
 * The document that an address of a template names, by the longest end of its path that fits. The
 * address may be known only in part: what is known at its end counts. Undefined when none fits, or two
 * fit equally well.
 */
export function linkedDocument(
  address: string,
  documents: readonly TextDocument[],
): TextDocument | undefined {
  const wanted = segments(address.replace(/[?#].*$/s, ''));
  const ranked = documents
    .map((document) => ({ document, length: sharedEnd(segments(document.id), wanted) }))
    .filter(({ length }) => length > 0);
  const longest = Math.max(0, ...ranked.map(({ length }) => length));
  const best = ranked.filter(({ length }) => length === longest);
  return best.length === 1 ? best[0]?.document : undefined;
}

/** The document at a path relative to the folder of another. */
export function relativeDocument(
  from: DocumentId,
  path: string,
  documents: readonly TextDocument[],
): TextDocument | undefined {
  const wanted = joined(segments(folderOf(from)), segments(path)).join('/');
  return documents.find(({ id }) => segments(id).join('/').toLowerCase() === wanted.toLowerCase());
}

function joined(base: readonly string[], path: readonly string[]): readonly string[] {
  const result = [...base];
  for (const part of path) {
    if (part === '..') result.pop();
    else result.push(part);
  }
  return result;
}

const segments = (path: string): readonly string[] =>
  slashed(path)
    .split('/')
    .filter((part) => part !== '' && part !== '.');

/** How many segments, counted from the end, are the same. */
function sharedEnd(a: readonly string[], b: readonly string[]): number {
  let length = 0;
  while (
    length < a.length &&
    length < b.length &&
    a.at(-1 - length)?.toLowerCase() === b.at(-1 - length)?.toLowerCase()
  )
    length++;
  return length;
}
