import type { FlowPort } from '../estate/elements/flow.ts';
import { type Estate, find } from '../estate/estate.ts';
import { isUnknown, type Missing } from '../evidence/knowable.ts';
import { receivers, senders } from './endpoints.ts';
import { type Found, notModelled, type Target } from './found.ts';
import type { Intent, IntentEnd } from './intents.ts';
import { logOf } from './log.ts';
import { findTarget } from './name-step.ts';
import { isCut, type Packet } from './packet.ts';
import { networkOf, type Place } from './place.ts';
import { nameOfEndpoint } from './service-names.ts';
import type { Trace } from './step.ts';
import { traceOf } from './verdict.ts';
import { type Part, walk } from './walk.ts';

/** Whether an intent holds. */
export type Holds = 'yes' | 'no' | 'undetermined';

/** An intent with its proof, or with what disproves it. */
export interface Proven {
  readonly intent: Intent;
  readonly holds: Holds;
  /** The trace that decided; absent when no end of the intent could be found. */
  readonly trace?: Trace;
  /** A packet for which it does not hold. */
  readonly counterexample?: Packet;
  /** What would tell, where it is undetermined. */
  readonly missing: readonly Missing[];
}

/**
 * Proves intents on an estate. An intent holds when it holds for every sender, every receiver and
 * every part of the packets between them. Cost: traces x hops x rules; tables are compiled once.
 */
export const verify = (estate: Estate, intents: readonly Intent[]): readonly Proven[] =>
  intents.map((intent) => verifyOne(estate, intent));

function verifyOne(estate: Estate, intent: Intent): Proven {
  if (intent.family !== undefined)
    return { intent, holds: 'undetermined', missing: [notModelled('connections over IPv6')] };
  const from = sendersOf(estate, intent.from);
  const near = from.ends.map(networkOf).find((network) => network !== undefined);
  const to = receiversOf(estate, intent.to, near);
  const missing = [...from.missing, ...to.missing];
  const judged = from.ends.flatMap((place) =>
    to.ends.flatMap((target) => judgedParts(estate, intent, { from: place, to: target })),
  );
  if (judged.length === 0)
    return {
      intent,
      holds: 'undetermined',
      missing: missing.length > 0 ? missing : [{ kind: 'notStated', field: 'ends' }],
    };
  return summed(intent, judged, missing);
}

interface Pair {
  readonly from: Place;
  readonly to: Target;
}

interface JudgedPart {
  readonly part: Part;
  readonly holds: Holds;
}

function judgedParts(estate: Estate, intent: Intent, pair: Pair): readonly JudgedPart[] {
  if (intent.wants === 'privateName') return [nameOnly(estate, pair)];
  return portsOf(intent).flatMap(({ protocol, first, last }) => {
    const parts = walk(estate, { ...pair, protocol, ports: { first, last } });
    const judged = parts.map((part) => ({ part, holds: judge(intent, part) }));
    return reconciled(intent, judged);
  });
}

/** Ports to try; a wish for none in particular is tried on all, one that forbids on all of every kind. */
function portsOf(intent: Intent): readonly (Pick<FlowPort, 'protocol'> & {
  readonly first: number;
  readonly last: number;
})[] {
  if (intent.ports.length > 0)
    return intent.ports.map(({ protocol, port }) => ({ protocol, first: port, last: port }));
  const every = { first: 1, last: 65535 };
  const tcp = { protocol: 'TCP', ...every } as const;
  return intent.wants === 'connection' ? [tcp] : [tcp, { protocol: 'UDP', ...every }];
}

/** Verdicts by which a connection cannot come about. */
const noConnection: ReadonlySet<Trace['verdict']> = new Set(['blocked', 'blackholed', 'loop']);

