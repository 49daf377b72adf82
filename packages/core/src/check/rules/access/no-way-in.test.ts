import { proveRule } from '../../../../test/check/prove-rule.ts';
import type { ApiServerAccess } from '../../../estate/elements/cluster.ts';
import type { BastionHost } from '../../../estate/elements/gateway.ts';
import type { AnyElement } from '../../../estate/elements/kinds.ts';
import {
  cluster,
  clusterId,
  peering,
  pool,
  subnet,
  subnetId,
  vnet,
  vnetId,
} from '../../../estate/sketch.ts';
import { notStated } from '../../../evidence/knowable.ts';
import { link, zone, zoneId } from '../../drawn.ts';
import { noWayIn } from './no-way-in.ts';

const apiZone = 'privatelink.southeastasia.azmk8s.io';
const system: Partial<ApiServerAccess> = {
  private: true,
  publicFqdn: false,
  privateDnsZone: 'system',
  runCommand: false,
};
const own: Partial<ApiServerAccess> = { ...system, privateDnsZone: zoneId(apiZone) };
const bastion: BastionHost = {
  kind: 'bastionHost',
  id: '/bastion',
  name: 'bastion',
  source: { document: 'x', path: [] },
  subnet: subnetId('hub', 'AzureBastionSubnet'),
  publicIp: undefined,
  sku: 'Standard',
};
const spoke = (access: Partial<ApiServerAccess>) => [
  vnet('v', ['10.80.0.0/16']),
  subnet('v/nodes', '10.80.0.0/22'),
  cluster('a', { access }),
  pool('a/one', 3, { subnet: subnetId('v', 'nodes') }),
];
const hub = [
  vnet('hub', ['10.0.0.0/16']),
  subnet('hub/AzureBastionSubnet', '10.0.0.0/26'),
  bastion,
  peering('v', 'hub'),
  peering('hub', 'v'),
];
/** A VNet of a Virtual WAN hub with a gateway, beside another. */
const wan = [
  ...['v', 'shared'].map(
    (network): AnyElement => ({
      kind: 'hubConnection',
      id: `/to-${network}`,
      name: network,
      source: { document: 'x', path: [] },
      hub: '/vhub',
      virtualNetwork: vnetId(network),
      internetSecurity: true,
    }),
  ),
  vnet('shared', ['10.1.0.0/24']),
  {
    kind: 'expressRouteGateway',
    id: '/er',
    name: 'er',
    source: { document: 'x', path: [] },
    hub: '/vhub',
    learned: [],
  },
] satisfies readonly AnyElement[];
const a = clusterId('a');

proveRule(noWayIn, {
  bad: [
    {
      because: 'nothing is joined to the VNet',
      given: spoke(system),
      on: a,
      says: ['No way to the private API server of a', 'No Bastion'],
    },
    {
      because: 'the hub does not resolve the system zone',
      given: [...spoke(system), ...hub],
      on: a,
      says: ['People come in through hub', 'cannot resolve'],
      fix: ['own zone'],
    },
    {
      because: 'the own zone is not linked to the hub',
      given: [...spoke(own), ...hub, zone(apiZone), link(apiZone, 'v')],
      on: a,
      says: ['People come in through hub'],
    },
    {
      because: 'the gateway of its hub leads there, and only its own VNet finds the name',
      given: [...spoke(system), ...wan],
      on: a,
      says: ['through a gateway of its Virtual WAN hub', 'no VNet beside it answers'],
      fix: ['DNS resolver'],
    },
    {
      because: 'the gateway of its hub leads there, and no other VNet could answer for the name',
      given: [...spoke(system), ...wan.filter(({ name }) => name !== 'shared')],
      on: a,
      says: ['gateway of its Virtual WAN hub'],
    },
    {
      because: 'the command through Azure is left',
      given: spoke({ ...system, runCommand: true }),
      on: a,
      severity: 'warning',
      says: ['az aks command invoke'],
    },
    {
      because: 'nothing can be joined to the VNet that AKS manages',
      given: [cluster('a', { access: system }), pool('a/one', 3)],
      on: a,
      severity: 'warning',
      says: ['VNet that AKS manages'],
    },
  ],
  good: [
    {
      because: 'the own zone is linked to the hub with Bastion',
      given: [...spoke(own), ...hub, zone(apiZone), link(apiZone, 'hub')],
      on: a,
    },
    {
      because: 'the public name is on',
      given: [...spoke({ ...system, publicFqdn: true }), ...hub],
      on: a,
    },
    {
      because: 'the gateway of its hub leads there, and a VNet beside it finds the name',
      given: [...spoke(own), ...wan, zone(apiZone), link(apiZone, 'shared')],
      on: a,
    },
    {
      because: 'the gateway of its hub leads there, and the public name is on',
      given: [
        ...spoke({ ...system, publicFqdn: true }),
        ...wan.filter(({ name }) => name !== 'shared'),
      ],
      on: a,
    },
    { because: 'a public API server needs none', given: spoke({ private: false }), on: a },
  ],
  open: [
    {
      because: 'nobody listed what is joined',
      given: spoke(system),
      on: a,
      frame: { coverage: [] },
      missing: 'notListed',
    },
    {
      because: 'whether it is private is not known',
      given: spoke({ private: notStated('private') }),
      on: a,
      missing: 'notStated',
    },
  ],
});
