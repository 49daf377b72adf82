import { formatPrefix, prefix } from '@aksnet/net';
import { describe, expect, it } from 'vitest';
import { isSupportedPodSpace, reservedHits } from './reserved-ranges.ts';
import type { SpaceKindId } from './space-kinds.ts';

/** What a range meets that is more than worth a remark. */
function faults(range: string, kind: SpaceKindId, holdsCluster = true): readonly string[] {
  return reservedHits(prefix(range), kind, { holdsCluster })
    .filter((hit) => hit.enforcement.kind !== 'remark')
    .map((hit) => formatPrefix(hit.range.prefix));
}

describe('the four ranges of AKS', () => {
  it.each<[string, SpaceKindId, readonly string[]]>([
    // by containing, by equality, by lying inside
    ['172.16.0.0/12', 'overlayPods', ['172.30.0.0/16', '172.31.0.0/16']],
    ['172.30.0.0/16', 'service', ['172.30.0.0/16']],
    ['172.30.4.0/22', 'nodeSubnet', ['172.30.0.0/16']],
    ['192.0.2.128/25', 'vnet', ['192.0.2.0/24']],
    // beside them
    ['172.20.0.0/16', 'service', []],
    ['172.29.0.0/16', 'overlayPods', []],
    ['172.32.0.0/16', 'overlayPods', []],
    // nobody else is bound
    ['172.31.0.0/16', 'onPremises', []],
    ['172.31.0.0/16', 'otherCloud', []],
    ['172.30.0.0/16', 'peer', []],
    ['172.30.0.0/24', 'vwanHub', []],
    // the other family is another world
    ['fd00::/8', 'overlayPods', []],
  ])('%s as %s', (range, kind, hits) => {
    expect(faults(range, kind)).toEqual(hits);
  });

  it('do not bind a VNet that holds no cluster', () => {
    expect(faults('172.31.0.0/16', 'vnet', false)).toEqual([]);
    expect(faults('172.31.0.0/16', 'vnet', true)).toEqual(['172.31.0.0/16']);
  });

  it('are known to be checked for pod ranges only', () => {
    const enforcement = (kind: SpaceKindId) =>
      reservedHits(prefix('172.30.0.0/16'), kind)[0]?.enforcement;
    expect(enforcement('overlayPods')).toEqual({ kind: 'refusedByApi', since: '2026-05-29' });
    expect(enforcement('service')).toEqual({
      kind: 'rule',
      assumes: 'serviceCidr.forbiddenEnforced',
    });
  });
});

describe('other reserved ranges', () => {
  it.each<[string, SpaceKindId, readonly string[]]>([
    ['224.0.0.0/8', 'vnet', ['224.0.0.0/4']],
    ['168.63.129.0/24', 'nodeSubnet', ['168.63.129.16/32']],
    ['168.63.129.0/24', 'onPremises', []],
    ['127.0.0.0/16', 'vnet', ['127.0.0.0/8']],
  ])('%s as %s', (range, kind, hits) => {
    expect(faults(range, kind)).toEqual(hits);
  });

  it('the container bridge deserves a remark only', () => {
    const hits = reservedHits(prefix('172.17.0.0/20'), 'nodeSubnet');
    expect(hits.map((hit) => hit.enforcement)).toEqual([
      { kind: 'remark', assumes: 'docker.bridge' },
    ]);
  });
});

describe('isSupportedPodSpace', () => {
  it.each([
    ['10.244.0.0/16', true],
    ['100.64.0.0/14', true],
    ['172.244.0.0/16', false],
    ['172.10.0.0/16', false],
    ['100.0.0.0/8', false],
    ['fd12::/64', true],
  ])('%s: %s', (range, supported) => {
    expect(isSupportedPodSpace(prefix(range))).toBe(supported);
  });
});
