import type { AssumptionName } from './assumptions.ts';
import { type Citation, documented, type Fact } from './citation.ts';
import { aksCli, aksPage, azurePage, containerServiceModels } from './documents.ts';

/** What hands out outbound ports. */
export type PortExit = 'loadBalancer' | 'natGateway' | 'azureFirewall';

/** How long a port stays taken after its connection, in seconds; a name: the answer is assumed. */
export interface PortHold {
  readonly exit: PortExit;
  /** Among whom a port is counted: destinations differ in address and port unless said otherwise. */
  readonly scope: 'perNode' | 'perIp' | 'perIpAndInstance';
  readonly afterFin: number;
  readonly afterRst: number;
  readonly halfOpen?: number;
  readonly afterUdp?: number;
  /** Where the figures are not certain: which assumption switches them off. */
  readonly assumes?: AssumptionName;
  readonly cite: readonly Citation[];
}

/** Idle timeout of an exit, in minutes. */
export interface IdleTimeout {
  readonly least: number;
  readonly most: number;
  readonly default: number;
}

const natResource = azurePage('articles/nat-gateway/nat-gateway-resource.md', '2023-07-10');

/** When a port comes back, by exit. */
export const portHolds: Readonly<Record<PortExit, PortHold>> = {
  loadBalancer: {
    exit: 'loadBalancer',
    scope: 'perNode',
    afterFin: 240,
    afterRst: 15,
    assumes: 'loadBalancer.portHold',
    cite: [
      azurePage(
        'articles/load-balancer/load-balancer-outbound-connections.md',
        '2022-03-01',
        'figures of an older text',
      ),
    ],
  },
  natGateway: {
    exit: 'natGateway',
    scope: 'perIp',
    afterFin: 65,
    afterRst: 16,
    halfOpen: 30,
    afterUdp: 65,
    cite: [natResource],
  },
  azureFirewall: {
    exit: 'azureFirewall',
    scope: 'perIpAndInstance',
    afterFin: 240,
    afterRst: 240,
    assumes: 'firewall.portHold',
    cite: [azurePage('articles/firewall/firewall-faq.yml', undefined, 'publishes no hold')],
  },
};

/** Idle timeout of the outbound rule that AKS keeps; Azure's own default would be 4. */
export const lbIdleTimeout: Fact<IdleTimeout> = {
  value: { least: 4, most: 120, default: 30 },
  confidence: 'conflicting',
  cite: [
    containerServiceModels,
    { ...aksCli, note: 'says 100; see the assumption loadBalancer.idleMaximum' },
    aksPage('configure-load-balancer-standard.md'),
  ],
};

/** TCP idle timeout of a NAT gateway. */
export const natIdleTimeout: Fact<IdleTimeout> = documented(
  { least: 4, most: 120, default: 4 },
  natResource,
  containerServiceModels,
);

/** UDP idle timeout of a NAT gateway, which cannot be changed, in minutes. */
export const natUdpIdleTimeout: Fact<number> = documented(4, natResource);

/** TCP idle timeout of Azure Firewall, in minutes. */
export const firewallIdleTimeout: Fact<number> = documented(
  4,
  azurePage('articles/firewall/firewall-faq.yml'),
);

/** Seconds in which Azure Firewall lets connections end before it removes an instance. */
export const firewallDrainSeconds: Fact<number> = documented(
  90,
  azurePage('articles/firewall/firewall-faq.yml'),
);
