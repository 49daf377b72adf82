import type { Diagnostic } from '../evidence/diagnostic.ts';
import type { DocumentId } from '../evidence/source.ts';

/** Deepest nesting of lists and objects that is read; bodies of Azure and Kubernetes stay below 25. */
export const greatestDepth = 64;

/** Longest YAML text, in characters: the parser manages some five million a second. */
export const longestYaml: number = 5 * 1024 * 1024;

/** Longest JSON text, in characters: one below the longest string of engines, with room to spare. */
export const longestJson: number = 256 * 1024 * 1024;

/** Most words of a YAML text (scalars, marks, blanks, line ends), since memory goes by them. */
export const mostYamlTokens = 1_500_000;

/** Most aliases that are followed, counted again each time that what they stand for is repeated. */
export const mostAliases = 100;

/** Most values of a document, with everything repeated that aliases stand for. */
export const mostValues = 2_000_000;

/** Most values of a JSON text: memory goes by them, and an empty list of three characters takes sixty bytes. */
export const mostJsonValues = 16_000_000;

/** Most diagnostics kept of one document. */
export const mostDiagnostics = 100;

/** The text without a byte order mark, or why it cannot be read at all. */
export type Plain = { readonly text: string } | { readonly refused: Diagnostic };

/** What a text must keep to. */
export interface TextBounds {
  readonly document: DocumentId;
  readonly longest: number;
  /** For the message, e.g. `YAML`. */
  readonly format: string;
}

/** Refuses texts that are too long, or that are no text, before anything looks inside. */
export function plainText(text: string, bounds: TextBounds): Plain {
  const { document, longest, format } = bounds;
  const refused = (code: string, message: string, hint: string): Plain => ({
    refused: { severity: 'error', code, message, document, hint },
  });
  if (text.length > longest) {
    const message = `the text has ${megabytes(text.length)} MB; ${format} is read up to ${megabytes(longest)} MB`;
    return refused('too-long', message, 'split the file, or hand it over as JSON');
  }
  // What was UTF-16 and got read as UTF-8 has a zero beside every letter, or began with FE FF.
  if (text.startsWith('\ufffd\ufffd') || text.slice(0, 4).includes('\0')) {
    const message = 'the text is not UTF-8; it looks like UTF-16';
    return refused('not-utf-8', message, 'save the file as UTF-8');
  }
  if (text.includes('\0')) {
    return refused(
      'not-text',
      'the file holds zero bytes, so it is no text',
      'check which file this is',
    );
  }
  return { text: text.startsWith('\ufeff') ? text.slice(1) : text };
}

const megabytes = (length: number): string => String(Math.round(length / 104857.6) / 10);
