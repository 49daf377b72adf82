import { formatPrefix } from '@aksnet/net';
import { expect, test } from 'vitest';
import { toBeAllocated } from '../evidence/knowable.ts';
import type { AnyElement } from './elements/kinds.ts';
import { estateOf } from './estate.ts';
import { networkOfCluster, ranges, rangesOf } from './ranges.ts';
import * as sketch from './sketch.ts';

const nodes = sketch.subnetId('spoke', 'nodes');

const told = (...elements: readonly AnyElement[]) =>
  ranges(estateOf(sketch.sketchedFrame, elements)).held.map((range) =>
    [range.kind, range.scope, range.field, formatPrefix(range.prefix), range.held ?? ''].join(' '),
  );

test('every range has its kind, its reach and the field that says it', () => {
  expect(
    told(
      sketch.vnet('spoke', ['10.80.0.0/16'], { heldFor: sketch.prefixes('10.81.0.0/16') }),
      sketch.subnet('spoke/nodes', '10.80.16.0/21'),
      sketch.subnet('spoke/endpoints', '10.80.40.0/24', { purpose: 'privateEndpointSubnet' }),
      sketch.subnet('spoke/GatewaySubnet', '10.80.41.0/27'),
      sketch.subnet('spoke/empty', '10.80.42.0/24'),
      sketch.cluster('pay'),
      sketch.pool('pay/main', 3, { subnet: nodes }),
      sketch.external('datacentre', 'onPremises', ['10.0.0.0/14']),
      sketch.external('bridge', 'docker', ['172.17.0.0/16']),
      sketch.peering('spoke', 'far', { remotePrefixes: sketch.prefixes('10.9.0.0/16') }),
    ),
  ).toEqual([
    'vnet routed prefixes 10.80.0.0/16 ',
    'vnet routed heldFor 10.81.0.0/16 true',
    'nodeSubnet routed prefixes 10.80.16.0/21 ',
    'privateEndpointSubnet routed prefixes 10.80.40.0/24 ',
    'gatewaySubnet routed prefixes 10.80.41.0/27 ',
    'otherSubnet routed prefixes 10.80.42.0/24 ',
    'overlayPods clusterLocal network.podRanges 10.244.0.0/16 ',
    'service clusterLocal network.serviceRanges 10.0.0.0/16 ',
    'onPremises routed prefixes 10.0.0.0/14 ',
    'docker nodeLocal prefixes 172.17.0.0/16 ',
    'peer routed remotePrefixes 10.9.0.0/16 ',
  ]);
});

test('a peering does not repeat the ranges of a VNet that tells them itself', () => {
  const seen = { remotePrefixes: sketch.prefixes('10.1.0.0/16') };
  expect(
    told(
      sketch.vnet('a', ['10.0.0.0/16']),
      sketch.vnet('b', ['10.1.0.0/16']),
      sketch.peering('a', 'b', seen),
    ),
  ).toHaveLength(2);
});

test('the ranges of a cluster lie in the VNet of its pools', () => {
  const estate = estateOf(sketch.sketchedFrame, [
    sketch.cluster('pay'),
    sketch.pool('pay/main', 3, { subnet: nodes }),
  ]);
  expect(networkOfCluster(estate, sketch.clusterId('pay'))).toBe(sketch.vnetId('spoke'));
  expect(rangesOf(estate, sketch.clusterId('pay')).map((range) => range.virtualNetwork)).toEqual([
    sketch.vnetId('spoke'),
    sketch.vnetId('spoke'),
  ]);
});

test('a range that is not known is told as missing, never left out', () => {
  const estate = estateOf(sketch.sketchedFrame, [
    sketch.vnet('spoke', ['10.80.0.0/16']),
    sketch.subnet('spoke/nodes', undefined),
    sketch.cluster('pay', { network: { podRanges: toBeAllocated } }),
  ]);
  expect(ranges(estate).missing.map(({ kind, missing }) => [kind, missing])).toEqual([
    ['otherSubnet', toBeAllocated.unknown],
    ['overlayPods', toBeAllocated.unknown],
  ]);
});
