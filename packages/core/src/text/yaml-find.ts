import { isAlias, isCollection, isMap, isNode, isScalar, isSeq, type Node, visit } from 'yaml';
import type { Position } from '../evidence/diagnostic.ts';
import type { Path } from '../evidence/source.ts';
import { positionAt } from './document.ts';
import type { Syntax } from './yaml-syntax.ts';

/** Where the value at a path stands, and the key that names it (for items: the item). */
export interface FoundInYaml {
  readonly key: Position;
  readonly value: Position;
}

/** Follows a path, whose first step is the index of a document, through parsed YAML and its aliases. */
export function findInYaml(syntax: Syntax, path: Path): FoundInYaml | undefined {
  const [index, ...keys] = path;
  const document = syntax.documents[Number(index ?? 0)];
  if (document === undefined) return undefined;
  const position = (offset: number): Position => positionAt(syntax.lines, offset);
  let node: unknown = document.contents;
  let keyAt = start(node) ?? document.range[0];
  for (const key of keys) {
    const holder = isAlias(node) ? anchorOf(document.contents, node) : node;
    if (isSeq(holder)) {
      if (typeof key !== 'number' || key >= holder.items.length) return undefined;
      node = holder.items[key];
      keyAt = start(node) ?? keyAt;
    } else if (isMap(holder)) {
      const pair = holder.items.find(({ key: name }) => keyText(name) === String(key));
      if (pair === undefined) return undefined;
      node = pair.value;
      keyAt = start(pair.key) ?? keyAt;
    } else return undefined;
  }
  const inline = isCollection(node) && !node.flow ? undefined : start(node);
  return { key: position(keyAt), value: position(inline ?? keyAt) };
}

const keyText = (key: unknown): string => (isScalar(key) ? String(key.value ?? '') : '');

const start = (node: unknown): number | undefined => (isNode(node) ? node.range?.[0] : undefined);

/** The node that an alias stands for: the last one before it that carries the anchor. */
function anchorOf(contents: Node | null, alias: Node): Node | undefined {
  if (!isAlias(alias)) return undefined;
  let found: Node | undefined;
  visit(contents, (_key, node) => {
    if (node === alias) return visit.BREAK;
    if (isNode(node) && !isAlias(node) && 'anchor' in node && node.anchor === alias.source) {
      found = node;
    }
    return undefined;
  });
  return found;
}
