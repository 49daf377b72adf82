import {
  growthSection,
  head,
  type PresetAnswers,
  poolLines,
  regionList,
  regionsOf,
  siteFlow,
  siteName,
  siteOf,
  yamlText,
} from './preset-sections.ts';

export type { PresetAnswers } from './preset-sections.ts';

/** Patterns to start from. */
export type PresetId = 'general' | 'flat' | 'restricted' | 'migration';

interface Preset {
  /** Whether networks outside Azure are connected. */
  readonly hasSite?: true;
  readonly title: readonly string[];
  readonly body: (answers: PresetAnswers) => string;
}

const presets: Readonly<Record<PresetId, Preset>> = {
  general: { title: ['General production default'], body: general },
  flat: {
    hasSite: true,
    title: [
      'Enterprise network in which pods have addresses that others route to',
      'Start here only when somebody outside must open connections to pods, or must see their addresses.',
    ],
    body: flat,
  },
  restricted: {
    hasSite: true,
    title: ['Highly restricted cluster: no public way in, everything that leaves is inspected'],
    body: restricted,
  },
  migration: {
    title: ['Moving away from a cluster with a legacy network mode, slice by slice'],
    body: migration,
  },
};

/** Every pattern, in the order in which they are offered. */
export const presetIds: readonly PresetId[] = ['general', 'flat', 'restricted', 'migration'];

/** A commented requirements file of the pattern. Answers are escaped; the file reads without complaint. */
export function preset(id: PresetId, answers: PresetAnswers = {}): string {
  const { title, hasSite, body } = presets[id];
  return `${head(title, answers, hasSite === true ? siteOf(answers) : undefined)}\n${body(answers)}`;
}

const environments = `environments:
  - { name: prod }
`;

function general(answers: PresetAnswers): string {
  return `hub:
  topology: hubVnet # hubVnet, virtualWan or none
  gateway: none # expressRoute, vpn or both, when something outside Azure is connected
  bastion: true
  resolver: false # a DNS private resolver, so that networks outside resolve private zones

${environments}
${growthSection}
clusters:
  - name: apps
    environment: prod
    regions: ${regionList(answers)}
    kubernetesVersion: '1.34' # rules that hang on the version are judged by it
${poolLines(answers, 60)}
    egress:
      inspection: none # required: nothing leaves without passing a firewall
      fixedAddresses: true # others allow our public addresses by list
      destinations: # what is called outside; rate in connections a second, duration in seconds
        - { name: payments, fqdn: api.payments.example, port: 443, rate: 50, duration: 10, reason: orders }
    ingress:
      - name: shop
        exposure: public
        hosts: [shop.example.com]
        waf: required
        tls: { owner: platform, renewal: automatic, source: keyVault }
        dns: { owner: network, zone: example.com }
        probePath: /healthz/ready # must answer only when the workload can serve
        to: { namespace: shop, workload: web, port: 8080 }
    apiServer:
      exposure: private
      people: [{ name: platform-engineers, from: bastion }]
      agents: [{ name: build-agents, from: hub }]
      breakGlass: bastion
    addOns: [azureMonitor, azurePolicy]
    dependencies: # services of Azure, reached through private endpoints; put the names that yours have
      - { service: containerRegistry, names: [acrapps] }
      - { service: keyVault, names: [kv-apps] }
      - { service: sqlDatabase, names: [sql-apps] }
    namespaces:
      - name: shop
        sensitivity: sensitive
        workloads:
          - { name: web, port: 8080 }
          - { name: orders, port: 8080 }
    flows: # what may talk to what; NetworkPolicies are written from these
      - { from: shop/web, to: shop/orders, port: 8080, reason: place orders }
      - { from: shop/orders, to: sqlDatabase, port: 1433, reason: order records }
      - { from: shop/orders, to: payments, reason: charge cards }

security:
  publicPaasAccess: forbidden
  namespaceIsolation: required
  defaultDeny: sensitive # sensitive and regulated namespaces start closed
  ddos: none
`;
}

function flat(answers: PresetAnswers): string {
  return `hub:
  topology: hubVnet
  firewall: { kind: azureFirewall, tier: Premium }
  gateway: expressRoute
  bastion: true
  resolver: true

${environments}
${growthSection}
clusters:
  - name: trading
    environment: prod
    regions: ${regionList(answers)}
    kubernetesVersion: '1.34' # rules that hang on the version are judged by it
${poolLines(answers, 30)}
    podIdentity: # each with a reason: it costs an address of the VNet per pod
      openConnectionsToPods: # from: a range in use; flows from there say which pods, on which ports
        - { who: order routers, ${siteOf(answers) === undefined ? '' : `from: ${siteName}, `}reason: they keep a session with each pod by its address }
      appliancesThatSeePods:
        - { who: intrusion detection, reason: its rules name the addresses of pods }
      routingThatDependsOnPodRanges: []
    egress:
      inspection: required
      fixedAddresses: true
      destinations: # what is called outside; rate in connections a second, duration in seconds
        - { name: market-data, fqdn: feed.exchange.example, port: 443, rate: 20, duration: 30, reason: prices }
    ingress:
      - name: orders
        exposure: private
        hosts: [orders.corp.example]
        tls: { owner: platform, renewal: automatic, source: keyVault }
        dns: { owner: network, zone: corp.example }
        probePath: /healthz/ready
        to: { namespace: trading, workload: orders, port: 8443 }
    apiServer:
      exposure: private
      people: [{ name: platform-engineers, from: onPremises }]
      agents: [{ name: build-agents, from: hub }]
      breakGlass: bastion
    addOns: [azureMonitor, azurePolicy]
    dependencies: # services of Azure, reached through private endpoints; put the names that yours have
      - { service: containerRegistry, names: [acrtrading] }
      - { service: keyVault, names: [kv-trading] }
    namespaces:
      - name: trading
        sensitivity: sensitive
        workloads: [{ name: orders, port: 8443 }]
    flows:
${siteFlow(answers)}      - { from: trading/orders, to: keyVault, port: 443, reason: signing keys }
      - { from: trading/orders, to: market-data, reason: prices }

security:
  publicPaasAccess: forbidden
  namespaceIsolation: required
  defaultDeny: all
  ddos: none
`;
}

