import { type Address, parseAddress } from '@aksnet/net';
import type { DnsRecord, PrivateDnsLink, PrivateDnsZone } from '../../estate/elements/dns.ts';
import type { PrivateEndpoint } from '../../estate/elements/private-link.ts';
import { all, type Estate } from '../../estate/estate.ts';
import { push } from '../../estate/grouped.ts';
import { type Id, nameInId } from '../../estate/id.ts';
import { view } from '../../estate/view.ts';
import { viewOf } from '../../estate/view-of.ts';
import { isUnknown, type Missing } from '../../evidence/knowable.ts';
import type { ElementId } from '../../evidence/source.ts';
import { cloudOf } from '../../facts/cloud-of.ts';
import { isCloudId } from '../../facts/clouds.ts';
import { privateZoneOfName } from '../../facts/private-dns-zones.ts';
import { plain } from '../names-match.ts';
import { unlessListed } from '../network-of.ts';
import { askerOf, throughServer } from './dns-server.ts';

/** What the platform answers to a name. */
export type Answer =
  | {
      readonly kind: 'private';
      readonly to:
        | { readonly kind: 'endpoint'; readonly endpoint: PrivateEndpoint }
        | { readonly kind: 'address'; readonly address: Address };
    }
  | { readonly kind: 'public' }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'unknown'; readonly missing: readonly Missing[] };

/** A name that was looked up, with how. */
export interface LookedUp {
  readonly answer: Answer;
  readonly aliases: readonly string[];
  /** VNet in whose name the platform was asked. */
  readonly asker?: ElementId;
  /** The zone that answered, or that would have had it were it linked. */
  readonly zone?: ElementId;
  readonly link?: ElementId;
  /** VNets to which that zone is linked. */
  readonly linkedTo?: readonly ElementId[];
}

/** A question for a name by somebody in a VNet. */
export interface Question {
  readonly network: Id<'virtualNetwork'>;
  readonly name: string;
}

interface Linked {
  readonly zone: PrivateDnsZone;
  readonly link: PrivateDnsLink;
}

interface LinkTable {
  readonly byNetwork: ReadonlyMap<Id<'virtualNetwork'>, readonly Linked[]>;
  readonly missing: readonly Missing[];
}

const linkTable: (estate: Estate) => LinkTable = view((estate) => {
  const byNetwork = new Map<Id<'virtualNetwork'>, Linked[]>();
  const missing: Missing[] = [];
  for (const link of all(estate, 'privateDnsLink')) {
    const zone = estate.elements.privateDnsZone.get(link.zone);
    if (zone === undefined) missing.push({ kind: 'notSupplied', what: link.zone });
    else if (isUnknown(link.virtualNetwork)) missing.push(...link.virtualNetwork.unknown);
    else push(byNetwork, link.virtualNetwork, { zone, link });
  }
  return { byNetwork, missing };
});

interface EndpointTable {
  readonly byZone: ReadonlyMap<Id<'privateDnsZone'>, readonly PrivateEndpoint[]>;
  readonly missing: readonly Missing[];
}

const endpointTable: (estate: Estate) => EndpointTable = view((estate) => {
  const byZone = new Map<Id<'privateDnsZone'>, PrivateEndpoint[]>();
  const missing: Missing[] = [];
  for (const endpoint of all(estate, 'privateEndpoint')) {
    if (isUnknown(endpoint.zones)) missing.push(...endpoint.zones.unknown);
    else for (const zone of endpoint.zones) push(byZone, zone, endpoint);
    if (isUnknown(endpoint.target)) missing.push(...endpoint.target.unknown);
  }
  return { byZone, missing };
});

/**
 * Looks a name up as the platform does it: private zones linked to the VNet that asks (longest suffix
 * first), then forwarding rules linked to it, then the public. A public name of a service that has a
 * private endpoint is an alias for the name in the private zone, and that is looked up in the same way.
 */
export const lookUp = (estate: Estate, { network, name }: Question): LookedUp =>
  looked(estate, `${network} ${plain(name)}`);

const looked: (estate: Estate, question: string) => LookedUp = viewOf((estate, question) => {
  const at = question.lastIndexOf(' ');
  return lookUpNow(estate, { network: question.slice(0, at), name: question.slice(at + 1) });
});

function lookUpNow(estate: Estate, { network, name }: Question): LookedUp {
  const asker = askerOf(estate, network);
  switch (asker.kind) {
    case 'unsure':
      return { answer: { kind: 'unknown', missing: asker.missing }, aliases: [] };
    case 'refused':
      return { answer: { kind: 'nothing' }, aliases: [], asker: asker.by };
    case 'asks':
      return ask(estate, { network: asker.network, name: plain(name) }, []);
  }
}

