import { formatAddress } from '@aksnet/net';
import { describe, expect, test } from 'vitest';
import { all, everything } from '../estate/estate.ts';
import { isKnown, missingOf } from '../evidence/knowable.ts';
import { readJson } from '../text/json-text.ts';
import { readYamlFile } from '../text/yaml-text.ts';
import type { Supplied } from './format.ts';
import { missingElements } from './missing.ts';
import { openReading, type ReadResult, read } from './read.ts';
import { summaryOf } from './summary.ts';

const day = '2026-11-23';

const json = (id: string, value: unknown, collected?: string): Supplied => ({
  document: readJson({ id, text: () => JSON.stringify(value) }),
  about: collected === undefined ? {} : { collected },
});

const yaml = (id: string, text: string): Supplied => ({
  document: readYamlFile({ id, text: () => text }),
  about: {},
});

const reading = (...documents: readonly Supplied[]): ReadResult => read(documents, { day });

const group = '/subscriptions/s/resourceGroups/g/providers';
const network = {
  id: `${group}/Microsoft.Network/virtualNetworks/net`,
  name: 'net',
  type: 'Microsoft.Network/virtualNetworks',
  properties: { addressSpace: { addressPrefixes: ['10.0.0.0/16'] } },
};
const subnet = {
  id: `${network.id}/subnets/nodes`,
  name: 'nodes',
  properties: {
    addressPrefix: '10.0.0.0/24',
    routeTable: { id: `${group}/Microsoft.Network/routeTables/rt` },
  },
};

describe('bodies are found by content', () => {
  test.each<[why: string, value: unknown, kinds: readonly string[]]>([
    ['one body', network, ['virtualNetwork']],
    ['a list', [network, subnet], ['virtualNetwork', 'subnet']],
    ['an answer of REST', { value: [network], nextLink: 'x' }, ['virtualNetwork']],
    ['a batch of answers', { responses: [{ content: { value: [network] } }] }, ['virtualNetwork']],
    ['a folder by kind', { vnets: [network], subnets: [subnet] }, ['virtualNetwork', 'subnet']],
    ['the type only in the id', subnet, ['subnet']],
    [
      'what PowerShell exports',
      { ...network, Type: network.type, type: undefined, Properties: network.properties },
      ['virtualNetwork'],
    ],
    [
      'what az prints: flat',
      { id: network.id, name: 'net', addressSpace: { addressPrefixes: ['10.0.0.0/16'] } },
      ['virtualNetwork'],
    ],
    [
      'what a request sends: neither type nor id',
      { requestBody: { location: 'x', properties: { dnsPrefix: 'a', agentPoolProfiles: [] } } },
      ['cluster'],
    ],
    ['a reference is no body', { subnet: { id: network.id } }, []],
    ['a tag called type is no type', { tags: { type: 'Microsoft.Network/virtualNetworks' } }, []],
    [
      'effective routes are an answer, kept whole',
      { value: [{ state: 'Active', addressPrefix: ['0.0.0.0/0'], nextHopType: 'Internet' }] },
      ['recordedAnswer'],
    ],
    [
      'usages name subnets and are none',
      { value: [{ id: subnet.id, currentValue: 3, limit: 251, unit: 'Count', name: {} }] },
      ['recordedAnswer'],
    ],
    [
      'az prints the list alone',
      [{ id: subnet.id, currentValue: 3, limit: 251, unit: 'Count', name: {} }],
      ['recordedAnswer'],
    ],
    [
      'a topology names networks and tells nothing of them',
      { createdDateTime: 'x', resources: [{ id: network.id, name: 'net', location: 'x' }] },
      ['recordedAnswer'],
    ],
    [
      'service tags have a type of their own',
      {
        type: 'Microsoft.Network/serviceTags',
        id: '/subscriptions/s/providers/Microsoft.Network/serviceTags/public',
        changeNumber: '1',
        cloud: 'Public',
        values: [],
      },
      ['recordedAnswer'],
    ],
    [
      'a route that az prints flat has the keys of a next hop',
      {
        id: `${group}/Microsoft.Network/routeTables/rt/routes/r`,
        nextHopType: 'VirtualAppliance',
        nextHopIpAddress: '10.0.0.4',
      },
      ['routeTable'],
    ],
    [
      'versions of Kubernetes, the list known by its items',
      { values: [{ version: '1.34', patchVersions: {} }] },
      ['recordedAnswer'],
    ],
    ['any other list of values is no answer', { values: [1] }, []],
    [
      'a check with its question',
      { request: { targetResourceId: network.id }, response: { access: 'Deny', ruleName: 'r' } },
      ['recordedAnswer'],
    ],
  ])('%s', (...[, value, kinds]) => {
    const { estate } = reading(json('a.json', value));
    expect([...everything(estate)].map(({ kind }) => kind)).toEqual(kinds);
  });

  test('what two requests send are two resources, though neither has a name', () => {
    const sent = { location: 'x', properties: { dnsPrefix: 'a', agentPoolProfiles: [] } };
    const { estate, diagnostics } = reading(json('a/1.json', sent), json('a/2.json', sent));
    expect(all(estate, 'cluster').map(({ name }) => name)).toEqual(['~a%2f1.json', '~a%2f2.json']);
    expect(diagnostics).toEqual([]);
  });

  test('a recorded answer knows what it is about', () => {
    const { estate } = reading(
      json('a.json', {
        request: { targetResourceId: network.id },
        response: { access: 'Deny', ruleName: 'r' },
      }),
    );
    expect(all(estate, 'recordedAnswer').map(({ about }) => about)).toEqual([
      network.id.toLowerCase(),
    ]);
  });
});

