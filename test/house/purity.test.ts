// net and core run the same in a browser, in a worker and in Node, and give the same answer to the same
// question on every day and machine. So they read no clock, chance, environment, file or network.
import { Visitor } from 'vite';
import { expect, it } from 'vitest';
import { placeOf, sources, syntaxOf, type TextFile } from './repository.ts';

/** Names of the world around; a value that a caller hands in goes by a name of its own. */
const WORLD = new Set([
  ...['process', 'globalThis', 'console', 'fetch', 'performance', 'crypto', 'navigator'],
  ...['setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask', 'Intl', 'Deno', 'Bun'],
]);

/** Static functions that answer differently each time. */
const RESTLESS = new Set(['Date.now', 'Math.random']);

/** Methods whose answer depends on the language or the time zone of the machine. */
const LOCAL = new Set([
  ...['localeCompare', 'toLocaleString', 'toLocaleDateString', 'toLocaleTimeString'],
  ...['toLocaleUpperCase', 'toLocaleLowerCase', 'getTimezoneOffset'],
  ...['getFullYear', 'getMonth', 'getDate', 'getDay', 'getHours', 'getMinutes'],
]);

/** Places where a file asks the world, and for what. */
function impurities(file: TextFile): readonly string[] {
  const found: string[] = [];
  const report = (offset: number, what: string): void => {
    found.push(`${placeOf(file, offset)} ${what}`);
  };
  new Visitor({
    MemberExpression({ object, property, start }) {
      const owner = object.type === 'Identifier' ? object.name : '';
      const member = property.type === 'Identifier' ? property.name : '';
      if (WORLD.has(owner)) report(start, owner);
      if (RESTLESS.has(`${owner}.${member}`)) report(start, `${owner}.${member}`);
      if (LOCAL.has(member)) report(start, member);
    },
    CallExpression({ callee, start }) {
      if (callee.type !== 'Identifier') return;
      if (WORLD.has(callee.name)) report(start, `${callee.name}()`);
      if (callee.name === 'Date') report(start, 'Date()');
      if (callee.name === 'require') report(start, 'require()');
    },
    NewExpression({ callee, arguments: given, start }) {
      const now = callee.type === 'Identifier' && callee.name === 'Date' && given.length === 0;
      if (now) report(start, 'new Date()');
    },
  }).visit(syntaxOf(file).program);
  return found;
}

it('net and core ask nothing of the world', () => {
  const pure = sources().filter(({ path }) => /^packages\/(net|core)\//.test(path));
  expect(pure.flatMap(impurities)).toEqual([]);
});

it.each([
  ['the clock', 'const t = Date.now();'],
  ['today', 'const t = new Date();'],
  ['today as text', 'const t = Date();'],
  ['chance', 'const r = Math.random();'],
  ['the environment', 'const h = process.env["HOME"];'],
  ['the network', 'await fetch(url);'],
  ['the terminal', 'console.log(1);'],
  ['the global object', 'globalThis.x = 1;'],
  ['the language of the machine', 'names.sort((a, b) => a.localeCompare(b));'],
  ['another module system', "const fs = require('fs');"],
  ['the time zone of the machine', 'const y = day.getFullYear();'],
])('notices %s', (_, text) => {
  expect(impurities({ path: 'packages/net/src/a.ts', text })).toHaveLength(1);
});

it('leaves given values alone', () => {
  const text = [
    'const day = new Date(given);',
    'const y = day.getUTCFullYear();',
    'options.fetch(url);',
    '// process.env and Date.now() in a comment',
    "const s = 'console.log(1)';",
    'const step = { process: 1 };',
  ].join('\n');
  expect(impurities({ path: 'packages/net/src/a.ts', text })).toEqual([]);
});