function judge(intent: Intent, { trace, packet }: Part): Holds {
  const { verdict } = trace;
  if (verdict === 'undetermined' || verdict === 'ambiguous') return 'undetermined';
  if (intent.wants !== 'noConnection') return verdict === 'delivered' ? 'yes' : 'no';
  if (verdict === 'delivered') return 'no';
  if (verdict === 'asymmetric') return packet.protocol === 'TCP' ? 'yes' : 'no';
  // Who cannot find the name may know the address: only what stops the connection itself counts.
  const stopped = trace.blockers.some(
    (step) =>
      step.kind !== 'resolved' &&
      step.assumes.length === 0 &&
      !(step.kind === 'filtered' && step.ofLookUp === true) &&
      !(step.kind === 'stuck' && step.because === 'nameFailure'),
  );
  return noConnection.has(verdict) && stopped ? 'yes' : 'undetermined';
}

/**
 * Where parts of one unknown address, or of a port nobody stated, fare differently, what is not known
 * decides: then nothing is proven either way.
 */
function reconciled(intent: Intent, judged: readonly JudgedPart[]): readonly JudgedPart[] {
  const kinds = new Set(judged.map((each) => each.holds));
  if (kinds.size === 1) return judged;
  const unstated = intent.wants === 'connection' && intent.ports.length === 0;
  return judged.map((each) => {
    const hangs = [...each.part.narrowed.keys()].some((slot) => slot.startsWith('?'));
    return unstated || hangs ? { ...each, holds: 'undetermined' } : each;
  });
}

function nameOnly(estate: Estate, { from, to }: Pair): JudgedPart {
  const log = logOf({
    src: from.address,
    dst: from.address,
    protocol: 'TCP',
    ports: { first: 443, last: 443 },
  });
  const led = findTarget({ estate, log, from }, to);
  const astray = typeof led !== 'string' && !isCut(led) && led.astray;
  const trace = traceOf(log, logOf(log.packet), { astray, assume: estate.assume });
  const part: Part = { trace, packet: log.packet, narrowed: new Map() };
  if (trace.verdict === 'undetermined') return { part, holds: 'undetermined' };
  return { part, holds: trace.verdict === 'delivered' ? 'yes' : 'no' };
}

const worse: Readonly<Record<Holds, number>> = { no: 0, undetermined: 1, yes: 2 };

function summed(
  intent: Intent,
  judged: readonly JudgedPart[],
  missing: readonly Missing[],
): Proven {
  const worst = judged.reduce((a, b) => (worse[b.holds] < worse[a.holds] ? b : a));
  const { trace, packet } = worst.part;
  const holds = worst.holds === 'yes' && missing.length > 0 ? 'undetermined' : worst.holds;
  return {
    intent,
    holds,
    trace,
    ...(holds === 'no' ? { counterexample: packet } : {}),
    missing: holds === 'undetermined' ? [...missing, ...trace.missing] : [],
  };
}

function sendersOf(estate: Estate, end: IntentEnd): Found<Place> {
  switch (end.kind) {
    case 'network':
      return inNetwork(estate, end.network);
    case 'endpoint':
      return { ends: [], missing: [{ kind: 'notModelled', feature: 'an endpoint as sender' }] };
    default:
      return senders(estate, end);
  }
}

function inNetwork(estate: Estate, id: string): Found<Place> {
  const network = find(estate, 'virtualNetwork', id);
  if (isUnknown(network)) return { ends: [], missing: network.unknown };
  if (isUnknown(network.prefixes)) return { ends: [], missing: network.prefixes.unknown };
  return {
    ends: network.prefixes
      .filter((range) => range.family === 4)
      .map((range) => ({
        kind: 'network',
        network: network.id,
        address: { kind: 'range', range, slot: `from ${network.id} ${range.first}` },
        of: network.id,
      })),
    missing: [],
  };
}

function receiversOf(estate: Estate, end: IntentEnd, near: string | undefined): Found<Target> {
  switch (end.kind) {
    case 'endpoint':
      return nameOfEndpoint(estate, end.endpoint);
    case 'network': {
      const { ends, missing } = sendersOf(estate, end);
      return { ends: ends.map((place) => ({ kind: 'place', place })), missing };
    }
    default:
      return receivers(estate, end, near);
  }
}
