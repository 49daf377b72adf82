import { readFileSync } from 'node:fs';
import { address, prefix } from '@aksnet/net';
import { describe, expect, it } from 'vitest';
import { isUnknown } from '../evidence/knowable.ts';
import { place } from '../text/caret.ts';
import { readYaml } from '../text/yaml-text.ts';
import { readAddressPlan } from './address-plan.ts';
import { plannedFieldPath } from './planned-fields.ts';

const head = 'apiVersion: aksnet/v1\nkind: AddressPlan\n';

const read = (text: string) =>
  readAddressPlan(readYaml({ id: 'plan.yaml', text: () => head + text }));

const said = (text: string): readonly string[] =>
  read(text).diagnostics.map(
    (one) => `${place(one)} ${one.message}${one.hint === undefined ? '' : `; ${one.hint}`}`,
  );

const sample = `
region: southeastasia
virtualNetworks:
  - { name: hub }
  - name: Spoke
    ranges: [10.80.0.0/16]
    peers: [hub]
    subnets:
      - { name: nodes, purpose: nodeSubnet, range: 10.80.16.0/21 }
firewalls:
  - { name: afw, virtualNetwork: hub, privateAddress: 10.0.0.4 }
privateEndpoints:
  - { name: pe, subnet: nodes, count: 2 }
clusters:
  - { name: one, mode: overlay, nodeSubnet: Spoke/nodes, podRange: 100.64.0.0/14, serviceRange: 172.20.0.0/16, dnsServiceIp: 172.20.0.10 }
  - name: two
    pools: [{ name: system, purpose: system, minNodes: 3, maxNodes: 3, surge: 33% }]
outside:
  - { name: dc, as: onPremises, ranges: [10.0.0.0/14] }
`;

describe('what is stated', () => {
  const { fragment, diagnostics } = read(sample);
  const named = (kind: string, name: string) =>
    fragment.find((element) => element.kind === kind && element.name === name);

  it('is read without complaint', () => {
    expect(diagnostics).toEqual([]);
    expect(fragment.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
      'virtualNetwork hub',
      'virtualNetwork Spoke',
      'subnet nodes',
      'peering to-hub',
      'peering to-Spoke',
      'firewall afw',
      'privateEndpoint pe-1',
      'privateEndpoint pe-2',
      'cluster one',
      'agentPool ~',
      'cluster two',
      'agentPool system',
      'externalRange dc',
    ]);
  });

  it('becomes ranges, addresses and ids', () => {
    expect(named('subnet', 'nodes')).toMatchObject({
      id: '/subscriptions/~/resourcegroups/~/providers/microsoft.network/virtualnetworks/spoke/subnets/nodes',
      prefixes: [prefix('10.80.16.0/21')],
      purpose: 'nodeSubnet',
      location: 'southeastasia',
    });
    expect(named('firewall', 'afw')).toMatchObject({
      privateAddress: address('10.0.0.4'),
      subnet:
        '/subscriptions/~/resourcegroups/~/providers/microsoft.network/virtualnetworks/hub/subnets/azurefirewallsubnet',
    });
    expect(named('cluster', 'one')).toMatchObject({
      network: {
        plugin: 'azure',
        pluginMode: 'overlay',
        podRanges: [prefix('100.64.0.0/14')],
        dnsServiceIp: address('172.20.0.10'),
      },
    });
    expect(named('agentPool', 'system')).toMatchObject({
      mode: 'System',
      count: 3,
      autoscaling: false,
      upgrade: { maxSurge: '33%' },
    });
    const nodes = named('subnet', 'nodes');
    expect(named('agentPool', '~')).toMatchObject({ subnet: nodes?.id, podSubnet: undefined });
  });

  it('knows where it was written', () => {
    expect(named('subnet', 'nodes')?.source).toEqual({
      document: 'plan.yaml',
      path: ['virtualNetworks', 1, 'subnets', 0],
    });
  });
});

it('takes nothing that is not stated for absent', () => {
  const { fragment } = read(
    'virtualNetworks: [{ name: a, subnets: [{ name: s }] }]\nclusters: [{ name: c }]\n',
  );
  const open = fragment.map((element) => [
    element.kind,
    Object.entries(element).filter(([, value]) => value === undefined).length,
    Object.values(element).filter(isUnknown).length,
  ]);
  expect(open).toEqual([
    ['virtualNetwork', 0, 2],
    ['subnet', 0, 8],
    ['cluster', 0, 9],
    ['agentPool', 0, 12],
  ]);
});

