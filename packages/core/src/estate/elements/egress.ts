import type { Address, Prefix } from '@aksnet/net';
import type { Knowable } from '../../evidence/knowable.ts';
import type { Id } from '../id.ts';
import type { Element } from './element.ts';

/** Microsoft.Network/publicIPAddresses. */
export interface PublicIp extends Element<'publicIp'> {
  readonly address: Knowable<Address | undefined>;
  readonly sku: Knowable<'Basic' | 'Standard' | 'StandardV2'>;
  readonly zones: Knowable<readonly string[]>;
  readonly prefix?: Id<'publicIpPrefix'>;
  readonly dnsLabel?: string;
}

/** Microsoft.Network/publicIPPrefixes. */
export interface PublicIpPrefix extends Element<'publicIpPrefix'> {
  readonly prefix: Knowable<Prefix | undefined>;
  /** Length of the prefix, e.g. 28 for 16 addresses. */
  readonly length: Knowable<number>;
  readonly sku: Knowable<'Standard' | 'StandardV2'>;
  readonly zones: Knowable<readonly string[]>;
}

/** Microsoft.Network/natGateways. */
export interface NatGateway extends Element<'natGateway'> {
  readonly sku: Knowable<'Standard' | 'StandardV2'>;
  readonly publicIps: Knowable<readonly Id<'publicIp'>[]>;
  readonly publicIpPrefixes: Knowable<readonly Id<'publicIpPrefix'>[]>;
  /** Minutes, 4–120. */
  readonly idleTimeout: Knowable<number>;
  readonly zones: Knowable<readonly string[]>;
}

/** A frontend of a load balancer. */
export interface Frontend {
  readonly name: string;
  readonly subnet?: Id<'subnet'>;
  readonly address?: Address;
  readonly publicIp?: Id<'publicIp'>;
}

/** Microsoft.Network/loadBalancers. */
export interface LoadBalancer extends Element<'loadBalancer'> {
  readonly sku: Knowable<'Basic' | 'Standard' | 'Gateway'>;
  readonly frontends: Knowable<readonly Frontend[]>;
  readonly rules: Knowable<readonly LoadBalancingRule[]>;
  readonly outboundRules: Knowable<readonly OutboundRule[]>;
}

/** A load-balancing rule. */
export interface LoadBalancingRule {
  readonly name: string;
  readonly frontend: string;
  readonly protocol: 'Tcp' | 'Udp' | 'All';
  readonly frontendPort: number;
  readonly backendPort: number;
  readonly floatingIp: boolean;
}

/** An outbound rule; ports 0 = by the platform's tiers. */
export interface OutboundRule {
  readonly name: string;
  readonly frontends: readonly string[];
  readonly allocatedPorts: number;
  readonly idleTimeout?: number;
}
