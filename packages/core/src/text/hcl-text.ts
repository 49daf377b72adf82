import type { Diagnostic, Position } from '../evidence/diagnostic.ts';
import type { Path } from '../evidence/source.ts';
import {
  excerptOf,
  lineStarts,
  positionAt,
  type TextDocument,
  type TextInput,
} from './document.ts';
import { type HclOutline, offsetIn, outlineOf } from './hcl-outline.ts';

/** What a parser of HCL answers: blocks as objects of lists, expressions as texts `${…}`. */
export type HclAnswer =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly problem: string };

/** Characters of an HCL text, at most. */
const longestHcl = 8 * 1024 * 1024;

/** Brackets inside of brackets, at most: parsers recurse. */
const deepestHcl = 200;

/** Why the text must not be given to a parser; undefined when it may. */
export function whyNotParsed(text: string): string | undefined {
  if (text.length > longestHcl) return `the text has more than ${longestHcl} characters`;
  let open = 0;
  for (const c of text) {
    if (c === '(' || c === '[' || c === '{') open += 1;
    else if (c === ')' || c === ']' || c === '}') open -= 1;
    if (open > deepestHcl) return `the text is nested more than ${deepestHcl} deep`;
  }
  return undefined;
}

/**
 * A Terraform file as a document: the value is the parser's, positions are found in the text itself. A text
 * that could not be parsed has no value and one diagnostic.
 */
export function readHcl(input: TextInput, answer: HclAnswer): TextDocument {
  const positionsOf = (paths: readonly Path[]): readonly (Position | undefined)[] => {
    if (paths.length === 0) return [];
    const text = input.text();
    const outline: HclOutline = outlineOf(text);
    const starts = lineStarts(text);
    return paths.map((path) => {
      const offset = offsetIn(text, outline, path);
      return offset === undefined ? undefined : positionAt(starts, offset);
    });
  };
  const positionOf = (path: Path): Position | undefined => positionsOf([path])[0];
  return {
    id: input.id,
    language: 'hcl',
    value: answer.ok ? answer.value : undefined,
    diagnostics: answer.ok ? [] : [problem(input, answer.problem)],
    positionOf,
    positionsOf,
    keyPositionOf: positionOf,
    excerptAt: (position) => excerptOf(input.text(), position),
  };
}

/** `parse config: [main.tf:3,7-8: Missing expression; …]` with line and column where they are told. */
function problem({ id }: TextInput, told: string): Diagnostic {
  const [, line, column, said] = /:(\d+),(\d+)-[\d,]+: (.*?)\]?$/s.exec(told) ?? [];
  const message = (said ?? told).replace(/\s+/g, ' ').slice(0, 300);
  return {
    severity: 'error',
    code: 'syntax',
    message: message.charAt(0).toLowerCase() + message.slice(1),
    document: id,
    ...(line === undefined || column === undefined
      ? {}
      : { position: { line: Number(line), column: Number(column) } }),
  };
}
