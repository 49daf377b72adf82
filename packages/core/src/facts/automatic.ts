import type { ApiAccessId } from './api-access.ts';
import { type Citation, documented, type Fact } from './citation.ts';
import type { DataPlaneId } from './data-planes.ts';
import { aksCli, aksPage, aksRelease, containerServiceModels, derived } from './documents.ts';
import type { EngineId } from './engines/engine-id.ts';
import type { IngressId } from './ingress.ts';
import type { ModeId } from './modes.ts';
import type { OutboundTypeId, VnetKind } from './outbound.ts';

const introPage = aksPage('intro-aks-automatic.md', 'dated 2026-07-07');
const limitsPage = aksPage(
  'includes/aks-automatic/aks-automatic-limitations.md',
  'dated 2026-07-24',
);
const networkPage = aksPage('automatic/quick-automatic-custom-network.md', 'dated 2026-06');

/** What AKS Automatic settles by itself. */
export interface AutomaticDefaults {
  readonly mode: Fact<ModeId>;
  readonly dataPlane: Fact<DataPlaneId>;
  readonly policyEngine: Fact<EngineId>;
  /** Ways out, the default first, by VNet. */
  readonly outbound: Fact<Readonly<Record<VnetKind, readonly OutboundTypeId[]>>>;
  readonly apiAccess: Fact<readonly ApiAccessId[]>;
  readonly nodeProvisioning: Fact<'Auto'>;
  readonly localDns: Fact<'Required'>;
  readonly nodeResourceGroupLocked: Fact<boolean>;
  readonly windows: Fact<boolean>;
  readonly tier: Fact<'Standard'>;
  /** The way in that comes with it, before and from a Kubernetes version on. */
  readonly ingress: Fact<{
    readonly before: IngressId;
    readonly from: IngressId;
    readonly fromKubernetes: string;
  }>;
}

/** What AKS Automatic settles by itself, each with its source. */
export const automaticDefaults: AutomaticDefaults = {
  mode: documented('overlay', introPage),
  dataPlane: documented('cilium', introPage),
  policyEngine: documented('cilium', introPage),
  outbound: documented(
    {
      managed: ['managedNATGateway'],
      byo: ['loadBalancer', 'userAssignedNATGateway', 'userDefinedRouting'],
    },
    introPage,
  ),
  apiAccess: documented(['publicIntegrated', 'privateIntegrated'], introPage),
  nodeProvisioning: documented('Auto', introPage),
  localDns: documented('Required', aksRelease('2026-05-29')),
  nodeResourceGroupLocked: documented(true, limitsPage),
  windows: documented(false, limitsPage),
  tier: documented('Standard', introPage),
  ingress: documented(
    { before: 'app-routing-nginx', from: 'app-routing-gateway-api', fromKubernetes: '1.36' },
    introPage,
  ),
};

/** Subnets that Automatic needs in an own VNet, all in one VNet; lengths are of the managed ones. */
export const automaticSubnets: Fact<
  readonly {
    readonly field: string;
    readonly for: 'systemNodes' | 'nodes' | 'apiServer';
    readonly managedLength?: number;
    readonly smallest?: number;
  }[]
> = documented(
  [
    { field: 'hostedSystemProfile.systemNodeSubnetID', for: 'systemNodes', managedLength: 26 },
    { field: 'hostedSystemProfile.nodeSubnetID', for: 'nodes', managedLength: 16 },
    { field: 'apiServerAccessProfile.subnetId', for: 'apiServer', smallest: 28 },
  ],
  aksCli,
  containerServiceModels,
  networkPage,
);

/** Nodes of managed system pools: missing from pool lists, seen by kubectl under these names. */
export const hostedNodeNames: Fact<readonly string[]> = {
  value: ['aks-hostedpool-', 'aks-system-surge-'],
  confidence: 'derived',
  cite: [
    aksPage('automatic'),
    derived('count nodes from the API server, else the need for addresses is understated'),
  ],
};

/** What Automatic does not support. */
export const automaticUnsupported: Fact<readonly string[]> = documented(
  ['Dapr extension', 'Azure Machine Learning', 'Windows', 'moving a standard cluster to it'],
  limitsPage,
);

/** Where the defaults of Automatic are documented. */
export const automaticCite: readonly Citation[] = [introPage, limitsPage, networkPage];
