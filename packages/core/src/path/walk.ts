import type { Prefix } from '@aksnet/net';
import type { PortRange } from '../estate/elements/security-group.ts';
import type { Estate } from '../estate/estate.ts';
import { poolMode } from '../estate/modes-of.ts';
import { isUnknown } from '../evidence/knowable.ts';
import { arrive, fromInternet, policyAt, reachable } from './arrive.ts';
import { exitOf } from './elements/exits.ts';
import { gatewayFor } from './elements/gateway.ts';
import { podIdentity } from './elements/identity.ts';
import type { Party } from './elements/policy-party.ts';
import { apiGate, serviceGate } from './elements/public-face.ts';
import type { Target } from './found.ts';
import { type Log, logOf, stick, write, writeFilter } from './log.ts';
import { findTarget, type Led } from './name-step.ts';
import { type Cut, isCut, type Packet, type Protocol, type Slot, type Where } from './packet.ts';
import { networkOf, type Place, type PodsPlace, subnetOf } from './place.ts';
import type { Trace } from './step.ts';
import { passSubnet, showFace, travel } from './travel.ts';
import { traceOf } from './verdict.ts';
import type { End, Position, Voyage } from './voyage.ts';
import { walkBack } from './walk-back.ts';

/** A connection to follow. */
export interface Probe {
  readonly from: Place;
  readonly to: Target;
  readonly protocol: Protocol;
  readonly ports: PortRange;
}

/** A trace and the part of the packet that it speaks for. */
export interface Part {
  readonly trace: Trace;
  readonly packet: Packet;
  /** Ranges narrowed by cuts, by what they stand for. */
  readonly narrowed: ReadonlyMap<Slot, Prefix>;
}

/** Parts after which a walk gives up telling them apart. */
const mostParts = 64;

/*
 * Follows a connection there and back. Where an element must tell apart what the packet stands for, the
 * walk begins again with each part, so that every trace returned holds for all of its own part and all
 * parts together are the packet. Cost: parts x hops x rules.
 */

/** The traces of a connection, one for each part of it that fares alike. */
export function walk(estate: Estate, probe: Probe): readonly Part[] {
  const open: Narrowing[] = [{ ranges: new Map(), ports: probe.ports }];
  const done: Part[] = [];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const tried = walkOne(estate, probe, next);
    if (!isCut(tried)) {
      done.push({ ...tried, narrowed: next.ranges });
      continue;
    }
    if (open.length + done.length >= mostParts) {
      done.push({ ...tooMany(probe), narrowed: next.ranges });
      continue;
    }
    open.push(...divided(next, tried));
  }
  return done;
}

interface Narrowing {
  readonly ranges: ReadonlyMap<Slot, Prefix>;
  readonly ports: PortRange;
}

function divided(whole: Narrowing, cut: Cut): readonly Narrowing[] {
  return cut.kind === 'cutPorts'
    ? cut.into.map((ports) => ({ ...whole, ports }))
    : cut.into.map((part) => ({
        ...whole,
        ranges: new Map([...whole.ranges, [cut.slot, part]]),
      }));
}

function tooMany(probe: Probe): Omit<Part, 'narrowed'> {
  const { from, protocol, ports } = probe;
  const log = logOf({ src: from.address, dst: from.address, protocol, ports });
  const feature = `connections that fare in more than ${mostParts} ways`;
  stick(log, from.of, { because: 'missing', missing: [{ kind: 'notModelled', feature }] });
  return {
    trace: traceOf(log, logOf(log.packet), { astray: false, assume: {} }),
    packet: log.packet,
  };
}

/** A place with its addresses narrowed to what earlier cuts left of them. */
function narrowedPlace(place: Place, ranges: Narrowing['ranges']): Place {
  if (ranges.size === 0) return place;
  const narrow = (where: Where): Where => {
    const range = where.kind === 'range' ? ranges.get(where.slot) : undefined;
    return where.kind === 'range' && range !== undefined ? { ...where, range } : where;
  };
  const address = narrow(place.address);
  switch (place.kind) {
    case 'pods':
      return { ...place, address, nodes: narrow(place.nodes), party: { ...place.party, address } };
    case 'endpoint':
      return { ...place, address, place: { ...place.place, address } };
    default:
      return { ...place, address };
  }
}

function walkOne(
  estate: Estate,
  probe: Probe,
  { ranges, ports }: Narrowing,
): Omit<Part, 'narrowed'> | Cut {
  const { protocol } = probe;
  const from = narrowedPlace(probe.from, ranges);
  const log = logOf({ src: from.address, dst: from.address, protocol, ports });
  const led = findTarget({ estate, log, from }, probe.to);
  if (typeof led !== 'string' && isCut(led)) return led;
  const finish = (back: Log, astray: boolean): Omit<Part, 'narrowed'> => ({
    trace: traceOf(log, back, { astray, assume: estate.assume }),
    packet: log.packet,
  });
  if (led === 'stuck') return finish(logOf(log.packet), false);
  const to = narrowedPlace(led.place, ranges);
  log.packet = {
    ...log.packet,
    dst: to.address,
    ...(led.name === undefined ? {} : { name: led.name.toLowerCase() }),
  };
  const end = there({ estate, log, leg: { kind: 'first' }, to }, from, { ...led, place: to });
  if (typeof end !== 'string') return end;
  if (end === 'stuck') return finish(logOf(log.packet), led.astray);
  const back = walkBack(estate, log, { from, to });
  return isCut(back) ? back : finish(back, led.astray);
}

