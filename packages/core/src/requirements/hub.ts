import type { Address } from '@aksnet/net';
import * as z from 'zod';
import { addressText, hostText, regionName } from './scalars.ts';

/** How networks of a region are joined. */
export type Topology = 'hubVnet' | 'virtualWan' | 'none';

/** Another maker's appliance that is there. Of its rules nothing is known. */
export interface Appliance {
  /** Its private address, or that of the load balancer before several. */
  readonly address: Address;
  /** Region that it serves; absent: all. */
  readonly region?: string;
}

/** The firewall of the hub. `nva`: another maker's appliance. */
export interface HubFirewall {
  readonly kind: 'azureFirewall' | 'nva';
  readonly tier: 'Basic' | 'Standard' | 'Premium';
  /** Where the appliances are, for `nva`. */
  readonly appliances: readonly Appliance[];
}

/** The way to networks outside Azure. */
export type HubGateway = 'none' | 'expressRoute' | 'vpn' | 'both';

/** Names that other servers answer for. */
export interface ForwardedDomain {
  readonly domain: string;
  readonly servers: readonly Address[];
}

/** What the networks of each region share. */
export interface Hub {
  readonly topology: Topology;
  /** Absent: there is none. */
  readonly firewall?: HubFirewall;
  readonly gateway: HubGateway;
  readonly bastion: boolean;
  /** A DNS private resolver, so that networks outside resolve private zones. */
  readonly resolver: boolean;
  readonly forwarded: readonly ForwardedDomain[];
}

const appliance: z.ZodType<Appliance> = z.strictObject({
  address: addressText.describe(
    'private address, of the load balancer where several stand behind one',
  ),
  region: regionName.exactOptional().describe('region that it serves; absent: all'),
});

const firewall: z.ZodType<HubFirewall> = z.strictObject({
  kind: z.enum(['azureFirewall', 'nva']).default('azureFirewall'),
  tier: z
    .enum(['Basic', 'Standard', 'Premium'])
    .default('Standard')
    .describe(
      '`Standard` by default: the least tier that can proxy DNS for names in network rules',
    ),
  appliances: z
    .array(appliance)
    .default([])
    .describe('for `nva`: where the appliances are that packets are routed to'),
});

const forwarded: z.ZodType<ForwardedDomain> = z.strictObject({
  domain: hostText,
  servers: z.array(addressText).min(1),
});

/** Schema of {@link Hub}. */
export const hub: z.ZodType<Hub> = z.strictObject({
  topology: z
    .enum(['hubVnet', 'virtualWan', 'none'])
    .default('none')
    .describe('`none` by default: nothing is shared between networks unless asked for'),
  firewall: firewall.exactOptional().describe('absent: there is none'),
  gateway: z.enum(['none', 'expressRoute', 'vpn', 'both']).default('none'),
  bastion: z.boolean().default(false),
  resolver: z.boolean().default(false).describe('DNS private resolver in the hub'),
  forwarded: z
    .array(forwarded)
    .default([])
    .describe('domains that DNS servers outside Azure answer for'),
});
