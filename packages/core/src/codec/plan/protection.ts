import type * as protection from '../../estate/elements/protection.ts';
import { knowable } from './evidence.ts';
import { head } from './head.ts';
import { boolean, oneOf, text } from './scalars.ts';
import { list, object, type Shape } from './shape.ts';

/** Plans of DDoS protection. */
export const ddosProtectionPlan: Shape<protection.DdosProtectionPlan> =
  object<protection.DdosProtectionPlan>(head('ddosProtectionPlan'));

/** Web application firewall policies. */
export const webFirewallPolicy: Shape<protection.WebFirewallPolicy> =
  object<protection.WebFirewallPolicy>({
    ...head('webFirewallPolicy'),
    mode: knowable(oneOf('Prevention', 'Detection')),
    enabled: knowable(boolean),
    ruleSets: knowable(list(object<protection.ManagedRuleSet>({ type: text, version: text }))),
  });
