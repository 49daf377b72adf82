import { documented, type Fact } from './citation.ts';
import { aksCli, aksPage, containerServiceModels } from './documents.ts';

const overlayHowTo = aksPage('azure-cni-overlay.md');
const dualStackPage = aksPage('configure-dual-stack.md');

/** Pod range of a cluster that states none, in modes that have one. */
export const defaultPodRange: Fact<string> = documented('10.244.0.0/16', overlayHowTo, aksCli);

/** Service range of a cluster that states none. */
export const defaultServiceRange: Fact<string> = documented(
  '10.0.0.0/16',
  aksPage('configure-kubenet.md'),
  aksCli,
);

/** DNS service address of a cluster that states none. */
export const defaultDnsServiceIp: Fact<string> = documented(
  '10.0.0.10',
  aksPage('configure-kubenet.md'),
  aksCli,
);

/** Pod ranges of a dual-stack cluster that states none, IPv4 first. */
export const defaultDualStackPodRanges: Fact<readonly [string, string]> = documented(
  ['10.244.0.0/16', 'fd12:3456:789a::/64'],
  dualStackPage,
);

/** Service ranges of a dual-stack cluster that states none, IPv4 first. */
export const defaultDualStackServiceRanges: Fact<readonly [string, string]> = documented(
  ['10.0.0.0/16', 'fd12:3456:789a:1::/108'],
  dualStackPage,
);

/** `networkPolicy` of a cluster that states none. */
export const defaultPolicyEngine: Fact<'none'> = documented('none', containerServiceModels);

/** `networkDataplane` of a cluster that states none. */
export const defaultDataPlane: Fact<'azure'> = documented('azure', containerServiceModels);

/** `loadBalancerSku` of a cluster that states none. */
export const defaultLoadBalancerSku: Fact<'standard'> = documented(
  'standard',
  containerServiceModels,
);

/** Managed outbound addresses that load balancer and NAT gateway start with. */
export const defaultOutboundIps: Fact<number> = documented(1, containerServiceModels);

/** `allocatedOutboundPorts` of a cluster that states none: 0, so the tiers hold. */
export const defaultAllocatedPorts: Fact<number> = documented(
  0,
  aksPage('configure-load-balancer-standard.md'),
  containerServiceModels,
);

/** Nodes that the CLI creates when none are asked for. */
export const defaultNodeCount: Fact<number> = documented(3, aksCli);

/** `podIPAllocationMode` of a pool with a pod subnet that states none. */
export const defaultPodIpAllocation: Fact<'DynamicIndividual'> = documented(
  'DynamicIndividual',
  containerServiceModels,
);

/** `osType` of a pool that states none. */
export const defaultOsType: Fact<'Linux'> = documented('Linux', containerServiceModels);

/** `artifactSource` of a cluster that states none. */
export const defaultArtifactSource: Fact<'Direct'> = documented(
  'Direct',
  containerServiceModels,
  aksCli,
);

/** `nodeProvisioningProfile.mode` of a cluster that states none. */
export const defaultNodeProvisioning: Fact<'Manual'> = documented('Manual', containerServiceModels);

/** `undrainableNodeBehavior` of a pool that states none. */
export const defaultUndrainableNodes: Fact<'Schedule'> = documented('Schedule', aksCli);

/** Which mode a command gives: without plugin, and with plugin azure but no plugin mode. */
export const defaultModesOfCommands: Fact<{
  readonly withoutPlugin: 'overlay';
  readonly azureWithoutMode: 'nodeSubnet';
}> = documented({ withoutPlugin: 'overlay', azureWithoutMode: 'nodeSubnet' }, overlayHowTo);

/** Rules of IPv6 in clusters: prefix lengths. */
export const dualStackRules: Fact<{
  readonly serviceAtLeast: number;
  readonly podRange: number;
  readonly podsOfNode: number;
  readonly subnet: number;
  /** Lists must have the length and order of `ipFamilies`. */
  readonly order: readonly [4, 6];
}> = documented(
  { serviceAtLeast: 108, podRange: 64, podsOfNode: 80, subnet: 64, order: [4, 6] },
  overlayHowTo,
  dualStackPage,
);

/** LocalDNS: least version, cores and what it needs. */
export const localDnsRules: Fact<{
  readonly fromKubernetes: string;
  readonly autoFromKubernetes: string;
  readonly leastCores: number;
  readonly upstreamProtocol: 'tcp';
  /** Where it is not switched on by itself. */
  readonly notAutoWith: readonly string[];
}> = documented(
  {
    fromKubernetes: '1.31',
    autoFromKubernetes: '1.36',
    leastCores: 4,
    upstreamProtocol: 'tcp',
    notAutoWith: ['Cilium or Calico with network policies', 'an own CNI', 'NodeLocal DNSCache'],
  },
  aksPage('localdns-custom.md'),
);