/** A firewall in a Virtual WAN hub asks in the name of no VNet: no zone can be linked to a hub. */
interface Asked {
  readonly network: Id<'virtualNetwork'> | undefined;
  readonly name: string;
}

/** Aliases and forwarding rules that are followed before something must be wrong. */
const mostTurns = 8;

function ask(estate: Estate, { network, name }: Asked, aliases: readonly string[]): LookedUp {
  const base = { aliases, ...(network === undefined ? {} : { asker: network }) };
  if (aliases.length > mostTurns) return { ...base, answer: { kind: 'nothing' } };
  const table = linkTable(estate);
  const linked = network === undefined ? [] : (table.byNetwork.get(network) ?? []);
  const best = longest(linked.filter(({ zone }) => isBelow(name, plain(zone.name))));
  const missing = [
    ...table.missing,
    ...(network === undefined ? [] : unlessListed(estate, 'privateDnsLink', network)),
    ...unlessListed(estate, 'privateDnsZone', network ?? name),
  ];
  if (missing.length > 0) return { ...base, answer: { kind: 'unknown', missing } };
  if (best !== undefined) {
    const { zone, link } = best;
    const found = inZone(estate, best, name);
    const at = { ...base, zone: zone.id, link: link.id, linkedTo: networksOf(estate, zone.id) };
    if (found.kind === 'alias')
      return ask(estate, { network, name: found.name }, [...aliases, found.name]);
    if (found.kind !== 'public') return { ...at, answer: found };
    return { ...at, answer: { kind: 'public' } };
  }
  return (
    forwarded(estate, { network, name }, aliases) ?? inPublic(estate, { network, name }, aliases)
  );
}

const isBelow = (name: string, zone: string): boolean => name === zone || name.endsWith(`.${zone}`);

const longest = (linked: readonly Linked[]): Linked | undefined =>
  linked.toSorted((a, b) => b.zone.name.length - a.zone.name.length)[0];

type InZone = Answer | { readonly kind: 'alias'; readonly name: string };

/** What a linked zone says: a record, or that the name does not exist, for everybody's names in it. */
function inZone(estate: Estate, { zone, link }: Linked, name: string): InZone {
  const own = plain(zone.name);
  const relative = name === own ? '@' : name.slice(0, -own.length - 1);
  const records = isUnknown(zone.records) ? [] : zone.records;
  const written = records.find(
    (record) => hasAddress(record) && record.name.toLowerCase() === relative,
  );
  const endpoint = endpointTable(estate)
    .byZone.get(zone.id)
    ?.find((each) => {
      const label = isUnknown(each.target) ? undefined : nameInId(each.target).toLowerCase();
      return label !== undefined && (relative === label || relative.startsWith(`${label}.`));
    });
  if (endpoint !== undefined) return { kind: 'private', to: { kind: 'endpoint', endpoint } };
  const record = written ?? records.find((each) => hasAddress(each) && each.name === '*');
  if (record !== undefined) return recorded(record);
  const missing: readonly Missing[] = [
    ...(isUnknown(zone.records) ? zone.records.unknown : []),
    ...endpointTable(estate).missing,
    ...unlessListed(estate, 'privateEndpoint', zone.id),
  ];
  if (missing.length > 0) return { kind: 'unknown', missing };
  const { resolutionPolicy } = link;
  if (isUnknown(resolutionPolicy)) return { kind: 'unknown', missing: resolutionPolicy.unknown };
  return { kind: resolutionPolicy === 'NxDomainRedirect' ? 'public' : 'nothing' };
}

const hasAddress = ({ type }: DnsRecord): boolean => addressTypes.has(type);
const addressTypes: ReadonlySet<DnsRecord['type']> = new Set(['A', 'AAAA', 'CNAME']);

function recorded({ type, values }: DnsRecord): InZone {
  const [value = ''] = values;
  if (type === 'CNAME') return { kind: 'alias', name: plain(value) };
  const parsed = parseAddress(value);
  return parsed.ok
    ? { kind: 'private', to: { kind: 'address', address: parsed.value } }
    : { kind: 'unknown', missing: [{ kind: 'notStated', field: 'records' }] };
}

/** Forwarding rules linked to the VNet, the longest suffix first. */
function forwarded(
  estate: Estate,
  { network, name }: Asked,
  aliases: readonly string[],
): LookedUp | undefined {
  if (network === undefined) return undefined;
  const base = { aliases, asker: network };
  const unsure = (missing: readonly Missing[]): LookedUp => ({
    ...base,
    answer: { kind: 'unknown', missing },
  });
  const unlisted = unlessListed(estate, 'forwardingRuleset', network);
  if (unlisted.length > 0) return unsure(unlisted);
  for (const { links, rules } of all(estate, 'forwardingRuleset')) {
    if (isUnknown(links)) return unsure(links.unknown);
    if (!links.includes(network)) continue;
    if (isUnknown(rules)) return unsure(rules.unknown);
    const [rule] = rules
      .filter(({ domain, enabled }) => enabled && (domain === '.' || isBelow(name, plain(domain))))
      .toSorted((a, b) => b.domain.length - a.domain.length);
    if (rule === undefined) continue;
    const [server] = rule.servers;
    if (server === undefined) return { ...base, answer: { kind: 'nothing' } };
    const asker = throughServer(estate, server.address);
    if (asker.kind === 'unsure') return unsure(asker.missing);
    if (asker.kind === 'refused') return { ...base, answer: { kind: 'nothing' } };
    return ask(estate, { network: asker.network, name }, [...aliases, name]);
  }
  return undefined;
}

