// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the texts are Terraform, whose templates look the same
import { describe, expect, test } from 'vitest';
import { all } from '../../src/estate/estate.ts';
import { locator } from '../../src/read/locate.ts';
import { read } from '../../src/read/read.ts';
import { hclFile } from './terraform-files.ts';

const code = `resource "azurerm_kubernetes_cluster" "this" {
  name                = "aks"
  resource_group_name = "rg"
  location            = "westeurope"
  dns_prefix          = "aks"
  network_profile {
    network_plugin = "azure"
    pod_cidr       = "10.244.0.0/16"
  }
  default_node_pool {
    name    = "system"
    vm_size = "Standard_D4s_v5"
  }
}
`;

test.each([
  ['an attribute in a block', 'network.podRanges', 8],
  ['the block, where the attribute is left out', 'network.serviceRanges', 6],
  ['the resource, where neither is there', 'httpProxy', 1],
])('%s', async (_why, field, line) => {
  const supplied = await hclFile('main.tf', code);
  const { estate } = read([supplied], { day: '2026-11-23' });
  const [cluster] = all(estate, 'cluster');
  const found = cluster && locator([supplied.document])(cluster, field);
  expect(found?.position.line).toBe(line);
});

/** Files of a folder, and what of which element stands where: `file:line:column`. */
interface Case {
  readonly why: string;
  readonly files: Readonly<Record<string, string>>;
  readonly subnet?: string;
  readonly at: string;
}

const net = (prefixes: string): string => `resource "azurerm_virtual_network" "main" {
  name                = "net"
  resource_group_name = "rg"
  location            = "westeurope"
  address_space       = ${prefixes}
}
`;

const subnets = (loop: string, more: string): string => `${net('["10.0.0.0/16"]')}
resource "azurerm_subnet" "s" {
  for_each             = ${loop}
  resource_group_name  = "rg"
  virtual_network_name = azurerm_virtual_network.main.name
  ${more}
}
`;

