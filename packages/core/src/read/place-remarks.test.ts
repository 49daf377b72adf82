import { expect, it } from 'vitest';
import { place } from '../text/caret.ts';
import { readJson } from '../text/json-text.ts';
import { type readYaml, readYamlFile } from '../text/yaml-text.ts';
import { documentsOfRemarks, withPlaces } from './place-remarks.ts';
import { read } from './read.ts';

const network = (range: string): string => `{
  "id": "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/v",
  "type": "Microsoft.Network/virtualNetworks",
  "name": "v",
  "location": "westeurope",
  "properties": {
    "addressSpace": { "addressPrefixes": ["${range}"] }
  }
}`;

const a = readJson({ id: 'a.json', text: () => network('10.0.0.0/16') });
const b = readJson({ id: 'b.json', text: () => network('10.1.0.0/16') });

const cluster = readJson({
  id: 'cluster.json',
  text: () => `{
  "id": "/subscriptions/s/resourceGroups/rg/providers/Microsoft.ContainerService/managedClusters/c",
  "type": "Microsoft.ContainerService/managedClusters",
  "name": "c",
  "location": "westeurope",
  "properties": {
    "networkProfile": {
      "networkPlugin": "azure",
      "serviceCidr": "172.16.0.0/16"
    }
  }
}`,
});

const service = readYamlFile({
  id: 'service.yaml',
  text: () => `apiVersion: v1
kind: Service
metadata:
  name: one
spec:
  clusterIP: 10.9.0.1
  clusterIPs:
    - 10.9.0.1
  ports: [{ port: 80 }]
---
apiVersion: v1
kind: Service
metadata:
  name: two
spec:
  clusterIP: 10.9.0.2
  clusterIPs:
    - 10.9.0.2
  ports: [{ port: 80 }]
`,
});

const remarksOn = (documents: readonly ReturnType<typeof readYaml>[], code: string) => {
  const supplied = documents.map((document) => ({ document, about: {} }));
  const { diagnostics, estate } = read(supplied, { day: '2026-11-23' });
  // What cannot be opened again leaves the rest as it is.
  const [only] = documents;
  expect(withPlaces(diagnostics, only === undefined ? [] : [only], estate)).toHaveLength(
    diagnostics.length,
  );
  const placed = withPlaces(diagnostics, documents, estate).filter((one) => one.code === code);
  expect(documentsOfRemarks(placed)).toEqual([]);
  return placed.map((one) => ({
    at: place(one),
    related: one.related?.map((other) => `${place(other)} ${other.says}`),
  }));
};

it('both sides of a contradiction have their lines', () => {
  expect(remarksOn([a, b], 'contradiction')).toEqual([
    { at: 'b.json:7:42', related: ['a.json:7:42 not used: prefixes'] },
  ]);
});

it('what was seen has its line, and so has what was declared', () => {
  expect(remarksOn([cluster, service], 'service-outside-range')).toEqual([
    {
      at: 'service.yaml:8:7',
      related: ['service.yaml:18:7 two has 10.9.0.2', 'cluster.json:9:22 c declares 172.16.0.0/16'],
    },
  ]);
});
