import type { Knowable } from '../../evidence/knowable.ts';
import type { Id } from '../id.ts';
import type { Element } from './element.ts';
import type { SecurityRule } from './security-group.ts';

/** Somebody put the VNet or subnet into a group by hand. */
export interface StaticMember {
  readonly name: string;
  readonly member: Id<'virtualNetwork'> | Id<'subnet'>;
}

/** Microsoft.Network/networkManagers/networkGroups: the VNets or subnets that rules apply to. */
export interface NetworkGroup extends Element<'networkGroup'> {
  readonly members: Knowable<readonly StaticMember[]>;
  /** Whether a policy puts others into it; the group itself does not say. */
  readonly filledByPolicy: Knowable<boolean>;
}

/** Microsoft.Network/networkManagers/securityAdminConfigurations: holds only where it is deployed. */
export interface AdminConfiguration extends Element<'adminConfiguration'> {
  /** Regions to which it is deployed; the configuration itself does not say. */
  readonly regions: Knowable<readonly string[]>;
}

/**
 * Microsoft.Network/networkManagers/securityAdminConfigurations/ruleCollections: rules that are looked
 * at before every security group.
 */
export interface AdminRuleCollection extends Element<'adminRuleCollection'> {
  readonly appliesTo: Knowable<readonly Id<'networkGroup'>[]>;
  readonly rules: Knowable<readonly SecurityRule[]>;
}
