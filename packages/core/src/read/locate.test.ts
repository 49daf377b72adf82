import { expect, test } from 'vitest';
import { everything } from '../estate/estate.ts';
import { readJson } from '../text/json-text.ts';
import { readYamlFile } from '../text/yaml-text.ts';
import { locator } from './locate.ts';
import { read } from './read.ts';

const id = '/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/virtualNetworks/net';

test.each<[why: string, text: string, field: string | undefined, place: string]>([
  [
    'REST: below properties',
    `{\n"id": "${id}", "properties": {\n "addressSpace": {\n  "addressPrefixes": ["10.0.0.0/16"] } } }`,
    'prefixes',
    '4:22',
  ],
  [
    'az: flat',
    `{ "id": "${id}",\n "addressSpace": {\n  "addressPrefixes": ["10.0.0.0/16"] } }`,
    'prefixes',
    '3:22',
  ],
  [
    'PowerShell: capitalised',
    `{ "Id": "${id}",\n "Properties": { "AddressSpace":\n { "AddressPrefixes": ["10.0.0.0/16"] } } }`,
    'prefixes',
    '3:23',
  ],
  ['a field that is not there', `[\n { "id": "${id}", "a": 1 } ]`, 'prefixes', '2:2'],
  ['no field', `[\n { "id": "${id}", "a": 1 } ]`, undefined, '2:2'],
  [
    'a field of which only the whole is known',
    `{ "id": "${id}",\n "dhcpOptions": {\n "dnsServers": ["10.0.0.4"] } }`,
    'dnsServers.first',
    '3:16',
  ],
])('%s', (...[, text, field, place]) => {
  const document = readJson({ id: 'a.json', text: () => text });
  const { estate } = read([{ document, about: {} }], { day: '2026-11-23' });
  const [element] = [...everything(estate)];
  const found = element === undefined ? undefined : locator([document])(element, field)?.position;
  expect(`${found?.line}:${found?.column}`).toBe(place);
});

test('manifests: the field as Kubernetes spells it', () => {
  const text = `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: a, namespace: b }
spec:
  podSelector: {}
  policyTypes: [Ingress]
`;
  const document = readYamlFile({ id: 'a.yaml', text: () => text });
  const { estate } = read([{ document, about: {} }], { day: '2026-11-23' });
  const [policy] = [...everything(estate)];
  expect(policy && locator([document])(policy, 'policyTypes')).toEqual({
    document: 'a.yaml',
    path: ['spec', 'policyTypes'],
    position: { line: 6, column: 16 },
  });
});

test('a value from a parameter file stands in that file', () => {
  const template = {
    $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
    contentVersion: '1.0.0.0',
    parameters: { range: { type: 'string' } },
    resources: [
      {
        type: 'Microsoft.Network/virtualNetworks',
        apiVersion: '2024-05-01',
        name: 'net',
        location: 'westeurope',
        properties: { addressSpace: { addressPrefixes: ["[parameters('range')]"] } },
      },
    ],
  };
  const parameters = `{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentParameters.json#",
  "contentVersion": "1.0.0.0",
  "parameters": {
    "range": { "value": "10.0.0.0/16" }
  }
}`;
  const documents = [
    readJson({ id: 'main.json', text: () => JSON.stringify(template) }),
    readJson({ id: 'main.parameters.json', text: () => parameters }),
  ];
  const { estate } = read(
    documents.map((document) => ({ document, about: {} })),
    { day: '2026-11-23' },
  );
  const [network] = [...everything(estate)];
  expect(network && locator(documents)(network, 'prefixes')).toEqual({
    document: 'main.parameters.json',
    path: ['parameters', 'range', 'value'],
    position: { line: 5, column: 25 },
  });
});