const cases: readonly Case[] = [
  { why: 'a literal', files: { 'main.tf': net('["10.0.0.0/16"]') }, at: 'main.tf:5:3' },
  {
    why: 'a variable with a default',
    files: {
      'main.tf': net('[var.range]'),
      'variables.tf': 'variable "range" {\n  type    = string\n  default = "10.0.0.0/16"\n}\n',
    },
    at: 'variables.tf:3:3',
  },
  {
    why: 'a variable that a file of values sets, the last one',
    files: {
      'main.tf': net('var.ranges'),
      'variables.tf': 'variable "ranges" {\n  default = ["10.0.0.0/8"]\n}\n',
      'terraform.tfvars': 'ranges = ["10.0.0.0/16"]\n',
      'prod.auto.tfvars': '\nranges = ["10.1.0.0/16"]\n',
    },
    at: 'prod.auto.tfvars:2:1',
  },
  {
    why: 'a variable that nobody sets',
    files: { 'main.tf': `variable "range" {}\n${net('[var.range]')}` },
    at: 'main.tf:1:1',
  },
  {
    why: 'a local of an object of a variable, through a module',
    files: {
      'main.tf':
        'variable "net" {}\nlocals {\n  y = var.net.vnet_cidr\n}\nmodule "n" {\n  source = "./n"\n  x      = local.y\n}\n',
      'terraform.tfvars': 'net = {\n  name      = "a"\n  vnet_cidr = "10.0.0.0/16"\n}\n',
      'n/main.tf': `variable "x" {}\n${net('[var.x]')}`,
    },
    at: 'terraform.tfvars:3:3',
  },
  {
    why: 'what a module is handed as a literal',
    files: {
      'main.tf': 'module "n" {\n  source = "./n"\n  x      = ["10.0.0.0/16"]\n}\n',
      'n/main.tf': `variable "x" {\n  default = []\n}\n${net('var.x')}`,
    },
    at: 'main.tf:3:3',
  },
  {
    why: 'an output of another module',
    files: {
      'main.tf':
        'module "plan" {\n  source = "./plan"\n}\nmodule "n" {\n  source = "./n"\n  x      = module.plan.ranges.hub\n}\n',
      'plan/main.tf': 'output "ranges" {\n  value = {\n    hub = "10.0.0.0/16"\n  }\n}\n',
      'n/main.tf': `variable "x" {}\n${net('[var.x]')}`,
    },
    at: 'plan/main.tf:3:5',
  },
  {
    why: 'a choice, the branch that is taken',
    files: {
      'main.tf': `locals {\n  a = "10.1.0.0/16"\n  b = "10.2.0.0/16"\n}\n${net('[1 > 2 ? local.a : local.b]')}`,
    },
    at: 'main.tf:3:3',
  },
  {
    why: 'functions that hand on an argument',
    files: {
      'main.tf': `locals {\n  a = { x = "10.1.0.0/16" }\n  b = {\n    x = "10.2.0.0/16"\n  }\n}\n${net('tolist([lookup(merge(local.a, local.b), "x", "none")])')}`,
    },
    at: 'main.tf:4:5',
  },
  {
    why: 'what is worked out stays where it is',
    files: {
      'main.tf': `variable "r" {\n  default = "10.0.0.0/8"\n}\n${net('[cidrsubnet(var.r, 8, 1)]')}`,
    },
    at: 'main.tf:8:3',
  },
  {
    why: 'a circle ends',
    files: { 'main.tf': `locals {\n  a = local.b\n  b = local.a\n}\n${net('[local.a]')}` },
    at: 'main.tf:3:3',
  },
  {
    why: 'the value of a loop over a local',
    subnet: 'nodes',
    files: {
      'main.tf': subnets(
        'local.subnets',
        'name = each.key\n  address_prefixes = [each.value.cidr]',
      ),
      'locals.tf':
        'locals {\n  subnets = {\n    api   = { cidr = "10.0.1.0/24" }\n    nodes = { cidr = "10.0.2.0/24" }\n  }\n}\n',
    },
    at: 'locals.tf:4:15',
  },
  {
    why: 'the value of a loop over a loop over a list in a file of values',
    subnet: 'nodes',
    files: {
      'main.tf': `variable "subnets" {}\n${subnets('{ for s in var.subnets : s.name => s if s.name != "x" }', 'name = each.key\n  address_prefixes = [each.value.cidr]')}`,
      'terraform.tfvars':
        'subnets = [\n  { name = "x", cidr = "10.0.0.0/24" },\n  { name = "api", cidr = "10.0.1.0/24" },\n  { name = "nodes", cidr = "10.0.2.0/24" },\n]\n',
    },
    at: 'terraform.tfvars:4:21',
  },
  {
    why: 'an item of a set',
    subnet: 'a',
    files: {
      'main.tf': subnets(
        'toset(["10.0.3.0/24", "10.0.2.0/24"])',
        'name = each.key == "10.0.2.0/24" ? "a" : "b"\n  address_prefixes = [each.value]',
      ),
    },
    at: 'main.tf:9:48',
  },
  {
    why: 'a count, by its index',
    subnet: 's1',
    files: {
      'main.tf': `locals {\n  all = [\n    "10.0.1.0/24",\n    "10.0.2.0/24",\n  ]\n}\n${net('["10.0.0.0/16"]')}resource "azurerm_subnet" "s" {\n  count = 2\n  name = "s\${count.index}"\n  resource_group_name = "rg"\n  virtual_network_name = azurerm_virtual_network.main.name\n  address_prefixes = [local.all[count.index]]\n}\n`,
    },
    at: 'main.tf:4:5',
  },
  {
    why: 'one module called twice',
    subnet: 'b',
    files: {
      'main.tf': `${net('["10.0.0.0/16"]')}module "s" {\n  for_each = { a = "10.0.1.0/24", b = "10.0.2.0/24" }\n  source = "./s"\n  name = each.key\n  range = each.value\n}\n`,
      's/main.tf':
        'variable "name" {}\nvariable "range" {}\nresource "azurerm_subnet" "s" {\n  name = var.name\n  resource_group_name = "rg"\n  virtual_network_name = "net"\n  address_prefixes = [var.range]\n}\n',
    },
    at: 'main.tf:8:35',
  },
  {
    why: 'a block that is written by a dynamic one',
    subnet: 'two',
    files: {
      'main.tf':
        'resource "azurerm_virtual_network" "main" {\n  name = "net"\n  resource_group_name = "rg"\n  location = "x"\n  address_space = ["10.0.0.0/16"]\n  subnet {\n    name = "one"\n    address_prefixes = ["10.0.1.0/24"]\n  }\n  dynamic "subnet" {\n    for_each = var.more\n    content {\n      name = subnet.key\n      address_prefixes = [subnet.value.cidr]\n    }\n  }\n}\nvariable "more" {\n  default = {\n    two = { cidr = "10.0.2.0/24" }\n  }\n}\n',
    },
    at: 'main.tf:20:13',
  },
];

describe('a value stands where a person would edit it', () => {
  test.each(cases)('$why', async ({ files, subnet, at }) => {
    const supplied = await Promise.all(
      Object.entries(files).map(([id, text]) => hclFile(id, text)),
    );
    const { estate } = read(supplied, { day: '2026-11-23' });
    const element =
      subnet === undefined
        ? all(estate, 'virtualNetwork')[0]
        : all(estate, 'subnet').find(({ name }) => name === subnet);
    const found = element && locator(supplied.map(({ document }) => document))(element, 'prefixes');
    expect(found && `${found.document}:${found.position.line}:${found.position.column}`).toBe(at);
  });
});
