import { type Prefix, type PrefixSet, setContains, setOf } from '@aksnet/net';
import type { FirewallRule, FirewallSources } from '../estate/elements/firewall.ts';
import type { Estate } from '../estate/estate.ts';
import { view } from '../estate/view.ts';
import { isUnknown, type Missing } from '../evidence/knowable.ts';
import { firewallFqdnTag, type RequiredEndpoint } from '../facts/required-egress.ts';

/** Whether a rule covers a packet: yes, no, or not to be told without what is named. */
export type Match = true | false | { readonly missing: readonly Missing[] };

/** One thing to be reached, from one range of senders. */
export interface Wanted {
  readonly source: Prefix;
  readonly endpoint: RequiredEndpoint;
  /** One of the endpoint's destinations: a name, a tag or `*`. */
  readonly destination: string;
}

/** What a rule can see beside itself. */
export interface MatchGround {
  readonly estate: Estate;
  /** Whether names in network rules work at all. */
  readonly dnsProxy: Match;
}

/** Whether a rule covers what is wanted, all parts taken together. */
export function matches(rule: FirewallRule, wanted: Wanted, ground: MatchGround): Match {
  switch (rule.kind) {
    case 'dnat':
      return false;
    case 'application':
      return both(fromMatches(rule.from, wanted, ground), applicationMatches(rule, wanted));
    case 'network':
      return both(fromMatches(rule.from, wanted, ground), networkMatches(rule, wanted, ground));
  }
}

/** No wins over what cannot be told, and that over yes. */
function both(a: Match, b: Match): Match {
  if (a === false || b === false) return false;
  if (a === true) return b;
  if (b === true) return a;
  return { missing: [...a.missing, ...b.missing] };
}

function either(a: Match, b: Match): Match {
  if (a === true || b === true) return true;
  if (a === false) return b;
  if (b === false) return a;
  return { missing: [...a.missing, ...b.missing] };
}

/** Who a rule lets send. */
interface Senders {
  readonly set: PrefixSet;
  readonly missing: readonly Missing[];
}

/** Put together once for each rule: every endpoint of every cluster behind a firewall asks. */
const sendersOf: (estate: Estate) => (from: FirewallSources) => Senders = view((estate) =>
  view((from) => gathered(estate, from)),
);

function gathered(estate: Estate, from: FirewallSources): Senders {
  const missing: Missing[] = [];
  const prefixes = [...from.prefixes];
  for (const id of from.ipGroups) {
    const group = estate.elements.ipGroup.get(id);
    if (group === undefined) missing.push({ kind: 'notSupplied', what: id });
    else if (isUnknown(group.prefixes)) missing.push(...group.prefixes.unknown);
    else prefixes.push(...group.prefixes);
  }
  return { set: setOf(prefixes), missing };
}

function fromMatches(from: FirewallSources, { source }: Wanted, { estate }: MatchGround): Match {
  if (from.any === true) return true;
  const { set, missing } = sendersOf(estate)(from);
  if (setContains(set, source)) return true;
  return missing.length > 0 ? { missing } : false;
}

type ApplicationRule = Extract<FirewallRule, { readonly kind: 'application' }>;
type NetworkRule = Extract<FirewallRule, { readonly kind: 'network' }>;

const applicationProtocols = { HTTP: 'Http', HTTPS: 'Https' } as const;

function applicationMatches(rule: ApplicationRule, { endpoint, destination }: Wanted): Match {
  const { protocol, port } = endpoint;
  if (protocol !== 'HTTP' && protocol !== 'HTTPS') return false;
  const speaks = rule.protocols.some(
    (one) => one.type === applicationProtocols[protocol] && one.port === port,
  );
  if (!speaks) return false;
  if (rule.fqdns.some((pattern) => coversName(pattern, destination))) return true;
  const tagged = rule.fqdnTags.some((tag) => sameText(tag, firewallFqdnTag.value));
  if (tagged && endpoint.group === 'core-fqdn') return true;
  return rule.webCategories.length > 0 || rule.fqdnTags.length > (tagged ? 1 : 0)
    ? notModelled('what web categories and other FQDN tags stand for')
    : false;
}

function networkMatches(rule: NetworkRule, wanted: Wanted, ground: MatchGround): Match {
  const { protocol, port } = wanted.endpoint;
  const transport = protocol === 'UDP' ? 'UDP' : 'TCP';
  const carries = rule.protocols.some((one) => one === 'Any' || one === transport);
  if (!carries || !rule.ports.some(({ first, last }) => first <= port && port <= last))
    return false;
  return either(toMatches(rule, wanted), namesMatch(rule, wanted, ground));
}

function toMatches(rule: NetworkRule, { endpoint, destination }: Wanted): Match {
  if (rule.to.some((to) => to === '*' || to === '0.0.0.0/0')) return true;
  if (rule.to.some((to) => sameText(to, destination) || coversTag(to, destination))) return true;
  const isName = endpoint.kind === 'fqdn' || destination.includes('<');
  const tags = rule.to.filter((to) => !/^[\d.:/a-f-]+$/i.test(to));
  if (isName && tags.length > 0) return notModelled(`addresses behind the service tag ${tags[0]}`);
  return rule.toIpGroups.length > 0 && isName ? notModelled('names behind IP groups') : false;
}

/** A tag covers the tag of one region: `AzureCloud` covers `AzureCloud.southeastasia`. */
const coversTag = (wide: string, narrow: string): boolean =>
  narrow.toLowerCase().startsWith(`${wide.toLowerCase()}.`) && /^[a-z]+$/i.test(wide);

function namesMatch(rule: NetworkRule, { destination }: Wanted, { dnsProxy }: MatchGround): Match {
  return rule.toFqdns.some((pattern) => coversName(pattern, destination)) ? dnsProxy : false;
}

/**
 * Whether a pattern of a rule covers a name, which may itself be a pattern: `*.mcr.microsoft.com`
 * covers `*.data.mcr.microsoft.com`, and not `mcr.microsoft.com`.
 */
function coversName(pattern: string, name: string): boolean {
  const [wide, narrow] = [pattern.toLowerCase(), name.toLowerCase()];
  if (wide === '*' || wide === narrow) return true;
  return wide.startsWith('*.') && narrow.endsWith(wide.slice(1));
}

const sameText = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

const notModelled = (feature: string): Match => ({ missing: [{ kind: 'notModelled', feature }] });
