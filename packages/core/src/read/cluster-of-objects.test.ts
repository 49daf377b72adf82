import { expect, test } from 'vitest';
import { all } from '../estate/estate.ts';
import type { About } from '../requirements/snapshot.ts';
import { readJson } from '../text/json-text.ts';
import { read } from './read.ts';

const clusterId = (name: string): string =>
  `/subscriptions/s/resourceGroups/g/providers/Microsoft.ContainerService/managedClusters/${name}`;

const bodyOf = (name: string) => ({
  id: clusterId(name),
  name,
  type: 'Microsoft.ContainerService/managedClusters',
  properties: { networkProfile: { networkPlugin: 'azure' } },
});

const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } };

function attributed(
  bodies: readonly unknown[],
  {
    about = {},
    cluster,
    file = 'k.json',
  }: { readonly about?: About; readonly cluster?: string; readonly file?: string } = {},
) {
  const json = (id: string, value: unknown, of: About = {}) => ({
    document: readJson({ id, text: () => JSON.stringify(value) }),
    about: of,
  });
  const { estate, diagnostics } = read(
    [json(file, namespace, about), ...bodies.map((body) => json('c.json', body))],
    {
      day: '2026-11-23',
      ...(cluster === undefined ? {} : { cluster }),
    },
  );
  const [found] = all(estate, 'namespace');
  return {
    cluster: found?.cluster,
    id: found?.id,
    codes: diagnostics.map(({ severity, code }) => `${severity} ${code}`),
    messages: diagnostics.map(({ message }) => message).join(),
  };
}

const one = clusterId('one').toLowerCase();

test.each<
  [
    why: string,
    given: ReturnType<typeof attributed>,
    cluster: string | undefined,
    codes: readonly string[],
  ]
>([
  ['the only cluster', attributed([bodyOf('one')]), one, ['note cluster-assumed']],
  ['none', attributed([]), undefined, ['note cluster-unknown']],
  ['two', attributed([bodyOf('one'), bodyOf('two')]), undefined, ['note cluster-unknown']],
  [
    'a folder called like one of two',
    attributed([bodyOf('one'), bodyOf('two')], { file: 'dump/ONE/objects.json' }),
    one,
    ['note cluster-by-folder'],
  ],
  [
    'folders called like both',
    attributed([bodyOf('one'), bodyOf('two')], { file: 'one/two/objects.json' }),
    undefined,
    ['note cluster-unknown'],
  ],
  [
    'a file called like a cluster is no folder',
    attributed([bodyOf('one'), bodyOf('two')], { file: 'dump/one' }),
    undefined,
    ['note cluster-unknown'],
  ],
  [
    'the same cluster twice is one',
    attributed([bodyOf('one'), bodyOf('one')]),
    one,
    ['note cluster-assumed'],
  ],
  [
    'the user names it, in any case',
    attributed([bodyOf('one'), bodyOf('two')], { cluster: 'ONE' }),
    one,
    [],
  ],
  ['the user gives the id', attributed([bodyOf('two')], { cluster: clusterId('One') }), one, []],
  [
    'the snapshot said it, whatever the user says of the others',
    attributed([bodyOf('two')], { about: { cluster: one }, cluster: 'two' }),
    one,
    [],
  ],
  [
    'a name that no input has',
    attributed([bodyOf('two')], { cluster: 'one' }),
    '/subscriptions/~/resourcegroups/~/providers/microsoft.containerservice/managedclusters/one',
    ['warning cluster-not-supplied'],
  ],
  [
    'a name that two have',
    attributed([bodyOf('one'), { ...bodyOf('two'), name: 'one' }], { cluster: 'one' }),
    undefined,
    ['error cluster-ambiguous'],
  ],
])('%s', (...[, given, cluster, codes]) => {
  expect([given.cluster, given.codes]).toEqual([cluster, codes]);
});

test('the id says the cluster, so that what a snapshot says and what is assumed are one element', () => {
  const assumed = attributed([bodyOf('one')]);
  const told = attributed([bodyOf('one')], { about: { cluster: one } });
  expect(assumed.id).toBe(told.id);
  expect(assumed.id).not.toBe(attributed([]).id);
});

test('the note counts objects and says how to say it', () => {
  expect(attributed([]).messages).toBe(
    'nobody said which cluster holds 1 Kubernetes object in 1 file; no cluster is among the inputs',
  );
});
