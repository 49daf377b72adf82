import { describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { requirementsOf, smallest } from '../../../test/fixtures/requirements.ts';
import { isModelled, validate } from '../../../test/kubernetes/models.ts';
import type { KubernetesObject } from '../../estate/elements/kubernetes.ts';
import { all } from '../../estate/estate.ts';
import { plain } from '../../evidence/prose.ts';
import { manifests } from '../../write/manifests.ts';
import { type DesignResult, design } from '../design.ts';

const reader = {
  client: '00000000-0000-0000-0000-00000000c001',
  tenant: '00000000-0000-0000-0000-00000000e001',
};

const entry = {
  name: 'web',
  exposure: 'public',
  hosts: ['a.shop.example', 'b.shop.example'],
  tls: { owner: 'security', vault: 'kv-shop', certificate: 'wild', reader },
  probePath: '/ready',
  to: { namespace: 'shop', workload: 'web', port: 8443, protocol: 'https' },
};

/** A cluster with one way in, which is opened as wished. */
const opened = (
  way: string,
  change: object = {},
  rest: object = { addOns: ['keyVaultCsi', 'workloadIdentity'] },
): DesignResult =>
  design({
    day: '2026-11-23',
    requirements: requirementsOf({
      ...smallest,
      require: [{ for: 'ingress', option: way, reason: 'the test asks for it' }],
      clusters: smallest.clusters.map((cluster) => ({
        ...cluster,
        namespaces: [{ name: 'shop', workloads: [{ name: 'web', port: 8443 }] }],
        ingress: [{ ...entry, ...change }],
        ...rest,
      })),
    }),
  });

const find = ({ estate }: DesignResult, kind: string): KubernetesObject | undefined =>
  all(estate, 'kubernetesObject').find(({ objectKind }) => objectKind === kind);

const asked = ({ questions }: DesignResult): string =>
  questions.map(({ says }) => plain(says)).join('\n');

describe('a certificate in a Key Vault', () => {
  it.each([
    ['agic', 'shop'],
    ['app-routing-gateway-api', 'gateways'],
    ['istio-addon', 'gateways'],
    ['agc', 'gateways'],
  ])('comes by %s into the namespace %s', (way, namespace) => {
    const result = opened(way);
    expect(find(result, 'SecretProviderClass')).toMatchObject({
      namespace,
      name: 'web-tls',
      body: {
        spec: {
          provider: 'azure',
          parameters: {
            clientID: reader.client,
            tenantId: reader.tenant,
            keyvaultName: 'kv-shop',
            objects: 'array:\n  - |\n    objectName: wild\n    objectType: secret\n',
          },
          secretObjects: [{ secretName: 'web-tls', type: 'kubernetes.io/tls' }],
        },
      },
    });
    expect(all(result.estate, 'namespace').map(({ name }) => name)).toContain(namespace);
    expect(asked(result)).toContain('which pod mounts web-tls');
  });

  it('is read by an identity of the nodes where pods have none', () => {
    expect(
      find(opened('agic', {}, { addOns: ['keyVaultCsi'] }), 'SecretProviderClass'),
    ).toMatchObject({
      body: {
        spec: {
          parameters: { useVMManagedIdentity: 'true', userAssignedIdentityID: reader.client },
        },
      },
    });
  });

  it.each([
    ['its vault', opened('agic', { tls: { owner: 'security', reader } }), 'tls.vault'],
    [
      'who reads it',
      opened('agic', { tls: { owner: 'security', vault: 'kv-shop' } }),
      'tls.reader',
    ],
    ['the add-on', opened('agic', {}, { addOns: [] }), 'keyVaultCsi is not asked for'],
  ])('is asked about without %s', (_, result, question) => {
    expect(find(result, 'SecretProviderClass')).toBeUndefined();
    expect(asked(result)).toContain(question);
  });

  it('is in the only vault that the cluster depends on', () => {
    const result = opened(
      'agic',
      { tls: { owner: 'security', reader } },
      { addOns: ['keyVaultCsi'], dependencies: [{ service: 'keyVault', names: ['kv-one'] }] },
    );
    expect(find(result, 'SecretProviderClass')).toMatchObject({
      body: { spec: { parameters: { keyvaultName: 'kv-one' } } },
    });
  });
});

describe('what an endpoint declares', () => {
  it('reaches an application gateway by annotations', () => {
    const result = opened('agic');
    expect(find(result, 'Ingress')?.annotations).toEqual({
      'appgw.ingress.kubernetes.io/health-probe-path': '/ready',
      'appgw.ingress.kubernetes.io/health-probe-port': '8443',
      'appgw.ingress.kubernetes.io/backend-protocol': 'https',
    });
    expect(asked(result)).toContain('certificate of a well-known authority');
    expect(asked(result)).not.toContain('readiness probe');
  });

  it('stays off the public address of a gateway when it is private', () => {
    const result = opened('agic', { exposure: 'private' });
    expect(find(result, 'Ingress')?.annotations).toMatchObject({
      'appgw.ingress.kubernetes.io/use-private-ip': 'true',
    });
  });

  it('reaches a gateway for containers by a policy', () => {
    expect(find(opened('agc'), 'HealthCheckPolicy')).toMatchObject({
      apiVersion: 'alb.networking.azure.io/v1',
      namespace: 'shop',
      body: {
        spec: {
          targetRef: { kind: 'Service', name: 'web' },
          default: { port: 8443, http: { path: '/ready', host: 'a.shop.example' }, useTLS: true },
        },
      },
    });
  });

  it('has a listener for each of its names', () => {
    const result = opened('app-routing-gateway-api');
    const [gateway] = parseAllDocuments(
      manifests(all(result.estate, 'kubernetesObject').filter((o) => o.objectKind === 'Gateway')),
    ).map((each): { spec: { listeners: { name: string; hostname: string }[] } } => each.toJS());
    expect(gateway?.spec.listeners.map(({ name, hostname }) => [name, hostname])).toEqual([
      ['https', 'a.shop.example'],
      ['https-2', 'b.shop.example'],
    ]);
    expect(asked(result)).toContain('readiness probe on /ready');
    expect(asked(result)).toContain('which authority signs the certificates of the pods');
  });

  it.each(['http', 'https'])(
    'names the port of its Service for what pods speak: %s',
    (protocol) => {
      const { estate } = opened('app-routing-gateway-api', { to: { ...entry.to, protocol } });
      const ports = all(estate, 'service').flatMap((service) => service.ports);
      expect(ports).toMatchObject([{ name: protocol, port: 8443 }]);
    },
  );

  it('is asked what its pods speak when it does not say', () => {
    const { protocol: _, ...to } = entry.to;
    expect(asked(opened('agic', { to }))).toContain('what the pods behind "web" speak');
  });
});

it('is asked what a controller from Git follows', () => {
  const gitops = { tool: 'flux', reaches: 'git.example.com' };
  expect(asked(opened('agic', {}, { apiServer: { gitops } }))).toContain(
    'which repository, branch and path "flux" of "shop" follows',
  );
});

it('fits the schemas of the API', () => {
  const objects = parseAllDocuments(manifests(all(opened('agic').estate, 'kubernetesObject')))
    .map((each): { kind: string } => each.toJS())
    .filter(({ kind }) => isModelled(kind));
  expect(objects.map(({ kind }) => kind)).toContain('Ingress');
  for (const object of objects) validate(object.kind, object);
});
