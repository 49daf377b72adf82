// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the texts are Terraform, whose templates look the same
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { Budget } from './budget.ts';
import { evaluateData } from './evaluate.ts';
import { encodedJson } from './functions/json.ts';
import type { Scope } from './scope.ts';
import { Lazy, NotKnown, type TfValue } from './value.ts';

const scope = (names: Readonly<Record<string, TfValue>> = {}): Scope => ({
  named: (name) => (Object.hasOwn(names, name) ? names[name] : undefined),
  written: () => undefined,
  source: { document: 'main.tf', path: [] },
  budget: new Budget(),
});

const value = (expression: string): TfValue => evaluateData(`\${${expression}}`, scope());

/** Expressions that Terraform itself answers, too. */
const answered: readonly (readonly [expression: string, json: string])[] = [
  ['1 + 2 * 3', '7'],
  ['-(4 - 6)', '2'],
  ['7 % 3', '1'],
  ['1 < 2 && !(3 <= 2) || false', 'true'],
  ['"a" == "a" ? "yes" : "no"', '"yes"'],
  ['1 == "1"', 'false'],
  ['"x-${1 + 1}-${true}"', '"x-2-true"'],
  ['"$${a} %%{b} \\"q\\" \\\\ \\u0041"', '"${a} %{b} \\"q\\" \\\\ A"'],
  ['[1, "a", null][1]', '"a"'],
  ['{ a = 1, "b" = { c = [2, 3] } }.b.c[1]', '3'],
  ['{ (lower("A")) : 1 }', '{"a":1}'],
  ['[for x in [1, 2, 3] : x * 2 if x != 2]', '[2,6]'],
  ['{ for k, v in { b = 2, a = 1 } : upper(k) => v }', '{"A":1,"B":2}'],
  ['{ for v in ["a", "bb", "c"] : length(v) => v... }', '{"1":["a","c"],"2":["bb"]}'],
  ['[for i, v in ["a", "b"] : "${i}${v}"]', '["0a","1b"]'],
  ['[{ a = 1 }, { a = 2 }][*].a', '[1,2]'],
  ['[{ a = [5] }, { a = [6] }].*.a[1]', '[6]'],
  ['max([3, 9, 4]...)', '9'],
  ['cidrsubnet("10.0.0.0/16", 8, 2)', '"10.0.2.0/24"'],
  ['cidrsubnet("10.1.2.3/16", 4, 15)', '"10.1.240.0/20"'],
  ['cidrsubnet("fd00:fd12:3456:7890::/56", 16, 162)', '"fd00:fd12:3456:7800:a200::/72"'],
  ['cidrsubnet("0.0.0.0/0", 32, 4294967295)', '"255.255.255.255/32"'],
  [
    'cidrsubnets("10.1.0.0/16", 4, 4, 8, 4)',
    '["10.1.0.0/20","10.1.16.0/20","10.1.32.0/24","10.1.48.0/20"]',
  ],
  ['cidrsubnets("10.0.0.0/24", 1, 2, 2)', '["10.0.0.0/25","10.0.0.128/26","10.0.0.192/26"]'],
  ['cidrhost("10.12.112.0/20", 16)', '"10.12.112.16"'],
  ['cidrhost("10.12.112.0/20", -1)', '"10.12.127.255"'],
  ['cidrhost("10.12.127.9/20", 268)', '"10.12.113.12"'],
  ['cidrhost("fd00:fd12:3456:7890:00a2::/72", 34)', '"fd00:fd12:3456:7890::22"'],
  ['cidrnetmask("172.16.0.0/12")', '"255.240.0.0"'],
  ['cidrnetmask("0.0.0.0/0")', '"0.0.0.0"'],
  ['format("%s-%03d-%v", "a", 7, true)', '"a-007-true"'],
  [
    'format("%5s|%-5s|%5.1f|%x|%q|%%", "a", "b", 2.25, 255, "c")',
    '"    a|b    |  2.2|ff|\\"c\\"|%"',
  ],
  ['formatlist("%s-%s", ["a", "b"], "x")', '["a-x","b-x"]'],
  ['join("-", ["a", "b"], ["c"])', '"a-b-c"'],
  ['split(",", "a,,b")', '["a","","b"]'],
  ['concat([1], [], [2, 3])', '[1,2,3]'],
  ['merge({ a = 1, b = 1 }, { b = 2 })', '{"a":1,"b":2}'],
  ['lookup({ a = 1 }, "b", 5)', '5'],
  ['element(["a", "b", "c"], 4)', '"b"'],
  ['length("héé")', '3'],
  ['length({ a = 1 })', '1'],
  ['keys({ b = 1, a = 2 })', '["a","b"]'],
  ['values({ b = 1, a = 2 })', '[2,1]'],
  ['toset(["b", "a", "b"])', '["a","b"]'],
  ['flatten([["a", ["b"]], [], ["c"]])', '["a","b","c"]'],
  ['distinct(["b", "a", "b"])', '["b","a"]'],
  ['replace("10.0.0.0/16", "/", "-")', '"10.0.0.0-16"'],
  ['substr("hello", 1, 3)', '"ell"'],
  ['substr("hello", -3, -1)', '"llo"'],
  ['trimspace("  a\\n")', '"a"'],
  ['trim("?!a!?", "!?")', '"a"'],
  ['trimprefix("abc", "a")', '"bc"'],
  ['trimsuffix("abc", "c")', '"ab"'],
  ['title("hello world")', '"Hello World"'],
  ['coalesce("", null, "c")', '"c"'],
  ['try({ a = 1 }.b, "else")', '"else"'],
  ['can({ a = 1 }.b)', 'false'],
  ['can({ a = 1 }.a)', 'true'],
  ['contains(["a"], "b")', 'false'],
  ['zipmap(["a", "b"], [1, 2])', '{"a":1,"b":2}'],
  ['range(3)', '[0,1,2]'],
  ['range(1, 8, 3)', '[1,4,7]'],
  ['range(4, 0)', '[4,3,2,1]'],
  ['ceil(1.2) + floor(1.8)', '3'],
  ['min(3, 1, 2)', '1'],
  ['abs(-3)', '3'],
  ['pow(2, 10)', '1024'],
  ['signum(-7)', '-1'],
  ['parseint("ff", 16)', '255'],
  ['sum([1, 2, 3.5])', '6.5'],
  ['tostring(1)', '"1"'],
  ['tonumber("12")', '12'],
  ['tobool("true")', 'true'],
  ['jsonencode({ b = [1, "<"], a = null })', '"{\\"a\\":null,\\"b\\":[1,\\"\\\\u003c\\"]}"'],
  ['jsondecode("{\\"a\\": [1, true]}").a[0]', '1'],
  ['slice(["a", "b", "c"], 1, 3)', '["b","c"]'],
  ['reverse([1, 2])', '[2,1]'],
  ['sort(["b", "a", "B"])', '["B","a","b"]'],
  ['chunklist(["a", "b", "c"], 2)', '[["a","b"],["c"]]'],
  ['compact(["a", "", "b"])', '["a","b"]'],
  ['index(["a", "b"], "b")', '1'],
  ['one([])', 'null'],
  ['setproduct(["a", "b"], ["x"])', '[["a","x"],["b","x"]]'],
  ['setunion(["b"], ["a"])', '["a","b"]'],
  ['setintersection(["b", "a"], ["a"])', '["a"]'],
  ['setsubtract(["b", "a"], ["a"])', '["b"]'],
  ['startswith("abc", "ab")', 'true'],
  ['endswith("abc", "ab")', 'false'],
  ['strcontains("abc", "b")', 'true'],
  ['upper("a")', '"A"'],
];

