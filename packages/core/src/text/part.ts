import type { Diagnostic, Position } from '../evidence/diagnostic.ts';
import type { DocumentId, Path } from '../evidence/source.ts';
import type { TextDocument } from './document.ts';
import type { JsonItem } from './json-items.ts';
import { readJson } from './json-text.ts';

/** Reads one item of a long JSON text; positions are those in the whole. */
export function readJsonItem(id: DocumentId, item: JsonItem): TextDocument {
  const part = readJson({ id, text: () => item.text });
  const moved = (position: Position): Position => ({
    line: item.start.line + position.line - 1,
    column: position.line === 1 ? item.start.column + position.column - 1 : position.column,
  });
  const maybe = (position: Position | undefined): Position | undefined =>
    position === undefined ? undefined : moved(position);
  return {
    ...part,
    diagnostics: part.diagnostics.map(
      (one): Diagnostic =>
        one.position === undefined ? one : { ...one, position: moved(one.position) },
    ),
    positionOf: (path) => maybe(part.positionOf(path)),
    positionsOf: (paths) => part.positionsOf(paths).map(maybe),
    keyPositionOf: (path) => maybe(part.keyPositionOf(path)),
    excerptAt: (position) =>
      part.excerptAt({
        line: position.line - item.start.line + 1,
        column:
          position.line === item.start.line
            ? position.column - item.start.column + 1
            : position.column,
      }),
  };
}

/** Reads a text of several values as the list of them; positions are those in the whole. */
export function readJsonItems(id: DocumentId, items: readonly JsonItem[]): TextDocument {
  const parts = items.map((item) => readJsonItem(id, item));
  const inPart = <T>(path: Path, ask: (part: TextDocument, rest: Path) => T): T | undefined => {
    const [index, ...rest] = path;
    const part = typeof index === 'number' ? parts[index] : parts[0];
    return part === undefined ? undefined : ask(part, rest);
  };
  const positionOf = (path: Path): Position | undefined =>
    inPart(path, (part, rest) => part.positionOf(rest));
  return {
    id,
    language: 'json',
    value: parts.map(({ value }) => value),
    diagnostics: parts.flatMap(({ diagnostics }) => diagnostics),
    positionOf,
    positionsOf: (paths) => paths.map(positionOf),
    keyPositionOf: (path) => inPart(path, (part, rest) => part.keyPositionOf(rest)),
    excerptAt: (position) =>
      parts.findLast((_, i) => (items[i]?.start.line ?? 0) <= position.line)?.excerptAt(position) ??
      '',
  };
}
