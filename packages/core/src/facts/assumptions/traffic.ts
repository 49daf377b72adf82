import { aksPage, azurePage, derived, issue, noPageRead } from '../documents.ts';
import type { AssumptionTable } from './assumption.ts';

/** The answers to the open points about forwarding, by name. */
export interface TrafficValues {
  'vnetTag.includesOverlayPods': 'no' | 'yes';
  'routes.privateNoneUnderUserDefault': 'removed' | 'kept';
  'peering.forwardedFlag': 'required' | 'notRequired';
  'privateEndpoint.replyThroughFirewall': 'translationNeeded' | 'worksWithout';
  'privateEndpoint.userRouteWins': 'vnetRangeOrLonger' | 'exactAddressOnly';
  'nodeSubnet.sourceOutsideVnet': 'node' | 'pod';
  'byo.sourceAddress': 'node' | 'pod';
  'serviceCidr.unownedAddress': 'staysOnNode' | 'leavesNode';
  'apiServerSubnet.routeTable': 'allowed' | 'refused';
  'nsg.nodeAndPodDirection': 'both' | 'nodeToPod' | 'podToNode';
}

/** Open points about how packets are forwarded and filtered. */
export const trafficAssumptions: AssumptionTable<TrafficValues> = {
  'vnetTag.includesOverlayPods': {
    question: 'Does the VirtualNetwork tag cover the pod range of an overlay cluster?',
    values: {
      no: 'pod addresses between nodes need rules of their own',
      yes: 'the default rules cover them',
    },
    default: 'no',
    confidence: 'uncertain',
    cite: [issue('Azure/AKS#5122'), issue('MicrosoftDocs/azure-docs#114052')],
  },
  'routes.privateNoneUnderUserDefault': {
    question: 'Do the system routes to None for private ranges stay under a user default route?',
    values: {
      removed: 'they are dropped once the subnet has a user 0.0.0.0/0',
      kept: 'they stay, as the routing page reads literally',
    },
    default: 'removed',
    confidence: 'conflicting',
    cite: [
      azurePage('articles/virtual-network/virtual-networks-udr-overview.md', '2023-05-27'),
      issue('MicrosoftDocs/azure-docs#51082'),
    ],
  },
  'peering.forwardedFlag': {
    question: 'Are relayed packets dropped when a peering does not allow forwarded traffic?',
    values: {
      required: 'yes, as the documentation says',
      notRequired: 'often not, as field tests report',
    },
    default: 'required',
    confidence: 'conflicting',
    cite: [
      azurePage('articles/virtual-network/virtual-network-peering-overview.md'),
      issue('MicrosoftDocs/architecture-center#1051'),
    ],
  },
  'privateEndpoint.replyThroughFirewall': {
    question: 'Must a firewall translate the source towards a private endpoint?',
    values: {
      translationNeeded: 'yes, else the reply passes the firewall by',
      worksWithout: 'no, as users report',
    },
    default: 'translationNeeded',
    confidence: 'conflicting',
    cite: [
      azurePage('articles/private-link/inspect-traffic-with-azure-firewall.md'),
      issue('MicrosoftDocs/azure-docs#72116'),
      issue('MicrosoftDocs/azure-docs#95164'),
    ],
  },
  'privateEndpoint.userRouteWins': {
    question: 'Which user route displaces the /32 of a private endpoint once its subnet allows it?',
    values: {
      vnetRangeOrLonger: 'any prefix at least as long as the range of the VNet',
      exactAddressOnly: 'only a user route of /32',
    },
    default: 'vnetRangeOrLonger',
    confidence: 'conflicting',
    cite: [azurePage('articles/private-link/disable-private-endpoint-network-policy.md')],
  },
  'nodeSubnet.sourceOutsideVnet': {
    question: 'Which source address do pods of a node subnet show outside the VNet?',
    values: {
      node: 'the node, as the concept page says',
      pod: 'the pod: one overview page says flat modes are never translated',
    },
    default: 'node',
    confidence: 'conflicting',
    cite: [aksPage('concepts-network-legacy-cni.md'), aksPage('concepts-network-cni-overview.md')],
  },
  'byo.sourceAddress': {
    question: "Which source address do pods of the customer's own CNI show outside the cluster?",
    values: { node: 'the node, as an overlay does', pod: 'the pod' },
    default: 'node',
    confidence: 'uncertain',
    cite: [aksPage('use-byo-cni.md', 'leaves it to the plugin')],
  },
  'serviceCidr.unownedAddress': {
    question: 'What happens to a packet to an address of the Service range that no Service owns?',
    values: {
      staysOnNode: 'it never reaches a host outside',
      leavesNode: 'it follows the routes of the node',
    },
    default: 'staysOnNode',
    confidence: 'uncertain',
    cite: [derived('an owned address is answered on the node; the rest depends on the proxy')],
  },
  'apiServerSubnet.routeTable': {
    question: 'May the API server subnet have a route table?',
    values: { allowed: 'yes, if the way back to the nodes exists', refused: 'no' },
    default: 'allowed',
    confidence: 'uncertain',
    cite: [noPageRead, aksPage('api-server-vnet-integration.md', 'does not say')],
  },
  'nsg.nodeAndPodDirection': {
    question: 'Which direction between node and pod ranges must a security group allow in overlay?',
    values: {
      both: 'both, which satisfies either page',
      nodeToPod: 'the overlay page',
      podToNode: 'the network concepts page',
    },
    default: 'both',
    confidence: 'conflicting',
    cite: [aksPage('concepts-network-azure-cni-overlay.md'), aksPage('concepts-network.md')],
  },
};
