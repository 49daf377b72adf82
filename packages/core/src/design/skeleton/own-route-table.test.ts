import { describe, expect, test } from 'vitest';
import { requirementsOf, smallest } from '../../../test/fixtures/requirements.ts';
import { all } from '../../estate/estate.ts';
import { nameInId } from '../../estate/id.ts';
import { knownOr } from '../../evidence/knowable.ts';
import { plain } from '../../evidence/prose.ts';
import { deployment } from '../../write/deployment.ts';
import { type DesignResult, design } from '../design.ts';
import { openQuestions } from '../questions.ts';

const day = '2026-11-23';
const [shop] = smallest.clusters;
const inspected = { ...shop, name: 'old', egress: { inspection: 'required' } };
const plainOne = { ...shop, name: 'older' };

const asking = (changes: object = {}) =>
  requirementsOf({
    ...smallest,
    hub: { topology: 'hubVnet', firewall: {} },
    clusters: [inspected, plainOne],
    waivers: [
      {
        for: 'legacyMode',
        option: 'kubenet',
        owner: 'platform',
        reason: 'an old chart',
        until: '2027-03-01',
      },
    ],
    require: [{ for: 'cniMode', option: 'kubenet', reason: 'an old chart' }],
    ...changes,
  });

const designed = (changes: object = {}): DesignResult =>
  design({ requirements: asking(changes), day });

/** Subnets of nodes, with the name of their table and of the first of its routes. */
const tablesOf = ({ estate }: DesignResult): Readonly<Record<string, readonly string[]>> =>
  Object.fromEntries(
    all(estate, 'subnet')
      .filter(({ purpose }) => purpose === 'nodeSubnet')
      .map((subnet) => {
        const id = knownOr(subnet.routeTable, undefined);
        const table = id === undefined ? undefined : estate.elements.routeTable.get(id);
        const routes = knownOr(table?.routes ?? [], []).map(({ name }) => name);
        return [subnet.name, table === undefined ? [] : [table.name, ...routes.slice(0, 1)]];
      }),
  );

describe('kubenet', () => {
  const result = designed();

  test('gives each cluster a route table that no other uses', () => {
    expect(result.obstacles).toEqual([]);
    expect(tablesOf(result)).toEqual({
      'snet-old-nodes': ['rt-aks-old-prod-westeurope', 'default'],
      'snet-older-nodes': ['rt-aks-older-prod-westeurope'],
    });
  });

  test('lets gateway routes in where the table leads nowhere itself', () => {
    const tables = all(result.estate, 'routeTable').map((table) => [
      table.name,
      table.propagateGatewayRoutes,
    ]);
    expect(tables).toEqual([
      ['rt-aks-old-prod-westeurope', false],
      ['rt-aks-older-prod-westeurope', true],
    ]);
  });

  test('has an identity that is there before the cluster, and may write into its table', () => {
    const scopes = deployment(result.estate).resources.flatMap(({ body }) =>
      body.scope === undefined ? [] : nameInId(body.scope.to),
    );
    expect(scopes).toEqual(
      expect.arrayContaining(['rt-aks-old-prod-westeurope', 'rt-aks-older-prod-westeurope']),
    );
    expect(all(result.estate, 'cluster').map(({ identity }) => identity)).toEqual([
      'UserAssigned',
      'UserAssigned',
    ]);
  });

  test('asks who keeps the routes that AKS writes', () => {
    const asked = openQuestions({ requirements: asking(), estate: result.estate });
    expect(asked.map(({ says }) => plain(says)).join('\n')).toMatch(
      /route table of aks-old-prod-westeurope is not deployed again/,
    );
  });

  test('uses the table that is there, when no other cluster could need it', () => {
    const id =
      '/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg/providers/Microsoft.Network/routeTables/rt-there';
    const there = { existing: [{ kind: 'routeTable', id }] };
    expect(tablesOf(designed({ ...there, clusters: [inspected] }))).toEqual({
      'snet-old-nodes': ['rt-there'],
    });
    expect(tablesOf(designed(there))).toMatchObject({
      'snet-old-nodes': ['rt-aks-old-prod-westeurope', 'default'],
    });
  });
});

test('in other modes clusters share a table, and one with another way out has none', () => {
  const result = designed({ require: [], waivers: [] });
  expect(tablesOf(result)).toEqual({
    'snet-old-nodes': ['rt-prod-westeurope', 'default'],
    'snet-older-nodes': [],
  });
  const exits = all(result.estate, 'subnet').map(({ name, natGateway }) => [
    name,
    knownOr(natGateway, undefined) !== undefined,
  ]);
  expect(exits).toContainEqual(['snet-older-nodes', true]);
  expect(exits).toContainEqual(['snet-old-nodes', false]);
});
