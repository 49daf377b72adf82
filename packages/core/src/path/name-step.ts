import { prefixOf } from '@aksnet/net';
import type { Cluster } from '../estate/elements/cluster.ts';
import type { Estate } from '../estate/estate.ts';
import { networkOfCluster } from '../estate/ranges.ts';
import { isUnknown, type Missing } from '../evidence/knowable.ts';
import type { ElementId } from '../evidence/source.ts';
import { localDnsRange } from '../facts/reserved-ranges.ts';
import { policyAt } from './arrive.ts';
import { apiServerName, apiServerOf } from './elements/api-server.ts';
import { type LookedUp, lookUp, seesZone } from './elements/names.ts';
import type { Party } from './elements/policy-party.ts';
import { endpointPlace } from './elements/private-endpoint.ts';
import { nameLabel } from './elements/selector.ts';
import { locate } from './endpoints.ts';
import type { Target } from './found.ts';
import { type Log, stick, write } from './log.ts';
import { type Cut, isCut } from './packet.ts';
import { networkOf, type Place, type PodsPlace } from './place.ts';

/** Where a name led to. */
export interface Led {
  readonly place: Place;
  readonly name?: string;
  /** A private address was meant and a public one came. */
  readonly astray: boolean;
}

/** A packet that looks for its receiver. */
export interface Search {
  readonly estate: Estate;
  readonly log: Log;
  readonly from: Place;
}

/** Finds the place of a target: what is asked by name is looked up where the sender stands. */
export function findTarget(search: Search, target: Target): Led | 'stuck' | Cut {
  switch (target.kind) {
    case 'place':
      return {
        place: target.place,
        astray: false,
        ...(target.name === undefined ? {} : { name: target.name }),
      };
    case 'apiServer':
      return apiServer(search, target.cluster);
    case 'name':
      return byName(search, target);
  }
}

type NameTarget = Extract<Target, { kind: 'name' }>;

function byName(search: Search, target: NameTarget): Led | 'stuck' | Cut {
  const { estate, log, from } = search;
  const cut = from.kind === 'pods' ? askServer(estate, log, from) : undefined;
  if (cut !== undefined) return cut;
  const { name } = target;
  if (from.kind === 'outside')
    return stick(log, from.of, { because: 'missing', missing: [outsideNames] });
  const network = networkOf(from);
  const at = network ?? from.of;
  const looked: LookedUp =
    network === undefined
      ? { answer: { kind: 'public' }, aliases: [] }
      : lookUp(estate, { network, name });
  const led = placeOf(search, looked, target);
  const { answer } = looked;
  const astray = target.private && answer.kind === 'public' && from.kind !== 'internet';
  const step = write(log, {
    kind: 'resolved',
    at: looked.zone ?? looked.asker ?? at,
    name,
    aliases: looked.aliases,
    answer: answer.kind,
    ...(looked.link === undefined ? {} : { decidedBy: looked.link }),
    ...(looked.asker === undefined ? {} : { asker: looked.asker }),
    ...(looked.linkedTo === undefined ? {} : { linkedTo: looked.linkedTo }),
  });
  if (astray) log.blockers.push(step);
  if (answer.kind === 'unknown')
    return stick(log, at, { because: 'missing', missing: answer.missing });
  if (answer.kind === 'nothing')
    return stick(log, looked.zone ?? looked.asker ?? at, { because: 'nameFailure' });
  if ('missing' in led) return stick(log, at, { because: 'missing', missing: led.missing });
  return { place: led.place, name, astray };
}

const outsideNames: Missing = {
  kind: 'notModelled',
  feature: 'names as they are resolved outside of Azure',
};

function placeOf(
  { estate }: Search,
  { answer }: LookedUp,
  target: NameTarget,
): { readonly place: Place } | { readonly missing: readonly Missing[] } {
  if (answer.kind !== 'private')
    return {
      place: { kind: 'internet', address: { kind: 'public', of: target.of }, of: target.of },
    };
  if (answer.to.kind === 'endpoint') {
    const place = endpointPlace(estate, answer.to.endpoint);
    if ('missing' in place) return place;
    return { place: { kind: 'endpoint', place, address: place.address, of: place.endpoint.id } };
  }
  const { address } = answer.to;
  const found = locate(estate, prefixOf(address, address.family === 4 ? 32 : 128), 'to');
  const [place] = found.ends;
  return place === undefined ? { missing: found.missing } : { place };
}

