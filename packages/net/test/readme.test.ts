import { readFileSync } from 'node:fs';
import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import * as net from '../src/index.ts';

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
const examples = [...readme.matchAll(/```js\n(.*?)```/gs)].map(([, code = '']) => code);

describe('the examples of the README print what they say', () => {
  test.each(examples)('%s', (code) => {
    const [, names = ''] = /^import \{ (.*) \} from '@aksnet\/net';$/m.exec(code) ?? [];
    const body = code.replace(/^import .*$/m, '');
    const printed: string[] = [];
    const show = (value: unknown): string => (typeof value === 'string' ? value : inspect(value));
    const log = (...values: unknown[]): number => printed.push(values.map(show).join(' '));
    new Function('console', `{ ${names} }`, body)({ log }, net);
    const said = [...code.matchAll(/^\/\/ (.*)$/gm)].map(([, line]) => line);
    expect(said.length).toBeGreaterThan(0);
    expect(printed).toEqual(said);
  });
});
