import type * as adminRules from '../../estate/elements/admin-rules.ts';
import type * as firewalls from '../../estate/elements/firewall.ts';
import type * as security from '../../estate/elements/security-group.ts';
import { knowable } from './evidence.ts';
import { head } from './head.ts';
import { address, addresses, boolean, number, oneOf, prefixes, text, texts } from './scalars.ts';
import { byKind, list, maybe, object, optional, type Shape } from './shape.ts';

const peers = list(
  byKind<security.Peer>({
    any: {},
    prefixes: { prefixes },
    tag: { tag: text },
    group: { ids: texts },
    networkGroup: { id: text },
  }),
);

const ports = list(object<security.PortRange>({ first: number, last: number }));

const rules: Shape<readonly security.SecurityRule[]> = list(
  object<security.SecurityRule>({
    name: text,
    description: optional(text),
    priority: number,
    direction: oneOf('Inbound', 'Outbound'),
    access: oneOf('Allow', 'Deny', 'AlwaysAllow'),
    protocol: oneOf('Tcp', 'Udp', 'Icmp', 'Esp', 'Ah', '*'),
    sources: peers,
    sourcePorts: ports,
    destinations: peers,
    destinationPorts: ports,
  }),
);

/** Security groups. */
export const networkSecurityGroup: Shape<security.NetworkSecurityGroup> =
  object<security.NetworkSecurityGroup>({
    ...head('networkSecurityGroup'),
    rules: knowable(rules),
  });

/** Application security groups. */
export const applicationSecurityGroup: Shape<security.ApplicationSecurityGroup> =
  object<security.ApplicationSecurityGroup>(head('applicationSecurityGroup'));

/** Groups of a network manager. */
export const networkGroup: Shape<adminRules.NetworkGroup> = object<adminRules.NetworkGroup>({
  ...head('networkGroup'),
  members: knowable(list(object<adminRules.StaticMember>({ name: text, member: text }))),
  filledByPolicy: knowable(boolean),
});

/** Configurations of a network manager. */
export const adminConfiguration: Shape<adminRules.AdminConfiguration> =
  object<adminRules.AdminConfiguration>({
    ...head('adminConfiguration'),
    regions: knowable(texts),
  });

/** Rules of a network manager. */
export const adminRuleCollection: Shape<adminRules.AdminRuleCollection> =
  object<adminRules.AdminRuleCollection>({
    ...head('adminRuleCollection'),
    appliesTo: knowable(texts),
    rules: knowable(rules),
  });

const tier = oneOf('Basic', 'Standard', 'Premium');

/** Firewalls. */
export const firewall: Shape<firewalls.Firewall> = object<firewalls.Firewall>({
  ...head('firewall'),
  privateAddress: knowable(address),
  subnet: knowable(maybe(text)),
  virtualHub: optional(text),
  publicIps: knowable(texts),
  policy: knowable(maybe(text)),
  tier: knowable(tier),
  zones: knowable(texts),
  management: optional(
    object<NonNullable<firewalls.Firewall['management']>>({
      subnet: text,
      publicIp: optional(text),
    }),
  ),
  hubPublicIpCount: optional(number),
});

/** Firewall policies. */
export const firewallPolicy: Shape<firewalls.FirewallPolicy> = object<firewalls.FirewallPolicy>({
  ...head('firewallPolicy'),
  tier: knowable(tier),
  base: knowable(maybe(text)),
  dnsProxy: knowable(boolean),
  dnsServers: knowable(addresses),
  privateRanges: knowable(maybe(prefixes)),
  threatIntelligence: knowable(oneOf('Off', 'Alert', 'Deny')),
});

const from = object<firewalls.FirewallSources>({
  prefixes,
  ipGroups: texts,
  any: optional(oneOf(true)),
});

const rule = byKind<firewalls.FirewallRule>({
  network: {
    name: text,
    from,
    protocols: list(oneOf('TCP', 'UDP', 'ICMP', 'Any')),
    to: texts,
    toFqdns: texts,
    toIpGroups: texts,
    ports,
  },
  application: {
    name: text,
    from,
    protocols: list(object({ type: oneOf('Http', 'Https', 'Mssql'), port: number })),
    fqdns: texts,
    fqdnTags: texts,
    webCategories: texts,
  },
  dnat: {
    name: text,
    from,
    protocols: list(oneOf('TCP', 'UDP')),
    to: texts,
    ports,
    translatedAddress: optional(address),
    translatedFqdn: optional(text),
    translatedPort: number,
  },
});

/** Groups of rule collections. */
export const ruleCollectionGroup: Shape<firewalls.RuleCollectionGroup> =
  object<firewalls.RuleCollectionGroup>({
    ...head('ruleCollectionGroup'),
    policy: text,
    priority: number,
    collections: knowable(
      list(
        object<firewalls.RuleCollection>({
          name: text,
          priority: number,
          action: oneOf('Allow', 'Deny', 'Dnat'),
          rules: list(rule),
        }),
      ),
    ),
  });

/** IP groups. */
export const ipGroup: Shape<firewalls.IpGroup> = object<firewalls.IpGroup>({
  ...head('ipGroup'),
  prefixes: knowable(prefixes),
});
