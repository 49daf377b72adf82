// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the texts are Terraform, whose templates look the same
import { readdirSync, readFileSync } from 'node:fs';
import { formatPrefix } from '@aksnet/net';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { all, everything } from '../../src/estate/estate.ts';
import { isUnknown } from '../../src/evidence/knowable.ts';
import { type ReadResult, read } from '../../src/read/read.ts';
import { summaryOf } from '../../src/read/summary.ts';
import { hclFile, readHclFiles } from './terraform-files.ts';

const ids = ({ estate }: ReadResult): readonly string[] =>
  [...everything(estate)].map(({ id }) => id);

/** Prefixes of subnets by their names. */
const subnets = ({ estate }: ReadResult): Readonly<Record<string, readonly string[] | string>> =>
  Object.fromEntries(
    all(estate, 'subnet').map(({ name, prefixes }) => [
      name,
      isUnknown(prefixes) ? 'not known' : prefixes.map(formatPrefix),
    ]),
  );

const vnet = `resource "azurerm_virtual_network" "main" {
  name                = "vnet"
  resource_group_name = "rg"
  location            = "westeurope"
  address_space       = ["10.0.0.0/16"]
}
`;

const subnet = (name: string, more: string): string => `resource "azurerm_subnet" "${name}" {
  resource_group_name  = "rg"
  virtual_network_name = azurerm_virtual_network.main.name
  ${more}
}
`;

describe('ways in which people write subnets', () => {
  const written: readonly (readonly [string, string, Readonly<Record<string, unknown>>])[] = [
    [
      'count',
      subnet(
        's',
        'count = 2\n name = "s${count.index}"\n address_prefixes = [cidrsubnet("10.0.0.0/16", 8, count.index)]',
      ),
      { s0: ['10.0.0.0/24'], s1: ['10.0.1.0/24'] },
    ],
    [
      'for_each over a map',
      subnet(
        's',
        'for_each = { a = 3, b = 4 }\n name = each.key\n address_prefixes = ["10.0.${each.value}.0/24"]',
      ),
      { a: ['10.0.3.0/24'], b: ['10.0.4.0/24'] },
    ],
    [
      'for_each over a set',
      subnet(
        's',
        'for_each = toset(["x"])\n name = each.value\n address_prefixes = ["10.0.9.0/24"]',
      ),
      { x: ['10.0.9.0/24'] },
    ],
    [
      'a local of a variable with a default',
      'variable "bits" { default = 8 }\nlocals { p = cidrsubnets("10.0.0.0/16", var.bits, 4) }\n' +
        subnet('s', 'name = "a"\n address_prefixes = [local.p[1]]'),
      { a: ['10.0.16.0/20'] },
    ],
    [
      'inside of the VNet',
      'resource "azurerm_virtual_network" "in" {\n name = "in"\n resource_group_name = "rg"\n location = "x"\n address_space = ["10.1.0.0/16"]\n subnet {\n name = "a"\n address_prefixes = ["10.1.0.0/24"]\n }\n}',
      { a: ['10.1.0.0/24'] },
    ],
    ['no count', subnet('s', 'count = 0\n name = "a"'), {}],
    [
      'a value that nobody gave',
      `variable "p" {}\n${subnet('s', 'name = "a"\n address_prefixes = [var.p]')}`,
      { a: 'not known' },
    ],
    [
      'a condition',
      'variable "on" { default = false }\n' +
        subnet('s', 'count = var.on ? 1 : 0\n name = "a"') +
        subnet('t', 'name = var.on ? "b" : "c"\n address_prefixes = ["10.0.0.0/24"]'),
      { c: ['10.0.0.0/24'] },
    ],
  ];

  it.each(written)('%s', async (_, text, expected) => {
    expect(subnets(await readHclFiles({ 'main.tf': vnet + text }))).toEqual(expected);
  });
});

describe('values of variables', () => {
  const code = 'variable "p" { default = "10.0.1.0/24" }\n';
  const used = subnet('s', 'name = "a"\n address_prefixes = [var.p]');
  const files: readonly (readonly [string, Readonly<Record<string, string>>, string])[] = [
    ['the default', {}, '10.0.1.0/24'],
    ['terraform.tfvars', { 'terraform.tfvars': 'p = "10.0.2.0/24"' }, '10.0.2.0/24'],
    [
      'the last *.auto.tfvars',
      {
        'b.auto.tfvars': 'p = "10.0.4.0/24"',
        'a.auto.tfvars': 'p = "10.0.3.0/24"',
        'terraform.tfvars': 'p = "10.0.2.0/24"',
      },
      '10.0.4.0/24',
    ],
    ['no file that has to be named', { 'prod.tfvars': 'p = "10.0.5.0/24"' }, '10.0.1.0/24'],
  ];

  it.each(files)('%s', async (_, values, expected) => {
    const result = await readHclFiles({ 'main.tf': vnet + code + used, ...values });
    expect(subnets(result)).toEqual({ a: [expected] });
  });

  it('a file that has to be named is told of', async () => {
    const { diagnostics } = await readHclFiles({ 'main.tf': vnet, 'prod.tfvars': 'a = 1' });
    expect(diagnostics.map(({ code: word, document }) => [word, document])).toEqual([
      ['not-loaded', 'prod.tfvars'],
    ]);
  });
});

