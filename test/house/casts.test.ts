// The compiler is not talked out of what it knows: no `as T`, no `<T>x`, no `x!`. `as const` and
// `satisfies` narrow without lying and are welcome.
import { Visitor } from 'vite';
import { expect, it } from 'vitest';
import { placeOf, sources, syntaxOf, type TextFile } from './repository.ts';

/** Files that may cast, and why nothing else would do. */
const MAY_CAST: Readonly<Record<string, string>> = {
  'packages/core/src/estate/estate.ts':
    'each element lies in the table that its own kind names, which the compiler cannot see',
};

/** Places where a type is claimed rather than shown. */
function casts(file: TextFile): readonly string[] {
  const found: string[] = [];
  const report = ({ start }: { readonly start: number }): void => {
    found.push(placeOf(file, start));
  };
  new Visitor({
    TSAsExpression(node) {
      const to = node.typeAnnotation;
      const isConst =
        to.type === 'TSTypeReference' &&
        to.typeName.type === 'Identifier' &&
        to.typeName.name === 'const';
      if (!isConst) report(node);
    },
    TSTypeAssertion: report,
    TSNonNullExpression: report,
  }).visit(syntaxOf(file).program);
  return found;
}

it('types are shown, not claimed', () => {
  const files = sources().filter(({ path }) => !Object.hasOwn(MAY_CAST, path));
  expect(files.flatMap(casts)).toEqual([]);
});

it('the exceptions are still needed', () => {
  const casting = sources().filter((file) => casts(file).length > 0);
  const needed = new Set(casting.map(({ path }) => path));
  expect(Object.keys(MAY_CAST).filter((path) => !needed.has(path))).toEqual([]);
});

it.each(['const a = b as string;', 'const a = <string>b;', 'const a = b!;'])(
  'notices %s',
  (text) => {
    expect(casts({ path: 'packages/net/src/a.ts', text })).toHaveLength(1);
  },
);

it('lets narrowing through', () => {
  const text =
    "const a = [1] as const; const b = { a } satisfies object; import { c as d } from './c.ts';";
  expect(casts({ path: 'packages/net/src/a.ts', text })).toEqual([]);
});