/** The way of the first packet, from its sender to its receiver. */
function there(voyage: Voyage, from: Place, led: Led): End {
  const { estate, log, to } = voyage;
  if (from.kind === 'pods') {
    const asked = policyAt(
      estate,
      { pods: from, far: farOf(from, to, led.name), direction: 'out' },
      voyage,
    );
    if (isCut(asked)) return asked;
  }
  if (withinCluster(voyage, from)) return acrossCluster(voyage, from);
  const can = reachable(voyage, from);
  if (can !== 'reached') return can;
  if (from.kind === 'pods') {
    const end = asSeenOutside(voyage, from);
    if (end !== 'reached') return end;
  }
  const sent = send(voyage, from);
  if (sent !== 'reached') return sent;
  if (to.kind === 'internet') {
    writeGates(voyage, from);
    write(log, { kind: 'delivered', at: to.of, to: to.of });
    return 'reached';
  }
  return arrive(voyage, senderSeen(voyage, from));
}

function writeGates({ estate, log, to }: Voyage, from: Place): void {
  for (const asked of [apiGate(estate, { to, src: log.packet.src, from }), serviceGate(estate, to)])
    if (asked !== undefined) writeFilter(log, asked);
}

/** Who receives, as the sender's policies see it: they know pods and nodes of their own cluster only. */
function farOf(from: PodsPlace, to: Place, name: string | undefined): Party {
  const known = 'cluster' in to && to.cluster.id === from.cluster.id;
  if (known && to.kind === 'pods') return to.party;
  if (known && to.kind === 'nodes') return { kind: 'node', own: false, address: to.address };
  return { kind: 'other', address: to.address, ...(name === undefined ? {} : { name }) };
}

/**
 * Who sends, as the receiver's policies see it when the packet came through the VNet: a pod of their
 * cluster that kept its address is that pod, in modes whose pods have addresses of the VNet.
 */
function senderSeen({ log, to }: Voyage, from: Place): Party {
  const address = log.packet.src;
  const known = 'cluster' in from && 'cluster' in to && from.cluster.id === to.cluster.id;
  if (!known) return { kind: 'other', address };
  return from.kind === 'pods' && address === from.address
    ? from.party
    : { kind: 'node', own: false, address };
}

/** Whether both ends are in one cluster whose pods have a range that only the cluster knows. */
function withinCluster({ estate, to }: Voyage, from: Place): boolean {
  const inside =
    (from.kind === 'pods' || from.kind === 'nodes') && (to.kind === 'pods' || to.kind === 'nodes');
  if (!inside || from.cluster.id !== to.cluster.id) return false;
  if (from.kind === 'nodes' && to.kind === 'nodes') return from.subnet === undefined;
  const mode = poolMode(estate, from.pool);
  return isUnknown(mode) || mode.podRange !== 'none';
}

/** Between nodes and pods of one cluster the platform forwards, and groups see the pods' addresses. */
function acrossCluster(voyage: Voyage, from: Place): End {
  const { log, to } = voyage;
  const out = subnetOf(from);
  const cut = out === undefined ? undefined : passSubnet(voyage, out, 'out');
  if (cut !== undefined) return cut;
  write(log, {
    kind: 'routed',
    at: out ?? from.of,
    nextHop: 'Platform',
    source: 'Default',
  });
  return arrive({ ...voyage, to }, senderSeen(voyage, from));
}

/** With whose address a pod's packet goes on, by where the receiver is. */
function asSeenOutside({ estate, log, to }: Voyage, from: PodsPlace): End {
  const towards =
    to.kind === 'internet'
      ? 'internet'
      : to.kind === 'outside'
        ? 'onPremises'
        : networkOf(to) === from.network
          ? 'vnet'
          : 'peered';
  const identity = podIdentity(estate, from.pool, towards);
  if (identity.kind === 'unsure')
    return stick(log, from.pool.id, { because: 'missing', missing: identity.missing });
  if (identity.kind === 'pod') return 'reached';
  const before = log.packet.src;
  log.packet = { ...log.packet, src: from.nodes };
  const { assumes } = identity;
  write(log, { kind: 'translated', at: from.pool.id, end: 'source', before, as: 'node', assumes });
  return 'reached';
}

/** Sends from where the sender stands: by its subnet, its gateway, or from the internet. */
export function send(voyage: Voyage, from: Place): End {
  const { estate, log, to } = voyage;
  if (from.kind === 'internet') return fromInternet(voyage);
  if (from.kind === 'outside') {
    const entry = gatewayFor(estate, { from, to: networkOf(to) });
    if (entry.kind === 'unsure')
      return stick(log, from.of, { because: 'missing', missing: entry.missing });
    if (entry.kind === 'none') return stick(log, from.of, { because: 'noWayIn' });
    log.consulted.add(entry.gateway);
    return travel(voyage, entry.position);
  }
  const subnet = subnetOf(from);
  const network = networkOf(from);
  if (network === undefined) return fromManaged(voyage, from);
  const cut = subnet === undefined ? undefined : passSubnet(voyage, subnet, 'out');
  if (cut !== undefined) return cut;
  const position: Position = {
    kind: 'network',
    network,
    ...(subnet === undefined ? {} : { subnet }),
    ...('pool' in from ? { pool: from.pool, cluster: from.cluster } : {}),
  };
  return travel(voyage, position);
}

/** In a VNet that AKS manages nothing is known but the way out of the cluster. */
function fromManaged({ log, to }: Voyage, from: Place): End {
  if (to.kind === 'internet' && 'pool' in from)
    return showFace(log, from.of, exitOf({ cluster: from.cluster, pool: from.pool }));
  const feature = 'VNets that AKS manages';
  return stick(log, from.of, { because: 'missing', missing: [{ kind: 'notModelled', feature }] });
}