test('what is nested in a recorded body is listed whole', () => {
  const whole = { ...network, properties: { ...network.properties, subnets: [subnet] } };
  expect(reading(json('a.json', whole)).estate.coverage).toEqual([
    { kind: 'subnet', within: network.id.toLowerCase() },
  ]);
  expect(reading(json('a.json', network)).estate.coverage).toEqual([]);
});

test('a record set alone joins its zone, whichever comes first', () => {
  const zone = {
    id: `${group}/Microsoft.Network/privateDnsZones/a.example`,
    name: 'a.example',
    type: 'Microsoft.Network/privateDnsZones',
    properties: {},
  };
  const record = {
    id: `${zone.id}/A/www`,
    name: 'www',
    type: 'Microsoft.Network/privateDnsZones/A',
    properties: { ttl: 60, aRecords: [{ ipv4Address: '10.0.0.5' }] },
  };
  for (const values of [
    [zone, record],
    [record, zone],
  ]) {
    const { estate } = reading(json('a.json', values));
    expect(all(estate, 'privateDnsZone').map(({ name, records }) => [name, records])).toEqual([
      ['a.example', [expect.objectContaining({ name: 'www', type: 'A' })]],
    ]);
  }
});

const groupId = `${group}/Microsoft.Network/networkSecurityGroups/nsg`;
const rule = (name: string, access: string) => ({
  id: `${groupId}/securityRules/${name}`,
  name,
  properties: {
    access,
    direction: 'Inbound',
    priority: 100,
    protocol: 'Tcp',
    sourceAddressPrefix: '*',
    sourcePortRange: '*',
    destinationAddressPrefix: '*',
    destinationPortRange: '443',
  },
});
const securityGroup = (...securityRules: readonly object[]) => ({
  id: groupId,
  name: 'nsg',
  properties: { securityRules },
});

describe('rules and routes alone', () => {
  const rulesOf = ({ estate }: ReadResult) =>
    all(estate, 'networkSecurityGroup').map(({ name, rules }) => [
      name,
      isKnown(rules) ? rules.map((one) => [one.name, one.access]) : missingOf(rules),
    ]);
  const codes = ({ diagnostics }: ReadResult) => diagnostics.map(({ code }) => code);

  test('a rule without its group tells nothing of the other rules', () => {
    const result = reading(json('a.json', [rule('web', 'Allow'), rule('ssh', 'Deny')]));
    expect(rulesOf(result)).toEqual([
      ['nsg', [{ kind: 'notSupplied', what: groupId.toLowerCase() }]],
    ]);
    expect(codes(result)).toEqual(['whole-missing']);
  });

  test('a rule that its group lists too is one rule and no contradiction', () => {
    const result = reading(
      json('nsg.json', securityGroup(rule('web', 'Allow'))),
      json('rule.json', rule('web', 'Allow')),
    );
    expect([rulesOf(result), codes(result)]).toEqual([[['nsg', [['web', 'Allow']]]], []]);
  });

  test.each<[collected: string, access: string]>([
    ['2026-11-02T00:00:00Z', 'Deny'],
    ['2026-10-30T00:00:00Z', 'Allow'],
    ['2026-11-01T00:00:00Z', 'Allow'],
  ])('a rule collected at %s beside a group of 1 November: %s', (collected, access) => {
    const result = reading(
      json('rule.json', rule('web', 'Deny'), collected),
      json('nsg.json', securityGroup(rule('web', 'Allow')), '2026-11-01T00:00:00Z'),
    );
    expect([rulesOf(result), codes(result)]).toEqual([
      [['nsg', [['web', access]]]],
      ['contradiction'],
    ]);
  });
});