describe('references', () => {
  it('link resources whose names nobody knows yet', async () => {
    const result = await readHclFiles({
      'main.tf': `${vnet.replace('"vnet"', '"vnet-${random_pet.x.id}"')}${subnet('s', 'name = "a"')}
resource "azurerm_route_table" "rt" {
  name                = "rt-\${random_pet.x.id}"
  resource_group_name = azurerm_resource_group.x.name
  location            = "x"
}
resource "azurerm_subnet_route_table_association" "x" {
  subnet_id      = azurerm_subnet.s.id
  route_table_id = azurerm_route_table.rt.id
}
resource "azurerm_resource_group" "x" {
  name     = random_pet.x.id
  location = "x"
}`,
    });
    const [network] = all(result.estate, 'virtualNetwork');
    const [found] = all(result.estate, 'subnet');
    const [table] = all(result.estate, 'routeTable');
    expect(network?.id).toContain('/virtualnetworks/~azurerm_virtual_network.main');
    expect(found?.virtualNetwork).toBe(network?.id);
    expect(found?.routeTable).toBe(table?.id);
    expect(table?.id).toContain('/resourcegroups/~azurerm_resource_group.x/');
  });

  it('a data source is there, and nothing else is known of it', async () => {
    const { estate } = await readHclFiles({
      'main.tf': `data "azurerm_virtual_network" "hub" {
  name                = "hub"
  resource_group_name = "rg-hub"
}`,
    });
    const [hub] = all(estate, 'virtualNetwork');
    expect(hub?.existing).toBe(true);
    expect(isUnknown(hub?.prefixes) && isUnknown(hub?.dnsServers)).toBe(true);
  });

  it('what is not known says which expression, and where', async () => {
    const { estate } = await readHclFiles({
      'main.tf': vnet + subnet('s', 'name = "a"\n address_prefixes = [random.thing.cidr]'),
    });
    const [found] = all(estate, 'subnet');
    const missing = isUnknown(found?.prefixes) ? found.prefixes.unknown[0] : undefined;
    expect(missing).toMatchObject({
      kind: 'notEvaluable',
      source: {
        document: 'main.tf',
        path: ['resource', 'azurerm_subnet', 's', 0, 'address_prefixes'],
      },
    });
  });
});

describe('parts that are said apart', () => {
  it('routes and rules come into their whole', async () => {
    const { estate } = await readHclFiles({
      'main.tf': `resource "azurerm_route_table" "rt" {
  name                          = "rt"
  resource_group_name           = "rg"
  location                      = "x"
  disable_bgp_route_propagation = true
  route {
    name           = "a"
    address_prefix = "10.0.0.0/8"
    next_hop_type  = "VnetLocal"
  }
}
resource "azurerm_route" "r" {
  name                   = "b"
  resource_group_name    = "rg"
  route_table_name       = azurerm_route_table.rt.name
  address_prefix         = "0.0.0.0/0"
  next_hop_type          = "VirtualAppliance"
  next_hop_in_ip_address = "10.0.0.4"
}
resource "azurerm_network_security_group" "g" {
  name                = "g"
  resource_group_name = "rg"
  location            = "x"
}
resource "azurerm_network_security_rule" "r" {
  name                        = "deny"
  resource_group_name         = "rg"
  network_security_group_name = azurerm_network_security_group.g.name
  priority                    = 100
  direction                   = "Inbound"
  access                      = "Deny"
  protocol                    = "*"
  source_address_prefix       = "*"
  source_port_range           = "*"
  destination_address_prefix  = "*"
  destination_port_range      = "*"
}`,
    });
    const [table] = all(estate, 'routeTable');
    const [group] = all(estate, 'networkSecurityGroup');
    const names = (list: unknown): unknown =>
      Array.isArray(list) ? list.map((one: { name: string }) => one.name) : list;
    expect(names(table?.routes)).toEqual(['a', 'b']);
    expect(names(group?.rules)).toEqual(['deny']);
  });

  it('what belongs to something that is not here is told of', async () => {
    const { diagnostics } = await readHclFiles({
      'main.tf': `resource "azurerm_route" "r" {
  name                = "b"
  resource_group_name = "rg"
  route_table_name    = "elsewhere"
}`,
    });
    expect(diagnostics.map(({ code, position }) => [code, position?.line])).toEqual([
      ['not-attached', 1],
    ]);
  });
});

