import type { Knowable } from '../../evidence/knowable.ts';
import type { Element } from './element.ts';

/** Microsoft.Network/ddosProtectionPlans: VNets join it, it says nothing itself. */
export type DdosProtectionPlan = Element<'ddosProtectionPlan'>;

/** A set of rules that Azure keeps, by its type and version. */
export interface ManagedRuleSet {
  /** e.g. `Microsoft_DefaultRuleSet`. */
  readonly type: string;
  readonly version: string;
}

/** Microsoft.Network/ApplicationGatewayWebApplicationFirewallPolicies. */
export interface WebFirewallPolicy extends Element<'webFirewallPolicy'> {
  /** `Detection` logs what it would stop, and stops nothing. */
  readonly mode: Knowable<'Prevention' | 'Detection'>;
  readonly enabled: Knowable<boolean>;
  readonly ruleSets: Knowable<readonly ManagedRuleSet[]>;
}
