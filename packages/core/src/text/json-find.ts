import type { Position } from '../evidence/diagnostic.ts';
import type { Path } from '../evidence/source.ts';
import { type LineStarts, lineStarts, positionAt } from './document.ts';
import { scanJson } from './json-scan.ts';

/** Where the value at a path starts, and the key that names it (for items: the item). */
export interface FoundInJson {
  readonly key: Position;
  readonly value: Position;
}

/** A step of the wanted paths, and what follows it. */
interface Step {
  readonly next: Map<string, Step>;
  /** Indexes of the paths that end here. */
  readonly ends: number[];
}

/** An open list or object: the step that leads to it, undefined when no wanted path passes through. */
interface Frame {
  readonly step: Step | undefined;
  readonly isList: boolean;
  index: number;
  key: { readonly name: string; readonly start: number } | undefined;
}

/**
 * Finds places in JSON text in one walk, however many: the wanted paths make a tree, and a stack holds
 * for each open list or object where in that tree it is. Of doubled keys the last counts, as in native
 * parsing. Lines are those of the text as it is, where `text` is spelled otherwise. O(length of the text + paths).
 */
export function findInJson(
  text: string,
  paths: readonly Path[],
  starts: LineStarts = lineStarts(text),
): readonly (FoundInJson | undefined)[] {
  if (paths.length === 0) return [];
  const root = treeOf(paths);
  const found: (FoundInJson | undefined)[] = paths.map(() => undefined);
  const frames: Frame[] = [];
  for (const token of scanJson(text)) {
    const frame = frames.at(-1);
    switch (token.kind) {
      case 'error':
        return found;
      case 'close':
        frames.pop();
        break;
      case 'key':
        if (frame?.step !== undefined) {
          frame.key = { name: keyText(text, token.start, token.end), start: token.start };
        }
        break;
      case 'open':
      case 'scalar': {
        const step = frame === undefined ? root : stepInto(frame);
        for (const index of step?.ends ?? []) {
          const value = positionAt(starts, token.start);
          const key = frame?.key === undefined ? value : positionAt(starts, frame.key.start);
          found[index] = { key, value };
        }
        if (token.kind === 'open') {
          frames.push({ step, isList: text[token.start] === '[', index: -1, key: undefined });
        }
        break;
      }
    }
  }
  return found;
}

function treeOf(paths: readonly Path[]): Step {
  const root: Step = { next: new Map(), ends: [] };
  paths.forEach((path, index) => {
    let step = root;
    for (const key of path) {
      const name = String(key);
      const next: Step = step.next.get(name) ?? { next: new Map(), ends: [] };
      step.next.set(name, next);
      step = next;
    }
    step.ends.push(index);
  });
  return root;
}

/** Where in the tree the value lies that starts now in this frame. */
function stepInto(frame: Frame): Step | undefined {
  frame.index++;
  return frame.step?.next.get(frame.isList ? String(frame.index) : (frame.key?.name ?? ''));
}

function keyText(text: string, start: number, end: number): string {
  const inner = text.slice(start + 1, end - 1);
  return inner.includes('\\') ? String(JSON.parse(text.slice(start, end))) : inner;
}