it('code of azurerm 3 is read, too', async () => {
  const result = await readHclFiles({
    'main.tf': `resource "azurerm_kubernetes_cluster" "c" {
  name                            = "c"
  resource_group_name             = "rg"
  location                        = "x"
  api_server_authorized_ip_ranges = ["198.51.100.0/24"]
  default_node_pool {
    name                = "system"
    enable_auto_scaling = true
    min_count           = 2
    max_count           = 4
  }
  network_profile {
    network_plugin      = "azure"
    network_plugin_mode = "Overlay"
    ebpf_data_plane     = "cilium"
  }
}`,
  });
  const [cluster] = all(result.estate, 'cluster');
  const [pool] = all(result.estate, 'agentPool');
  expect(cluster?.network.dataPlane).toBe('cilium');
  expect(cluster?.access.authorizedRanges).toHaveLength(1);
  expect([pool?.autoscaling, pool?.minCount, pool?.maxCount]).toEqual([true, 2, 4]);
});

it('a resource in ARM words of its own is ARM', async () => {
  const { estate } = await readHclFiles({
    'main.tf': `${vnet}resource "azapi_resource" "s" {
  type      = "Microsoft.Network/virtualNetworks/subnets@2024-05-01"
  name      = "a"
  parent_id = azurerm_virtual_network.main.id
  body = {
    properties = { addressPrefix = "10.0.7.0/24" }
  }
}`,
  });
  expect(all(estate, 'subnet').map(({ id }) => id)).toEqual([
    `${all(estate, 'virtualNetwork')[0]?.id}/subnets/a`,
  ]);
});

describe('the example', () => {
  const folder = new URL('../../../../examples/terraform-repository/', import.meta.url);
  const files = Object.fromEntries(
    readdirSync(folder, { recursive: true })
      .map(String)
      .filter((name) => /\.tf(vars)?$/.test(name))
      .map((name) => [name.replaceAll('\\', '/'), readFileSync(new URL(name, folder), 'utf8')]),
  );

  it('shows its cluster', async () => {
    const result = await readHclFiles(files);
    expect(result.diagnostics).toEqual([]);
    expect(summaryOf(result).clusters).toMatchObject([
      {
        name: 'aks-orders-prod-weu',
        modes: ['overlay'],
        dataPlane: 'cilium',
        policyEngine: 'cilium',
        outboundType: 'userDefinedRouting',
        access: 'private',
        vnetIntegration: true,
        podRanges: ['10.244.0.0/16'],
        serviceRanges: ['172.16.0.0/16'],
        dnsServiceIp: '172.16.0.10',
        pools: 3,
      },
    ]);
    expect(subnets(result)).toEqual({
      'snet-api': ['10.20.4.0/28'],
      'snet-endpoints': ['10.20.4.64/26'],
      'snet-nodes': ['10.20.0.0/22'],
    });
    const pools = all(result.estate, 'agentPool').map((pool) => [
      pool.name,
      pool.mode,
      pool.maxPods,
    ]);
    expect(pools).toContainEqual(['batch', 'User', 60]);
    expect(pools).toContainEqual(['orders', 'User', 110]);
  });

  it('says where a person would edit it', async () => {
    const result = await readHclFiles(files);
    const [cluster] = all(result.estate, 'cluster');
    const text = files['modules/aks/main.tf'] ?? '';
    const { document } = await hclFile('modules/aks/main.tf', text);
    const position = document.positionOf(cluster?.source.path ?? []);
    expect(cluster?.source.document).toBe('modules/aks/main.tf');
    expect(text.split('\n')[(position?.line ?? 0) - 1]).toBe(
      'resource "azurerm_kubernetes_cluster" "main" {',
    );
    const inner = [...(cluster?.source.path ?? []), 'network_profile', 0, 'pod_cidr'];
    const line = document.positionOf(inner)?.line ?? 0;
    expect(text.split('\n')[line - 1]?.trim()).toBe('pod_cidr            = var.pod_cidr');
  });
});

it('a remark stands at the attribute that a person would edit', async () => {
  const { diagnostics } = await readHclFiles({
    'main.tf': vnet + subnet('s', 'name = "a"\n  address_prefixes = ["10.0.0.0/77"]'),
  });
  expect(diagnostics.map(({ code, position }) => [code, position?.line, position?.column])).toEqual(
    [['unreadable-value', 11, 3]],
  );
});

