import type { Path } from '../evidence/source.ts';
import { afterPiece, afterQuoted, endOfExpression } from './hcl-scan.ts';
import { offsetInValue } from './hcl-value.ts';

/** A block of an HCL text, or the whole of it, and where its parts stand. */
export interface HclOutline {
  readonly type: string;
  readonly labels: readonly string[];
  /** Offset of its first character. */
  readonly at: number;
  /** Offsets of the names of attributes. */
  readonly attributes: ReadonlyMap<string, number>;
  readonly blocks: readonly HclOutline[];
}

interface Growing extends HclOutline {
  readonly attributes: Map<string, number>;
  readonly blocks: Growing[];
}

const growing = (type: string, labels: readonly string[], at: number): Growing => ({
  type,
  labels,
  at,
  attributes: new Map(),
  blocks: [],
});

/**
 * The blocks and attributes of a text. Values are skipped, not read. What is no HCL is stepped over: the
 * parser tells what is wrong, the outline only has to end. One pass: O(characters).
 */
export function outlineOf(text: string): HclOutline {
  const root = growing('', [], 0);
  const stack: Growing[] = [root];
  let i = 0;
  while (i < text.length) {
    const here = stack.at(-1) ?? root;
    if (text[i] === '}') {
      if (stack.length > 1) stack.pop();
      i += 1;
      continue;
    }
    const head = headAt(text, i);
    if (head === undefined) {
      // Over the whole word, or long words would be looked at from each of their letters.
      i = Math.max(afterPiece(text, i), i + (matchAt(text, i)?.length ?? 0));
      continue;
    }
    if (head.isBlock) {
      const block = growing(head.name, head.labels, i);
      here.blocks.push(block);
      stack.push(block);
      i = head.end;
    } else {
      if (!here.attributes.has(head.name)) here.attributes.set(head.name, i);
      i = endOfExpression(text, head.end);
    }
  }
  return root;
}

interface Head {
  readonly name: string;
  readonly labels: readonly string[];
  readonly isBlock: boolean;
  readonly end: number;
}

const wordAt = /[\p{L}_][\p{L}\p{N}_-]*/uy;

/** Labels of a block: resources have two. */
const mostLabels = 3;

/** `name =`, or `type "label" {`. */
function headAt(text: string, at: number): Head | undefined {
  const name = matchAt(text, at);
  if (name === undefined) return undefined;
  const labels: string[] = [];
  let i = at + name.length;
  while (i < text.length && labels.length <= mostLabels) {
    const c = text[i] ?? '';
    const label = matchAt(text, i);
    if (c === ' ' || c === '\t') i += 1;
    else if (c === '=' && labels.length === 0 && text[i + 1] !== '=')
      return { name, labels, isBlock: false, end: i + 1 };
    else if (c === '{') return { name, labels, isBlock: true, end: i + 1 };
    else if (c === '"') {
      const end = afterQuoted(text, i);
      labels.push(text.slice(i + 1, end - 1));
      i = end;
    } else if (label !== undefined) {
      labels.push(label);
      i += label.length;
    } else return undefined;
  }
  return undefined;
}

function matchAt(text: string, at: number): string | undefined {
  wordAt.lastIndex = at;
  return wordAt.exec(text)?.[0];
}

/**
 * The offset of what stands at a path of the parsed value: keys are attributes, or the types and labels of
 * blocks with the index of the block behind them. Inside an attribute keys and indexes of objects and lists
 * are followed as far as they are written there.
 */
export function offsetIn(text: string, outline: HclOutline, path: Path): number | undefined {
  let here = outline;
  let rest = path;
  while (rest.length > 0) {
    const [key, ...inside] = rest;
    const attribute = typeof key === 'string' ? here.attributes.get(key) : undefined;
    if (attribute !== undefined) return offsetInValue(text, attribute, inside);
    const found = blockAt(here, rest);
    if (found === undefined) return undefined;
    here = found.block;
    rest = found.rest;
  }
  return here.at;
}

function blockAt(
  { blocks }: HclOutline,
  [type, ...path]: Path,
): { readonly block: HclOutline; readonly rest: Path } | undefined {
  let candidates = blocks.filter((block) => block.type === type);
  let taken = 0;
  for (const key of path) {
    if (typeof key === 'number') {
      const block = candidates[key];
      return block === undefined ? undefined : { block, rest: path.slice(taken + 1) };
    }
    candidates = candidates.filter(({ labels }) => labels[taken] === key);
    taken += 1;
  }
  const [block] = candidates;
  return block === undefined ? undefined : { block, rest: [] };
}
