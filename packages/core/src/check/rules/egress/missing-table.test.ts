import { proveRule } from '../../../../test/check/prove-rule.ts';
import { cluster, pool, subnet, subnetId, vnet } from '../../../estate/sketch.ts';
import { notStated } from '../../../evidence/knowable.ts';
import { routeTable, routeVia, tableId } from '../../drawn.ts';
import { missingTable } from './missing-table.ts';

const network = [
  vnet('v', ['10.80.0.0/16']),
  routeTable('t', routeVia('10.0.0.4')),
  routeTable('other', routeVia('10.0.0.5')),
  subnet('v/nodes', '10.80.0.0/22', { routeTable: tableId('t') }),
  subnet('v/bare', '10.80.8.0/24'),
  subnet('v/elsewhere', '10.80.9.0/24', { routeTable: tableId('other') }),
];
const routed = cluster('a', { network: { outboundType: 'userDefinedRouting' } });
const flat = cluster('a', {
  network: { outboundType: 'userDefinedRouting', pluginMode: undefined, podRanges: [] },
});
const inSubnet = (name: string, where: string) =>
  pool(`a/${name}`, 3, { subnet: subnetId('v', where) });

proveRule(missingTable, {
  bad: [
    {
      because: 'one of two pools has no table',
      given: [...network, routed, inSubnet('one', 'nodes'), inSubnet('two', 'bare')],
      says: ['bare has no route table'],
      fix: ['bare'],
    },
    {
      because: 'pods leave by a subnet without a table',
      given: [
        ...network,
        flat,
        pool('a/one', 3, {
          subnet: subnetId('v', 'nodes'),
          podSubnet: subnetId('v', 'bare'),
          podIpAllocation: 'DynamicIndividual',
        }),
      ],
      says: ['bare has no route table'],
    },
    {
      because: 'pools leave by different firewalls',
      given: [...network, routed, inSubnet('one', 'nodes'), inSubnet('two', 'elsewhere')],
      severity: 'warning',
      says: ['2 different next hops'],
    },
  ],
  good: [
    {
      because: 'both pools have the table',
      given: [...network, routed, inSubnet('one', 'nodes'), inSubnet('two', 'nodes')],
    },
    {
      because: 'pods of an overlay leave with their nodes',
      given: [...network, routed, inSubnet('one', 'nodes')],
    },
  ],
  open: [
    {
      because: 'a pool does not say where it lives',
      given: [
        ...network,
        routed,
        inSubnet('one', 'nodes'),
        pool('a/two', 3, { subnet: notStated('subnet') }),
      ],
      missing: 'notStated',
    },
    {
      because: 'nobody listed the pools',
      given: [...network, routed, inSubnet('one', 'nodes')],
      frame: { coverage: [] },
      missing: 'notListed',
    },
  ],
});