describe('expressions have the value that Terraform gives them', () => {
  it.each(answered)('%s', (expression, json) => {
    expect(encodedJson(value(expression))).toBe(json);
  });
});

const environment = { ...process.env, TF_CLI_CONFIG_FILE: '/dev/null', CHECKPOINT_DISABLE: '1' };
const hasTerraform = spawnSync('terraform', ['version'], { env: environment }).status === 0;

// The console reads the code of the folder it is started in.
const empty = mkdtempSync(join(tmpdir(), 'console-'));
afterAll(() => rmSync(empty, { recursive: true, force: true }));

/** What the console says to an expression; it answers only the last one that it is given. */
function asked(expression: string): unknown {
  const options = { env: environment, input: `jsonencode(${expression})\n`, cwd: empty };
  const { stdout, stderr } = spawnSync('terraform', ['console'], { ...options, encoding: 'utf8' });
  const text: unknown = stdout.trim() === '' ? stderr : JSON.parse(stdout);
  return JSON.parse(String(text));
}

it('terraform console agrees with the table', (context) => {
  if (!hasTerraform) context.skip('terraform is not installed');
  const told = asked(`[${answered.map(([expression]) => expression).join(', ')}]`);
  expect(told).toEqual(answered.map(([, json]): unknown => JSON.parse(json)));
});

/** Expressions that Terraform refuses, with the reason. */
const refusals: readonly (readonly [expression: string, why: string])[] = [
  ['cidrsubnet("10.0.0.0/16", 8, 256)', 'there are 256 such prefixes, counted from 0'],
  ['cidrsubnet("10.0.0.0/30", 8, 0)', 'longer than an address'],
  ['cidrsubnet("10.0.0/16", 8, 0)', 'no prefix'],
  ['cidrsubnets("10.0.0.0/30", 1, 1, 1)', 'there is no room for the third'],
  ['cidrhost("10.0.0.0/30", 4)', 'behind the end'],
  ['cidrhost("10.0.0.0/30", -5)', 'before the start'],
  ['cidrnetmask("fd00::/8")', 'IPv6 has no masks'],
  ['{ a = 1 }.b', 'no such attribute'],
  ['["a"][1]', 'no such item'],
  ['element([], 0)', 'an empty list has no items'],
  ['range(2000)', 'more than 1024 items'],
  ['format("%d")', 'an argument is missing'],
  ['format("a", 1)', 'an argument too many'],
  ['tonumber("a")', 'no number'],
  ['zipmap(["a"], [])', 'lists of two lengths'],
  ['{ for v in ["a", "a"] : v => 1 }', 'the same key twice'],
];

