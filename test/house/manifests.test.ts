// What the packages say about themselves: licence, dependencies with their reasons, and a lock file
// that any registry can serve.
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { has, readText } from './repository.ts';

const PACKAGES = ['net', 'core', 'cli'] as const;

const Versions = z.record(z.string(), z.string()).default({});

const Manifest = z.object({
  name: z.string(),
  license: z.string().optional(),
  engines: z.object({ node: z.string() }).optional(),
  dependencies: Versions,
  devDependencies: Versions,
});

const Lock = z.object({
  packages: z.record(
    z.string(),
    z.object({
      resolved: z.string().optional(),
      license: z.string().optional(),
      dev: z.boolean().optional(),
      link: z.boolean().optional(),
    }),
  ),
});

const manifestOf = (path: string): z.infer<typeof Manifest> =>
  Manifest.parse(JSON.parse(readText(path)));

/** Licences that let anyone use and pass on our packages without further duties than a notice. */
const PERMISSIVE = new Set(['MIT', 'ISC', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', '0BSD']);

/** Other licences that were looked at, and why they are fine. */
const LICENCE_EXCEPTIONS: Readonly<Record<string, string>> = {
  '@cdktn/hcl2json': 'MPL-2.0 asks for the source of changed files only, and we change none',
  'graceful-fs': 'BlueOak-1.0.0 lets anyone use and pass it on with its text or a link to it',
};

/** Addresses in a lock file, which would tie it to the registry of whoever wrote it. */
const addressesIn = (lock: string): readonly string[] =>
  lock.match(/"resolved": "https?:[^"]*"/g) ?? [];

/** Rows `| package | dependency | why |` of the table in ARCHITECTURE.md: `core yaml` → why. */
function reasonsIn(markdown: string): ReadonlyMap<string, string> {
  const [, section = ''] =
    /^##+ Runtime dependencies$([\s\S]*?)(?=^##? |(?![\s\S]))/m.exec(markdown) ?? [];
  const rows = section.split('\n').map((line) => line.split('|').map((cell) => cell.trim()));
  return new Map(
    rows
      .map(([, home = '', name = '', why = '']) => [`${plain(home)} ${plain(name)}`, why] as const)
      .filter(([key]) => /^\S+ \S+$/.test(key)),
  );
}

const plain = (cell: string): string => cell.replaceAll('`', '');

describe.each(PACKAGES)('packages/%s', (home) => {
  const manifest = manifestOf(`packages/${home}/package.json`);

  it('has the licence of the house and its floor of Node', () => {
    expect(manifest.license).toBe('Apache-2.0');
    expect(manifest.engines?.node).toBe('>=20.19');
  });

  it('names exact versions', () => {
    const loose = Object.values(manifest.dependencies).filter((version) => !/^\d/.test(version));
    expect(loose).toEqual([]);
  });

  it('gives a reason for every dependency', (context) => {
    if (!has('ARCHITECTURE.md')) context.skip('ARCHITECTURE.md is not written yet');
    const reasons = reasonsIn(readText('ARCHITECTURE.md'));
    const table = [...reasons.keys()].filter((key) => key.startsWith(`${manifest.name} `));
    const declared = Object.keys(manifest.dependencies).map((name) => `${manifest.name} ${name}`);
    expect(table.sort()).toEqual(declared.sort());
    expect(table.filter((key) => (reasons.get(key) ?? '').length < 10)).toEqual([]);
  });
});

it('reads the table of reasons', () => {
  const text = [
    '# A',
    '## Runtime dependencies',
    '| package | dependency | why |',
    '|---|---|---|',
    '| `aksnet` | `yaml` | positions |',
    '',
    '## Next',
    '| `aksnet` | `other` | not here |',
  ].join('\n');
  const reasons = reasonsIn(text);
  expect(reasons.get('aksnet yaml')).toBe('positions');
  expect(reasons.has('aksnet other')).toBe(false);
});

it('the repository carries the licence that the packages name', () => {
  expect(manifestOf('package.json').license).toBe('Apache-2.0');
  expect(readText('LICENSE')).toMatch(/Apache License\s+Version 2\.0, January 2004/);
});

it('the workspace itself brings nothing along at run time', () => {
  expect(manifestOf('package.json').dependencies).toEqual({});
});

it('the lock file names no registry', () => {
  expect(addressesIn(readText('package-lock.json'))).toEqual([]);
  expect(addressesIn('"resolved": "https://registry.example/a.tgz"')).toHaveLength(1);
});

it('what is shipped may be passed on', () => {
  const { packages } = Lock.parse(JSON.parse(readText('package-lock.json')));
  const shipped = Object.entries(packages).filter(
    ([path, entry]) => path.includes('node_modules/') && entry.dev !== true && entry.link !== true,
  );
  const strange = shipped
    .map(([path, { license }]) => ({ name: path.split('node_modules/').at(-1) ?? path, license }))
    .filter(
      ({ name, license = '' }) =>
        !PERMISSIVE.has(license) && !Object.hasOwn(LICENCE_EXCEPTIONS, name),
    );
  expect(strange).toEqual([]);
});
