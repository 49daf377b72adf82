import { type Citation, documented, type Fact } from './citation.ts';
import { aksPage } from './documents.ts';
import type { LimitId } from './limits.ts';

/** How the API server is reached. */
export type ApiAccessId =
  | 'public'
  | 'publicRanges'
  | 'publicIntegrated'
  | 'privateLink'
  | 'privateIntegrated';

/** One way to reach the API server. */
export interface ApiAccess {
  readonly id: ApiAccessId;
  readonly title: string;
  readonly private: boolean;
  /** API Server VNet Integration: the server answers in a subnet of the VNet. */
  readonly integrated: boolean;
  /** How many authorized ranges it takes; absent: none can be set. */
  readonly authorizedRanges?: LimitId;
  /** Nodes find it by name, so their DNS must know the private zone. */
  readonly nodesNeedPrivateDns: boolean;
  /** The tunnel ports 1194 and 9000 must be open. */
  readonly tunnel: boolean;
  /** Addresses it takes: of the subnet of the first pool, or of its own. */
  readonly takesAddressesOf: 'none' | 'firstPoolSubnet' | 'apiServerSubnet';
  readonly notes: readonly string[];
  readonly cite: readonly Citation[];
}

const privatePage = aksPage('private-clusters.md');
const integrationPage = aksPage('api-server-vnet-integration.md');
const rangesPage = aksPage('api-server-authorized-ip-ranges.md');

/** Every way to reach the API server, by id. */
export const apiAccessKinds: Readonly<Record<ApiAccessId, ApiAccess>> = {
  public: {
    id: 'public',
    title: 'public',
    private: false,
    integrated: false,
    authorizedRanges: 'authorized-ip-ranges',
    nodesNeedPrivateDns: false,
    tunnel: true,
    takesAddressesOf: 'none',
    notes: ['traffic of the nodes to it takes the way out of the cluster'],
    cite: [rangesPage, aksPage('egress-outboundtype.md')],
  },
  publicRanges: {
    id: 'publicRanges',
    title: 'public with authorized ranges',
    private: false,
    integrated: false,
    authorizedRanges: 'authorized-ip-ranges',
    nodesNeedPrivateDns: false,
    tunnel: true,
    takesAddressesOf: 'none',
    notes: [
      'the ranges must include the public address of the cluster itself',
      '0.0.0.0/32 stands for that address alone',
      'pools with public node addresses need their prefixes listed',
      'a change takes up to 2 minutes',
    ],
    cite: [rangesPage],
  },
  publicIntegrated: {
    id: 'publicIntegrated',
    title: 'public with VNet integration',
    private: false,
    integrated: true,
    authorizedRanges: 'authorized-ip-ranges-vnet-integration',
    nodesNeedPrivateDns: false,
    tunnel: false,
    takesAddressesOf: 'apiServerSubnet',
    notes: ['irreversible; enabling it restarts the cluster and changes the address of the API'],
    cite: [integrationPage, rangesPage],
  },
  privateLink: {
    id: 'privateLink',
    title: 'private by private endpoint',
    private: true,
    integrated: false,
    nodesNeedPrivateDns: true,
    tunnel: false,
    takesAddressesOf: 'firstPoolSubnet',
    notes: [
      'read only by VNets that are linked to its zone',
      'the public name stays unless it is switched off',
      'without the endpoint the cluster stops working',
    ],
    cite: [privatePage],
  },
  privateIntegrated: {
    id: 'privateIntegrated',
    title: 'private by VNet integration',
    private: true,
    integrated: true,
    nodesNeedPrivateDns: false,
    tunnel: false,
    takesAddressesOf: 'apiServerSubnet',
    notes: ['irreversible; whether it is private can be toggled'],
    cite: [integrationPage],
  },
};

/** What `privateDNSZone` may say, beside the id of an own zone. */
export const privateZoneWords: Fact<{
  readonly words: readonly ('system' | 'none')[];
  readonly default: 'system';
  /** The only later change: from an own or system zone to none. */
  readonly laterChange: 'none';
}> = documented({ words: ['system', 'none'], default: 'system', laterChange: 'none' }, privatePage);

/** Whether a text names a way to reach the API server; safe for `__proto__` and the like. */
export function isApiAccessId(text: string): text is ApiAccessId {
  return Object.hasOwn(apiAccessKinds, text);
}
