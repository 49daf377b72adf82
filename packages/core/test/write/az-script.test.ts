import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { armJson } from '../../src/codec/arm-json.ts';
import type { AnyElement } from '../../src/estate/elements/kinds.ts';
import { type Estate, estateOf, everything, withElements } from '../../src/estate/estate.ts';
import { azKinds } from '../../src/write/az-script/kinds.ts';
import { azScript } from '../../src/write/az-script.ts';
import { deployment } from '../../src/write/deployment.ts';
import { testClusters } from '../fixtures/clusters.ts';
import { hubSpoke } from '../fixtures/hub-spoke.ts';
import { oneOfEach } from '../fixtures/one-of-each.ts';

const everyKind: Estate = withElements(hubSpoke(), [...oneOfEach, ...testClusters]);
const folder = mkdtempSync(join(tmpdir(), 'az-script-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Stands in for `az`: notes its words, answers questions with an address. */
const noted = join(folder, 'noted');
const fake = `#!/usr/bin/env bash
{ printf '%s\\0' "$@"; printf '\\n\\0'; } >> '${noted}'
case "$*" in *'--output tsv'*) printf '10.9.8.7\\n' ;; esac
`;
writeFileSync(join(folder, 'az'), fake, { mode: 0o755 });

/** Runs all scripts of an Estate and gives the words of every command. */
function commandsOf(estate: Estate): readonly (readonly string[])[] {
  rmSync(noted, { force: true });
  for (const { path, text } of azScript(deployment(estate)))
    writeFileSync(join(folder, path), text);
  const env = { ...process.env, PATH: `${folder}:${process.env['PATH'] ?? ''}` };
  const ran = spawnSync('bash', [join(folder, 'deploy.sh')], { encoding: 'utf8', env });
  expect(ran.stderr).toBe('');
  expect(ran.status).toBe(0);
  const commands: string[][] = [[]];
  for (const word of readFileSync(noted, 'utf8').split('\0')) {
    if (word === '\n') commands.push([]);
    else commands.at(-1)?.push(word);
  }
  return commands.filter((words) => words.length > 1);
}

/** The id to which a whole body is sent; undefined for commands that have flags. */
function wholeId(words: readonly string[]): string | undefined {
  return nameOf(words) === 'rest' ? words[words.indexOf('--url') + 1]?.split('?')[0] : undefined;
}

const nameOf = (words: readonly string[]): string =>
  words
    .slice(
      0,
      words.findIndex((word) => word.startsWith('--')),
    )
    .join(' ');

interface Flags {
  readonly commands: Readonly<Record<string, readonly string[]>>;
}
const known: Flags = JSON.parse(readFileSync(new URL('./az-flags.json', import.meta.url), 'utf8'));

describe('flags', () => {
  test('of the tables are flags of the tool', () => {
    for (const kind of azKinds) {
      const flags = [...kind.names, ...(kind.always ?? []), ...kind.flags.map(({ flag }) => flag)];
      expect(known.commands[kind.command]).toEqual(expect.arrayContaining([...new Set(flags)]));
      for (const { command, parent, flags: inner } of kind.nested ?? []) {
        const own = [parent, ...inner.map(({ flag }) => flag)];
        expect(known.commands[command]).toEqual(expect.arrayContaining([...new Set(own)]));
      }
    }
  });

  test('that are printed are flags of the tool', () => {
    for (const words of commandsOf(everyKind)) {
      const flags = words.filter((word) => /^--[a-z]/.test(word));
      expect(known.commands[nameOf(words)] ?? []).toEqual(expect.arrayContaining(flags));
    }
  });
});

describe('scripts', () => {
  test.each([
    ['the hub and its spoke', hubSpoke()],
    ['every kind', everyKind],
  ])('%s: the shell understands them', (_, estate) => {
    for (const { text } of azScript(deployment(estate))) {
      const checked = spawnSync('bash', ['-n'], { input: text, encoding: 'utf8' });
      expect(checked.stderr).toBe('');
    }
  });

  test('make every resource, in order', () => {
    const made = deployment(hubSpoke());
    const commands = commandsOf(hubSpoke()).filter(
      (words) => !['group create', 'resource show', 'resource wait'].includes(nameOf(words)),
    );
    const names = commands
      .filter((words) => !/ (route|rule) create$/.test(nameOf(words)))
      .map((words) => {
        const id = wholeId(words);
        return id === undefined ? words[words.indexOf('--name') + 1] : id.split('/').at(-1);
      });
    const wanted = made.stages.flatMap(({ resources }) =>
      resources.map(({ body }) => body.names.at(-1)),
    );
    expect(names).toEqual(wanted);
  });

  test('ask for an address before it is needed, and use the answer', () => {
    const commands = commandsOf(hubSpoke());
    const route = commands.find((words) => nameOf(words) === 'network route-table route create');
    expect(route?.[route.indexOf('--next-hop-ip-address') + 1]).toBe('10.9.8.7');
    const vnet = commands.find((words) => words.includes('--dns-servers'));
    expect(vnet?.[vnet.indexOf('--dns-servers') + 1]).toBe('10.9.8.7');
  });
});

describe('what a table has no flag for', () => {
  const commands = commandsOf(everyKind).filter((words) => nameOf(words) === 'rest');

  test('goes as the whole body, which is the body that was encoded', () => {
    const made = deployment(everyKind);
    const byId = new Map(made.resources.map((resource) => [resource.id, resource]));
    expect(commands.length).toBeGreaterThan(10);
    for (const words of commands) {
      const id = wholeId(words) ?? '';
      const resource = byId.get(id.toLowerCase());
      if (resource === undefined) throw new Error(`${id} is not made`);
      const { body } = resource;
      const answered = { reference: () => '10.9.8.7' };
      const plain = armJson(body, resource);
      const asked = armJson(body, resource, answered);
      const told: unknown = JSON.parse(words[words.indexOf('--body') + 1] ?? '');
      const { id: _id, name: _name, type: _type, ...expected } = plain;
      // Ids keep the letters of their makers here, and addresses are asked for.
      const lower = (value: unknown): string => JSON.stringify(value).toLowerCase();
      const isAsked = lower(told).includes('10.9.8.7');
      if (isAsked)
        expect(Object.keys(Object(told))).toEqual(
          Object.keys(asked).filter((key) => key in expected),
        );
      else expect(JSON.parse(lower(told))).toEqual(JSON.parse(lower(expected)));
    }
  });

  test('is the exception for networks', () => {
    const types = commands.map((words) => wholeId(words)?.split('/').at(-2));
    for (const type of ['virtualNetworks', 'subnets', 'routeTables', 'networkSecurityGroups']) {
      expect(types).not.toContain(type);
    }
  });
});

describe('hostile names', () => {
  const canary = join(folder, 'canary');
  const evil = [
    `$(touch ${canary})`,
    `'; touch ${canary}; '`,
    `\n touch ${canary}\n`,
    `"\`touch ${canary}\`"`,
    '@/etc/passwd',
    '--yes',
    '-x',
    '{"a": 1}',
    'null',
  ];

  test.each(evil)('%j is a word and nothing else', (text) => {
    const spoilt = [...everything(hubSpoke())].map((element): AnyElement => {
      const renamed = { ...element, tags: { [text]: text, k: text }, owner: text };
      return renamed.kind === 'networkSecurityGroup'
        ? { ...renamed, rules: rulesWith(renamed, text) }
        : renamed;
    });
    const commands = commandsOf(estateOf(hubSpoke(), spoilt));
    expect(existsSync(canary)).toBe(false);
    const words = commands.flat();
    // What the tool would load or take for an option never stands alone.
    expect(words).not.toContain('@/etc/passwd');
    const group = commands.find(
      (each) =>
        each.join(' ').includes('networkSecurityGroups/nsg-nodes') || each.includes('nsg-nodes'),
    );
    expect(group?.join(' ')).toContain(JSON.stringify(text).slice(1, -1));
  });
});

function rulesWith(
  group: Extract<AnyElement, { readonly kind: 'networkSecurityGroup' }>,
  description: string,
) {
  return Array.isArray(group.rules)
    ? group.rules.map((rule) => ({ ...rule, description }))
    : group.rules;
}
