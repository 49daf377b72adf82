import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import * as z from 'zod';
import { run } from './run.ts';

const clusterOf = (name: string) => ({
  id: `/subscriptions/s/resourceGroups/g/providers/Microsoft.ContainerService/managedClusters/${name}`,
  name,
  type: 'Microsoft.ContainerService/managedClusters',
  provisioningState: 'Succeeded',
  networkProfile: {
    networkPlugin: 'azure',
    networkPluginMode: 'overlay',
    podCidr: '10.244.0.0/16',
  },
});

const pods = {
  apiVersion: 'v1',
  kind: 'PodList',
  items: [
    {
      metadata: { name: 'web', namespace: 'shop' },
      spec: { containers: [] },
      status: { phase: 'Running', podIPs: [{ ip: '10.9.0.4' }] },
    },
  ],
};

/** A folder with the pods of a cluster and some clusters, without a word on which one it is. */
function folder(...clusters: readonly string[]): string {
  const made = mkdtempSync(join(tmpdir(), 'aksnet-read-'));
  onTestFinished(() => rmSync(made, { recursive: true }));
  writeFileSync(join(made, 'aks.json'), JSON.stringify(clusters.map(clusterOf)));
  writeFileSync(join(made, 'pods.json'), JSON.stringify(pods));
  return made;
}

const result = z.object({ remarks: z.array(z.object({ code: z.string(), message: z.string() })) });

async function remarks(...args: readonly string[]): Promise<Readonly<Record<string, string>>> {
  const { out } = await run('read', '--format', 'json', ...args);
  const told = result.parse(JSON.parse(out)).remarks;
  return Object.fromEntries(told.map(({ code, message }) => [code, message]));
}

test('the only cluster holds the pods, and what contradicts it is a warning', async () => {
  const told = await remarks(folder('one'));
  expect(Object.keys(told)).toEqual(['cluster-assumed', 'pod-outside-range']);
  expect(told['cluster-assumed']).toContain('assumption objects.cluster');
  expect(told['pod-outside-range']).toContain('web has 10.9.0.4; declared are 10.244.0.0/16');
});

test('of two clusters --cluster tells which; without it the note says how', async () => {
  const both = folder('one', 'two');
  expect(Object.keys(await remarks(both))).toEqual(['cluster-unknown']);
  expect((await run('read', both)).out).toContain('--cluster');
  const told = await remarks(both, '--cluster', 'Two');
  expect(Object.keys(told)).toEqual(['pod-outside-range']);
  expect(told['pod-outside-range']).toContain('in cluster "two"');
});
