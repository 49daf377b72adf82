import { proveRule } from '../../../../test/check/prove-rule.ts';
import type { Subnet } from '../../../estate/elements/network.ts';
import { cluster, pool, type Said, subnet, subnetId, vnet } from '../../../estate/sketch.ts';
import { notStated } from '../../../evidence/knowable.ts';
import { routeTable, routeVia, tableId } from '../../drawn.ts';
import { serviceEndpointBypass } from './service-endpoint.ts';

const inSubnet = (said: Said<Subnet>) => [
  vnet('v', ['10.80.0.0/16']),
  routeTable('t', routeVia('10.0.0.4')),
  subnet('v/nodes', '10.80.0.0/22', { routeTable: tableId('t'), ...said }),
  cluster('a', { network: { outboundType: 'userDefinedRouting' } }),
  pool('a/one', 3, { subnet: subnetId('v', 'nodes') }),
];

proveRule(serviceEndpointBypass, {
  bad: [
    {
      because: 'storage is reached past the firewall',
      given: inSubnet({ serviceEndpoints: ['Microsoft.Storage', 'Microsoft.KeyVault'] }),
      says: ['Microsoft.Storage', 'Microsoft.KeyVault', 'goes past it'],
      fix: ['private endpoints'],
    },
  ],
  good: [{ because: 'no service endpoints', given: inSubnet({}) }],
  open: [
    {
      because: 'the service endpoints are not known',
      given: inSubnet({ serviceEndpoints: notStated('serviceEndpoints') }),
      missing: 'notStated',
    },
  ],
});
