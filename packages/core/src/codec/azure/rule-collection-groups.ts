import type { RuleCollection, RuleCollectionGroup } from '../../estate/elements/firewall.ts';
import { parentId } from '../../estate/id.ts';
import { type Knowable, mapKnown } from '../../evidence/knowable.ts';
import type { Cursor } from '../../text/cursor.ts';
import type { ArmValue, Codec } from '../codec.ts';
import { apiVersions } from './api-versions.ts';
import { readFirewallRule, spellFirewallRule } from './firewall-rules.ts';
import { absentIs, absentIsUnknown, each, identity, isGiven, textOr } from './reading.ts';
import { bareFrame, fields, ifGiven } from './writing.ts';

const kind = {
  kind: 'ruleCollectionGroup',
  spelledAs: 'Microsoft.Network/firewallPolicies/ruleCollectionGroups',
  apiVersion: apiVersions.network,
} as const;

/** Groups of rule collections of a firewall policy. A group whose priority is not known comes last. */
export const ruleCollectionGroups: Codec<'ruleCollectionGroup'> = {
  ...kind,
  decode: (at) => {
    const own = identity(at, kind);
    const priority = at.number('priority');
    const element: RuleCollectionGroup = {
      ...own,
      policy: parentId(own.id),
      priority: isGiven(priority) ? priority : lastPriority,
      collections: absentIs(each(at, 'ruleCollections', collection), []),
    };
    return [element];
  },
  encode: (element) => ({
    ...bareFrame(kind, element),
    properties: fields({
      priority: element.priority,
      ruleCollections: ifGiven(element.collections, (all) => all.map(spellCollection)),
    }),
  }),
  needs: ['collections'],
  fields: { priority: 'properties.priority', collections: 'properties.ruleCollections' },
};

/** Bounds of priorities: 100–65000 (`@azure/arm-network` 36.0.0). */
const lastPriority = 65000;

const actions = ['Allow', 'Deny', 'Dnat'] as const;

function collection(at: Cursor): Knowable<RuleCollection> {
  const priority = absentIsUnknown(at.number('priority'), 'priority');
  const action = absentIsUnknown(at.at('action').enumOf('type', actions), 'action.type');
  const rules = absentIs(each(at, 'rules', readFirewallRule), []);
  if (!isGiven(priority)) return priority;
  if (!isGiven(action)) return action;
  return mapKnown(rules, (known) => ({
    name: textOr(at.string('name'), ''),
    priority,
    action,
    rules: known,
  }));
}

/** A collection as the body of its group holds it. */
export const spellCollection = (one: RuleCollection): ArmValue => ({
  ruleCollectionType:
    one.action === 'Dnat'
      ? 'FirewallPolicyNatRuleCollection'
      : 'FirewallPolicyFilterRuleCollection',
  name: one.name,
  priority: one.priority,
  action: { type: one.action === 'Dnat' ? 'DNAT' : one.action },
  rules: one.rules.map(spellFirewallRule),
});
