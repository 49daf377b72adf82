// Catalogues, not branches: a pod network mode or a policy engine is one entry under facts/, and only
// that entry knows its own name. Everybody else asks the entry for what they need to know.
import { Visitor } from 'vite';
import { expect, it } from 'vitest';
import { placeOf, sources, syntaxOf, type TextFile } from './repository.ts';

const CATALOGUES = /^packages\/core\/src\/facts\/(modes|engines)\//;
const FACTS = 'packages/core/src/facts/';

/** Words that are names of entries and ordinary words too; nobody can tell which one is meant. */
const ORDINARY = new Set(['none']);

/** The names: every literal `id: '…'` in the catalogues of modes and engines. */
function namesIn(files: readonly TextFile[]): ReadonlySet<string> {
  const names = new Set<string>();
  for (const file of files.filter(({ path }) => CATALOGUES.test(path))) {
    new Visitor({
      Property({ key, value }) {
        const isId = key.type === 'Identifier' && key.name === 'id';
        if (!isId || value.type !== 'Literal' || typeof value.value !== 'string') return;
        if (!ORDINARY.has(value.value)) names.add(value.value);
      },
    }).visit(syntaxOf(file).program);
  }
  return names;
}

/** Comparisons with such a name outside of facts. */
function branches(files: readonly TextFile[]): readonly string[] {
  const names = namesIn(files);
  const found: string[] = [];
  for (const file of files.filter(({ path }) => !path.startsWith(FACTS))) {
    const report = (node: Operand | null, offset: number): void => {
      const isName =
        node?.type === 'Literal' && typeof node.value === 'string' && names.has(node.value);
      if (isName) found.push(`${placeOf(file, offset)} asks for '${node.value}' by name`);
    };
    new Visitor({
      BinaryExpression({ operator, left, right, start }) {
        if (!['===', '!==', '==', '!='].includes(operator)) return;
        report(left, start);
        report(right, start);
      },
      SwitchCase({ test, start }) {
        report(test, start);
      },
    }).visit(syntaxOf(file).program);
  }
  return found;
}

/** As much of a syntax node as a comparison needs to show. */
interface Operand {
  readonly type: string;
  readonly value?: unknown;
}

it('nobody asks for a mode or an engine by its name', () => {
  expect(branches(sources())).toEqual([]);
});

const MODE: TextFile = {
  path: 'packages/core/src/facts/modes/overlay.ts',
  text: "export const overlay = { id: 'overlay', perNode: 256 }; const own = x === 'overlay';",
};

it.each([
  "if (mode === 'overlay') go();",
  "if ('overlay' !== cluster.mode.id) go();",
  "switch (mode) { case 'overlay': break; }",
])('notices %s', (text) => {
  expect(branches([MODE, { path: 'packages/core/src/size/a.ts', text }])).toHaveLength(1);
});

it('lets entries be chosen and shown', () => {
  const text = "const chosen = modes['overlay']; const kind = tag === 'underlay'; say('overlay');";
  expect(branches([MODE, { path: 'packages/core/src/size/a.ts', text }])).toEqual([]);
});