test.each<[why: string, value: unknown, codes: readonly string[]]>([
  ['a page of a list', { value: [network], nextLink: 'https://x' }, ['list-cut']],
  ['the last page', { value: [network], nextLink: null }, []],
  [
    'a page in a batch',
    { responses: [{ content: { value: [network], nextLink: 'x' } }] },
    ['list-cut'],
  ],
  [
    'rows of Resource Graph, some of them',
    { count: 1, data: [network], total_records: 5 },
    ['list-cut'],
  ],
  ['all of them', { count: 1, data: [network], total_records: 1, skip_token: null }, []],
  ['cut off', { resultTruncated: 'true', data: [network] }, ['list-cut']],
  [
    'a query that leaves out the id',
    [{ name: 'a', vmSize: 'D2', osType: 'Linux', mode: 'User' }],
    ['no-id'],
  ],
  ['a profile alone', { networkPlugin: 'azure', outboundType: 'none' }, ['no-id']],
])('what is missing is told: %s', (...[, value, codes]) => {
  expect(reading(json('a.json', value)).diagnostics.map(({ code }) => code)).toEqual(codes);
});

test('what az resource list shows is there, and nothing is said of its inside', () => {
  const value = [
    { id: groupId, name: 'nsg', location: 'x', tags: null, sku: null, resourceGroup: 'g' },
    { id: network.id, name: 'net', type: network.type, properties: null },
  ];
  const { estate, unread } = reading(json('a.json', value));
  const unsaid = { unknown: [{ kind: 'notStated', field: 'properties' }] };
  expect(all(estate, 'networkSecurityGroup').map(({ rules }) => rules)).toEqual([unsaid]);
  expect(
    all(estate, 'virtualNetwork').map(({ prefixes, dnsServers }) => [prefixes, dnsServers]),
  ).toEqual([[unsaid, unsaid]]);
  expect(unread).toEqual([]);
});

describe('parts of what is elsewhere', () => {
  const endpoint = {
    id: `${group}/Microsoft.Network/privateEndpoints/vault`,
    name: 'vault',
    properties: { subnet: { id: subnet.id }, customDnsConfigs: [] },
  };
  const card = (of?: string) => ({
    id: `${group}/Microsoft.Network/networkInterfaces/card`,
    name: 'card',
    properties: {
      ipConfigurations: [{ properties: { privateIPAddress: '10.0.0.9', subnet: subnet } }],
      ...(of === undefined ? {} : { privateEndpoint: { id: of } }),
    },
  });
  const addressesOf = ({ estate }: ReadResult) =>
    all(estate, 'privateEndpoint').map(({ addresses }) =>
      isKnown(addresses) ? addresses.map(formatAddress) : missingOf(addresses),
    );

  test('the interface of an endpoint tells its addresses, once', () => {
    const own = card(endpoint.id.toUpperCase());
    const result = reading(json('a.json', [own, endpoint]), json('b.json', own));
    expect([addressesOf(result), result.ignored, result.diagnostics]).toEqual([
      [['10.0.0.9']],
      [],
      [],
    ]);
  });

  test('without it the addresses are not known', () => {
    expect(addressesOf(reading(json('a.json', endpoint)))).toEqual([
      [{ kind: 'notStated', field: 'customDnsConfigs' }],
    ]);
  });

  test('the interface of a machine is an element of its own', () => {
    const result = reading(json('a.json', card()));
    expect([...everything(result.estate)].map(({ kind, name }) => [kind, name])).toEqual([
      ['networkInterface', 'card'],
    ]);
    expect(result.ignored).toEqual([]);
  });
});