const dnsLabels = { 'k8s-app': 'kube-dns' };
const dnsNamespace = 'kube-system';
const dnsPorts = { first: 53, last: 53 };

/** A pod asks the DNS pods of its cluster, or the listener on its node: its policies must let it. */
function askServer(estate: Estate, log: Log, pods: PodsPlace): Cut | undefined {
  const { localDns } = pods.pool;
  const listener: Party = {
    kind: 'node',
    own: true,
    address: { kind: 'range', range: localDnsRange, slot: 'LocalDNS' },
  };
  const server: Party = {
    kind: 'pod',
    namespace: dnsNamespace,
    labels: dnsLabels,
    namespaceLabels: { [nameLabel]: dnsNamespace },
    ports: [],
    hostNetwork: false,
    address: pods.address,
  };
  const packet = log.packet;
  log.packet = { ...packet, protocol: 'UDP', ports: dnsPorts };
  const asked = policyAt(
    estate,
    { pods, far: localDns === 'Required' ? listener : server, direction: 'out', ofLookUp: true },
    { log },
  );
  log.packet = packet;
  return isCut(asked) ? asked : undefined;
}

function apiServer(search: Search, cluster: Cluster): Led | 'stuck' | Cut {
  const { estate, log, from } = search;
  const server = apiServerOf(estate, cluster);
  if (server.kind === 'unsure')
    return stick(log, cluster.id, { because: 'missing', missing: server.missing });
  const name = apiServerName(cluster);
  const led: Led = { place: server.place, name, astray: false };
  const own = 'cluster' in from && from.cluster?.id === cluster.id;
  if (!server.private || (own && !server.byName)) return led;
  const network = networkOf(from);
  // Behind a gateway names are looked up by servers that no estate shows; the address is what counts.
  if (network === undefined) return led;
  const looked = apiName(estate, cluster, network);
  const { answer } = looked;
  const at: ElementId = looked.zone ?? looked.asker ?? network;
  write(log, {
    kind: 'resolved',
    at,
    name,
    aliases: [],
    answer: answer.kind === 'public' ? 'private' : answer.kind,
    ...(looked.link === undefined ? {} : { decidedBy: looked.link }),
    ...(looked.asker === undefined ? {} : { asker: looked.asker }),
    ...(looked.linkedTo === undefined ? {} : { linkedTo: looked.linkedTo }),
  });
  if (answer.kind === 'unknown')
    return stick(log, at, { because: 'missing', missing: answer.missing });
  return answer.kind === 'nothing' ? stick(log, at, { because: 'nameFailure' }) : led;
}

/**
 * Whether the name of a private API server is known in a VNet. AKS keeps its record in the zone that
 * the cluster names; a zone of its own it links to the nodes' VNet only. A public name, where there is
 * one, tells the private address everywhere.
 */
function apiName(estate: Estate, cluster: Cluster, network: ElementId): LookedUp {
  const { privateDnsZone, publicFqdn } = cluster.access;
  const told: LookedUp = { answer: { kind: 'public' }, aliases: [] };
  if (publicFqdn === true || privateDnsZone === 'none') return told;
  const own = networkOfCluster(estate, cluster.id) === network;
  if (isUnknown(privateDnsZone))
    return { answer: { kind: 'unknown', missing: privateDnsZone.unknown }, aliases: [] };
  const looked: LookedUp =
    privateDnsZone === undefined || privateDnsZone === 'system'
      ? { answer: { kind: own ? 'public' : 'nothing' }, aliases: [] }
      : seesZone(estate, network, privateDnsZone);
  if (looked.answer.kind !== 'nothing' || !isUnknown(publicFqdn)) return looked;
  return { ...looked, answer: { kind: 'unknown', missing: publicFqdn.unknown } };
}
