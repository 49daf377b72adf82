import { proveRule } from '../../../../test/check/prove-rule.ts';
import type { Subnet } from '../../../estate/elements/network.ts';
import { cluster, endpoint, type Said, subnet, subnetId, vnet } from '../../../estate/sketch.ts';
import { notStated } from '../../../evidence/knowable.ts';
import { apiServerSubnet } from './api-server-subnet.ts';

const api = subnetId('v', 'api');

/** So many clusters with VNet integration in a subnet of that range. */
const servers = (range: string, count: number, said: Said<Subnet> = {}) => [
  vnet('v', ['10.80.0.0/16']),
  subnet('v/api', range, {
    delegations: ['Microsoft.ContainerService/managedClusters'],
    ...said,
  }),
  ...Array.from({ length: count }, (_, i) =>
    cluster(`c${i}`, { access: { vnetIntegration: true, subnet: api } }),
  ),
];

proveRule(apiServerSubnet, {
  bad: [
    {
      because: 'a /28 holds one API server',
      given: servers('10.80.0.0/28', 2),
      on: api,
      says: ['7 addresses short', 'nine for each'],
      fix: ['/27'],
    },
    {
      because: 'a /29 is below the smallest',
      given: servers('10.80.0.0/29', 1),
      on: api,
      says: ['smallest is a /28'],
    },
    {
      because: 'the delegation is missing',
      given: servers('10.80.0.0/28', 1, { delegations: [] }),
      on: api,
      says: ['not delegated to Microsoft.ContainerService/managedClusters'],
    },
    {
      because: 'a private endpoint lives in it too',
      given: [...servers('10.80.0.0/27', 1), endpoint('kv', api)],
      on: api,
      says: ['also holds kv'],
    },
  ],
  good: [
    { because: 'one in a /28', given: servers('10.80.0.0/28', 1), on: api },
    { because: 'three in a /27', given: servers('10.80.0.0/27', 3), on: api },
  ],
  open: [
    {
      because: 'a cluster does not say which subnet',
      given: [
        ...servers('10.80.0.0/28', 1),
        cluster('x', { access: { vnetIntegration: true, subnet: notStated('subnet') } }),
      ],
      on: api,
      missing: 'notStated',
    },
    {
      because: 'nobody listed the clusters',
      given: servers('10.80.0.0/28', 1),
      on: api,
      frame: { coverage: [] },
      missing: 'notListed',
    },
  ],
});
