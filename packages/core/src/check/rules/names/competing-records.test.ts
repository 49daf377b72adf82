import { proveRule } from '../../../../test/check/prove-rule.ts';
import { endpoint, peering, subnet, subnetId, vnet } from '../../../estate/sketch.ts';
import { notStated } from '../../../evidence/knowable.ts';
import { zoneId } from '../../drawn.ts';
import { competingRecords } from './competing-records.ts';

const vault = zoneId('privatelink.vaultcore.azure.net');
const networks = [
  vnet('sea', ['10.80.0.0/16']),
  vnet('ea', ['10.96.0.0/16'], { location: 'eastasia' }),
  subnet('sea/pe', '10.80.8.0/24'),
  subnet('ea/pe', '10.96.8.0/24'),
];
const peered = [peering('sea', 'ea'), peering('ea', 'sea')];
const at = (place: string, target: string, zone = vault) =>
  endpoint(`kv-${place}-${target}`, subnetId(place, 'pe'), { target, zones: [zone] });

proveRule(competingRecords, {
  bad: [
    {
      because: 'two regions write one record, and meet',
      given: [...networks, ...peered, at('sea', 'kv'), at('ea', 'kv')],
      says: ['kv-sea-kv in sea and kv-ea-kv in ea', 'the same record', 'of the other.'],
      fix: ['each region a zone of its own'],
    },
    {
      because: 'two networks of one region that nothing joins share a service',
      given: [
        vnet('prod', ['10.80.0.0/16']),
        vnet('dev', ['10.81.0.0/16']),
        subnet('prod/pe', '10.80.8.0/24'),
        subnet('dev/pe', '10.81.8.0/24'),
        at('prod', 'kv'),
        at('dev', 'kv'),
      ],
      severity: 'error',
      says: ['nothing leads from prod to dev'],
      fix: ['a service of its own'],
    },
  ],
  good: [
    {
      because: 'two services',
      given: [...networks, at('sea', 'one'), at('ea', 'two')],
    },
    {
      because: 'a zone for each region',
      given: [...networks, at('sea', 'kv'), at('ea', 'kv', `${vault}-of-another-group`)],
    },
  ],
  open: [
    {
      because: 'the zone group of the other is not known',
      given: [
        ...networks,
        at('sea', 'kv'),
        endpoint('other', subnetId('ea', 'pe'), { zones: notStated('zones') }),
      ],
      missing: 'notStated',
    },
    {
      because: 'nobody listed the endpoints',
      given: [...networks, at('sea', 'kv')],
      frame: { coverage: [] },
      missing: 'notListed',
    },
  ],
});
