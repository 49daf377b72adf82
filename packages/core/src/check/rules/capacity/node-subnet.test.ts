import { proveRule } from '../../../../test/check/prove-rule.ts';
import {
  cluster,
  endpoint,
  pool,
  prefixes,
  subnet,
  subnetId,
  vnet,
} from '../../../estate/sketch.ts';
import { notStated } from '../../../evidence/knowable.ts';
import { nodeSubnetTooSmall } from './node-subnet.ts';

const nodes = subnetId('v', 'nodes');

/** Overlay pools in a node subnet of that length. */
const inSubnet = (range: string, ...sizes: readonly number[]) => [
  vnet('v', ['10.80.0.0/16']),
  subnet('v/nodes', range),
  cluster('a'),
  ...sizes.map((maxCount, i) =>
    pool(`a/p${i}`, 3, {
      subnet: nodes,
      autoscaling: true,
      maxCount,
      upgrade: { maxSurge: '50%' },
    }),
  ),
];

/** Pods share the subnet with their nodes. */
const nodeSubnetMode = { plugin: 'azure', pluginMode: undefined, podRanges: [] } as const;

proveRule(nodeSubnetTooSmall, {
  bad: [
    {
      because: 'the maximum fits, its surge does not',
      given: inSubnet('10.80.16.0/25', 115),
      on: nodes,
      says: ['50 addresses short', '178 addresses are needed'],
      fix: ['cannot be enlarged', '/24', '10.80.0.0/24'],
    },
    {
      because: 'five pools surge each on their own',
      given: inSubnet('10.80.16.0/27', 4, 4, 4, 4, 4),
      on: nodes,
      says: ['3 addresses short', '35 addresses are needed'],
    },
    {
      because: 'every pod takes an address of the node subnet',
      given: [
        vnet('v', ['10.80.0.0/16']),
        subnet('v/nodes', '10.80.16.0/24'),
        cluster('a', { network: nodeSubnetMode }),
        pool('a/one', 8, { subnet: nodes, maxPods: 30, upgrade: { maxSurge: '1' } }),
      ],
      on: nodes,
      says: ['28 addresses short'],
    },
    {
      because: 'private endpoints take the rest',
      given: [
        ...inSubnet('10.80.16.0/28', 6),
        ...['k', 'l', 'm'].map((name) => endpoint(name, nodes)),
      ],
      on: nodes,
      says: ['1 addresses short'],
    },
    {
      because: 'the known part does not fit, whatever the rest may be',
      given: [
        ...inSubnet('10.80.16.0/27', 20),
        pool('a/x', 3, { subnet: nodes, maxPods: 30, count: notStated('count') }),
      ],
      on: nodes,
      says: ['short'],
    },
  ],
  good: [
    { because: 'maximum and surge fit exactly', given: inSubnet('10.80.16.0/27', 18), on: nodes },
    {
      because: 'two ranges of one subnet',
      given: [
        ...inSubnet('10.80.16.0/28', 18).filter((one) => one.kind !== 'subnet'),
        subnet('v/nodes', undefined, { prefixes: prefixes('10.80.16.0/28', '10.80.17.0/27') }),
      ],
      on: nodes,
    },
  ],
  open: [
    {
      because: 'the size of a pool is not known',
      given: [
        ...inSubnet('10.80.16.0/24'),
        pool('a/x', 3, { subnet: nodes, count: notStated('count') }),
      ],
      on: nodes,
      missing: 'notStated',
    },
    {
      because: 'a pool does not say where it lives',
      given: [...inSubnet('10.80.16.0/24'), pool('a/x', 3, { subnet: notStated('subnet') })],
      on: nodes,
      missing: 'notStated',
    },
    {
      because: 'nobody listed who lives in the subnet',
      given: inSubnet('10.80.16.0/24', 10),
      on: nodes,
      frame: { coverage: [] },
      missing: 'notListed',
    },
  ],
});