test.each<[why: string, properties: object, policy: unknown, codes: readonly string[]]>([
  ['nothing at all: it permits nothing', { networkRuleCollections: [] }, undefined, []],
  [
    'rules of its own: not known what it permits',
    { networkRuleCollections: [{ name: 'rc', properties: { rules: [] } }] },
    { unknown: [{ kind: 'notModelled', feature: 'rules of a firewall without a policy' }] },
    ['not-modelled'],
  ],
  [
    'a policy',
    { firewallPolicy: { id: `${group}/Microsoft.Network/firewallPolicies/p` } },
    `${group}/Microsoft.Network/firewallPolicies/p`.toLowerCase(),
    [],
  ],
])('a firewall with %s', (...[, properties, policy, codes]) => {
  const id = `${group}/Microsoft.Network/azureFirewalls/fw`;
  const result = reading(json('a.json', { id, name: 'fw', properties }));
  expect(all(result.estate, 'firewall').map((one) => one.policy)).toEqual([policy]);
  expect(result.diagnostics.map(({ code }) => code)).toEqual(codes);
});

test('one subnet, in its network and alone and in other letters, is no contradiction', () => {
  const whole = { ...network, properties: { ...network.properties, subnets: [subnet] } };
  const alone = {
    ...subnet,
    id: subnet.id.toUpperCase().replace('/SUBSCRIPTIONS', '/subscriptions'),
  };
  const result = reading(json('net.json', whole), json('subnet.json', alone));
  expect(all(result.estate, 'subnet')).toHaveLength(1);
  expect(result.diagnostics).toEqual([]);
});

test('two versions of one thing: the newer by its time, and the conflict is told', () => {
  const older = { ...network, properties: { addressSpace: { addressPrefixes: ['10.9.0.0/16'] } } };
  const { estate, diagnostics } = reading(
    json('new.json', network, '2026-11-20T10:00:00Z'),
    json('old.json', older, '2026-11-01T10:00:00Z'),
  );
  expect(all(estate, 'virtualNetwork').map(({ source }) => source.document)).toEqual(['new.json']);
  expect(diagnostics.map(({ code, message }) => [code, message])).toEqual([
    ['contradiction', expect.stringContaining('old.json')],
  ]);
});

test('mixed inputs become one estate, and nothing is lost without a word', () => {
  const result = reading(
    json('net.json', [network, subnet, { id: `${group}/Microsoft.Web/sites/w`, name: 'w' }]),
    yaml(
      'k8s.yaml',
      'apiVersion: v1\nkind: Namespace\nmetadata: { name: shop }\n---\n- 1\n---\nkind: x',
    ),
    yaml('strange.yaml', 'hello: world'),
    yaml('broken.yaml', 'a: [1'),
  );
  expect(result.documents.map(({ document, format }) => [document, format])).toEqual([
    ['net.json', 'azure'],
    ['k8s.yaml', 'kubernetes'],
    ['strange.yaml', undefined],
    ['broken.yaml', undefined],
  ]);
  expect(result.ignored.map(({ type, why }) => [type, why])).toEqual([
    ['Microsoft.Web/sites', 'notModelled'],
    ['no Kubernetes object', 'unreadable'],
    ['no Kubernetes object', 'unreadable'],
  ]);
  expect(
    result.diagnostics.map(({ document, severity, code }) => [document, severity, code]),
  ).toEqual([
    ['strange.yaml', 'note', 'unknown-format'],
    ['broken.yaml', 'error', 'syntax'],
    ['k8s.yaml', 'note', 'cluster-unknown'],
  ]);
  expect(missingElements(result.estate).map(({ id, referredBy }) => [id, referredBy])).toEqual([
    [
      `${group}/Microsoft.Network/routeTables/rt`.toLowerCase(),
      [`${network.id}/subnets/nodes`.toLowerCase()],
    ],
  ]);
});

test('remarks know their line, and the summary the kind', () => {
  const text = `{\n  "id": "${network.id}", "etag": "x",\n  "addressSpace": {\n    "addressPrefixes": ["10.0.0.1/16"]\n  }\n}`;
  const result = read([{ document: readJson({ id: 'a.json', text: () => text }), about: {} }], {
    day,
  });
  expect(result.diagnostics.map(({ position }) => position)).toEqual([{ line: 4, column: 25 }]);
  expect(summaryOf(result).kinds).toEqual([
    { kind: 'virtualNetwork', files: 1, elements: 1, unknownFields: 0, diagnostics: 1 },
  ]);
});

test('fields that nobody asks for are counted once for every form, bookkeeping is not', () => {
  const body = { ...network, etag: 'x', properties: { ...network.properties, flowTimeout: 4 } };
  const flat = { id: `${network.id}2`, name: 'net2', FlowTimeout: 4, provisioningState: 'x' };
  expect(reading(json('a.json', [body, flat])).unread).toEqual([
    { type: network.type, field: 'flowTimeout', times: 2 },
  ]);
});

