import { proveRule } from '../../../../test/check/prove-rule.ts';
import type { HubConnection } from '../../../estate/elements/network.ts';
import type { Route } from '../../../estate/elements/routing.ts';
import {
  cluster,
  clusterId,
  pool,
  subnet,
  subnetId,
  vnet,
  vnetId,
} from '../../../estate/sketch.ts';
import { notStated } from '../../../evidence/knowable.ts';
import { routeTable, routeToInternet, routeVia, tableId } from '../../drawn.ts';
import { defaultRouteAstray } from './default-route.ts';

const routed = cluster('a', { network: { outboundType: 'userDefinedRouting' } });
const withRoutes = (...routes: readonly Route[]) => [
  vnet('v', ['10.80.0.0/16']),
  routeTable('t', ...routes),
  subnet('v/nodes', '10.80.0.0/22', { routeTable: tableId('t') }),
  routed,
  pool('a/one', 3, { subnet: subnetId('v', 'nodes') }),
];
const wan: HubConnection = {
  kind: 'hubConnection',
  id: '/connection',
  name: 'c',
  source: { document: 'x', path: [] },
  hub: '/hub',
  virtualNetwork: vnetId('v'),
  internetSecurity: true,
};
const nowhere: Route = { ...routeToInternet, name: 'drop', nextHop: 'None' };

proveRule(defaultRouteAstray, {
  bad: [
    {
      because: 'AKS refuses Internet as next hop',
      given: withRoutes(routeToInternet),
      says: ['sends 0.0.0.0/0 to Internet', 'refuses Internet'],
    },
    { because: 'packets are dropped', given: withRoutes(nowhere), says: ['0.0.0.0/0 to None'] },
    {
      because: 'the table has other routes only',
      given: withRoutes(routeVia('10.0.0.4', '192.168.0.0/16')),
      says: ['has no route for 0.0.0.0/0'],
    },
    {
      because: 'a hub may teach the route, but AKS is said to want it in the table',
      given: [...withRoutes(), wan],
      on: clusterId('a'),
      severity: 'warning',
      says: ['has no route for 0.0.0.0/0'],
    },
  ],
  good: [
    { because: 'an appliance', given: withRoutes(routeVia('10.0.0.4')) },
    {
      because: 'a gateway',
      given: withRoutes({ ...routeToInternet, nextHop: 'VirtualNetworkGateway' }),
    },
    {
      because: 'a hub teaches the route, and an empty table was seen to work',
      given: [...withRoutes(), wan],
      frame: { assume: { 'virtualWan.userDefinedRouting': 'emptyTableWorks' } },
    },
  ],
  open: [
    {
      because: 'the routes are not known',
      given: withRoutes().map((one) =>
        one.kind === 'routeTable' ? { ...one, routes: notStated('routes') } : one,
      ),
      missing: 'notStated',
    },
    {
      because: 'the table is not among the inputs',
      given: withRoutes(routeVia('10.0.0.4')).filter((one) => one.kind !== 'routeTable'),
      missing: 'notSupplied',
    },
    {
      because: 'the outbound type is not known',
      given: [cluster('a', { network: { outboundType: notStated('outboundType') } })],
      missing: 'notStated',
    },
  ],
});
