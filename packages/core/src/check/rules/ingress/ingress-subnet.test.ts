import { proveRule } from '../../../../test/check/prove-rule.ts';
import {
  appGateway,
  cluster,
  clusterId,
  endpoint,
  peering,
  pool,
  type SaidOfCluster,
  subnet,
  subnetId,
  vnet,
} from '../../../estate/sketch.ts';
import { notStated } from '../../../evidence/knowable.ts';
import { ingressSubnet } from './ingress-subnet.ts';

const spoke = (said: SaidOfCluster) => [
  vnet('v', ['10.80.0.0/16']),
  subnet('v/nodes', '10.80.0.0/22'),
  cluster('a', said),
  pool('a/one', 3, { subnet: subnetId('v', 'nodes') }),
];
const gateway = subnetId('v', 'agw');
const own = [subnet('v/agw', '10.80.8.0/24', { purpose: 'ingressSubnet' })];
const a = clusterId('a');
const nodeSubnetMode = { pluginMode: undefined, podRanges: [] };
const hub = [
  vnet('hub', ['10.0.0.0/16']),
  subnet('hub/agw', '10.0.8.0/24', { purpose: 'ingressSubnet' }),
  peering('v', 'hub'),
  peering('hub', 'v'),
];

proveRule(ingressSubnet, {
  bad: [
    {
      because: 'no subnet for the gateway',
      given: spoke({ ingress: ['agic'] }),
      on: a,
      severity: 'warning',
      says: ['Application Gateway', 'needs a subnet for itself'],
      fix: ['Microsoft.Network/applicationGateways'],
    },
    {
      because: 'beside overlay a subnet of the hub will not do',
      given: [...spoke({ ingress: ['agic'] }), ...hub],
      on: a,
      severity: 'warning',
      says: ['there is none'],
    },
    {
      because: 'a private endpoint in the subnet of the gateway',
      given: [...spoke({}), ...own, appGateway('agw', gateway), endpoint('kv', gateway)],
      on: gateway,
      says: ['kv lives there too'],
    },
    {
      because: 'the gateway in the node subnet',
      given: [...spoke({}), appGateway('agw', subnetId('v', 'nodes'))],
      on: subnetId('v', 'nodes'),
      says: ['lives there too'],
    },
  ],
  good: [
    {
      because: 'a subnet of its own',
      given: [...spoke({ ingress: ['agic'] }), ...own, appGateway('agw', gateway)],
      on: a,
    },
    {
      because: 'pods in the VNet can be reached from a gateway in the hub',
      given: [...spoke({ ingress: ['agic'], network: nodeSubnetMode }), ...hub],
      on: a,
    },
    {
      because: 'a gateway of pods needs none',
      given: spoke({ ingress: ['app-routing-gateway-api'] }),
      on: a,
    },
  ],
  open: [
    {
      because: 'the ingress of the cluster is not known',
      given: spoke({ ingress: notStated('ingress') }),
      on: a,
      missing: 'notStated',
    },
    {
      because: 'an endpoint does not say where it lives',
      given: [
        ...spoke({}),
        ...own,
        appGateway('agw', gateway),
        endpoint('kv', gateway, { subnet: notStated('subnet') }),
      ],
      on: gateway,
      missing: 'notStated',
    },
    {
      because: 'gateway and pool may both live there',
      given: [
        vnet('v', ['10.80.0.0/16']),
        subnet('v/nodes', '10.80.0.0/22'),
        cluster('a', { ingress: ['agic'] }),
        pool('a/one', 3, { subnet: notStated('vnetSubnetID') }),
        appGateway('agw', gateway, { subnet: notStated('subnet') }),
      ],
      on: subnetId('v', 'nodes'),
      missing: 'notStated',
    },
  ],
});
