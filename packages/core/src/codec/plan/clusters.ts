import type * as clusters from '../../estate/elements/cluster.ts';
import type { Flow, FlowEnd, FlowPort } from '../../estate/elements/flow.ts';
import type { Attestation, RecordedAnswer } from '../../estate/elements/recorded.ts';
import type { Unknown } from '../../evidence/knowable.ts';
import { knowable } from './evidence.ts';
import { head, labels } from './head.ts';
import { address, anything, boolean, number, oneOf, prefixes, text, texts } from './scalars.ts';
import { byKind, list, maybe, object, optional, type Shape } from './shape.ts';

/** What a field holds when it is known. */
type Known<T> = Exclude<T, Unknown>;

const loadBalancer = object<clusters.LoadBalancerProfile>({
  managedOutboundIps: optional(number),
  outboundIps: optional(texts),
  outboundIpPrefixes: optional(texts),
  allocatedOutboundPorts: optional(number),
  idleTimeout: optional(number),
  backendPoolType: optional(oneOf('NodeIPConfiguration', 'NodeIP')),
});

const network = object<clusters.ClusterNetwork>({
  plugin: knowable(oneOf('azure', 'kubenet', 'none')),
  pluginMode: knowable(maybe(oneOf('overlay'))),
  dataPlane: knowable(oneOf('azure', 'cilium')),
  policyEngine: knowable(oneOf('none', 'azure', 'calico', 'cilium')),
  outboundType: knowable(
    oneOf(
      'loadBalancer',
      'managedNATGateway',
      'managedNATGatewayV2',
      'userAssignedNATGateway',
      'userDefinedRouting',
      'none',
      'block',
    ),
  ),
  ipFamilies: knowable(list(oneOf(4, 6))),
  podRanges: knowable(prefixes),
  serviceRanges: knowable(prefixes),
  dnsServiceIp: knowable(address),
  loadBalancer: knowable(maybe(loadBalancer)),
  natGateway: knowable(
    maybe(
      object<clusters.NatGatewayProfile>({
        managedOutboundIps: optional(number),
        idleTimeout: optional(number),
      }),
    ),
  ),
  staticEgressGateway: knowable(boolean),
  advanced: knowable(
    object<Known<clusters.ClusterNetwork['advanced']>>({
      observability: boolean,
      security: boolean,
      policies: optional(oneOf('FQDN', 'L7', 'None')),
      encryption: optional(oneOf('WireGuard', 'None')),
    }),
  ),
  heldFor: optional(prefixes),
});

const access = object<clusters.ApiServerAccess>({
  private: knowable(boolean),
  publicFqdn: knowable(boolean),
  privateDnsZone: knowable(maybe(text)),
  fqdnSubdomain: optional(text),
  authorizedRanges: knowable(prefixes),
  authorizedExits: optional(texts),
  vnetIntegration: knowable(boolean),
  subnet: knowable(maybe(text)),
  runCommand: knowable(boolean),
});

/** Clusters. */
export const cluster: Shape<clusters.Cluster> = object<clusters.Cluster>({
  ...head('cluster'),
  sku: knowable(oneOf('Base', 'Automatic')),
  tier: knowable(oneOf('Free', 'Standard', 'Premium')),
  kubernetesVersion: knowable(text),
  network,
  access,
  identity: knowable(oneOf('SystemAssigned', 'UserAssigned', 'ServicePrincipal')),
  identityIds: optional(texts),
  httpProxy: knowable(
    maybe(
      object<clusters.HttpProxy>({
        httpProxy: optional(text),
        httpsProxy: optional(text),
        noProxy: texts,
        trustedCa: optional(boolean),
      }),
    ),
  ),
  addOns: knowable(texts),
  nodeProvisioning: knowable(oneOf('Auto', 'Manual')),
  nodeResourceGroup: optional(text),
  artifactSource: knowable(oneOf('Cache', 'Direct')),
  artifactRegistry: optional(text),
  kubeletIdentity: optional(text),
  dnsPrefix: optional(text),
  ingress: knowable(texts),
  environment: optional(text),
  duty: optional(
    object<clusters.RegionDuty>({ role: oneOf('primary', 'active', 'dr'), of: optional(text) }),
  ),
  provisionedNodeLimit: optional(knowable(number)),
  provisioningSubnet: optional(text),
  serviceCount: optional(number),
});

/** Node pools. */
export const agentPool: Shape<clusters.AgentPool> = object<clusters.AgentPool>({
  ...head('agentPool'),
  cluster: text,
  mode: knowable(oneOf('System', 'User', 'Gateway')),
  os: knowable(oneOf('Linux', 'Windows')),
  osSku: optional(text),
  vmSize: optional(knowable(text)),
  count: knowable(number),
  autoscaling: knowable(boolean),
  minCount: knowable(number),
  maxCount: knowable(number),
  maxPods: knowable(maybe(number)),
  subnet: knowable(maybe(text)),
  podSubnet: knowable(maybe(text)),
  podIpAllocation: knowable(maybe(oneOf('DynamicIndividual', 'StaticBlock'))),
  zones: knowable(texts),
  upgrade: object<clusters.UpgradeSettings>({
    maxSurge: knowable(maybe(text)),
    maxUnavailable: optional(knowable(maybe(text))),
    strategy: optional(oneOf('rolling', 'blueGreen')),
  }),
  nodePublicIp: knowable(boolean),
  labels: optional(labels),
  taints: optional(texts),
  spot: optional(boolean),
  localDns: optional(knowable(maybe(oneOf('Required', 'Preferred', 'Disabled')))),
  purpose: optional(text),
  hosted: optional(oneOf(true)),
  gatewayPrefixLength: optional(number),
});

const end = byKind<FlowEnd>({
  workload: { cluster: optional(text), namespace: text, workload: optional(text) },
  pool: { cluster: text, pool: optional(text) },
  fqdn: { name: text },
  range: { cidr: text },
  outside: { name: text, ranges: texts },
  paas: { service: text, name: optional(text) },
  ingress: { exposure: oneOf('public', 'private') },
  apiServer: { cluster: text },
  internet: {},
  people: { name: text },
});

/** Connections that are wanted or forbidden. */
export const flow: Shape<Flow> = object<Flow>({
  ...head('flow'),
  wanted: boolean,
  from: end,
  to: end,
  ports: list(object<FlowPort>({ protocol: oneOf('TCP', 'UDP', 'SCTP'), port: number })),
  rate: optional(number),
  duration: optional(number),
  reason: optional(text),
});

/** What Azure answered. */
export const recordedAnswer: Shape<RecordedAnswer> = object<RecordedAnswer>({
  ...head('recordedAnswer'),
  question: text,
  about: maybe(text),
  body: anything,
});

/** What people sign. */
export const attestation: Shape<Attestation> = object<Attestation>({
  ...head('attestation'),
  point: text,
  by: text,
  on: text,
  until: optional(text),
  evidence: text,
});
