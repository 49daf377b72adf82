// Who may import whom. A room stands on a floor and imports only from lower floors.
import { builtinModules } from 'node:module';
import { expect, it } from 'vitest';
import { importsOf, targetOf } from './imports.ts';
import { placeOf, readText, sources, type TextFile } from './repository.ts';

/** Rooms of `packages/core/src`, lowest first. The package `net` lies below all of them. */
const FLOORS: readonly (readonly string[])[] = [
  ['facts'],
  ['evidence'],
  ['text', 'contract', 'estate'],
  ['codec', 'requirements', 'policy', 'size'],
  ['read', 'write', 'path', 'migrate'],
  ['check'],
  ['design'],
  ['render'],
  // The public subpaths: they may name everything, and nothing inside core may name them.
  ['exports'],
];

const floorOf = new Map(FLOORS.flatMap((rooms, floor) => rooms.map((room) => [room, floor])));

/** Packages from outside that core may use, and the files that may. */
const OUTSIDERS_IN_CORE: Readonly<Record<string, readonly string[]>> = {
  '@aksnet/net': [''],
  zod: ['requirements/', 'contract/', 'text/'],
  yaml: ['text/', 'write/'],
};

const CORE = 'packages/core/src/';

/** Every import that points up, sideways or to where nobody may point; one sentence each. */
function wrongArrows(files: readonly TextFile[]): readonly string[] {
  return files.flatMap((file) =>
    importsOf(file).flatMap(({ specifier, offset }) => {
      const reason = objection(file.path, specifier);
      return reason === undefined ? [] : [`${placeOf(file, offset)} ${specifier}: ${reason}`];
    }),
  );
}

function objection(importer: string, specifier: string): string | undefined {
  const target = targetOf(importer, specifier);
  const [, home = ''] = importer.split('/');
  if (target === undefined) return objectionToPackage(importer, specifier);
  if (!target.startsWith(`packages/${home}/src/`)) return 'relative imports stay in their package';
  if (!target.endsWith('.ts')) return 'relative imports end in .ts';
  return home === 'core' ? objectionToRoom(importer, target) : undefined;
}

function objectionToRoom(importer: string, target: string): string | undefined {
  const from = roomOf(importer);
  const to = roomOf(target);
  const above = floorOf.get(from);
  const below = floorOf.get(to);
  if (above === undefined)
    return `${from} is no room; rooms and their floors are listed in this test`;
  if (below === undefined)
    return `${to} is no room; rooms and their floors are listed in this test`;
  if (from === to && from !== 'exports') return undefined;
  return below < above ? undefined : `${from} may not look at ${to}, which is not below it`;
}

function roomOf(path: string): string {
  return path.slice(CORE.length).split('/')[0] ?? '';
}

function objectionToPackage(importer: string, specifier: string): string | undefined {
  const name = packageName(specifier);
  if (importer.startsWith('packages/net/')) return 'net imports nothing';
  if (importer.startsWith('packages/core/')) {
    if (name === '@aksnet/net' && specifier !== name) return 'net is imported by its index only';
    const places = Object.hasOwn(OUTSIDERS_IN_CORE, name) ? OUTSIDERS_IN_CORE[name] : undefined;
    if (places === undefined) return 'core has no such dependency';
    const here = importer.slice(CORE.length);
    return places.some((place) => here.startsWith(place))
      ? undefined
      : `${name} stays in ${places.join(', ')}`;
  }
  if (specifier.startsWith('node:')) return undefined;
  const [, home = ''] = importer.split('/');
  return declaredBy(home).includes(name) ? undefined : `packages/${home} does not declare it`;
}

function packageName(specifier: string): string {
  const [scope = '', name = ''] = specifier.split('/');
  return scope.startsWith('@') ? `${scope}/${name}` : scope;
}

function declaredBy(home: string): readonly string[] {
  const manifest: unknown = JSON.parse(readText(`packages/${home}/package.json`));
  const hasList = typeof manifest === 'object' && manifest !== null && 'dependencies' in manifest;
  return hasList ? Object.keys(Object(manifest.dependencies)) : [];
}

it('imports point to lower floors only', () => {
  expect(wrongArrows(sources())).toEqual([]);
});

it.each([
  ['a higher floor', 'core/src/evidence/a.ts', "import type { B } from '../estate/b.ts';"],
  ['the same floor', 'core/src/read/a.ts', "import { b } from '../write/b.ts';"],
  ['an export from above', 'core/src/size/a.ts', "export { b } from '../check/b.ts';"],
  ['an import() from above', 'core/src/read/a.ts', "const b = await import('../render/b.ts');"],
  ['an import type from above', 'core/src/facts/a.ts', "let b: import('../size/b.ts').B;"],
  ['the public subpaths', 'core/src/render/a.ts', "import { b } from '../exports/check.ts';"],
  ['a folder that is no room', 'core/src/size/a.ts', "import { b } from '../utils/b.ts';"],
  ['a file outside all rooms', 'core/src/a.ts', "import { b } from './facts/b.ts';"],
  ['another package by path', 'core/src/size/a.ts', "import { b } from '../../../net/src/b.ts';"],
  ['the insides of net', 'core/src/size/a.ts', "import { b } from '@aksnet/net/src/b.ts';"],
  ['a missing ending', 'net/src/a.ts', "import { b } from './b';"],
  ['a package in net', 'net/src/a.ts', "import { z } from 'zod';"],
  ['zod where it has no place', 'core/src/check/a.ts', "import { z } from 'zod';"],
  ['yaml where it has no place', 'core/src/read/a.ts', "import { parse } from 'yaml';"],
  ['Node in core', 'core/src/read/a.ts', "import { readFileSync } from 'node:fs';"],
  ['an undeclared package', 'cli/src/a.ts', "import chalk from 'chalk';"],
  ['a computed name', 'core/src/read/a.ts', 'const b = await import(name);'],
])('refuses %s', (_, path, text) => {
  expect(wrongArrows([{ path: `packages/${path}`, text }])).toHaveLength(1);
});

it('lets through what the floors allow', () => {
  const allowed: readonly TextFile[] = [
    { path: 'packages/core/src/size/a.ts', text: "import { b } from '../estate/b.ts';" },
    { path: 'packages/core/src/size/a.ts', text: "import { b } from './b.ts';" },
    { path: 'packages/core/src/exports/a.ts', text: "export { b } from '../render/b.ts';" },
    { path: 'packages/core/src/text/checked.ts', text: "import { z } from 'zod';" },
    { path: 'packages/cli/src/a.ts', text: "import { b } from '@aksnet/core/check';" },
    { path: 'packages/cli/src/a.ts', text: "import { join } from 'node:path';" },
  ];
  expect(wrongArrows(allowed)).toEqual([]);
});

it('Node’s own modules are named with node:', () => {
  const bare = sources().flatMap((file) =>
    importsOf(file)
      .filter(({ specifier }) => builtinModules.includes(specifier))
      .map(({ offset }) => placeOf(file, offset)),
  );
  expect(bare).toEqual([]);
});
