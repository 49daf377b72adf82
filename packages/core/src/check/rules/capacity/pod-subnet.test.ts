import { proveRule } from '../../../../test/check/prove-rule.ts';
import type { AgentPool } from '../../../estate/elements/cluster.ts';
import { cluster, pool, type Said, subnet, subnetId, vnet } from '../../../estate/sketch.ts';
import { notStated } from '../../../evidence/knowable.ts';
import { podSubnetTooSmall } from './pod-subnet.ts';

const pods = subnetId('v', 'pods');

/** A cluster whose pods have addresses of a subnet of that range. */
const inSubnet = (range: string, nodes: number, said: Said<AgentPool>) => [
  vnet('v', ['10.80.0.0/16']),
  subnet('v/nodes', '10.80.0.0/22'),
  subnet('v/pods', range),
  cluster('a', { network: { pluginMode: undefined, podRanges: [] } }),
  pool('a/one', nodes, {
    subnet: subnetId('v', 'nodes'),
    podSubnet: pods,
    podIpAllocation: 'DynamicIndividual',
    upgrade: { maxSurge: '1' },
    ...said,
  }),
];

proveRule(podSubnetTooSmall, {
  bad: [
    {
      because: 'batches of 16: 25 pods take 48 addresses of each node',
      given: inSubnet('10.80.32.0/24', 5, { maxPods: 25 }),
      on: pods,
      says: ['37 addresses short', '293 addresses are needed'],
      fix: ['/23'],
    },
    {
      because: 'static blocks: 32 pods take three blocks of 16',
      given: inSubnet('10.80.32.0/24', 5, { maxPods: 32, podIpAllocation: 'StaticBlock' }),
      on: pods,
      says: ['short'],
    },
  ],
  good: [
    {
      because: 'five nodes and one of surge fit in batches',
      given: inSubnet('10.80.32.0/23', 5, { maxPods: 25 }),
      on: pods,
    },
  ],
  open: [
    {
      because: 'maxPods is not known',
      given: inSubnet('10.80.32.0/24', 2, { maxPods: notStated('maxPods') }),
      on: pods,
      missing: 'notStated',
    },
    {
      because: 'a pool does not say where its pods live',
      given: inSubnet('10.80.32.0/24', 2, { podSubnet: notStated('podSubnet') }),
      on: pods,
      missing: 'notStated',
    },
  ],
});
