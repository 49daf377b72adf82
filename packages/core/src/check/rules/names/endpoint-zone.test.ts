import { proveRule } from '../../../../test/check/prove-rule.ts';
import type { PrivateEndpoint } from '../../../estate/elements/private-link.ts';
import {
  cluster,
  endpoint,
  peering,
  pool,
  type Said,
  subnet,
  subnetId,
  vnet,
} from '../../../estate/sketch.ts';
import { notStated } from '../../../evidence/knowable.ts';
import { addresses, link, zone, zoneId } from '../../drawn.ts';
import { endpointZone } from './endpoint-zone.ts';

const vault = 'privatelink.vaultcore.azure.net';
const kv = (said: Said<PrivateEndpoint> = {}) =>
  endpoint('kv', subnetId('v', 'endpoints'), { zones: [zoneId(vault)], ...said });
const id = kv().id;
const spoke = [
  vnet('v', ['10.80.0.0/16']),
  subnet('v/nodes', '10.80.0.0/22'),
  subnet('v/endpoints', '10.80.8.0/24'),
  cluster('a'),
  pool('a/one', 3, { subnet: subnetId('v', 'nodes') }),
];
const hub = [vnet('hub', ['10.0.0.0/16'])];
const askingHub = spoke.map((one) =>
  one.kind === 'virtualNetwork' ? { ...one, dnsServers: addresses('10.0.2.4') } : one,
);

proveRule(endpointZone, {
  bad: [
    {
      because: 'no zone at all',
      given: [...spoke, kv({ zones: [] })],
      on: id,
      says: [`no record in a zone ${vault}`, 'public address'],
      fix: [`Create the zone ${vault}`],
    },
    {
      because: 'the zone is linked to nothing',
      given: [...spoke, kv(), zone(vault)],
      on: id,
      says: ['not linked to v'],
    },
    {
      because: 'names are answered in the hub, and the zone is linked to the spoke',
      given: [...askingHub, ...hub, kv(), zone(vault), link(vault, 'v')],
      on: id,
      says: ['not linked to hub'],
    },
    {
      because: 'a cluster in a peered VNet asks too',
      given: [
        ...spoke,
        kv(),
        zone(vault),
        link(vault, 'v'),
        vnet('w', ['10.81.0.0/16']),
        subnet('w/nodes', '10.81.0.0/22'),
        cluster('b'),
        pool('b/one', 3, { subnet: subnetId('w', 'nodes') }),
        peering('v', 'w'),
        peering('w', 'v'),
      ],
      on: id,
      says: ['not linked to w'],
    },
  ],
  good: [
    {
      because: 'zone, group and link',
      given: [...spoke, kv(), zone(vault), link(vault, 'v')],
      on: id,
    },
    {
      because: 'linked where the DNS server stands',
      given: [...askingHub, ...hub, kv(), zone(vault), link(vault, 'hub')],
      on: id,
    },
    {
      because: 'a record written by hand',
      given: [
        ...spoke,
        kv({ zones: [], addresses: addresses('10.80.8.4') }),
        { ...zone(vault), records: [{ name: 'kv', type: 'A', values: ['10.80.8.4'] }] },
        link(vault, 'v'),
      ],
      on: id,
    },
    {
      because: 'AKS looks after the endpoint of an API server',
      given: [
        ...spoke,
        kv({
          zones: [],
          targetType: 'Microsoft.ContainerService/managedClusters',
          groupIds: ['management'],
        }),
      ],
      on: id,
    },
  ],
  open: [
    {
      because: 'the zone group is not known',
      given: [...spoke, kv({ zones: notStated('zones') })],
      on: id,
      missing: 'notStated',
    },
    {
      because: 'no table names the zones of the service',
      given: [...spoke, kv({ targetType: 'Contoso.Own/things', groupIds: ['thing'] })],
      on: id,
      missing: 'notModelled',
    },
    {
      because: 'nobody listed the links',
      given: [...spoke, kv(), zone(vault)],
      on: id,
      frame: { coverage: [] },
      missing: 'notListed',
    },
  ],
});
