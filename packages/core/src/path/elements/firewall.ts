import { type Prefix, prefix, prefixOf } from '@aksnet/net';
import type { Firewall, FirewallPolicy, RuleCollection } from '../../estate/elements/firewall.ts';
import { all, type Estate, find } from '../../estate/estate.ts';
import { grouped } from '../../estate/grouped.ts';
import type { Id } from '../../estate/id.ts';
import { view } from '../../estate/view.ts';
import { viewOf } from '../../estate/view-of.ts';
import { isUnknown, type Knowable, type Missing } from '../../evidence/knowable.ts';
import type { ElementId } from '../../evidence/source.ts';
import { firewallUntranslated } from '../../facts/snat.ts';
import { firstMatch } from '../first-match.ts';
import { unlessListed } from '../network-of.ts';
import { type Cut, isCut, type Packet, slotOf, type Where, whereIn } from '../packet.ts';
import { type Ruling, stops, unsure } from '../step.ts';
import { applicationRules, networkRules, translations } from './firewall-rules.ts';
import { isTakenForSilent, unseenParts } from './others-firewall.ts';

/** What a firewall does with a packet. */
export interface Judged {
  readonly ruling: Ruling;
  /** The policy whose rule decided, else the firewall. */
  readonly at: ElementId;
  /** What the receiver sees as the source: the sender, or the firewall. Only of packets that pass. */
  readonly source: 'kept' | 'firewall' | { readonly missing: readonly Missing[] };
  /** Where the packet is sent instead, by a destination translation. */
  readonly sentTo?: { readonly where: Where; readonly port: number };
}

/** Everything that a firewall's policies say, in the order in which it is looked at. */
interface RuleBook {
  readonly collections: readonly RuleCollection[];
  readonly missing: readonly Missing[];
}

const groupsByPolicy = view((estate: Estate) =>
  grouped(all(estate, 'ruleCollectionGroup'), (group) => group.policy),
);

/** Collections of a policy: those of the policies that it inherits from come first. */
const ruleBook: (estate: Estate, policy: Id<'firewallPolicy'>) => RuleBook = viewOf((estate, id) =>
  bookOf(estate, id, []),
);

function bookOf(
  estate: Estate,
  id: Id<'firewallPolicy'>,
  seen: readonly Id<'firewallPolicy'>[],
): RuleBook {
  if (seen.includes(id)) return { collections: [], missing: [] };
  const policy = find(estate, 'firewallPolicy', id);
  if (isUnknown(policy)) return { collections: [], missing: policy.unknown };
  const { base } = policy;
  const inherited: RuleBook =
    base === undefined
      ? { collections: [], missing: [] }
      : isUnknown(base)
        ? { collections: [], missing: base.unknown }
        : bookOf(estate, base, [...seen, id]);
  const groups = (groupsByPolicy(estate).get(id) ?? []).toSorted((a, b) => a.priority - b.priority);
  return {
    collections: [
      ...inherited.collections,
      ...groups.flatMap(({ collections }) =>
        isUnknown(collections) ? [] : collections.toSorted((a, b) => a.priority - b.priority),
      ),
    ],
    missing: [
      ...inherited.missing,
      ...unlessListed(estate, 'ruleCollectionGroup', id),
      ...groups.flatMap(({ collections }) => (isUnknown(collections) ? collections.unknown : [])),
    ],
  };
}

/**
 * Asks a firewall: destination translations, then network rules, then application rules, then deny. A
 * rule of an earlier kind ends the search, so an application rule cannot take back what a network rule
 * allowed. Threat intelligence is left out: its list is not known to anybody but Microsoft.
 */
export function askFirewall(estate: Estate, packet: Packet, firewall: Firewall): Judged | Cut {
  const { policy: id } = firewall;
  const open = (ruling: Ruling): Judged => ({ ruling, at: firewall.id, source: 'kept' });
  if (isUnknown(id)) return open(unsure(...id.unknown));
  if (id === undefined) return open(stops('no policy'));
  const policy = find(estate, 'firewallPolicy', id);
  if (isUnknown(policy)) return open(unsure(...policy.unknown));
  const { collections, missing } = ruleBook(estate, id);
  if (missing.length > 0) return ofOurs(estate, packet, { policy, collections, missing });
  for (const { rule, match } of translations(estate, packet, collections)) {
    if (isCut(match)) return match;
    if (match.kind === 'none') continue;
    if (match.kind === 'maybe') return { ...open(unsure(...match.missing)), at: id };
    const to = rule.translatedAddress;
    if (to === undefined)
      return { ...open(unsure({ kind: 'notModelled', feature: 'translation to a name' })), at: id };
    const range = prefixOf(to, to.family === 4 ? 32 : 128);
    return {
      ruling: { kind: 'passes', decidedBy: rule.name, lost: [], assumes: [] },
      at: id,
      source: 'firewall',
      sentTo: {
        where: { kind: 'range', range, slot: `${id} ${rule.name}` },
        port: rule.translatedPort,
      },
    };
  }
  return throughRules(estate, packet, { policy, collections });
}

