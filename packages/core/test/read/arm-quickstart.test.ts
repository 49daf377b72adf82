// The example folder as a user would have it: a template, its parameter file and a linked template.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { everything } from '../../src/estate/estate.ts';
import { templatePlaces } from '../../src/read/locate-template.ts';
import { read } from '../../src/read/read.ts';
import { readJson } from '../../src/text/json-text.ts';

const folder = fileURLToPath(new URL('../../../../examples/arm-quickstart/', import.meta.url));
const documents = ['main.json', 'main.parameters.json', 'modules/network.json'].map((id) =>
  readJson({ id, text: () => readFileSync(folder + id, 'utf8') }),
);
const result = read(
  documents.map((document) => ({ document, about: {} })),
  { day: '2026-11-23' },
);
const elements = [...everything(result.estate)];

it('is read without a doubt', () => {
  expect(result.diagnostics).toEqual([]);
  expect(result.ignored).toEqual([]);
  expect(elements.map(({ kind, name }) => `${kind} ${name.replace(/~.*/, '~')}`)).toEqual([
    'virtualNetwork vnet-shop',
    'subnet snet-nodes',
    'subnet snet-endpoints',
    'subnet snet-ingress',
    'routeTable rt-vnet-shop',
    'cluster aks-shop-~',
    'agentPool system',
    'agentPool user1',
    'agentPool user2',
  ]);
});

it('links up', () => {
  const of = (kind: string) => elements.filter((element) => element.kind === kind);
  const [nodes, endpoints] = of('subnet');
  const [cluster] = of('cluster');
  expect(nodes).toMatchObject({ routeTable: of('routeTable')[0]?.id });
  expect(endpoints).toMatchObject({ routeTable: undefined });
  for (const pool of of('agentPool'))
    expect(pool).toMatchObject({ subnet: nodes?.id, cluster: cluster?.id });
  expect(cluster).toMatchObject({
    network: { pluginMode: 'overlay', policyEngine: 'cilium', outboundType: 'userDefinedRouting' },
    access: { private: true },
  });
});

it('shows values where a person would edit them', () => {
  const { placeOf } = templatePlaces(documents);
  const [table] = elements.filter(({ kind }) => kind === 'routeTable');
  const hop = ['properties', 'routes', 0, 'properties', 'nextHopIpAddress'];
  expect(table?.source.document).toBe('modules/network.json');
  const place = placeOf({
    document: 'modules/network.json',
    path: [...(table?.source.path ?? []), ...hop],
  });
  expect(place).toEqual({
    document: 'main.parameters.json',
    path: ['parameters', 'firewallAddress', 'value'],
  });
  const [, file] = documents;
  expect(file?.positionOf(place.path)).toEqual({ line: 5, column: 35 });
});
