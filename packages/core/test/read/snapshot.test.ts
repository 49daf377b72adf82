import { expect, test } from 'vitest';
import { read } from '../../src/read/read.ts';
import { readSnapshot } from '../../src/requirements/snapshot.ts';
import { readYamlFile } from '../../src/text/yaml-text.ts';

const documentOf = (text: string) => readYamlFile({ id: 'snapshot.json', text: () => text });

const head = 'apiVersion: aksnet/v1\nkind: Snapshot\n';

test('a file has its own moment, else that of the folder', () => {
  const { about, diagnostics } = readSnapshot(
    documentOf(
      `${head}collected: 2026-11-01T08:00:00Z
files:
  - { path: a/vnets.json, collected: 2026-11-02T08:00:00+01:00 }
  - { path: pods.json, cluster: /Subscriptions/S/resourceGroups/g/providers/x/y/c }
`,
    ),
  );
  expect(diagnostics).toEqual([]);
  expect(about('a/vnets.json')).toEqual({ collected: '2026-11-02T08:00:00+01:00' });
  expect(about('pods.json')).toEqual({
    collected: '2026-11-01T08:00:00Z',
    cluster: '/subscriptions/s/resourcegroups/g/providers/x/y/c',
  });
  expect(about('other.json')).toEqual({ collected: '2026-11-01T08:00:00Z' });
});

test('lists that are whole become coverage of the estate', () => {
  const document = documentOf(
    `${head}lists: [{ kind: peering, within: /V }]\nfiles: [{ path: a, lists: [{ kind: networkPolicy }] }]`,
  );
  const { estate, documents } = read([{ document, about: {} }], { day: '2026-11-23' });
  expect(documents.map(({ format }) => format)).toEqual(['snapshot']);
  expect(estate.coverage).toEqual([{ kind: 'peering', within: '/v' }, { kind: 'networkPolicy' }]);
});

test.each([
  ['a time without a zone', 'collected: 2026-11-01T08:00:00', 'a moment as'],
  ['a kind that is none', 'lists: [{ kind: peerings }]', 'peerings'],
  ['a key that is none', 'file: []', 'files'],
])('%s is told and the rest used', (_why, line, says) => {
  const { diagnostics, about } = readSnapshot(
    documentOf(`${head}${line}\nfiles: [{ path: b, collected: 2026-11-02T08:00:00Z }]`),
  );
  expect(diagnostics.map(({ message, hint }) => `${message} ${hint}`).join()).toContain(says);
  expect(about('b')).toEqual({ collected: '2026-11-02T08:00:00Z' });
});
