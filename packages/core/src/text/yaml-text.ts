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
    const [code, message] = excessWords[exceeds.bound];
    const refused = told({ code, message, offset: exceeds.offset });
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

const excessWords: Readonly<Record<Excess['bound'], readonly [code: string, message: string]>> = {
  depth: ['too-deep', `lists and maps lie more than ${greatestDepth} deep in each other`],
  oddities: ['syntax', 'the text is full of marks that mean nothing; it is no YAML'],
  tokens: ['too-long', `the text has more than ${mostYamlTokens} words; hand it over as JSON`],
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
      ...(code === 'TAB_AS_INDENT' ? { hint: 'indent with blanks' } : {}),
    }),
  );
  // Behind an error of syntax nobody knows what was meant, so nothing of the document is used.
  if (document.errors.length > 0) return { value: undefined, troubles: said };
  const read = readNode(document.contents);
  return { value: read.value, troubles: [...said, ...read.troubles] };
}

const startLow = (message: string): string =>
  /^[A-Z][a-z]/.test(message) ? `${message.charAt(0).toLowerCase()}${message.slice(1)}` : message;