/** The private zone of a public name of a service; remembered, for the table is long. */
const zoneOfName: (estate: Estate, cloudAndName: string) => string | undefined = viewOf(
  (_estate, cloudAndName) => {
    const [cloud = '', name = ''] = cloudAndName.split(' ');
    return isCloudId(cloud) ? privateZoneOfName(name, cloud)?.zones[0] : undefined;
  },
);

/** Public names: those of services with a private endpoint lead on into the private zone. */
function inPublic(estate: Estate, { network, name }: Asked, aliases: readonly string[]): LookedUp {
  const base = { aliases, ...(network === undefined ? {} : { asker: network }) };
  const region =
    network === undefined ? undefined : estate.elements.virtualNetwork.get(network)?.location;
  const zoneName = zoneOfName(estate, `${cloudOf(region)} ${name}`);
  if (zoneName === undefined || isBelow(name, zoneName)) return withZone(estate, base, zoneName);
  const label = name.split('.')[0] ?? name;
  const alias = `${label}.${zoneName}`;
  const linked = (
    network === undefined ? [] : (linkTable(estate).byNetwork.get(network) ?? [])
  ).some(({ zone }) => isBelow(alias, plain(zone.name)));
  // Whether others have endpoints for it is not known; without a linked zone nothing hangs on it.
  if (!linked) return withZone(estate, { ...base, aliases: [...aliases, alias] }, zoneName);
  if (hasEndpoint(estate, label)) return ask(estate, { network, name: alias }, [...aliases, alias]);
  const field = `private endpoints of ${name}`;
  return { ...base, answer: { kind: 'unknown', missing: [{ kind: 'notStated', field }] } };
}

const targets = view(
  (estate: Estate) =>
    new Set(
      all(estate, 'privateEndpoint').flatMap(({ target }) =>
        isUnknown(target) ? [] : nameInId(target).toLowerCase(),
      ),
    ),
);

const hasEndpoint = (estate: Estate, label: string): boolean => targets(estate).has(label);

/** A public answer, with the zone that would have known better had it been linked. */
function withZone(
  estate: Estate,
  base: Pick<LookedUp, 'aliases' | 'asker'>,
  zoneName: string | undefined,
): LookedUp {
  const answer = { kind: 'public' } as const;
  const zone =
    zoneName === undefined
      ? undefined
      : all(estate, 'privateDnsZone').find((each) => plain(each.name) === zoneName);
  return zone === undefined
    ? { ...base, answer }
    : { ...base, answer, zone: zone.id, linkedTo: networksOf(estate, zone.id) };
}

const networksOf = (estate: Estate, zone: Id<'privateDnsZone'>): readonly ElementId[] =>
  all(estate, 'privateDnsLink').flatMap((link) =>
    link.zone === zone && !isUnknown(link.virtualNetwork) ? [link.virtualNetwork] : [],
  );

/** Whether the zone is linked to the VNet that asks for names of this one; for records that AKS keeps. */
export function seesZone(
  estate: Estate,
  network: Id<'virtualNetwork'>,
  zone: Id<'privateDnsZone'>,
): LookedUp {
  const asker = askerOf(estate, network);
  if (asker.kind === 'unsure')
    return { answer: { kind: 'unknown', missing: asker.missing }, aliases: [] };
  if (asker.kind === 'refused')
    return { answer: { kind: 'nothing' }, aliases: [], asker: asker.by };
  const id = asker.network;
  const base = {
    aliases: [],
    zone,
    linkedTo: networksOf(estate, zone),
    ...(id === undefined ? {} : { asker: id }),
  };
  const linked = id === undefined ? [] : (linkTable(estate).byNetwork.get(id) ?? []);
  const hit = linked.find((each) => each.zone.id === zone);
  if (hit !== undefined) return { ...base, link: hit.link.id, answer: { kind: 'public' } };
  const missing = [
    ...linkTable(estate).missing,
    ...(id === undefined ? [] : unlessListed(estate, 'privateDnsLink', id)),
  ];
  return {
    ...base,
    answer: missing.length > 0 ? { kind: 'unknown', missing } : { kind: 'nothing' },
  };
}
