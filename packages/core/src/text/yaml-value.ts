import { isAlias, isMap, isNode, isScalar, isSeq, type Node } from 'yaml';
import { mostAliases, mostDiagnostics, mostValues } from './bounds.ts';
import { shown } from './scalar.ts';

/** A part of the text that something is wrong with, before it is brought to line and column. */
export interface Trouble {
  readonly code: string;
  readonly message: string;
  readonly offset: number;
  readonly hint?: string;
}

/** The value of a node, and what was wrong below it. */
export interface ReadNode {
  readonly value: unknown;
  readonly troubles: readonly Trouble[];
}

/** What an alias stands for, and how much that is. */
interface Anchored {
  readonly value: unknown;
  readonly weight: Weight;
}

interface Weight {
  values: number;
  aliases: number;
}

interface Walk {
  readonly troubles: Trouble[];
  /** `undefined` while the anchored node is still being read: an alias there stands inside itself. */
  readonly anchors: Map<string, Anchored | undefined>;
  readonly total: Weight;
}

/**
 * Turns parsed YAML into plain data. An alias shares the value it stands for, but counts with its full
 * weight: how many values and how many further aliases lie below it. So the classic bomb, ten aliases
 * of ten aliases of ten, is refused after the arithmetic and without being built. O(nodes).
 */
export function readNode(contents: Node | null): ReadNode {
  const walk: Walk = { troubles: [], anchors: new Map(), total: { values: 0, aliases: 0 } };
  const value = read(contents, walk);
  const [tooMuch] = walk.troubles.filter((trouble) => trouble.code === 'too-many-aliases');
  // Who expands too much is read no further by anyone, whatever the parts look like.
  return tooMuch === undefined
    ? { value, troubles: walk.troubles }
    : { value: undefined, troubles: [tooMuch] };
}

function read(node: unknown, walk: Walk): unknown {
  if (!isNode(node)) return null;
  walk.total.values++;
  if (isAlias(node)) return aliased(node.source, offsetOf(node), walk);
  refuseTag(node, walk);
  const anchor = 'anchor' in node && typeof node.anchor === 'string' ? node.anchor : undefined;
  if (anchor === undefined) return plainValue(node, walk);
  const before = { ...walk.total };
  walk.anchors.set(anchor, undefined);
  const value = plainValue(node, walk);
  const weight = {
    values: walk.total.values - before.values + 1,
    aliases: walk.total.aliases - before.aliases,
  };
  walk.anchors.set(anchor, { value, weight });
  return value;
}

function aliased(name: string, offset: number, walk: Walk): unknown {
  const anchored = walk.anchors.get(name);
  if (anchored === undefined) {
    const inside = walk.anchors.has(name);
    trouble(walk, {
      code: inside ? 'circular-alias' : 'unknown-alias',
      message: inside
        ? `the alias ${shown(name)} stands inside what it stands for`
        : `the alias ${shown(name)} has no anchor before it`,
      offset,
    });
    return undefined;
  }
  walk.total.aliases += anchored.weight.aliases + 1;
  walk.total.values += anchored.weight.values;
  if (walk.total.aliases > mostAliases || walk.total.values > mostValues) {
    trouble(walk, {
      code: 'too-many-aliases',
      message: `aliases stand for more than ${mostAliases} repetitions or ${mostValues} values`,
      offset,
      hint: 'write the values out, or split the file',
    });
    return undefined;
  }
  return anchored.value;
}

function plainValue(node: Node, walk: Walk): unknown {
  if (isScalar(node)) return node.value;
  if (isSeq(node)) return node.items.map((item) => read(item, walk));
  if (!isMap(node)) return undefined;
  const entries = new Map<string, unknown>();
  for (const { key, value } of node.items) {
    const name = isScalar(key) ? String(key.value ?? '') : '';
    const offset = offsetOf(key) || offsetOf(node);
    if (isNode(key) && !isScalar(key)) {
      trouble(walk, { code: 'syntax', message: 'a key must be plain text', offset });
    } else if (name === '__proto__') {
      const message = 'the key "__proto__" is not read';
      trouble(walk, { code: 'hostile-key', message, offset, hint: 'remove the key' });
    } else if (entries.has(name)) {
      trouble(walk, {
        code: 'doubled-key',
        message: `the key ${shown(name)} is written twice in one map`,
        offset,
        hint: 'keep one of them; readers disagree which one counts',
      });
    } else {
      if (isNode(key)) refuseTag(key, walk);
      entries.set(name, read(value, walk));
    }
  }
  return Object.fromEntries(entries);
}

const coreTags: ReadonlySet<string> = new Set(
  ['null', 'bool', 'int', 'float', 'str', 'map', 'seq'].map((tag) => `tag:yaml.org,2002:${tag}`),
);

function refuseTag(node: Node, walk: Walk): void {
  const { tag } = node;
  if (tag === undefined || tag === '!' || coreTags.has(tag)) return;
  // The parser has warned of tags that it does not know, with the place of the tag itself.
  if (!tag.startsWith('tag:yaml.org,2002:')) return;
  trouble(walk, {
    code: 'unknown-tag',
    message: `the tag ${shown(tag)} is none of plain YAML`,
    offset: offsetOf(node),
  });
}

const offsetOf = (node: unknown): number => (isNode(node) ? (node.range?.[0] ?? 0) : 0);

function trouble(walk: Walk, one: Trouble): void {
  if (walk.troubles.length < mostDiagnostics || one.code === 'too-many-aliases') {
    walk.troubles.push(one);
  }
}
