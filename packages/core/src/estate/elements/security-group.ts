import type { Prefix } from '@aksnet/net';
import type { Knowable } from '../../evidence/knowable.ts';
import type { Id } from '../id.ts';
import type { Element } from './element.ts';

/** One side of a security rule. */
export type Peer =
  | { readonly kind: 'any' }
  | { readonly kind: 'prefixes'; readonly prefixes: readonly Prefix[] }
  | { readonly kind: 'tag'; readonly tag: string }
  | { readonly kind: 'group'; readonly ids: readonly Id<'applicationSecurityGroup'>[] }
  /** In admin rules only. */
  | { readonly kind: 'networkGroup'; readonly id: Id<'networkGroup'> };

/** Inclusive port range; `any` of 0–65535 is written so. */
export interface PortRange {
  readonly first: number;
  readonly last: number;
}

/** Protocol of a security rule; `*` is any. */
export type RuleProtocol = 'Tcp' | 'Udp' | 'Icmp' | 'Esp' | 'Ah' | '*';

/** A rule of a network security group or of an admin rule collection. */
export interface SecurityRule {
  readonly name: string;
  readonly description?: string;
  /** 100–4096; the lowest number is looked at first. */
  readonly priority: number;
  readonly direction: 'Inbound' | 'Outbound';
  readonly access: 'Allow' | 'Deny' | 'AlwaysAllow';
  readonly protocol: RuleProtocol;
  readonly sources: readonly Peer[];
  readonly sourcePorts: readonly PortRange[];
  readonly destinations: readonly Peer[];
  readonly destinationPorts: readonly PortRange[];
}

/** Microsoft.Network/networkSecurityGroups. Default rules are facts and not repeated here. */
export interface NetworkSecurityGroup extends Element<'networkSecurityGroup'> {
  readonly rules: Knowable<readonly SecurityRule[]>;
}

/** Microsoft.Network/applicationSecurityGroups. */
export interface ApplicationSecurityGroup extends Element<'applicationSecurityGroup'> {}