function restricted(answers: PresetAnswers): string {
  return `hub:
  topology: hubVnet
  firewall: { kind: azureFirewall, tier: Premium } # every packet that leaves passes it
  gateway: expressRoute
  bastion: true
  resolver: true # the only approved way to resolve names

${environments}
${growthSection}
clusters:
  - name: regulated
    environment: prod
    regions: ${regionList(answers)}
    kubernetesVersion: '1.34' # rules that hang on the version are judged by it
${poolLines(answers, 30)}
    egress:
      inspection: required
      fixedAddresses: true
      destinations: # the whole list of what may be called outside
        - { name: clearing, fqdn: gateway.clearing.example, port: 443, rate: 20, duration: 15, reason: settlement }
        - { name: sign-in, fqdn: login.microsoftonline.com, port: 443, rate: 5, duration: 2, reason: tokens of workload identity }
        - { name: git, fqdn: github.com, port: 443, rate: 1, duration: 10, reason: what flux runs }
    ingress: # private only
      - name: ledger
        exposure: private
        hosts: [ledger.corp.example]
        tls: { owner: security, renewal: automatic, source: keyVault }
        dns: { owner: network, zone: corp.example }
        probePath: /healthz/ready
        to: { namespace: ledger, workload: api, port: 8443 }
    apiServer:
      exposure: private
      people: [{ name: platform-engineers, from: bastion }]
      agents: [{ name: build-agents, from: hub }]
      gitops: { tool: flux, reaches: github.com, port: 443 }
      breakGlass: bastion
      auditLogs: true
    addOns: [azureMonitor, azurePolicy, keyVaultCsi, workloadIdentity]
    dependencies: # services of Azure, reached through private endpoints; put the names that yours have
      - { service: containerRegistry, names: [acrregulated] }
      - { service: keyVault, names: [kv-regulated] }
      - { service: sqlDatabase, names: [sql-regulated] }
    namespaces:
      - name: ledger
        sensitivity: regulated
        workloads: [{ name: api, port: 8443 }]
    flows:
      - { from: ledger/api, to: sqlDatabase, port: 1433, reason: ledger }
      - { from: ledger/api, to: keyVault, port: 443, reason: signing keys }
      - { from: ledger/api, to: clearing, reason: settlement }
    forbidden: # proven not to come about, however the rest is changed
      - { from: internet, to: ledger/api, reason: no public way in }

security:
  publicPaasAccess: forbidden
  namespaceIsolation: required
  defaultDeny: all
  ddos: none
  encryptionInTransit: none # required: between nodes, at the price of throughput
  admission: required # no workload without labels, security context and policies
`;
}

function migration(answers: PresetAnswers): string {
  const [region] = regionsOf(answers);
  return `hub:
  topology: hubVnet
  bastion: true

${environments}
${growthSection}
clusters:
  - name: next # the cluster that takes over
    environment: prod
    regions: ${regionList(answers)}
    kubernetesVersion: '1.34' # rules that hang on the version are judged by it
${poolLines(answers, 60)}
    egress:
      destinations: # what is called outside; rate in connections a second, duration in seconds
        - { name: payments, fqdn: api.payments.example, port: 443, rate: 50, duration: 10, reason: orders }
    ingress:
      - name: shop
        exposure: public
        hosts: [shop.example.com]
        tls: { owner: platform, renewal: automatic, source: keyVault }
        dns: { owner: network, zone: example.com }
        probePath: /healthz/ready
        to: { namespace: shop, workload: web, port: 8080 }
    apiServer:
      exposure: private
      people: [{ name: platform-engineers, from: bastion }]
      agents: [{ name: build-agents, from: hub }]
      breakGlass: bastion
    dependencies: # services of Azure, reached through private endpoints; put the names that yours have
      - { service: containerRegistry, names: [acrnext] }
      - { service: keyVault, names: [kv-next] }
    namespaces:
      - { name: shop, sensitivity: sensitive, workloads: [{ name: web, port: 8080 }] }
      - { name: reports, workloads: [{ name: nightly }] }
    flows:
      - { from: shop/web, to: keyVault, port: 443, reason: certificates }
      - { from: shop/web, to: payments, reason: charge cards }

security:
  publicPaasAccess: forbidden
  defaultDeny: sensitive

legacy: # what is there, and shall be left once nothing runs on it any more
  - name: old
    mode: kubenet # overlay, podSubnetDynamic, podSubnetStatic, nodeSubnet, kubenet or byo
    region: ${yamlText(region)}
    nodes: 12
    maxPods: 110
    kubernetesVersion: '1.31'
    policyEngine: calico
    ranges: # as they are; the new cluster is kept clear of them
      virtualNetwork: [192.168.0.0/20]
      nodes: [192.168.0.0/24]
      pods: [192.168.128.0/17]
      services: [192.168.64.0/20]
    movesTo: next
    runs: # slices in the order in which they may move; traffic moves by DNS, and back again if it must
      - { namespace: reports }
      - { namespace: shop, hosts: [shop.example.com], after: [reports] }
`;
}
