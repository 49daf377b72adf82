import { describe, expect, test } from 'vitest';
import { isKnown, notStated } from '../evidence/knowable.ts';
import type { AgentPool } from './elements/cluster.ts';
import { estateOf } from './estate.ts';
import { clusterMode, clusterModes, maxPodsOf, poolMode } from './modes-of.ts';
import * as sketch from './sketch.ts';

const subnet = sketch.subnetId('spoke', 'pods');
const azure = { plugin: 'azure', pluginMode: undefined } as const;
const blocks = { podSubnet: subnet, podIpAllocation: 'StaticBlock' } as const;
const vague = { podSubnet: notStated('podSubnet'), podIpAllocation: notStated('x') } as const;

const modeOf = (network: sketch.SaidOfCluster['network'], said: sketch.Said<AgentPool> = {}) => {
  const pool = sketch.pool('pay/main', 3, said);
  const estate = estateOf(sketch.sketchedFrame, [
    sketch.cluster('pay', network === undefined ? {} : { network }),
    pool,
  ]);
  const mode = poolMode(estate, pool);
  return isKnown(mode) ? mode.id : mode.unknown[0].kind;
};

describe('the mode of a pool', () => {
  test.each([
    ['overlay', {}, {}],
    ['kubenet', { plugin: 'kubenet', pluginMode: undefined }, {}],
    ['byo', { plugin: 'none', pluginMode: undefined }, {}],
    ['nodeSubnet', azure, {}],
    ['podSubnetDynamic', azure, { podSubnet: subnet }],
    ['podSubnetStatic', azure, blocks],
  ] as const)('is %s', (mode, network, said) => {
    expect(modeOf(network, said)).toBe(mode);
  });

  test('needs only what decides', () => {
    expect(modeOf({}, vague)).toBe('overlay');
    expect(modeOf({ plugin: 'kubenet', pluginMode: notStated('mode') }, vague)).toBe('kubenet');
    expect(modeOf(azure, { podSubnet: undefined, podIpAllocation: notStated('x') })).toBe(
      'nodeSubnet',
    );
  });

  test('is not known while something that decides is missing', () => {
    expect(modeOf(azure, vague)).toBe('notStated');
    expect(modeOf(azure, { podSubnet: subnet, podIpAllocation: notStated('x') })).toBe('notStated');
    expect(modeOf({ plugin: notStated('plugin') })).toBe('notStated');
    expect(modeOf({ plugin: 'azure', pluginMode: notStated('mode') })).toBe('notStated');
  });
});

describe('the mode of a cluster', () => {
  const cluster = sketch.cluster('flat', { network: azure });

  test('is that of its first pool; pools on pod subnets may differ', () => {
    const estate = estateOf(sketch.sketchedFrame, [
      cluster,
      sketch.pool('flat/a', 3, blocks),
      sketch.pool('flat/b', 3, { podSubnet: subnet }),
    ]);
    const [mode, modes] = [clusterMode(estate, cluster), clusterModes(estate, cluster)];
    expect(isKnown(mode) && mode.id).toBe('podSubnetStatic');
    expect(isKnown(modes) && modes.map(({ id }) => id)).toEqual([
      'podSubnetStatic',
      'podSubnetDynamic',
    ]);
  });

  test('needs no pool where the pools do not matter', () => {
    const estate = estateOf({ ...sketch.sketchedFrame, coverage: [] }, []);
    expect(clusterMode(estate, sketch.cluster('pay'))).toMatchObject({ id: 'overlay' });
    expect(clusterMode(estate, cluster)).toEqual({
      unknown: [{ kind: 'notListed', what: 'agentPool', within: cluster.id }],
    });
  });
});

describe('maxPods of a pool', () => {
  const maxPods = (network: sketch.SaidOfCluster['network'], said: sketch.Said<AgentPool> = {}) => {
    const pool = sketch.pool('pay/main', 3, said);
    const cluster = sketch.cluster('pay', network === undefined ? {} : { network });
    return maxPodsOf(estateOf(sketch.sketchedFrame, [cluster, pool]), pool);
  };

  test.each([
    ['as stated', maxPods({}, { maxPods: 60 }), { value: 60, assumes: [] }],
    ['by default of overlay', maxPods({}), { value: 250, assumes: [] }],
    ['by default of node subnet', maxPods(azure), { value: 30, assumes: [] }],
    [
      'by an assumption where pages disagree',
      maxPods(azure, { podSubnet: subnet }),
      { value: 250, assumes: ['podSubnet.defaultMaxPods'] },
    ],
    [
      'not known when the input does not say',
      maxPods({}, { maxPods: notStated('maxPods') }),
      { value: notStated('maxPods'), assumes: [] },
    ],
  ])('%s', (_, found, expected) => {
    expect(found).toEqual(expected);
  });
});
