import type { Address } from '@aksnet/net';
import type { Knowable } from '../../evidence/knowable.ts';
import type { Id } from '../id.ts';
import type { Element } from './element.ts';

/** A record set of a private zone. */
export interface DnsRecord {
  /** Relative name, `@` for the zone itself. */
  readonly name: string;
  readonly type: 'A' | 'AAAA' | 'CNAME' | 'TXT' | 'MX' | 'PTR' | 'SRV' | 'SOA';
  readonly values: readonly string[];
  /** Seconds. */
  readonly ttl?: number;
}

/** Microsoft.Network/privateDnsZones. */
export interface PrivateDnsZone extends Element<'privateDnsZone'> {
  /** Record sets written by hand; those of endpoints follow from the zone groups. */
  readonly records: Knowable<readonly DnsRecord[]>;
}

/** Microsoft.Network/privateDnsZones/virtualNetworkLinks. */
export interface PrivateDnsLink extends Element<'privateDnsLink'> {
  readonly zone: Id<'privateDnsZone'>;
  readonly virtualNetwork: Knowable<Id<'virtualNetwork'>>;
  readonly registration: Knowable<boolean>;
  readonly resolutionPolicy: Knowable<'Default' | 'NxDomainRedirect'>;
}

/** Microsoft.Network/dnsResolvers with its endpoints. */
export interface DnsResolver extends Element<'dnsResolver'> {
  readonly virtualNetwork: Knowable<Id<'virtualNetwork'>>;
  readonly inbound: Knowable<
    readonly { readonly name: string; readonly subnet: Id<'subnet'>; readonly address?: Address }[]
  >;
  readonly outbound: Knowable<readonly { readonly name: string; readonly subnet: Id<'subnet'> }[]>;
}

/** Microsoft.Network/dnsForwardingRulesets with rules and links. */
export interface ForwardingRuleset extends Element<'forwardingRuleset'> {
  readonly resolver: Knowable<Id<'dnsResolver'> | undefined>;
  readonly rules: Knowable<
    readonly {
      readonly name: string;
      readonly domain: string;
      readonly servers: readonly { readonly address: Address; readonly port: number }[];
      readonly enabled: boolean;
    }[]
  >;
  readonly links: Knowable<readonly Id<'virtualNetwork'>[]>;
}
