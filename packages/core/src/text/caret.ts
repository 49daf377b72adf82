import type { Diagnostic, Position } from '../evidence/diagnostic.ts';
import { excerptBefore, printable } from './document.ts';

/**
 * A diagnostic for people, as plain text:
 *
 *     net.yaml:4:12: error: "10.0.0.1/24" has bits set behind /24 [unreadable-value]
 *       pools: [10.0.0.1/24]
 *               ^
 *       write 10.0.0.0/24
 *
 * Nothing in it can move a cursor or colour a terminal, whatever the document holds.
 */
export function renderDiagnostic(diagnostic: Diagnostic): string {
  const { severity, message, code, excerpt, position, hint, related = [] } = diagnostic;
  const head = `${place(diagnostic)}: ${severity}: ${message} [${code}]`;
  const lines = [head];
  if (excerpt !== undefined && position !== undefined) {
    const offset = caretOffset(position);
    lines.push(`  ${excerpt}`, `  ${' '.repeat(Math.min(offset, excerpt.length))}^`);
  }
  for (const one of related) lines.push(`  ${place(one)}: ${one.says}`);
  if (hint !== undefined) lines.push(`  ${hint}`);
  return lines.map(printable).join('\n');
}

/** `file:line:column`, as far as known. */
export function place(diagnostic: Pick<Diagnostic, 'document' | 'position'>): string {
  const { document, position } = diagnostic;
  return position === undefined ? document : `${document}:${position.line}:${position.column}`;
}

/** How far into an excerpt its position lies: excerpts of long lines start later, see `excerptOf`. */
export const caretOffset = (position: Position): number =>
  Math.min(position.column - 1, excerptBefore);
