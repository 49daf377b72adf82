import { type Estate, find } from '../estate/estate.ts';
import { isUnknown } from '../evidence/knowable.ts';
import type { ElementId } from '../evidence/source.ts';
import { assumed } from '../facts/assumptions.ts';
import { firewallAddress } from './elements/firewall.ts';
import { gatewayFor } from './elements/gateway.ts';
import { type Log, logOf, lose, stick, write } from './log.ts';
import { type Cut, isCut, reply, type Where } from './packet.ts';
import { networkOf, type Place, subnetOf } from './place.ts';
import { travel } from './travel.ts';
import type { Voyage } from './voyage.ts';

/** Both ends of a connection. */
export interface Ends {
  readonly from: Place;
  readonly to: Place;
}

/** A stretch of the way between two that rewrote the source, with the firewalls on it. */
interface Stretch {
  readonly near: Place;
  /** Address to which a reply on this stretch is sent. */
  readonly seen: Where;
  readonly firewalls: readonly ElementId[];
}

/**
 * Follows the reply. It goes to the address that the receiver saw; whoever put that in sends it on to
 * the one before. On each stretch the same firewalls must stand as on the way there: one that has not
 * seen the first packet drops the reply, and one that misses the reply drops what follows.
 */
export function walkBack(estate: Estate, forward: Log, { from, to }: Ends): Log | Cut {
  const log = logOf(reply(forward.packet));
  if (forward.steps.some((step) => step.kind === 'routed' && step.nextHop === 'Platform')) {
    write(log, { kind: 'routed', at: to.of, nextHop: 'Platform', source: 'Default' });
    write(log, { kind: 'delivered', at: from.of, to: from.of });
    return log;
  }
  const seenBy = new Set(forward.passed.map((passed) => passed.firewall));
  const stretches = stretchesOf(estate, forward, { from, to });
  if ('missing' in stretches) {
    log.missing.push(...stretches.missing);
    return log;
  }
  let far: Place = stretches.face ?? to;
  for (const stretch of stretches.stretches.toReversed()) {
    const before = log.packet.dst;
    log.packet = { ...log.packet, dst: stretch.seen };
    if (far !== to && far !== stretches.face)
      write(log, { kind: 'translated', at: far.of, end: 'destination', before, as: 'original' });
    const end = onStretch(
      { estate, log, leg: { kind: 'reply', seenBy }, to: stretch.near },
      far,
      stretch,
    );
    if (end !== undefined) return isCut(end) ? end : log;
    far = stretch.near;
  }
  write(log, { kind: 'delivered', at: from.of, to: from.of });
  return log;
}

type Lack = { readonly missing: Log['missing'] };

interface Way {
  readonly stretches: readonly Stretch[];
  /** The firewall to whose public address a reply from the internet comes. */
  readonly face?: Place;
}

function stretchesOf(estate: Estate, forward: Log, { from, to }: Ends): Way | Lack {
  const sent = forward.steps.find((step) => step.kind === 'translated' && step.as === 'node');
  let near: Place = from;
  let seen: Where = sent === undefined ? from.address : sent.after.src;
  let firewalls: ElementId[] = [];
  const stretches: Stretch[] = [];
  const last = forward.passed.at(-1)?.firewall;
  for (const { firewall: id, translates } of forward.passed) {
    const isFace = to.kind === 'internet' && id === last;
    if (!translates && !isFace) {
      firewalls.push(id);
      continue;
    }
    stretches.push({ near, seen, firewalls });
    const place = firewallPlace(estate, id);
    if ('missing' in place) return place;
    near = place;
    seen = place.address;
    firewalls = [];
  }
  // Replies from the internet come back to the public face by themselves.
  if (to.kind !== 'internet') return { stretches: [...stretches, { near, seen, firewalls }] };
  return near === from ? { stretches } : { stretches, face: near };
}

function firewallPlace(estate: Estate, id: ElementId): Place | Lack {
  const firewall = find(estate, 'firewall', id);
  if (isUnknown(firewall)) return { missing: [...firewall.unknown] };
  const address = firewallAddress(estate, firewall);
  const subnet = typeof firewall.subnet === 'string' ? firewall.subnet : undefined;
  const network =
    subnet === undefined ? undefined : estate.elements.subnet.get(subnet)?.virtualNetwork;
  const where: Where = isUnknown(address) ? { kind: 'public', of: id } : address;
  if (subnet === undefined || network === undefined)
    return { kind: 'outside', address: where, of: id };
  return { kind: 'subnet', subnet, network, address: where, of: id };
}

function onStretch(voyage: Voyage, far: Place, stretch: Stretch): Cut | 'stuck' | undefined {
  const { log } = voyage;
  if (far.kind === 'internet') return undefined;
  if (far.kind === 'endpoint') return fromEndpoint(voyage, stretch);
  const before = log.passed.length;
  const end = setOut(voyage, far);
  if (end !== 'reached') return end;
  const now = new Set(log.passed.slice(before).map((passed) => passed.firewall));
  const missed = stretch.firewalls.find((firewall) => !now.has(firewall));
  if (missed === undefined) return undefined;
  const routed = log.steps.findLast((step) => step.kind === 'routed');
  return stick(log, missed, {
    because: 'unseenByFirewall',
    ...(routed?.decidedBy === undefined ? {} : { decidedBy: routed.decidedBy }),
  });
}

/** A private endpoint answers straight to the source that it saw, whatever route tables say. */
function fromEndpoint({ estate, log }: Voyage, { firewalls }: Stretch): 'stuck' | undefined {
  const [missed] = firewalls;
  if (missed === undefined) return undefined;
  const name = 'privateEndpoint.replyThroughFirewall';
  if (assumed(name, estate.assume) === 'worksWithout') {
    write(log, {
      kind: 'filtered',
      at: missed,
      filter: 'firewall',
      direction: 'in',
      outcome: 'allowed',
      byState: true,
      assumes: [name],
    });
    return undefined;
  }
  return stick(log, missed, { because: 'unseenByFirewall', assumes: [name] });
}

function setOut(voyage: Voyage, far: Place): ReturnType<typeof travel> {
  const { estate, log, to } = voyage;
  if (far.kind === 'outside') {
    const firewall = estate.elements.firewall.get(far.of);
    if (firewall?.virtualHub !== undefined)
      return travel(voyage, { kind: 'hub', hub: firewall.virtualHub, firewall });
    const entry = gatewayFor(estate, { from: far, to: networkOf(to) });
    if (entry.kind !== 'gateway')
      return entry.kind === 'none'
        ? stick(log, far.of, { because: 'noRoute' })
        : lose(log, far.of, { unknown: entry.missing });
    return travel(voyage, entry.position);
  }
  const network = networkOf(far);
  if (network === undefined) return 'reached';
  const subnet = subnetOf(far);
  const firewall = estate.elements.firewall.get(far.of);
  return travel(voyage, {
    kind: 'network',
    network,
    ...(subnet === undefined ? {} : { subnet }),
    ...(firewall === undefined ? {} : { firewall }),
  });
}
