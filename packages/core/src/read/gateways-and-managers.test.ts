import { formatAddress, formatPrefix } from '@aksnet/net';
import { describe, expect, it } from 'vitest';
import { all } from '../estate/estate.ts';
import { learnedBy } from '../estate/learned.ts';
import { isUnknown } from '../evidence/knowable.ts';
import { readJson } from '../text/json-text.ts';
import { read } from './read.ts';

const reading = (...values: readonly unknown[]) =>
  read(
    values.map((value, i) => ({
      document: readJson({ id: `${i}.json`, text: () => JSON.stringify(value) }),
      about: {},
    })),
    { day: '2026-11-23' },
  );

const group = '/subscriptions/s/resourceGroups/g/providers/Microsoft.Network';
const manager = `${group}/networkManagers/m`;
const configuration = `${manager}/securityAdminConfigurations/c`;
const collection = `${configuration}/ruleCollections/x`;
const production = `${manager}/networkGroups/production`;
const network = `${group}/virtualNetworks/net`;

const dump = [
  { id: production, name: 'production', properties: { memberType: 'VirtualNetwork' } },
  { id: `${production}/staticMembers/one`, name: 'one', properties: { resourceId: network } },
  { id: configuration, name: 'c', properties: { applyOnNetworkIntentPolicyBasedServices: [] } },
  {
    id: collection,
    name: 'x',
    properties: { appliesToGroups: [{ networkGroupId: production.toUpperCase() }] },
  },
  {
    id: `${collection}/rules/no-rdp`,
    name: 'no-rdp',
    kind: 'Custom',
    properties: {
      protocol: 'Any',
      access: 'AlwaysAllow',
      direction: 'Inbound',
      priority: 7,
      sources: [{ addressPrefix: '*', addressPrefixType: 'IPPrefix' }],
      sourcePortRanges: ['0-65535'],
      destinations: [{ addressPrefix: production, addressPrefixType: 'NetworkGroup' }],
      destinationPortRanges: ['3389'],
    },
  },
];

/** `az` prints the same without the wrapper. */
const flat = dump.map(({ properties, ...head }) => ({ ...head, ...properties, etag: 'x' }));

const status = {
  value: [
    {
      commitTime: '2026-11-01T00:00:00Z',
      region: 'West Europe',
      deploymentStatus: 'Deployed',
      configurationIds: [configuration],
      deploymentType: 'SecurityAdmin',
      errorMessage: '',
    },
    {
      region: 'northeurope',
      deploymentStatus: 'Failed',
      configurationIds: [configuration],
      deploymentType: 'SecurityAdmin',
    },
  ],
};

describe.each([
  ['REST', dump],
  ['az', flat],
])('a network manager, as %s answers it', (_, values) => {
  const { estate, diagnostics } = reading(values);
  const [first] = all(estate, 'adminRuleCollection');

  it('has collections that name groups in any letters', () => {
    expect(first?.appliesTo).toEqual([production.toLowerCase()]);
    expect(diagnostics).toEqual([]);
  });

  it('has groups with the members that were put in by hand, and leaves open what policies add', () => {
    const [one] = all(estate, 'networkGroup');
    expect(one?.members).toEqual([{ name: 'one', member: network.toLowerCase() }]);
    expect(isUnknown(one?.filledByPolicy)).toBe(true);
  });

  it('has rules', () => {
    expect(first?.rules).toMatchObject([
      {
        name: 'no-rdp',
        priority: 7,
        access: 'AlwaysAllow',
        protocol: '*',
        sources: [{ kind: 'any' }],
        destinations: [{ kind: 'networkGroup', id: production.toLowerCase() }],
        destinationPorts: [{ first: 3389, last: 3389 }],
      },
    ]);
  });
});

describe('where a configuration is deployed', () => {
  const regionsOf = (...values: readonly unknown[]) =>
    all(reading(...values).estate, 'adminConfiguration').map(({ regions }) =>
      isUnknown(regions) ? 'not known' : regions,
    );

  it('is not known from itself', () => {
    expect(regionsOf(dump)).toEqual(['not known']);
  });

  it('is told by the status of deployments, as REST and az answer it', () => {
    expect(regionsOf(dump, status)).toEqual([['westeurope']]);
    expect(regionsOf(status.value, dump)).toEqual([['westeurope']]);
  });
});

it('a group of which no member is listed says what would tell', () => {
  const [one] = all(reading(dump.filter(({ name }) => name !== 'one')).estate, 'networkGroup');
  expect(one?.members).toEqual({
    unknown: [{ kind: 'notListed', what: 'static members', within: production.toLowerCase() }],
  });
});

it('an interface has its addresses, its groups and its machine', () => {
  const card = {
    id: `${group}/networkInterfaces/card`,
    name: 'card',
    properties: {
      enableIPForwarding: true,
      networkSecurityGroup: { id: `${group}/networkSecurityGroups/nsg` },
      virtualMachine: {
        id: '/subscriptions/s/resourceGroups/g/providers/Microsoft.Compute/virtualMachines/vm',
      },
      ipConfigurations: [
        {
          name: 'first',
          properties: {
            privateIPAddress: '10.0.0.4',
            subnet: { id: `${network}/subnets/a` },
            applicationSecurityGroups: [{ id: `${group}/applicationSecurityGroups/web` }],
          },
        },
        { name: 'second', properties: { subnet: { id: `${network}/subnets/a` } } },
      ],
    },
  };
  const [one] = all(reading(card).estate, 'networkInterface');
  expect(one).toMatchObject({
    forwards: true,
    securityGroup: `${group}/networkSecurityGroups/nsg`.toLowerCase(),
    groups: [`${group}/applicationSecurityGroups/web`.toLowerCase()],
    machine: expect.stringMatching(/virtualmachines\/vm$/),
  });
  const { addresses = [] } = one ?? {};
  expect(
    isUnknown(addresses)
      ? addresses
      : addresses.map(({ address }) => (isUnknown(address) ? 'not known' : formatAddress(address))),
  ).toEqual(['10.0.0.4', 'not known']);
});

it('a gateway has learnt what is written down of the site that its connection leads to', () => {
  const gateway = `${group}/virtualNetworkGateways/vpn`;
  const site = `${group}/localNetworkGateways/hq`;
  const { estate } = reading([
    { id: gateway, name: 'vpn', properties: { gatewayType: 'Vpn' } },
    {
      id: site,
      name: 'hq',
      properties: { localNetworkAddressSpace: { addressPrefixes: ['192.168.0.0/16'] } },
    },
    {
      id: `${group}/connections/to-hq`,
      name: 'to-hq',
      properties: {
        connectionType: 'IPsec',
        virtualNetworkGateway1: { id: gateway },
        localNetworkGateway2: { id: site },
        enableBgp: false,
      },
    },
  ]);
  const [vpn] = all(estate, 'virtualNetworkGateway');
  const learned = vpn && learnedBy(estate, vpn);
  expect(learned?.prefixes.map(formatPrefix)).toEqual(['192.168.0.0/16']);
  // Nobody said that these are all connections.
  expect(learned?.missing.length).toBeGreaterThan(0);
});
