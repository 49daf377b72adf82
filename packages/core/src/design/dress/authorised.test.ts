import { describe, expect, test } from 'vitest';
import { requirementsOf, smallest } from '../../../test/fixtures/requirements.ts';
import { encodeElement } from '../../codec/azure.ts';
import { isReference } from '../../codec/codec.ts';
import type { Cluster } from '../../estate/elements/cluster.ts';
import { all, type Estate, withElements } from '../../estate/estate.ts';
import { intentsOf } from '../../path/intents.ts';
import { verify } from '../../path/verify.ts';
import { type DesignResult, design } from '../design.ts';

const listed = { exposure: 'public', authorizedRanges: ['203.0.113.0/24'] };
const plan = (apiServer: object, rest: object = {}, egress: object = {}): DesignResult =>
  design({
    requirements: requirementsOf({
      ...smallest,
      ...rest,
      clusters: [{ ...smallest.clusters[0], apiServer, egress }],
    }),
    day: '2026-11-23',
  });

const must = (option: string) => ({
  require: [{ for: 'outboundType', option, reason: 'to be tried' }],
});

const firewalled = {
  hub: { topology: 'hubVnet', firewall: { kind: 'azureFirewall', tier: 'Standard' } },
};

/** Verdicts of the connections of nodes to the API server. */
const verdictsOf = (estate: Estate): readonly string[] =>
  verify(
    estate,
    intentsOf(estate).filter(({ from, to }) => from.kind === 'pool' && to.kind === 'apiServer'),
  ).map(({ trace }) => trace?.verdict ?? 'not followed');

describe('nodes of a public API server with authorised ranges', () => {
  test.each([
    {
      by: 'a NAT gateway',
      rest: must('userAssignedNATGateway'),
      exit: /publicipaddresses\/pip-nat-/,
    },
    {
      by: 'a load balancer',
      rest: must('loadBalancer'),
      exit: /publicipaddresses\/pip-aks-shop-.*-out-01$/,
    },
    {
      by: 'a firewall',
      rest: firewalled,
      egress: { inspection: 'required' },
      exit: /publicipprefixes\/ippre-firewall-/,
    },
  ])('are let in by $by, which is named by itself', ({ rest, egress = {}, exit }) => {
    const { estate, obstacles } = plan(listed, rest, egress);
    expect(obstacles).toEqual([]);
    const [cluster] = all(estate, 'cluster');
    expect(cluster?.access.authorizedExits).toEqual([expect.stringMatching(exit)]);
    expect(verdictsOf(estate)).toEqual(['delivered']);
  });

  test('are not let in when another exit is named, or not surely', () => {
    const { estate } = plan(listed, must('userAssignedNATGateway'));
    const [cluster] = all(estate, 'cluster');
    if (cluster === undefined) throw new Error('there is a cluster');
    const without: Cluster = {
      ...cluster,
      access: { ...cluster.access, authorizedExits: ['/another'] },
    };
    expect(verdictsOf(withElements(estate, [without]))).toEqual(['undetermined']);
  });

  test.each([
    { at: 'an open one', apiServer: { exposure: 'public' } },
    { at: 'a private one', apiServer: { exposure: 'private' } },
    {
      at: 'one that is called inside the VNet',
      apiServer: listed,
      rest: { require: [{ for: 'apiAccess', option: 'publicIntegrated', reason: 'to be tried' }] },
    },
  ])('need not be listed at $at', ({ apiServer, rest = {} }) => {
    const [cluster] = all(plan(apiServer, rest).estate, 'cluster');
    expect(cluster?.access).not.toHaveProperty('authorizedExits');
  });

  test('are written as references, an address with its length behind it', () => {
    const { estate } = plan(listed, must('loadBalancer'));
    const [cluster] = all(estate, 'cluster');
    if (cluster === undefined) throw new Error('there is a cluster');
    const profile = encodeElement(cluster, estate)?.properties['apiServerAccessProfile'];
    const ranges: unknown = Reflect.get(Object(profile), 'authorizedIPRanges');
    if (!Array.isArray(ranges)) throw new Error('there are ranges');
    const [written, own] = ranges;
    expect(written).toBe('203.0.113.0/24');
    expect(isReference(own)).toBe(true);
    expect(own).toMatchObject({ property: 'publicAddress', followedBy: '/32' });
  });
});
