import type { Address, Prefix } from '@aksnet/net';
import type { Knowable } from '../../evidence/knowable.ts';
import type { Id } from '../id.ts';
import type { Element } from './element.ts';
import type { PortRange } from './security-group.ts';

/** Microsoft.Network/azureFirewalls. */
export interface Firewall extends Element<'firewall'> {
  /** Address that routes name as their next hop. */
  readonly privateAddress: Knowable<Address>;
  readonly subnet: Knowable<Id<'subnet'> | undefined>;
  readonly virtualHub?: Id<'virtualHub'>;
  readonly publicIps: Knowable<readonly Id<'publicIp'>[]>;
  readonly policy: Knowable<Id<'firewallPolicy'> | undefined>;
  readonly tier: Knowable<'Basic' | 'Standard' | 'Premium'>;
  readonly zones: Knowable<readonly string[]>;
  /** Subnet and address of the management side, which the Basic tier and forced tunnelling need. */
  readonly management?: { readonly subnet: Id<'subnet'>; readonly publicIp?: Id<'publicIp'> };
  /** How many public addresses Azure gives a firewall in a Virtual WAN hub. */
  readonly hubPublicIpCount?: number;
}

/** Microsoft.Network/firewallPolicies. */
export interface FirewallPolicy extends Element<'firewallPolicy'> {
  readonly tier: Knowable<'Basic' | 'Standard' | 'Premium'>;
  readonly base: Knowable<Id<'firewallPolicy'> | undefined>;
  /** DNS proxy: must be on for FQDNs in network rules. */
  readonly dnsProxy: Knowable<boolean>;
  readonly dnsServers: Knowable<readonly Address[]>;
  /** Ranges to which source translation is not applied; undefined = the platform's default. */
  readonly privateRanges: Knowable<readonly Prefix[] | undefined>;
  readonly threatIntelligence: Knowable<'Off' | 'Alert' | 'Deny'>;
}

/** What a firewall rule can name as source: addresses or IP groups. */
export interface FirewallSources {
  readonly prefixes: readonly Prefix[];
  readonly ipGroups: readonly Id<'ipGroup'>[];
  /** Any source. */
  readonly any?: true;
}

/** A rule of a firewall policy. */
export type FirewallRule =
  | {
      readonly kind: 'network';
      readonly name: string;
      readonly from: FirewallSources;
      readonly protocols: readonly ('TCP' | 'UDP' | 'ICMP' | 'Any')[];
      /** Prefixes, service tags or `*` as written. */
      readonly to: readonly string[];
      readonly toFqdns: readonly string[];
      readonly toIpGroups: readonly Id<'ipGroup'>[];
      readonly ports: readonly PortRange[];
    }
  | {
      readonly kind: 'application';
      readonly name: string;
      readonly from: FirewallSources;
      readonly protocols: readonly {
        readonly type: 'Http' | 'Https' | 'Mssql';
        readonly port: number;
      }[];
      readonly fqdns: readonly string[];
      readonly fqdnTags: readonly string[];
      readonly webCategories: readonly string[];
    }
  | {
      readonly kind: 'dnat';
      readonly name: string;
      readonly from: FirewallSources;
      readonly protocols: readonly ('TCP' | 'UDP')[];
      readonly to: readonly string[];
      readonly ports: readonly PortRange[];
      readonly translatedAddress?: Address;
      readonly translatedFqdn?: string;
      readonly translatedPort: number;
    };

/** A collection of rules of one kind and one action. */
export interface RuleCollection {
  readonly name: string;
  /** 100–65000; the lowest is looked at first within its kind. */
  readonly priority: number;
  readonly action: 'Allow' | 'Deny' | 'Dnat';
  readonly rules: readonly FirewallRule[];
}

/** Microsoft.Network/firewallPolicies/ruleCollectionGroups. */
export interface RuleCollectionGroup extends Element<'ruleCollectionGroup'> {
  readonly policy: Id<'firewallPolicy'>;
  readonly priority: number;
  readonly collections: Knowable<readonly RuleCollection[]>;
}

/** Microsoft.Network/ipGroups. */
export interface IpGroup extends Element<'ipGroup'> {
  readonly prefixes: Knowable<readonly Prefix[]>;
}