/**
 * A policy of others to which rules of ours are joined, seen by its name only. What ours allow passes as
 * long as nothing that is looked at earlier denies it, which is an assumption with a name; what none of
 * ours allows may pass by a rule of theirs.
 */
function ofOurs(
  estate: Estate,
  packet: Packet,
  { policy, collections, missing }: Book & RuleBook,
): Judged | Cut {
  const unknown: Judged = { ruling: unsure(...missing), at: policy.id, source: 'kept' };
  if (!isTakenForSilent(estate, policy)) return unknown;
  const { privateRanges } = policy;
  const plain = { ...policy, privateRanges: isUnknown(privateRanges) ? undefined : privateRanges };
  const judged = throughRules(estate, packet, { policy: plain, collections });
  if (isCut(judged)) return judged;
  const { ruling } = judged;
  if (ruling.kind !== 'passes' || ruling.decidedBy === undefined) return unknown;
  return { ...judged, ruling: { ...ruling, assumes: [...ruling.assumes, unseenParts] } };
}

interface Book {
  readonly policy: FirewallPolicy;
  readonly collections: readonly RuleCollection[];
}

/** Where no network rule decides, the application rules do; each kind translates in its own way. */
function throughRules(estate: Estate, packet: Packet, { policy, collections }: Book): Judged | Cut {
  const network = firstMatch(networkRules(estate, packet, collections), 'stops');
  if (isCut(network)) return network;
  const at = policy.id;
  if (network.kind !== 'unsure' && network.decidedBy !== undefined) {
    const source = sourceAfterNetworkRule(policy, packet);
    return typeof source === 'object' && 'kind' in source
      ? source
      : { ruling: network, at, source };
  }
  const application = firstMatch(applicationRules(estate, packet, collections), 'stops');
  if (isCut(application)) return application;
  if (network.kind !== 'unsure') return { ruling: application, at, source: 'firewall' };
  // A network rule may match: it passes either way only if an application rule lets it pass as well.
  const agree = application.kind === 'passes' && allowsOnly(collections);
  const source = sourceAfterNetworkRule(policy, packet);
  if (typeof source === 'object' && 'kind' in source) return source;
  if (!agree) return { ruling: network, at, source: 'kept' };
  const missing = source === 'firewall' ? undefined : { missing: network.missing };
  return { ruling: application, at, source: missing ?? 'firewall' };
}

const allowsOnly = (collections: readonly RuleCollection[]): boolean =>
  collections.every(({ action }) => action !== 'Deny');

const platformRanges: readonly Prefix[] = firewallUntranslated.value.map((text) => prefix(text));

/** Public destinations are always translated, private ones never, unless the policy says otherwise. */
function sourceAfterNetworkRule(policy: FirewallPolicy, packet: Packet): Judged['source'] | Cut {
  const { privateRanges } = policy;
  if (isUnknown(privateRanges)) return { missing: privateRanges.unknown };
  const untranslated = whereIn(packet.dst, privateRanges ?? platformRanges);
  if (isCut(untranslated)) return untranslated;
  if (untranslated.kind === 'maybe') return { missing: untranslated.missing };
  return untranslated.kind === 'all' ? 'kept' : 'firewall';
}

/** The address with which a firewall sends: its private one, else some address of its subnet. */
export function firewallAddress(estate: Estate, firewall: Firewall): Knowable<Where> {
  const { privateAddress, subnet, id } = firewall;
  const where = (range: Prefix): Where => ({ kind: 'range', range, slot: slotOf(id), of: id });
  const there =
    isUnknown(subnet) || subnet === undefined ? undefined : find(estate, 'subnet', subnet);
  // Instances send with their own addresses, which lie anywhere in the subnet.
  if (there !== undefined && !isUnknown(there) && !isUnknown(there.prefixes)) {
    const [range] = there.prefixes;
    if (range !== undefined) return where(range);
  }
  if (isUnknown(privateAddress)) return privateAddress;
  return where(prefixOf(privateAddress, privateAddress.family === 4 ? 32 : 128));
}