const managed = 'Microsoft.ContainerService/managedClusters';

test('what PowerShell writes: tags under Tag, lists once more as text', () => {
  const exported = {
    Id: network.id,
    Name: 'net',
    ResourceGroupName: 'g',
    ProvisioningState: 'Succeeded',
    AddressSpace: { AddressPrefixes: ['10.0.0.0/16'], AddressPrefixesText: '["10.0.0.0/16"]' },
    SubnetsText: '[]',
    Tag: { team: 'Pay' },
  };
  const { estate, unread, diagnostics } = reading(json('a.json', exported));
  expect(all(estate, 'virtualNetwork').map(({ tags }) => tags)).toEqual([{ team: 'Pay' }]);
  expect([unread, diagnostics]).toEqual([[], []]);
});

test.each<[why: string, properties: object, unread: readonly string[]]>([
  [
    'what networks hang on is counted',
    { networkProfile: { loadBalancerSku: 'Basic' } },
    ['networkProfile.loadBalancerSku'],
  ],
  ['settings of nodes are not', { agentPoolProfiles: [{ name: 'a', osDiskSizeGB: 128 }] }, []],
  ['nor what lies below them', { linuxProfile: { ssh: { publicKeys: [{ keyData: 'x' }] } } }, []],
  [
    'a range said twice is read',
    { networkProfile: { podCidr: '10.244.0.0/16', podCidrs: ['10.244.0.0/16'] } },
    [],
  ],
])('of a cluster %s', (...[, properties, unread]) => {
  const id = `${group}/${managed}/pay`;
  const result = reading(json('a.json', { id, type: managed, location: 'x', properties }));
  expect(result.unread.map(({ field }) => field)).toEqual(unread);
});

test.each<[why: string, manual: readonly object[], count: unknown, vmSize: unknown]>([
  ['one size', [{ size: 'Standard_D4s_v5', count: 3 }], 3, 'Standard_D4s_v5'],
  [
    'two sizes',
    [
      { size: 'Standard_D4s_v5', count: 3 },
      { size: 'Standard_D8s_v5', count: 2 },
    ],
    5,
    undefined,
  ],
  ['none', [], 0, undefined],
])(
  'a pool of single machines has as many as its profile says: %s',
  (...[, manual, count, size]) => {
    const pool = { name: 'a', virtualMachinesProfile: { scale: { manual } } };
    const body = {
      id: `${group}/${managed}/pay`,
      type: managed,
      properties: { agentPoolProfiles: [pool] },
    };
    const [found] = all(reading(json('a.json', body)).estate, 'agentPool');
    expect([found?.count, found?.maxCount, found?.vmSize]).toEqual([count, count, size]);
  },
);

test('two spellings of one range that differ are told', () => {
  const networkProfile = { podCidr: '10.1.0.0/16', podCidrs: ['10.2.0.0/16', 'fd00::/64'] };
  const body = { id: `${group}/${managed}/pay`, type: managed, properties: { networkProfile } };
  const { diagnostics } = reading(json('a.json', body));
  expect(diagnostics.map(({ code, path }) => [code, path])).toEqual([
    ['contradiction', ['properties', 'networkProfile', 'podCidr']],
  ]);
});

test('what a plan says is read back, with its day', () => {
  const reading = openReading({ day });
  reading.add(json('plan.json', { kind: 'Plan', schema: 99 }));
  const { documents, diagnostics } = reading.finish();
  expect(documents.map(({ format }) => format)).toEqual(['plan']);
  expect(diagnostics.some(({ severity }) => severity === 'error')).toBe(true);
});

test('a Plan of another group is a Kubernetes object', () => {
  const { documents } = reading(
    yaml('a.yaml', 'apiVersion: upgrade.cattle.io/v1\nkind: Plan\nmetadata: { name: server }'),
  );
  expect(documents.map(({ format }) => format)).toEqual(['kubernetes']);
});

test('what a plan says of its lists holds for itself, and not for the files beside it', () => {
  const plan = yaml(
    'plan.yaml',
    `apiVersion: aksnet/v1
kind: AddressPlan
complete: all
virtualNetworks:
  - { name: other, range: 10.9.0.0/16 }
`,
  );
  expect(reading(plan).estate.coverage).toContainEqual({ kind: 'virtualNetwork' });
  expect(reading(plan, json('net.json', network)).estate.coverage).toEqual([]);
});
