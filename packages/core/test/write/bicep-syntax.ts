import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Language, type Node, Parser } from 'web-tree-sitter';

const require = createRequire(import.meta.url);

/** A parser of Bicep that says where a text is no Bicep. */
export async function bicepSyntax(): Promise<(text: string) => readonly string[]> {
  await Parser.init();
  const grammar = require.resolve('tree-sitter-bicep/tree-sitter-bicep.wasm');
  const parser = new Parser();
  parser.setLanguage(await Language.load(readFileSync(grammar)));
  return (text) => {
    const tree = parser.parse(text);
    return tree === null ? ['nothing was parsed'] : errorsBelow(tree.rootNode);
  };
}

function errorsBelow(node: Node): readonly string[] {
  if (!node.hasError) return [];
  const own = node.isError || node.isMissing ? [`${node.startPosition.row + 1}: ${node.text}`] : [];
  return [...own, ...node.children.flatMap((child) => (child === null ? [] : errorsBelow(child)))];
}
