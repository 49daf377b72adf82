import { proveRule } from '../../../../test/check/prove-rule.ts';
import { cluster, clusterId, flowOut, pool } from '../../../estate/sketch.ts';
import { notStated } from '../../../evidence/knowable.ts';
import { snatSupply } from './snat-supply.ts';

const host = 'api.cardprocessor.example';
const byHand = (allocatedOutboundPorts: number) =>
  cluster('a', { network: { loadBalancer: { managedOutboundIps: 1, allocatedOutboundPorts } } });
const natGateway = cluster('a', {
  network: {
    outboundType: 'managedNATGateway',
    loadBalancer: undefined,
    natGateway: { managedOutboundIps: 1 },
  },
});

proveRule(snatSupply, {
  bad: [
    {
      because: 'forty nodes open more connections than their ports carry',
      given: [cluster('a'), pool('a/one', 40), flowOut(host, 'a', { rate: 1200, duration: 20 })],
      says: [host, 'on each node', 'time out under load'],
      fix: ['NAT gateway'],
    },
    {
      because: 'one address of a NAT gateway is not enough',
      given: [natGateway, pool('a/one', 40), flowOut(host, 'a', { rate: 2000, duration: 30 })],
      says: [host],
      fix: ['public addresses'],
    },
    {
      because: 'AKS refuses 9 nodes with 8,000 ports each on one address',
      given: [
        byHand(8000),
        pool('a/one', 8, { upgrade: { maxSurge: '1' } }),
        flowOut(host, 'a', { rate: 1, duration: 1 }),
      ],
      on: clusterId('a'),
      says: ['72,000 ports', '64,000 ports', 'refuses'],
    },
    {
      because: 'the surge of an upgrade crosses a step of the table',
      given: [
        cluster('a'),
        pool('a/one', 50, { upgrade: { maxSurge: '1' } }),
        flowOut(host, 'a', { rate: 10, duration: 1 }),
      ],
      on: clusterId('a'),
      severity: 'note',
      says: ['from 50 to 51 nodes', 'from 1,024 to 512'],
    },
  ],
  good: [
    {
      because: 'a few connections',
      given: [cluster('a'), pool('a/one', 10), flowOut(host, 'a', { rate: 10, duration: 5 })],
    },
  ],
  open: [
    {
      because: 'no connections are declared',
      given: [cluster('a'), pool('a/one', 10)],
      missing: 'notStated',
    },
    {
      because: 'a rate is not known',
      given: [cluster('a'), pool('a/one', 10), flowOut(host, 'a', { duration: 5 })],
      on: clusterId('a'),
      missing: 'notStated',
    },
    {
      because: 'the outbound type is not known',
      given: [cluster('a', { network: { outboundType: notStated('outboundType') } })],
      missing: 'notStated',
    },
  ],
});
