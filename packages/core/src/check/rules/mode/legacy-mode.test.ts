import { proveRule } from '../../../../test/check/prove-rule.ts';
import { cluster, pool, subnetId } from '../../../estate/sketch.ts';
import { notStated } from '../../../evidence/knowable.ts';
import { legacyMode } from './legacy-mode.ts';

const kubenet = cluster('a', { network: { plugin: 'kubenet', pluginMode: undefined } });
const plainAzure = cluster('a', { network: { pluginMode: undefined, podRanges: [] } });

proveRule(legacyMode, {
  bad: [
    {
      because: 'kubenet before its end',
      given: [kubenet, pool('a/one', 3)],
      says: ['kubenet', '2028-03-31'],
      fix: ['az aks update', 'no way back'],
    },
    {
      because: 'kubenet after its end',
      given: [kubenet, pool('a/one', 3)],
      frame: { day: '2028-03-31' },
      severity: 'error',
      says: ['ended on 2028-03-31'],
    },
    {
      because: 'node subnet mode has no end yet',
      given: [plainAzure, pool('a/one', 3)],
      severity: 'note',
      says: ['Azure CNI Node Subnet', 'No end of support'],
    },
    {
      because: 'one pool of several still shares the subnet of its nodes',
      given: [
        plainAzure,
        pool('a/new', 3, {
          podSubnet: subnetId('v', 'pods'),
          podIpAllocation: 'DynamicIndividual',
        }),
        pool('a/old', 3),
      ],
      severity: 'note',
      says: ['Azure CNI Node Subnet'],
    },
  ],
  good: [
    { because: 'overlay', given: [cluster('a'), pool('a/one', 3)] },
    {
      because: 'pods in a subnet of their own',
      given: [
        plainAzure,
        pool('a/one', 3, {
          podSubnet: subnetId('v', 'pods'),
          podIpAllocation: 'DynamicIndividual',
        }),
      ],
    },
  ],
  open: [
    {
      because: 'the plugin is not known',
      given: [cluster('a', { network: { plugin: notStated('plugin') } }), pool('a/one', 3)],
      missing: 'notStated',
    },
    {
      because: 'the pods of a pool live nobody knows where',
      given: [plainAzure, pool('a/one', 3, { podSubnet: notStated('podSubnet') })],
      missing: 'notStated',
    },
  ],
});
