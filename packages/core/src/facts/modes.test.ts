import { describe, expect, it } from 'vitest';
import { dataPlanes } from './data-planes.ts';
import {
  defaultMaxPods,
  type ModeId,
  modeByDefault,
  modes,
  type ObservedShape,
  recogniseMode,
} from './modes.ts';
import { policyEngines } from './policy-engines.ts';
import { spaceKinds } from './space-kinds.ts';

const every = Object.values(modes);

describe('recogniseMode', () => {
  it.each<[ObservedShape, ModeId | undefined]>([
    [{ networkPlugin: 'azure', networkPluginMode: 'overlay', podSubnet: false }, 'overlay'],
    [{ networkPlugin: 'Azure', networkPluginMode: 'Overlay', podSubnet: false }, 'overlay'],
    // a contradiction that Azure refuses is still overlay, so that the rule about it can speak
    [{ networkPlugin: 'azure', networkPluginMode: 'overlay', podSubnet: true }, 'overlay'],
    [{ networkPlugin: 'azure', podSubnet: true }, 'podSubnetDynamic'],
    [
      { networkPlugin: 'azure', networkPluginMode: '', podSubnet: true, podIPAllocationMode: '' },
      'podSubnetDynamic',
    ],
    [
      { networkPlugin: 'azure', podSubnet: true, podIPAllocationMode: 'dynamicIndividual' },
      'podSubnetDynamic',
    ],
    [
      { networkPlugin: 'azure', podSubnet: true, podIPAllocationMode: 'StaticBlock' },
      'podSubnetStatic',
    ],
    [{ networkPlugin: 'azure', podSubnet: false }, 'nodeSubnet'],
    [{ networkPlugin: 'kubenet', podSubnet: false }, 'kubenet'],
    [{ networkPlugin: 'none', podSubnet: false }, 'byo'],
    [{ networkPlugin: 'calico', podSubnet: false }, undefined],
    [{ networkPlugin: '', podSubnet: false }, undefined],
    [{ networkPlugin: '__proto__', podSubnet: false }, undefined],
  ])('%j is %s', (shape, id) => {
    expect(recogniseMode(shape)?.id).toBe(id);
  });

  it('knows every mode again by what is written for it, and takes it for no other', () => {
    for (const mode of every) {
      const claimants = every.filter((each) => each.recognises(mode.profile));
      expect(claimants.map((each) => each.id)).toEqual([mode.id]);
    }
  });
});

describe('needPerNode', () => {
  it.each<[ModeId, number, number, number, number]>([
    // mode, maxPods, node subnet, pod subnet, blocks of the pod range
    ['overlay', 250, 1, 0, 1],
    ['overlay', 30, 1, 0, 1],
    ['podSubnetDynamic', 110, 1, 128, 0],
    ['podSubnetStatic', 30, 1, 32, 0],
    ['podSubnetStatic', 32, 1, 48, 0],
    ['nodeSubnet', 30, 31, 0, 0],
    ['kubenet', 110, 1, 0, 1],
    ['byo', 250, 1, 0, 0],
  ])('%s with %i pods', (id, maxPods, ...[nodeSubnet, podSubnet, podRangeBlocks]) => {
    expect(modes[id].needPerNode(maxPods)).toMatchObject({ nodeSubnet, podSubnet, podRangeBlocks });
  });

  it('is never less than what a node needs to join', () => {
    for (const mode of every) {
      for (const maxPods of [10, 30, 31, 110, 250]) {
        const full = mode.needPerNode(maxPods);
        const first = mode.needToJoin(maxPods);
        expect(full.nodeSubnet).toBeGreaterThanOrEqual(first.nodeSubnet);
        expect(full.podSubnet).toBeGreaterThanOrEqual(first.podSubnet);
      }
    }
  });

  it('takes from a pod subnet exactly in modes that own one', () => {
    for (const mode of every) {
      const takes = mode.needPerNode(30).podSubnet > 0;
      expect(takes, mode.id).toBe(mode.spaces.includes('podSubnet'));
      expect(mode.profile.podSubnet, mode.id).toBe(takes);
      expect(mode.podTrafficLeavesBy === 'podSubnet', mode.id).toBe(takes);
    }
  });
});

describe('entries of modes', () => {
  it('name data planes and engines that go together', () => {
    for (const mode of every) {
      for (const engine of mode.policyEngines) {
        const plane = policyEngines[engine].dataPlane;
        const planes = plane === 'any' ? mode.dataPlanes : [plane];
        expect(mode.dataPlanes, `${mode.id} with ${engine}`).toEqual(
          expect.arrayContaining([...planes]),
        );
        for (const each of planes) expect(dataPlanes[each].policyEngines.length).toBeGreaterThan(0);
      }
    }
  });

  it('show pods outside only where they can be reached', () => {
    for (const mode of every) {
      const shown = mode.sourceSeenBy.onPremises === 'pod';
      expect(shown, mode.id).toBe(mode.podsReachableFrom === 'routed');
    }
  });

  it('own ranges of kinds that exist', () => {
    for (const mode of every) {
      for (const space of mode.spaces) expect(spaceKinds[space].id).toBe(space);
    }
  });
});

describe('defaults', () => {
  it.each<[ModeId, number]>([
    ['overlay', 250],
    ['podSubnetDynamic', 250],
    ['podSubnetStatic', 250],
    ['nodeSubnet', 30],
    ['kubenet', 110],
    ['byo', 250],
  ])('maxPods of %s: %i', (id, maxPods) => {
    expect(defaultMaxPods(modes[id])).toBe(maxPods);
  });

  it('follow what is assumed', () => {
    const choices = { 'podSubnet.defaultMaxPods': '30', 'cluster.defaultNetworkPlugin': 'kubenet' };
    expect(defaultMaxPods(modes.podSubnetDynamic, choices)).toBe(30);
    expect(modeByDefault(choices).id).toBe('kubenet');
    expect(modeByDefault().id).toBe('overlay');
  });
});
