/** Protocols that policies can name. ICMP and the rest are outside the specification of NetworkPolicy. */
export const protocols = ['TCP', 'UDP', 'SCTP'] as const;

/** A protocol that policies can name. */
export type Protocol = (typeof protocols)[number];

/** Ports of one protocol, both ends included, 1 to 65535. */
export interface PortInterval {
  readonly protocol: Protocol;
  readonly first: number;
  readonly last: number;
}

/**
 * A set of (protocol, port), named by a small number within its {@link PortSets}: equal sets have equal
 * numbers, so comparing them is comparing numbers.
 */
export type PortSetId = number;

/**
 * The three protocols lie behind one another on one line, 65,536 places each, so that a set is one sorted
 * list of intervals and union, meet and difference are one sweep. Place 0 of each protocol is never used,
 * which keeps intervals of neighbouring protocols apart.
 */
const lane = 65536;
const laneOf: Readonly<Record<Protocol, number>> = { TCP: 0, UDP: lane, SCTP: 2 * lane };
const highest = 65535;

/** Starts and ends (excluded) in turn, ascending. */
type Cuts = readonly number[];

/** No port at all: the first set of every interner. */
export const noPorts: PortSetId = 0;

/** Every port of every protocol: the second. */
export const allPorts: PortSetId = 1;

/** Numbers of sets that one memo key can hold. */
const keyWidth = 2 ** 26;

/** Makes, joins and compares sets of ports; each distinct set exists once. */
export class PortSets {
  readonly #cuts: Cuts[] = [];
  readonly #ids = new Map<string, PortSetId>();
  readonly #single = new Map<number, PortSetId>();
  readonly #unions = new Map<number, PortSetId>();
  readonly #meets = new Map<number, PortSetId>();
  readonly #differences = new Map<number, PortSetId>();

  constructor() {
    this.#intern([]);
    this.#intern(protocols.flatMap((protocol) => cutsOf({ protocol, first: 1, last: highest })));
  }

  /** The set of these intervals, in any order, overlapping or not. */
  of(intervals: readonly PortInterval[]): PortSetId {
    return intervals.reduce<PortSetId>(
      (set, interval) => this.union(set, this.#interval(interval)),
      noPorts,
    );
  }

  /** Every port of one protocol. */
  every(protocol: Protocol): PortSetId {
    return this.#interval({ protocol, first: 1, last: highest });
  }

  union(a: PortSetId, b: PortSetId): PortSetId {
    if (a === b || b === noPorts) return a;
    if (a === noPorts) return b;
    const [low, high] = a < b ? [a, b] : [b, a];
    return this.#once(this.#unions, low * keyWidth + high, inEither);
  }

  meet(a: PortSetId, b: PortSetId): PortSetId {
    if (a === b || b === allPorts) return a;
    if (a === allPorts) return b;
    if (a === noPorts || b === noPorts) return noPorts;
    const [low, high] = a < b ? [a, b] : [b, a];
    return this.#once(this.#meets, low * keyWidth + high, inBoth);
  }

  /** What is in `a` and not in `b`. */
  minus(a: PortSetId, b: PortSetId): PortSetId {
    if (b === noPorts) return a;
    if (a === b || a === noPorts || b === allPorts) return noPorts;
    return this.#once(this.#differences, a * keyWidth + b, inFirstOnly);
  }

  has(set: PortSetId, protocol: Protocol, port: number): boolean {
    const cuts = this.#cuts[set] ?? [];
    const place = laneOf[protocol] + port;
    let [low, high] = [0, cuts.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((cuts[middle] ?? Number.POSITIVE_INFINITY) <= place) low = middle + 1;
      else high = middle;
    }
    return low % 2 === 1;
  }

  /** The set as intervals, by protocol in the order of {@link protocols}, ascending. */
  intervals(set: PortSetId): readonly PortInterval[] {
    const cuts = this.#cuts[set] ?? [];
    const found: PortInterval[] = [];
    for (let i = 0; i + 1 < cuts.length; i += 2) {
      const start = cuts[i] ?? 0;
      const end = cuts[i + 1] ?? 0;
      const protocol = protocols[Math.floor(start / lane)] ?? 'TCP';
      const base = laneOf[protocol];
      found.push({ protocol, first: start - base, last: end - 1 - base });
    }
    return found;
  }

  /** Most rules name one port, and the same few of them. */
  #interval(interval: PortInterval): PortSetId {
    const key = (laneOf[interval.protocol] + interval.first) * keyWidth + interval.last;
    const known = this.#single.get(key);
    if (known !== undefined) return known;
    const made = this.#intern(cutsOf(interval));
    this.#single.set(key, made);
    return made;
  }

  /** How many distinct sets there are. */
  get size(): number {
    return this.#cuts.length;
  }

  /** @param key both sets in one number */
  #once(memo: Map<number, PortSetId>, key: number, keeps: Keeps): PortSetId {
    const known = memo.get(key);
    if (known !== undefined) return known;
    const a = this.#cuts[Math.floor(key / keyWidth)] ?? [];
    const b = this.#cuts[key % keyWidth] ?? [];
    const made = this.#intern(combined(a, b, keeps));
    memo.set(key, made);
    return made;
  }

  #intern(cuts: Cuts): PortSetId {
    const key = cuts.join(' ');
    const known = this.#ids.get(key);
    if (known !== undefined) return known;
    const id = this.#cuts.length;
    this.#cuts.push(cuts);
    this.#ids.set(key, id);
    return id;
  }
}

function cutsOf({ protocol, first, last }: PortInterval): Cuts {
  const from = Math.max(first, 1);
  const to = Math.min(last, highest);
  return to < from ? [] : [laneOf[protocol] + from, laneOf[protocol] + to + 1];
}

type Keeps = (inA: boolean, inB: boolean) => boolean;
const inEither: Keeps = (a, b) => a || b;
const inBoth: Keeps = (a, b) => a && b;
const inFirstOnly: Keeps = (a, b) => a && !b;

/** One sweep over both lists: a cut is kept where membership changes. */
function combined(a: Cuts, b: Cuts, keeps: Keeps): Cuts {
  const result: number[] = [];
  let [i, j, inside] = [0, 0, false];
  while (i < a.length || j < b.length) {
    const atA = a[i] ?? Number.POSITIVE_INFINITY;
    const atB = b[j] ?? Number.POSITIVE_INFINITY;
    const place = Math.min(atA, atB);
    if (atA === place) i += 1;
    if (atB === place) j += 1;
    const now = keeps(i % 2 === 1, j % 2 === 1);
    if (now !== inside) result.push(place);
    inside = now;
  }
  return result;
}
