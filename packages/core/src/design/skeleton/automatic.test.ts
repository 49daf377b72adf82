import { describe, expect, test } from 'vitest';
import { requirementsOf, smallest } from '../../../test/fixtures/requirements.ts';
import { all } from '../../estate/estate.ts';
import { nameInId } from '../../estate/id.ts';
import { usersOf } from '../../estate/users.ts';
import { knownNeed } from '../../evidence/ledger.ts';
import { plain } from '../../evidence/prose.ts';
import { senders } from '../../path/endpoints.ts';
import { subnetOf } from '../../path/place.ts';
import { deployment } from '../../write/deployment.ts';
import { type DesignResult, design } from '../design.ts';
import { provenIntents } from '../intents.ts';
import { openQuestions } from '../questions.ts';

const day = '2026-11-23';
const [{ pools, ...shop }] = smallest.clusters;

const withPools = (asked: readonly object[]) =>
  requirementsOf({
    ...smallest,
    hub: { topology: 'hubVnet', firewall: {} },
    clusters: [
      {
        ...shop,
        sku: 'Automatic',
        nodeProvisioning: { maxNodes: 40 },
        egress: { inspection: 'required' },
        pools: asked,
      },
    ],
  });

const designed = (asked: readonly object[] = []): DesignResult =>
  design({ requirements: withPools(asked), day });

const bodyOf = ({ estate }: DesignResult) =>
  deployment(estate, { subscription: 's' }).resources.find(({ id }) =>
    id.endsWith('/managedclusters/aks-shop-prod-westeurope'),
  )?.body;

const usesOf = ({ estate }: DesignResult): Readonly<Record<string, readonly string[]>> =>
  Object.fromEntries(
    all(estate, 'subnet')
      .filter(({ purpose }) => purpose === 'nodeSubnet')
      .map((subnet) => [subnet.name, usersOf(estate, subnet.id).map(({ use }) => use)]),
  );

describe('Automatic in an own VNet', () => {
  const result = designed();

  test('has three subnets in one VNet: system nodes, provisioned nodes, API server', () => {
    expect(result.obstacles).toEqual([]);
    expect(usesOf(result)).toEqual({
      'snet-shop-nodes': ['provisionedNodes'],
      'snet-shop-system': ['nodes'],
    });
    expect(all(result.estate, 'subnet').map(({ name }) => name)).toContain('snet-shop-apiserver');
  });

  test('leaves its system nodes to AKS: no pool is written, the cluster tells both subnets', () => {
    const body = bodyOf(result);
    expect(body?.apiVersion).toBe('2026-04-01');
    expect(body?.properties['agentPoolProfiles']).toBeUndefined();
    expect(body?.properties['hostedSystemProfile']).toMatchObject({
      enabled: true,
      systemNodeSubnetID: { to: expect.stringMatching(/snet-shop-system$/) },
      nodeSubnetID: { to: expect.stringMatching(/snet-shop-nodes$/) },
    });
    expect(
      deployment(result.estate).resources.filter(({ body: { type } }) =>
        type.endsWith('/agentPools'),
      ),
    ).toEqual([]);
  });

  test('gives the system subnet what AKS gives it in a VNet of its own', () => {
    const need = result.needs.find((each) => each.for.endsWith('snet-shop-system'));
    expect(need?.ledger === undefined ? 0 : knownNeed(need.ledger)).toBe(64);
  });

  test('lets system nodes and provisioned nodes out by the firewall', () => {
    const required = provenIntents(result).filter(({ intent }) => intent.id.includes('required'));
    expect(required.length).toBeGreaterThan(0);
    expect(required.every(({ holds }) => holds === 'yes')).toBe(true);
    const [cluster] = result.estate.elements.cluster.keys();
    const { ends } = senders(result.estate, { kind: 'pool', cluster: cluster ?? '' });
    const from = ends.map((end) => nameInId(subnetOf(end) ?? ''));
    expect(from).toEqual(['snet-shop-system', 'snet-shop-nodes']);
  });

  test('lets its identity into the whole VNet, and asks how many nodes are hosted', () => {
    const roles = deployment(result.estate).resources.flatMap(({ body }) =>
      body.scope === undefined ? [] : nameInId(body.scope.to),
    );
    expect(roles).toContain('vnet-prod-westeurope');
    const asked = openQuestions({ requirements: withPools([]), estate: result.estate });
    expect(asked.map(({ says }) => plain(says)).join('\n')).toMatch(/how many system nodes/);
  });
});

test('a system pool that is asked for stays a pool of ours', () => {
  const result = designed(pools);
  expect(usesOf(result)).toEqual({ 'snet-shop-nodes': ['nodes', 'provisionedNodes'] });
  expect(bodyOf(result)?.properties['hostedSystemProfile']).toBeUndefined();
  expect(all(result.estate, 'agentPool').map(({ hosted }) => hosted)).toEqual([undefined]);
});
