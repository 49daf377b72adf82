import type { Document } from 'yaml';
import type { Diagnostic } from '../evidence/diagnostic.ts';
import {
  greatestDepth,
  longestYaml,
  mostDiagnostics,
  mostYamlTokens,
  plainText,
} from './bounds.ts';
import { excerptOf, positionAt, type TextDocument, type TextInput } from './document.ts';
import { findInYaml } from './yaml-find.ts';
import { type Excess, parseYaml, type Syntax } from './yaml-syntax.ts';
import { readNode, type Trouble } from './yaml-value.ts';

/** Reads one YAML document. A stream of several is an error; an empty one has the value `null`. */
export function readYaml(input: TextInput): TextDocument {
  return documentOf(input, 'single');
}

/**
 * Reads a stream of YAML documents as one list: the path of a place begins with the index of its
 * document. A document that could not be read is `undefined` and hides no other.
 */
export function readYamlStream(input: TextInput): TextDocument {
  return documentOf(input, 'stream');
}

/**
 * Reads what may be either: one document as itself, several as {@link readYamlStream} does. A stream that
 * only ends with a mark is one document.
 */
export function readYamlFile(input: TextInput): TextDocument {
  return documentOf(input, 'asFound');
}

type Shape = 'single' | 'stream' | 'asFound';

function documentOf(input: TextInput, shape: Shape): TextDocument {
  const bounds = { document: input.id, longest: longestYaml, format: 'YAML' };
  const plain = plainText(input.text(), bounds);
  const text = (): string => input.text().replace(/^\ufeff/, '');
  const { value, diagnostics, isStream } =
    'refused' in plain
      ? { value: undefined, diagnostics: [plain.refused], isStream: false }
      : readText(plain.text, input, shape);
  let syntax: Syntax | undefined;
  const find = (): Syntax => {
    syntax ??= parseYaml('refused' in plain ? '' : text());
    return syntax;
  };
  const rooted = (path: readonly (string | number)[]): readonly (string | number)[] =>
    isStream ? path : [0, ...path];
  return {
    id: input.id,
    language: 'yaml',
    value,
    diagnostics,
    positionOf: (path) => findInYaml(find(), rooted(path))?.value,
    positionsOf: (paths) => paths.map((path) => findInYaml(find(), rooted(path))?.value),
    keyPositionOf: (path) => findInYaml(find(), rooted(path))?.key,
    excerptAt: (position) => ('refused' in plain ? '' : excerptOf(text(), position)),
  };
}

interface ReadText {
  readonly value: unknown;
  readonly diagnostics: readonly Diagnostic[];
  readonly isStream: boolean;
}

function readText(text: string, input: TextInput, shape: Shape): ReadText {
  const { documents, lines, exceeds } = parseYaml(text);
  const at = (offset: number): Pick<Diagnostic, 'position' | 'excerpt'> => {
    const position = positionAt(lines, offset);
    return { position, excerpt: excerptOf(text, position) };
  };
  const told = (trouble: Trouble): Diagnostic => {
    const { code, message, offset, hint } = trouble;
    const base = { severity: 'error', code, message, document: input.id, ...at(offset) } as const;
    return hint === undefined ? base : { ...base, hint };
  };
  if (exceeds !== undefined) {
    const [code, message, hint] = excessWords[exceeds.bound];
    const refused = told({ code, message, hint, offset: exceeds.offset });
    return { value: undefined, diagnostics: [refused], isStream: false };
  }
  const read = documents.map((document) => readDocument(document));
  const troubles = read.flatMap((document) => document.troubles);
  const [first, second] = documents;
  if (shape === 'single' && second !== undefined) {
    troubles.push({
      code: 'several-documents',
      message: 'a second document starts here; one was expected',
      offset: second.range[0],
      hint: 'put it into a file of its own',
    });
  }
  const diagnostics = troubles.slice(0, mostDiagnostics).map(told);
  const isStream = shape === 'stream' || (shape === 'asFound' && second !== undefined);
  if (isStream) return { value: read.map(({ value }) => value), diagnostics, isStream };
  return { value: first === undefined ? null : read[0]?.value, diagnostics, isStream };
}

const excessWords: Readonly<
  Record<Excess['bound'], readonly [code: string, message: string, hint: string]>
> = {
  depth: [
    'too-deep',
    `lists and maps lie more than ${greatestDepth} deep in each other`,
    'nothing that is read here is that deep: look for a bracket that is not closed',
  ],
  oddities: [
    'syntax',
    'the text is full of marks that mean nothing; it is no YAML',
    'check which file this is',
  ],
  tokens: [
    'too-long',
    `the text has more than ${mostYamlTokens} words`,
    'split the file, or hand it over as JSON',
  ],
};

function readDocument(document: Document.Parsed): {
  readonly value: unknown;
  readonly troubles: readonly Trouble[];
} {
  const said = [...document.errors, ...document.warnings].map(
    ({ code, message, pos }): Trouble => ({
      code: code === 'TAG_RESOLVE_FAILED' ? 'unknown-tag' : 'syntax',
      message: startLow(message),
      offset: pos[0],
      ...(code === 'TAG_RESOLVE_FAILED' ? {} : { hint: syntaxHints[code] ?? generalHint }),
    }),
  );
  // Behind an error of syntax nobody knows what was meant, so nothing of the document is used.
  if (document.errors.length > 0)
    return { value: undefined, troubles: oncePerPlace(untilTab(document, said)) };
  const read = readNode(document.contents);
  return { value: read.value, troubles: [...said, ...read.troubles] };
}

/** A tab shifts every level behind it, so what is told after one only follows from it. */
function untilTab(document: Document.Parsed, said: readonly Trouble[]): readonly Trouble[] {
  const tab = document.errors.findIndex(({ code }) => code === 'TAB_AS_INDENT');
  return tab < 0 ? said : said.slice(0, tab + 1);
}

/** The parser says several things about one place; the first says most. */
const oncePerPlace = (said: readonly Trouble[]): readonly Trouble[] =>
  said.filter(({ offset }, i) => said.findIndex((one) => one.offset === offset) === i);

const generalHint =
  'compare the indentation with the lines above, and put texts with : or # into quotes';

const syntaxHints: Readonly<Record<string, string>> = {
  TAB_AS_INDENT: 'indent with blanks',
  UNEXPECTED_TOKEN: 'remove it, or put the text into quotes',
};

const startLow = (message: string): string =>
  /^[A-Z][a-z]/.test(message) ? `${message.charAt(0).toLowerCase()}${message.slice(1)}` : message;
