// Requirements of a large company, for benchmarks: seven kinds of clusters in three environments,
// each in ten regions.
const regions = [
  'westeurope',
  'northeurope',
  'eastus',
  'eastus2',
  'westus2',
  'southeastasia',
  'eastasia',
  'uksouth',
  'swedencentral',
  'australiaeast',
];

const environments = ['dev', 'test', 'prod'];

const kind = (i, environment) => ({
  name: `app${i}-${environment}`,
  regions,
  environments: [environment],
  pools: [
    { name: 'system', purpose: 'system', minNodes: 3, maxNodes: 5, maxPods: 60, surge: '33%' },
    { name: 'general', minNodes: 3, maxNodes: 20 + i * 5, maxPods: 60, surge: '10%' },
  ],
  egress: {
    inspection: 'required',
    destinations: [{ name: 'psp', fqdn: 'api.psp.example', rate: 20, duration: 5 }],
  },
  apiServer: { people: [{ name: 'ops', from: 'onPremises' }] },
  dependencies: [
    { service: 'keyVault', names: [`kv-app${i}-${environment}`] },
    { service: 'sqlDatabase', names: [`sql-app${i}-${environment}`] },
  ],
  namespaces: [{ name: 'apps', workloads: [{ name: 'web', port: 8443 }] }],
  flows: [
    { from: 'apps/web', to: 'psp' },
    { from: 'apps/web', to: 'keyVault', port: 443 },
    { from: 'apps/web', to: 'sqlDatabase', port: 1433 },
  ],
});

/** 210 clusters. */
export const fleet = () => ({
  apiVersion: 'aksnet/v1',
  kind: 'Requirements',
  organisation: { name: 'Fleet' },
  addresses: {
    domains: [
      {
        name: 'corp',
        pools: ['10.0.0.0/9'],
        overlayPods: { pools: ['100.64.0.0/10'], sharing: 'unique' },
        services: { pools: ['172.20.0.0/14'], sharing: 'shared' },
      },
    ],
    inUse: [{ name: 'datacentres', as: 'onPremises', ranges: ['10.128.0.0/9'], domain: 'corp' }],
  },
  regions: regions.map((name) => ({ name, role: 'active' })),
  hub: {
    topology: 'hubVnet',
    firewall: { tier: 'Standard' },
    gateway: 'expressRoute',
    resolver: true,
  },
  environments: [{ name: 'dev' }, { name: 'test' }, { name: 'prod' }],
  growth: { factor: 1, migrationOverlap: 'none' },
  clusters: environments.flatMap((environment) =>
    Array.from({ length: 7 }, (_, i) => kind(i, environment)),
  ),
  security: { namespaceIsolation: 'required' },
});
