// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the texts are Terraform, whose templates look the same
import { describe, expect, it } from 'vitest';
import type { Path } from '../evidence/source.ts';
import { readHcl, whyNotParsed } from './hcl-text.ts';

const text = `# resource "no" "comment" {
locals { a = "}" }
resource "azurerm_subnet" "s" {
  name = "x-\${lower("}")}" # }
  tags = {
    name = "inner"
  }
  text = <<-EOT
    name = "no"
  EOT
  delegation {
    name = "d1"
  }
  delegation { name = "d2" }
}
/* resource "azurerm_subnet" "t" { */
resource azurerm_subnet "t" {
  name = 1
}
`;

const document = readHcl({ id: 'main.tf', text: () => text }, { ok: true, value: {} });

describe('places are found in the text', () => {
  const places: readonly (readonly [Path, string | undefined])[] = [
    [['locals', 0, 'a'], '2:10'],
    [['resource', 'azurerm_subnet', 's'], '3:1'],
    [['resource', 'azurerm_subnet', 's', 0], '3:1'],
    [['resource', 'azurerm_subnet', 's', 0, 'name'], '4:3'],
    [['resource', 'azurerm_subnet', 's', 0, 'tags', 'name'], '6:5'],
    [['resource', 'azurerm_subnet', 's', 0, 'tags', 'other'], '5:3'],
    [['resource', 'azurerm_subnet', 's', 0, 'delegation', 0, 'name'], '12:5'],
    [['resource', 'azurerm_subnet', 's', 0, 'delegation', 1], '14:3'],
    [['resource', 'azurerm_subnet', 't', 0, 'name'], '18:3'],
    [['resource', 'azurerm_subnet', 's', 1], undefined],
    [['resource', 'no', 'comment'], undefined],
    [['__proto__'], undefined],
    [[], '1:1'],
  ];
  it.each(places)('%j at %s', (path, expected) => {
    const found = document.positionOf(path);
    expect(found === undefined ? undefined : `${found.line}:${found.column}`).toBe(expected);
  });
});

describe('places inside of values', () => {
  const values = `subnets = {
  # nodes = { cidr = "no" }
  "pods.a" = { cidr = "10.0.2.0/24", text = "nodes = {" }
  nodes = {
    cidr : "10.0.0.0/24"
    more = [ "a,b", { x = [1, 2] }, /* , */
      "c" ]
  }
}
list = tolist([
  "10.0.0.0/16", "10.1.0.0/16",
])
open = { a = [ {
`;
  const tfvars = readHcl({ id: 'x.tfvars', text: () => values }, { ok: true, value: {} });
  const places: readonly (readonly [Path, string])[] = [
    [['subnets', 'nodes'], '4:3'],
    [['subnets', 'nodes', 'cidr'], '5:5'],
    [['subnets', 'pods.a', 'cidr'], '3:16'],
    [['subnets', 'nodes', 'more', 0], '6:14'],
    [['subnets', 'nodes', 'more', 1, 'x', 1], '6:31'],
    [['subnets', 'nodes', 'more', 2], '7:7'],
    [['subnets', 'nodes', 'more', 3], '6:5'],
    [['subnets', 'nodes', 'none', 'x'], '4:3'],
    [['list', 1], '11:18'],
    [['list', 'x'], '10:1'],
    [['open', 'a', 0, 'b', 'c'], '13:16'],
  ];
  it.each(places)('%j at %s', (path, expected) => {
    const found = tfvars.positionOf(path);
    expect(`${found?.line}:${found?.column}`).toBe(expected);
  });
});

it('what the parser tells has its place', () => {
  const problem = 'parse config: [main.tf:2,6-6: Missing expression; Expected the start.]';
  const { diagnostics, value } = readHcl(
    { id: 'main.tf', text: () => text },
    { ok: false, problem },
  );
  expect(value).toBe(undefined);
  expect(diagnostics).toMatchObject([
    {
      code: 'syntax',
      position: { line: 2, column: 6 },
      message: 'missing expression; Expected the start.',
    },
  ]);
});

it.each([
  ['a = 1', false],
  [`${'['.repeat(200)}${']'.repeat(200)}`, false],
  [`${'['.repeat(201)}`, true],
  ['x'.repeat(9 * 1024 * 1024), true],
])('a parser is spared texts that are too deep or too long (%#)', (given, isRefused) => {
  expect(whyNotParsed(given) !== undefined).toBe(isRefused);
});

it.each([
  ['words', 'a '.repeat(200_000)],
  ['one word', 'a'.repeat(400_000)],
  ['open quotes', '"'.repeat(200_001)],
  ['open templates', '"${'.repeat(100_000)],
  ['heredocs that never end', '<<A\n'.repeat(100_000)],
  ['braces', '{'.repeat(300_000)],
  ['heads', 'a = '.repeat(100_000)],
  ['blocks in blocks', 'a {\n'.repeat(100_000)],
])('strange text has an outline, too: %s', (_, given) => {
  const strange = readHcl({ id: 'x.tf', text: () => given }, { ok: true, value: {} });
  expect(strange.positionOf([])).toEqual({ line: 1, column: 1 });
});