describe('what Terraform refuses has no value, and `try` goes on', () => {
  it.each(refusals)('%s: %s', (expression) => {
    const found = value(expression);
    expect(found).toBeInstanceOf(NotKnown);
    expect(value(`try(${expression}, "else")`)).toBe('else');
  });

  it('terraform console refuses them, too', (context) => {
    if (!hasTerraform) context.skip('terraform is not installed');
    const told = asked(`[${refusals.map(([expression]) => `can(${expression})`).join(', ')}]`);
    expect(told).toEqual(refusals.map(() => false));
  });
});

/** Texts that are no expressions, or that are not read. */
const unreadable: readonly (readonly [text: string, why: string])[] = [
  ['${', 'never ends'],
  ['${a b}', 'two words'],
  ['${1 +}', 'half of a sum'],
  ['%{ if true }a%{ endif }', 'directives are not read'],
  ['${~ 1 ~}', 'blanks are not trimmed'],
  ['${regex("a", "b")}', 'regular expressions cannot be bounded'],
  ['${replace("a", "/a/", "b")}', 'regular expressions cannot be bounded'],
  ['${timestamp()}', 'another answer every time'],
  ['${file("a")}', 'files are not opened'],
  [`\${${'('.repeat(500)}1${')'.repeat(500)}}`, 'nested too deep'],
  [`\${${'!'.repeat(5000)}true}`, 'nested too deep'],
  [`\${a${'.b'.repeat(5000)}}`, 'nested too deep'],
  [`${'${"'.repeat(300)}x${'"}'.repeat(300)}`, 'templates nested too deep'],
];

it.each(unreadable)('%s has no value: %s', (text) => {
  expect(evaluateData(text, scope())).toBeInstanceOf(NotKnown);
});

describe('what is not known stays so', () => {
  const why = new NotKnown({ unknown: [{ kind: 'notStated', field: 'x' }] });
  const told = new NotKnown(why.why, { told: { address: 'a.b', attribute: 'name' } });
  const here = scope({
    var: new Map<string, TfValue>([
      ['x', why],
      ['list', ['a', why]],
      ['name', told],
    ]),
    res: new Lazy((name) => (name === 'id' ? '/the/id' : why)),
  });
  const at = (expression: string): TfValue => evaluateData(`\${${expression}}`, here);

  it.each([
    'var.x',
    '"a-${var.x}"',
    'var.x + 1',
    'var.x ? 1 : 2',
    'join("-", var.list)',
    'jsonencode(var.list)',
    'contains(var.list, "b")',
    'var.x == "a"',
    'coalesce(var.x, "a")',
    'try(var.x, "a")',
    '[for v in var.list : v if v == "a"]',
  ])('%s', (expression) => {
    expect(at(expression)).toBeInstanceOf(NotKnown);
  });

  it.each([
    ['length(var.list)', 2],
    ['var.list[0]', 'a'],
    ['false && var.x', false],
    ['true || var.x', true],
    ['contains(var.list, "a")', true],
    ['can(var.list[7])', false],
    ['res.id', '/the/id'],
  ])('%s is known all the same', (expression, expected) => {
    expect(at(expression)).toBe(expected);
  });

  it('a value made of a name says no longer whose name it is', () => {
    const passed = at('var.name');
    const made = at('"${var.name}-x"');
    expect(passed instanceof NotKnown && passed.told?.address).toBe('a.b');
    expect(made instanceof NotKnown && made.told).toBe(undefined);
  });
});

it('a key is never a property of ours', () => {
  const keyed = value('{ "__proto__" = { a = 1 }, constructor = 2 }');
  expect(encodedJson(keyed)).toBe('{"__proto__":{"a":1},"constructor":2}');
  expect(value('{ a = 1 }.toString')).toBeInstanceOf(NotKnown);
  expect(value('toString(1)')).toBeInstanceOf(NotKnown);
});

it('work is bounded', () => {
  const many = Array.from({ length: 6 }, () => 'range(1000)').join(', ');
  expect(value(`length(setproduct(${many}))`)).toBeInstanceOf(NotKnown);
  const loops = 'for a in range(1000) : [for b in range(1000) : [for c in range(1000) : a]]';
  const budget = new Budget();
  evaluateData(`\${[${loops}]}`, { ...scope(), budget });
  expect(budget.isSpent).toBe(true);
});
