import {
  aksCli,
  aksPage,
  aksRelease,
  azurePage,
  containerServiceModels,
  derived,
  issue,
} from '../documents.ts';
import type { AssumptionTable } from './assumption.ts';

/** The answers to the open points about ways out, by name. */
export interface EgressValues {
  'loadBalancer.idleMaximum': '120' | '100';
  'loadBalancer.portHold': 'fin240rst15' | 'immediate';
  'loadBalancer.udpPorts': 'perDestination' | 'perFlow';
  'firewall.portHold': '240' | '0';
  'firewall.unseenParts': 'silent' | 'unknown';
  'natGateway.v2Selector': 'outboundType' | 'natGatewayProfileSku';
  'outbound.managedNatV2ToNone': 'refused' | 'allowed';
  'outbound.managedNatToLoadBalancer': 'refused' | 'allowed';
  'outbound.mutable': 'updatable' | 'creationOnly';
  'outbound.noneScope': 'networkIsolatedOnly' | 'alsoVirtualWan';
  'virtualWan.userDefinedRouting': 'explicitDefaultRoute' | 'emptyTableWorks';
  'virtualWan.loadBalancerExit': 'hubFirewall' | 'loadBalancer';
}

/** Open points about ways out of the cluster. */
export const egressAssumptions: AssumptionTable<EgressValues> = {
  'loadBalancer.idleMaximum': {
    question: 'What is the longest idle timeout of the outbound rule, in minutes?',
    values: { '120': 'the REST model', '100': 'the CLI help' },
    default: '120',
    confidence: 'conflicting',
    cite: [containerServiceModels, aksCli],
  },
  'loadBalancer.portHold': {
    question: 'How long does a load balancer hold an outbound port after the connection closed?',
    values: {
      fin240rst15: '240 s after FIN and 15 s after RST, as older text says',
      immediate: 'the current page gives no hold, so the port is free at once',
    },
    default: 'fin240rst15',
    confidence: 'uncertain',
    cite: [
      azurePage(
        'articles/load-balancer/load-balancer-outbound-connections.md',
        '2022-03-01',
        'an older text gives the hold, the current one does not',
      ),
    ],
  },
  'loadBalancer.udpPorts': {
    question: 'Can one outbound UDP port of a load balancer serve several destinations?',
    values: {
      perDestination: 'one port for each destination address',
      perFlow: 'one port for each flow, as older text says',
    },
    default: 'perDestination',
    confidence: 'conflicting',
    cite: [azurePage('articles/load-balancer/load-balancer-outbound-connections.md', '2022-03-01')],
  },
  'firewall.portHold': {
    question:
      'How long does Azure Firewall hold an outbound port after the connection closed, in seconds?',
    values: { '240': 'pessimistic: like a load balancer', '0': 'not at all' },
    default: '240',
    confidence: 'uncertain',
    cite: [
      azurePage(
        'articles/firewall/integrate-with-nat-gateway.md',
        '2023-10-25',
        'gives no hold time',
      ),
    ],
  },
  'firewall.unseenParts': {
    question:
      'Does a firewall that is there, and of which hardly more than the name is known, do anything to what rules of ours allow?',
    values: {
      silent:
        'no: no rule that it looks at earlier denies it, private ranges are translated as the platform does, and its subnet leads to the internet and to peers as the platform does',
      unknown: 'that cannot be told, so every path through it stays undetermined',
    },
    default: 'silent',
    confidence: 'uncertain',
    cite: [
      azurePage(
        'articles/firewall/rule-processing.md',
        undefined,
        'parent policies, then the lowest number, come first',
      ),
    ],
  },
  'natGateway.v2Selector': {
    question: 'How is a managed NAT gateway of SKU StandardV2 asked for?',
    values: {
      outboundType: 'outboundType managedNATGatewayV2',
      natGatewayProfileSku: 'outboundType managedNATGateway with natGatewayProfile.sku StandardV2',
    },
    default: 'outboundType',
    confidence: 'conflicting',
    cite: [aksPage('egress-outboundtype.md'), aksRelease('2026-07-17'), containerServiceModels],
  },
  'outbound.managedNatV2ToNone': {
    question: 'Can outboundType change from managedNATGatewayV2 to none or block?',
    values: { refused: 'the table of the page', allowed: 'the release notes' },
    default: 'refused',
    confidence: 'conflicting',
    cite: [aksPage('egress-outboundtype.md'), aksRelease('2026-05-29')],
  },
  'outbound.managedNatToLoadBalancer': {
    question: 'Can outboundType change from managedNATGateway to loadBalancer?',
    values: { refused: 'the table of the page', allowed: 'a command shown on the same page' },
    default: 'refused',
    confidence: 'conflicting',
    cite: [aksPage('egress-outboundtype.md', 'table and sample contradict each other')],
  },
  'outbound.mutable': {
    question: 'Can outboundType be changed after creation at all?',
    values: {
      updatable: 'the documentation and the CLI',
      creationOnly: 'a comment in the SDK models',
    },
    default: 'updatable',
    confidence: 'conflicting',
    cite: [aksPage('egress-outboundtype.md'), containerServiceModels],
  },
  'outbound.noneScope': {
    question: 'May outboundType none be used without network isolation?',
    values: {
      networkIsolatedOnly: 'the page limits it to network isolated clusters',
      alsoVirtualWan: 'maintainers name it as the way for a default route learnt from a hub',
    },
    default: 'networkIsolatedOnly',
    confidence: 'conflicting',
    cite: [aksPage('egress-outboundtype.md'), issue('Azure/AKS#5112')],
  },
  'virtualWan.userDefinedRouting': {
    question: 'Is userDefinedRouting accepted when the default route is only learnt from the hub?',
    values: {
      explicitDefaultRoute: 'no: the attached table must hold 0.0.0.0/0',
      emptyTableWorks: 'an empty attached table was reported to work for new clusters',
    },
    default: 'explicitDefaultRoute',
    confidence: 'conflicting',
    cite: [
      issue('MicrosoftDocs/azure-docs#108240'),
      issue('Azure/AKS#5112'),
      issue('Azure/AKS#2334'),
    ],
  },
  'virtualWan.loadBalancerExit': {
    question:
      'Which way out does outboundType loadBalancer take when the hub teaches a default route?',
    values: {
      hubFirewall: 'the hub firewall, by route precedence',
      loadBalancer: 'the load balancer, as one user saw',
    },
    default: 'hubFirewall',
    confidence: 'conflicting',
    cite: [
      derived('a learnt 0.0.0.0/0 beats the system default route'),
      issue('mspnp/aks-baseline#205', 'reports the opposite'),
    ],
  },
};