describe('what is wrong', () => {
  const bad: readonly (readonly [why: string, text: string, said: readonly string[]])[] = [
    [
      'bits behind the length',
      'virtualNetworks: [{ name: a, range: 10.0.0.1/24 }]\n',
      ['plan.yaml:3:37 "10.0.0.1/24" has bits set behind /24; the block around it is 10.0.0.0/24'],
    ],
    [
      'subnet that is not there',
      'virtualNetworks: [{ name: a, subnets: [{ name: nodes }] }]\nclusters: [{ name: c, nodeSubnet: node }]\n',
      ['plan.yaml:4:35 the plan has no subnet "node"; was nodes meant?'],
    ],
    [
      'subnet in two networks',
      'virtualNetworks: [{ name: a, subnets: [{ name: n }] }, { name: b, subnets: [{ name: n }] }]\nclusters: [{ name: c, nodeSubnet: n }]\n',
      ['plan.yaml:4:35 several networks have a subnet "n"; write network/subnet'],
    ],
    [
      'peer that is not there',
      'virtualNetworks: [{ name: a, peers: [hub] }]\n',
      ['plan.yaml:3:38 the plan has no network "hub"; known are a'],
    ],
    [
      'one name twice, whatever the case',
      'virtualNetworks: [{ name: a }, { name: A }]\n',
      ['plan.yaml:3:40 the name "A" is given twice; give each its own name'],
    ],
    [
      'hostile name',
      "virtualNetworks: [{ name: '$(rm -rf ~)' }]\n",
      [
        'plan.yaml:3:27 "$(rm -rf ~)": a name of 1 to 63 letters, digits, dots, dashes or underscores was expected, such as rm--rf',
      ],
    ],
    [
      'misspelled key',
      'virtualNetworks: [{ name: a, rnage: 10.0.0.0/24 }]\n',
      ['plan.yaml:3:30 "rnage" is no key of virtualNetworks[0]; was range meant?'],
    ],
  ];
  it.each(bad)('%s', (_why, text, expected) => {
    expect(said(text)).toEqual(expected);
  });

  it('hides nothing that is right, and places stay true behind what was left out', () => {
    const { fragment } = read(
      'virtualNetworks:\n  - { name: "!" }\n  - { name: b, range: 10.0.0.0/24 }\n',
    );
    expect(fragment).toMatchObject([{ name: 'b', source: { path: ['virtualNetworks', 1] } }]);
  });
});

describe('plannedFieldPath', () => {
  const document = readYaml({ id: 'plan.yaml', text: () => head + sample });
  const { fragment } = readAddressPlan(document);
  const pathOf = (name: string, field: string | undefined) => {
    const element = fragment.find((one) => one.name === name);
    if (element === undefined) throw new Error(`no element ${name}`);
    return plannedFieldPath(document, element, field);
  };

  it('leads to the key as it was written, short or long', () => {
    expect(pathOf('Spoke', 'prefixes')).toEqual(['virtualNetworks', 1, 'ranges']);
    expect(pathOf('nodes', 'prefixes')).toEqual(['virtualNetworks', 1, 'subnets', 0, 'range']);
    expect(pathOf('one', 'network.serviceRanges')).toEqual(['clusters', 0, 'serviceRange']);
    expect(pathOf('system', 'upgrade.maxSurge')).toEqual(['clusters', 1, 'pools', 0, 'surge']);
  });

  it('stays at the element for what is not written', () => {
    expect(pathOf('hub', 'prefixes')).toEqual(['virtualNetworks', 0]);
    expect(pathOf('one', 'constructor')).toEqual(['clusters', 0]);
    expect(pathOf('one', undefined)).toEqual(['clusters', 0]);
  });
});

it.each(['brief-good', 'brief-anti'])('reads the example %s without a word', (name) => {
  const url = new URL(`../../../../examples/${name}/plan.yaml`, import.meta.url);
  const text = readFileSync(url, 'utf8');
  const { fragment, diagnostics } = readAddressPlan(readYaml({ id: name, text: () => text }));
  expect(diagnostics).toEqual([]);
  expect(fragment.some(({ kind }) => kind === 'cluster')).toBe(true);
});

describe('lists that are whole', () => {
  const kinds = (text: string): readonly string[] => read(text).coverage.map(({ kind }) => kind);
  const codes = (text: string): readonly string[] =>
    read(text).diagnostics.map((one) => `${place(one)} ${one.code}`);

  it.each([
    ['complete: [peers, outside]\n', ['peering', 'externalRange']],
    ['complete: [virtualWans, peers, peers]\n', ['virtualHub', 'hubConnection', 'peering']],
    ['complete: []\n', []],
    ['virtualNetworks: []\n', []],
  ])('%s', (text, expected) => {
    expect(kinds(text)).toEqual(expected);
  });

  it('are all of them with one word', () => {
    expect(new Set(kinds('complete: all\n')).size).toBeGreaterThan(15);
  });

  it('are refused where the plan itself does not know them, and where the word is unknown', () => {
    expect(codes('complete: [pools]\nclusters: [{ name: a }]\n')).toEqual([
      'plan.yaml:4:12 not-complete',
    ]);
    expect(
      codes(
        'complete: [privateEndpoints]\nvirtualNetworks: [{ name: v, subnets: [{ name: s }] }]\nprivateEndpoints: [{ name: a, subnet: s }, { name: b, subnet: s, count: 2 }]\n',
      ),
    ).toEqual(['plan.yaml:5:20 not-complete']);
    expect(codes('complete: [peerings]\n')).toHaveLength(1);
  });
});
