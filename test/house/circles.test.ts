// No file reaches itself through its imports, types included: a circle is one concept cut in two.
import { expect, it } from 'vitest';
import { importsOf, targetOf } from './imports.ts';
import { sources, type TextFile } from './repository.ts';

/** Circles among the files, each as its sorted members. */
function circles(files: readonly TextFile[]): readonly (readonly string[])[] {
  const known = new Set(files.map(({ path }) => path));
  const graph = new Map(
    files.map((file) => {
      const targets = importsOf(file).map(({ specifier }) => targetOf(file.path, specifier));
      return [file.path, targets.filter((path) => path !== undefined && known.has(path))];
    }),
  );
  return components(graph).filter(
    (members) => members.length > 1 || graph.get(members[0] ?? '')?.includes(members[0]),
  );
}

/**
 * Strongly connected components after Tarjan: one walk in depth, where `low` is the oldest file on the
 * stack that a file reaches. A file that reaches none older closes a component. O(files + imports).
 */
function components(graph: ReadonlyMap<string, readonly (string | undefined)[]>): string[][] {
  const order = new Map<string, number>();
  const stack: string[] = [];
  const found: string[][] = [];

  function visit(node: string): number {
    const born = order.size;
    order.set(node, born);
    stack.push(node);
    let low = born;
    for (const next of graph.get(node) ?? []) {
      if (next === undefined) continue;
      const seen = order.get(next);
      if (seen === undefined) low = Math.min(low, visit(next));
      else if (stack.includes(next)) low = Math.min(low, seen);
    }
    if (low === born) found.push(stack.splice(stack.indexOf(node)).sort());
    return low;
  }

  for (const node of graph.keys()) if (!order.has(node)) visit(node);
  return found;
}

it('no file imports itself in the end', () => {
  expect(circles(sources())).toEqual([]);
});

it('finds a circle of three, and a file that names itself', () => {
  const file = (name: string, ...imports: string[]): TextFile => ({
    path: `packages/net/src/${name}.ts`,
    text: imports.map((other) => `import type { T } from './${other}.ts';`).join('\n'),
  });
  const files = [file('a', 'b'), file('b', 'c', 'd'), file('c', 'a'), file('d'), file('e', 'e')];
  expect(circles(files)).toEqual([
    ['packages/net/src/a.ts', 'packages/net/src/b.ts', 'packages/net/src/c.ts'],
    ['packages/net/src/e.ts'],
  ]);
});
