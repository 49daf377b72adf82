import { describe, expect, test } from 'vitest';
import { inlinePool } from '../../src/codec/azure/agent-pools.ts';
import { azureCodecs } from '../../src/codec/azure.ts';
import { type Estate, estateOf, everything, withElements } from '../../src/estate/estate.ts';
import { testClusters } from '../fixtures/clusters.ts';
import { hubSpoke } from '../fixtures/hub-spoke.ts';
import { oneOfEach } from '../fixtures/one-of-each.ts';
import { readBack } from './bodies.ts';
import { comparable, spelledOut } from './losses.ts';

const estate: Estate = withElements(hubSpoke(), [...oneOfEach, ...testClusters]);
const elements = [...everything(estate)].filter((element) => element.kind in azureCodecs);

describe('what is written is read back', () => {
  test('the fixtures have every kind', () => {
    const seen = new Set<string>(elements.map((element) => element.kind));
    expect(Object.keys(azureCodecs).filter((kind) => !seen.has(kind))).toEqual([]);
  });

  test.each(elements.map((element) => [`${element.kind} ${element.name}`, element] as const))(
    '%s',
    (_, element) => {
      const { elements: read, diagnostics } = readBack(element, estate);
      expect(diagnostics).toEqual([]);
      const own = read.find(({ kind, id }) => kind === element.kind && id === element.id);
      expect(own).toBeDefined();
      if (own !== undefined) expect(comparable(own)).toEqual(comparable(spelledOut(element)));
    },
  );

  test('a cluster brings its first System pool along', () => {
    const [cluster] = estate.elements.cluster.values();
    if (cluster === undefined) throw new Error('the fixture has no cluster');
    const pool = inlinePool(estate, cluster.id);
    const read = readBack(cluster, estate).elements.filter(({ kind }) => kind === 'agentPool');
    expect(read.map(({ id }) => id)).toEqual([pool?.id]);
    expect(read.map(comparable)).toEqual(pool === undefined ? [] : [comparable(pool)]);
  });

  test('the system nodes that Automatic runs come with their subnet, and nobody tells how many', () => {
    const [cluster] = estate.elements.cluster.values();
    const [pool] = estate.elements.agentPool.values();
    const [system, nodes] = estate.elements.subnet.keys();
    if (cluster === undefined || pool === undefined || system === undefined || nodes === undefined)
      throw new Error('the fixture has no cluster, pool or subnets');
    const hosting = { ...cluster, provisioningSubnet: nodes };
    const read = readBack(
      hosting,
      estateOf(estate, [hosting, { ...pool, cluster: cluster.id, subnet: system, hosted: true }]),
    );
    expect(read.diagnostics).toEqual([]);
    expect(read.elements).toMatchObject([
      { kind: 'cluster', provisioningSubnet: nodes },
      {
        kind: 'agentPool',
        hosted: true,
        name: 'hostedpool',
        subnet: system,
        count: { unknown: {} },
      },
    ]);
  });
});
