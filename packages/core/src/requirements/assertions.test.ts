import { describe, expect, it } from 'vitest';
import { writtenEnd } from '../estate/written-end.ts';
import { place } from '../text/caret.ts';
import { readYaml } from '../text/yaml-text.ts';
import { readAssertions } from './assertions.ts';
import { flowEnd, flowEndNames } from './flow-ends.ts';
import { readRequirements } from './requirements.ts';

describe('ends as they are written', () => {
  it.each([
    ['payments/api', { kind: 'workload', namespace: 'payments', workload: 'api' }],
    ['payments/*', { kind: 'workload', namespace: 'payments' }],
    [
      'pay:payments/api',
      { kind: 'workload', cluster: 'pay', namespace: 'payments', workload: 'api' },
    ],
    ['keyVault', { kind: 'name', name: 'keyVault' }],
    ['keyVault:kv-pay', { kind: 'name', name: 'keyVault', one: 'kv-pay' }],
    ['10.9.0.0/16', { kind: 'range', cidr: '10.9.0.0/16' }],
    ['10.9.0.7', { kind: 'range', cidr: '10.9.0.7/32' }],
    ['fd00::/8', { kind: 'range', cidr: 'fd00::/8' }],
    ['::1', { kind: 'range', cidr: '::1/128' }],
    ['internet', { kind: 'internet' }],
    ['node:aks-system-0', { kind: 'node', name: 'aks-system-0' }],
    ['apiServer', { kind: 'apiServer' }],
    ['ingress:public', { kind: 'ingress', exposure: 'public' }],
    ['ingress:other', { kind: 'name', name: 'ingress', one: 'other' }],
    ['api.example.com', { kind: 'name', name: 'api.example.com' }],
  ])('%s', (text, end) => {
    expect(writtenEnd(text)).toEqual(end);
  });
});

describe('ends in a cluster', () => {
  const { requirements } = readRequirements(
    readYaml({
      id: 'r',
      text: () => `apiVersion: aksnet/v1
kind: Requirements
organisation: { name: x }
addresses:
  domains: [{ name: d, pools: [10.0.0.0/8] }]
  inUse:
    - { name: datacentre, as: onPremises, ranges: [192.168.0.0/17] }
    - { name: branch, as: onPremises, ranges: [192.168.128.0/17] }
regions: [{ name: westeurope }]
environments: [{ name: prod }]
hub: { topology: hubVnet, bastion: true }
clusters:
  - name: c
    environment: prod
    regions: [westeurope]
    pools: [{ name: system, purpose: system, minNodes: 3, maxNodes: 6 }]
    namespaces: [{ name: shop, workloads: [{ name: web }] }]
    dependencies: [{ service: keyVault, names: [kv-shop] }]
    egress: { destinations: [{ name: bank, fqdn: api.bank.example }, { name: mainframe, ranges: [192.168.9.0/24] }] }
    ingress: [{ name: front, exposure: public }]
    apiServer: { people: [{ name: ops, from: bastion }] }
`,
    }),
  );
  const [cluster] = requirements?.clusters ?? [];
  if (cluster === undefined) throw new Error('a cluster was expected');
  const inUse = requirements?.addresses.inUse ?? [];

  it.each([
    ['shop/web', { kind: 'workload', namespace: 'shop', workload: 'web' }],
    ['shop', { kind: 'workload', namespace: 'shop' }],
    ['shop/nobody', undefined],
    ['other/web', undefined],
    ['keyVault', { kind: 'paas', service: 'keyVault' }],
    ['keyVault:kv-shop', { kind: 'paas', service: 'keyVault', name: 'kv-shop' }],
    ['keyVault:kv-other', undefined],
    ['kv-shop', { kind: 'paas', service: 'keyVault', name: 'kv-shop' }],
    ['bank', { kind: 'fqdn', name: 'api.bank.example' }],
    ['mainframe', { kind: 'range', cidr: '192.168.9.0/24' }],
    ['front', { kind: 'ingress', exposure: 'public' }],
    ['ops', { kind: 'people', name: 'ops' }],
    ['datacentre', { kind: 'outside', name: 'datacentre', ranges: ['externalRange:datacentre'] }],
    [
      'onPremises',
      {
        kind: 'outside',
        name: 'onPremises',
        ranges: ['externalRange:datacentre', 'externalRange:branch'],
      },
    ],
    ['vpn', undefined],
    ['constructor', undefined],
    ['sqlDatabase', undefined],
  ])('%s', (text, end) => {
    expect(flowEnd(text, cluster, inUse)).toEqual(end);
  });

  it('every name that is proposed means something', () => {
    for (const name of flowEndNames(cluster, inUse)) {
      if (name !== 'apiServer') expect(flowEnd(name, cluster, inUse)).toBeDefined();
    }
  });
});

describe('readAssertions', () => {
  const read = (text: string) =>
    readAssertions(
      readYaml({ id: 'a', text: () => `apiVersion: aksnet/v1\nkind: Assertions\n${text}` }),
    );

  it('reads what must be reached and what must not, with places', () => {
    const { assertions, diagnostics } = read(`must:
  - { from: shop/web, to: keyVault, port: 443, reason: keys }
mustNot:
  - { name: no-database, from: internet, to: sqlDatabase }
  - { from: batch/*, to: shop/web, ports: [8443, { port: 53, protocol: UDP }] }
`);
    expect(diagnostics).toEqual([]);
    expect(assertions).toMatchObject([
      {
        name: 'shop/web → keyVault',
        expect: 'reaches',
        ports: [{ protocol: 'TCP', port: 443 }],
        source: { document: 'a', path: ['must', 0] },
      },
      { name: 'no-database', expect: 'doesNotReach', ports: [] },
      {
        expect: 'doesNotReach',
        ports: [
          { protocol: 'TCP', port: 8443 },
          { protocol: 'UDP', port: 53 },
        ],
        source: { path: ['mustNot', 1] },
      },
    ]);
  });

  it('tells what it cannot read and keeps the rest', () => {
    const { assertions, diagnostics } = read(
      'must:\n  - { from: "a b", to: c/d }\n  - { from: a/b, to: c/d, port: 0 }\n',
    );
    expect(diagnostics.map(place)).toEqual(['a:4:13', 'a:5:33']);
    expect(assertions.map(({ source }) => source.path)).toEqual([['must', 1]]);
  });

  it('takes one or several ends and engines', () => {
    const { assertions, diagnostics } = read(`must:
  - { from: [shop/web, shop/api], to: data/db, port: 5432, engine: cilium }
  - { from: node:aks-0, to: [10.0.0.0/8, internet], engine: [azure, specification] }
`);
    expect(diagnostics).toEqual([]);
    expect(assertions).toMatchObject([
      {
        name: 'shop/web, shop/api → data/db',
        from: ['shop/web', 'shop/api'],
        to: ['data/db'],
        engines: ['cilium'],
      },
      { from: ['node:aks-0'], to: ['10.0.0.0/8', 'internet'], engines: ['azure', 'specification'] },
    ]);
  });

  it.each([
    [
      'an unknown key, with the one that was meant',
      '{ from: a/b, to: c/d, engin: cilium }',
      'engine',
    ],
    ['an unknown engine', '{ from: a/b, to: c/d, engine: flannel }', 'cilium'],
    ['no end at all', '{ from: [], to: c/d }', 'from'],
  ])('tells the line of %s', (_, item, told) => {
    const { diagnostics } = read(`must:\n  - ${item}\n`);
    expect(diagnostics.map(({ position }) => position?.line)).toEqual([4]);
    expect(JSON.stringify(diagnostics)).toContain(told);
  });
});