describe('hostile code', () => {
  const hostile: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
    [
      'locals in a circle',
      { 'a.tf': `locals {\n a = local.b\n b = local.a\n}\n${vnet.replace('"vnet"', 'local.a')}` },
    ],
    [
      'a resource that refers to itself',
      { 'a.tf': vnet.replace('"vnet"', 'azurerm_virtual_network.main.name') },
    ],
    [
      'a count that asks for itself',
      { 'a.tf': subnet('s', 'count = length(azurerm_subnet.s)\n name = "a"') },
    ],
    [
      'a name out of its own id',
      { 'a.tf': vnet.replace('"vnet"', 'azurerm_virtual_network.main.id') },
    ],
    [
      'modules in a circle',
      {
        'a/main.tf': 'module "b" {\n source = "../b"\n}',
        'b/main.tf': `module "a" {\n source = "../a"\n}\n${vnet}`,
      },
    ],
    ['a module of itself', { 'main.tf': `module "m" {\n source = "./"\n}\n${vnet}` }],
    ['a huge count', { 'a.tf': subnet('s', 'count = 1000000000\n name = "a"') }],
    [
      'many of many',
      {
        'main.tf': 'module "m" {\n source = "./m"\n count = 1000\n}',
        'm/main.tf': subnet('s', 'count = 5000\n name = "a"'),
      },
    ],
    [
      'a chain of locals',
      {
        'a.tf': `locals {\n l0 = "x"\n${Array.from({ length: 3000 }, (_, i) => ` l${i + 1} = local.l${i}`).join('\n')}\n}\n${vnet.replace('"vnet"', 'local.l3000')}`,
      },
    ],
    [
      'values that double',
      {
        'a.tf': `locals {\n l0 = ["x"]\n${Array.from({ length: 60 }, (_, i) => ` l${i + 1} = concat(local.l${i}, local.l${i})`).join('\n')}\n}\n${vnet.replace('["10.0.0.0/16"]', 'local.l60')}`,
      },
    ],
    [
      'lists of the same list twice',
      {
        'a.tf': `locals {\n l0 = ["x"]\n${Array.from({ length: 60 }, (_, i) => ` l${i + 1} = [local.l${i}, local.l${i}]`).join('\n')}\n}\n${vnet.replace('["10.0.0.0/16"]', 'flatten(local.l60)')}`,
      },
    ],
    [
      'texts that double',
      {
        'a.tf': `locals {\n l0 = "xxxxxxxx"\n${Array.from({ length: 60 }, (_, i) => ` l${i + 1} = "\${local.l${i}}\${local.l${i}}"`).join('\n')}\n}\n${vnet.replace('"vnet"', 'local.l60')}`,
      },
    ],
    [
      'keys of ours',
      {
        'a.tf': `locals {\n __proto__ = { a = 1 }\n constructor = 2\n}\nresource "__proto__" "toString" {\n __proto__ = 1\n}\n${vnet}tags = { __proto__ = "x" }`,
        'b.tf': `${vnet.replace('"main"', '"__proto__"').replace('}\n', ' tags = { __proto__ = "x", constructor = "y" }\n}\n')}`,
      },
    ],
    ['deep blocks', { 'a.tf': `${'a {\n'.repeat(3000)}${'}\n'.repeat(3000)}` }],
    ['deep lists', { 'a.tf': `locals {\n a = ${'['.repeat(3000)}${']'.repeat(3000)}\n}` }],
    ['a text that never ends', { 'a.tf': 'a = "${"${"${' }],
    [
      'names with slashes',
      {
        'a.tf': `resource "azurerm_virtual_network" "x" {\n for_each = toset(["a/b", "../..", "\\""])\n name = random_pet.x[each.key].id\n}`,
      },
    ],
  ];

  it.each(hostile)('%s', async (_, files) => {
    const result = await readHclFiles(files);
    expect(ids(result).length).toBeLessThan(20_000);
    const said = result.diagnostics.length + result.ignored.length + ids(result).length;
    expect(said).toBeGreaterThan(0);
    expect(Object.hasOwn(Object.prototype, 'a')).toBe(false);
  });
});

it('broken code gives what is left of it, and never an exception', async () => {
  const text = readFileSync(
    new URL('../../../../examples/terraform-repository/modules/network/main.tf', import.meta.url),
    'utf8',
  );
  const pieces = [
    '"',
    '{',
    '}',
    '${',
    '[',
    '<<EOT\n',
    '__proto__',
    '\u0000',
    '%{',
    '=',
    'count = 9e9',
    '/*',
    '\r\n',
  ];
  await fc.assert(
    fc.asyncProperty(
      fc.nat({ max: text.length }),
      fc.nat({ max: 40 }),
      fc.constantFrom(...pieces),
      async (at, cut, piece) => {
        const broken = text.slice(0, at) + piece + text.slice(at + cut);
        const file = await hclFile('main.tf', broken);
        file.document.positionOf(['resource', 'azurerm_subnet', 'main', 0, 'name']);
        return read([file], { day: '2026-11-23' }).documents.length === 1;
      },
    ),
    { seed: 3, numRuns: 60 },
  );
});
