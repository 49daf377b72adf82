import type { ManagedRuleSet, WebFirewallPolicy } from '../../estate/elements/protection.ts';
import { isUnknown, type Knowable, mapKnown } from '../../evidence/knowable.ts';
import type { Cursor } from '../../text/cursor.ts';
import type { Codec } from '../codec.ts';
import { apiVersions } from './api-versions.ts';
import { absentIsUnknown, each, identity } from './reading.ts';
import { fields, fieldsOrNone, frame, given, ifGiven } from './writing.ts';

const kind = {
  kind: 'webFirewallPolicy',
  spelledAs: 'Microsoft.Network/ApplicationGatewayWebApplicationFirewallPolicies',
  apiVersion: apiVersions.network,
} as const;

/**
 * Web application firewall policies of application gateways. Not read, and so lost by `encode`: rules of
 * one's own, exclusions, and changes to single managed rules.
 */
export const webFirewallPolicies: Codec<'webFirewallPolicy'> = {
  ...kind,
  decode(at) {
    const settings = at.at('policySettings');
    const element: WebFirewallPolicy = {
      ...identity(at, kind),
      mode: absentIsUnknown(
        settings.enumOf('mode', ['Prevention', 'Detection'] as const),
        'policySettings.mode',
      ),
      enabled: absentIsUnknown(
        mapKnown(settings.enumOf('state', ['Enabled', 'Disabled'] as const), (state) =>
          state === undefined ? undefined : state === 'Enabled',
        ),
        'policySettings.state',
      ),
      ruleSets: absentIsUnknown(
        each(at.at('managedRules'), 'managedRuleSets', ruleSet),
        'managedRules.managedRuleSets',
      ),
    };
    return [element];
  },
  encode: (element) => ({
    ...frame(kind, element),
    properties: fields({
      policySettings: fieldsOrNone({
        state: ifGiven(element.enabled, (enabled) => (enabled ? 'Enabled' : 'Disabled')),
        mode: given(element.mode),
      }),
      managedRules: {
        managedRuleSets: (given(element.ruleSets) ?? []).map(({ type, version }) => ({
          ruleSetType: type,
          ruleSetVersion: version,
        })),
      },
    }),
  }),
  needs: ['ruleSets'],
  fields: {
    mode: 'properties.policySettings.mode',
    enabled: 'properties.policySettings.state',
    ruleSets: 'properties.managedRules.managedRuleSets',
  },
};

function ruleSet(item: Cursor): Knowable<ManagedRuleSet | undefined> {
  const type = item.string('ruleSetType');
  const version = item.string('ruleSetVersion');
  if (isUnknown(type)) return type;
  if (isUnknown(version)) return version;
  return type === undefined || version === undefined ? undefined : { type, version };
}
