import { describe, expect, test } from 'vitest';
import { inlinePool } from '../../src/codec/azure/agent-pools.ts';
import { azureCodecs } from '../../src/codec/azure.ts';
import { type Estate, everything, withElements } from '../../src/estate/estate.ts';
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
});
