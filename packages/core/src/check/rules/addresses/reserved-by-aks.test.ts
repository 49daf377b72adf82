import { prefix } from '@aksnet/net';
import { proveRule } from '../../../../test/check/prove-rule.ts';
import {
  cluster,
  clusterId,
  external,
  pool,
  subnet,
  subnetId,
  vnet,
  vnetId,
} from '../../../estate/sketch.ts';
import { notStated } from '../../../evidence/knowable.ts';
import { reservedByAks } from './reserved-by-aks.ts';

const withService = (range: string) =>
  cluster('a', { network: { serviceRanges: [prefix(range)] } });
const withPods = (range: string) => cluster('a', { network: { podRanges: [prefix(range)] } });
const inNetwork = (range: string) => [
  vnet('v', [range]),
  subnet('v/nodes', range),
  cluster('a'),
  pool('a/one', 3, { subnet: subnetId('v', 'nodes') }),
];

proveRule(reservedByAks, {
  bad: [
    {
      because: 'the Service range is one of the four',
      given: [withService('172.30.0.0/16')],
      says: ['172.30.0.0/16', 'documented as forbidden', 'API rejects it here is not documented'],
      fix: ['172.16.0.0/16'],
    },
    {
      because: 'a Service range contains one of the four',
      given: [withService('192.0.0.0/16')],
      says: ['192.0.2.0/24'],
    },
    {
      because: 'a pod range lies in one of the two that the API checks',
      given: [withPods('172.31.128.0/17')],
      says: ['172.31.0.0/16', 'refuses', '2026-05-29'],
    },
    {
      because: 'a pod range contains two of them',
      given: [withPods('172.16.0.0/12')],
      says: ['meets 172.30.0.0/16'],
    },
    {
      because: 'the VNet of a cluster is one of the four',
      given: inNetwork('172.31.0.0/16'),
      on: vnetId('v'),
      says: ['VNet range 172.31.0.0/16 of v'],
    },
  ],
  good: [
    { because: 'usual ranges', given: [withService('172.20.0.0/16')] },
    { because: 'just before the two', given: [withService('172.29.0.0/16')] },
    {
      because: 'the same range on premises is legal',
      given: [withService('172.20.0.0/16'), external('aws', 'otherCloud', ['172.31.0.0/16'])],
      on: clusterId('a'),
    },
    {
      because: 'a VNet without a cluster is not bound',
      given: [vnet('hub', ['172.31.0.0/16'])],
    },
  ],
  open: [
    {
      because: 'the Service range is not known',
      given: [cluster('a', { network: { serviceRanges: notStated('serviceRanges') } })],
      missing: 'notStated',
    },
    {
      because: 'nothing says whether the VNet holds a cluster',
      given: [vnet('v', ['172.31.0.0/16'])],
      frame: { coverage: [] },
      missing: 'notListed',
    },
  ],
});
