import { proveRule } from '../../../../test/check/prove-rule.ts';
import { endpoint, subnet, subnetId, vnet } from '../../../estate/sketch.ts';
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
const at = (place: string, target: string, zone = vault) =>
  endpoint(`kv-${place}-${target}`, subnetId(place, 'pe'), { target, zones: [zone] });

proveRule(competingRecords, {
  bad: [
    {
      because: 'two regions write one record',
      given: [...networks, at('sea', 'kv'), at('ea', 'kv')],
      says: ['the same record', 'eastasia and southeastasia'],
      fix: ['each region a zone of its own'],
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
