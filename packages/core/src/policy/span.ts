import { allPorts, noPorts, type PortSetId, type PortSets } from './port-set.ts';

/**
 * Ports between two ends in three states: what surely passes, and what possibly does (which includes the
 * sure ones). Where both are the same set, everything is known. Possible only: traffic that hangs on
 * something no file tells, or that a rule above the transport may still refuse.
 * A span is named by a small number within its {@link Spans}.
 */
export type SpanId = number;

/** Nothing passes: the first span of every interner. */
export const closed: SpanId = 0;

/** Everything passes: the second. */
export const open: SpanId = 1;

/** Nothing surely, everything possibly. */
export const undetermined: SpanId = 2;

const keyWidth = 2 ** 26;

/** Makes and joins spans; each distinct span exists once. */
export class Spans {
  readonly #sure: PortSetId[] = [];
  readonly #possible: PortSetId[] = [];
  readonly #ids = new Map<number, SpanId>();
  readonly #meets = new Map<number, SpanId>();

  readonly ports: PortSets;

  constructor(ports: PortSets) {
    this.ports = ports;
    this.of(noPorts, noPorts);
    this.of(allPorts, allPorts);
    this.of(noPorts, allPorts);
  }

  /** The span of what surely and what possibly passes; what is sure counts as possible too. */
  of(sure: PortSetId, possible: PortSetId): SpanId {
    const wide = this.ports.union(sure, possible);
    const key = sure * keyWidth + wide;
    const known = this.#ids.get(key);
    if (known !== undefined) return known;
    const id = this.#sure.length;
    this.#sure.push(sure);
    this.#possible.push(wide);
    this.#ids.set(key, id);
    return id;
  }

  /** A span in which everything is known. */
  exactly(ports: PortSetId): SpanId {
    return this.of(ports, ports);
  }

  sure(span: SpanId): PortSetId {
    return this.#sure[span] ?? noPorts;
  }

  possible(span: SpanId): PortSetId {
    return this.#possible[span] ?? noPorts;
  }

  /** What passes both sides. */
  meet(a: SpanId, b: SpanId): SpanId {
    if (a === b || b === open) return a;
    if (a === open) return b;
    if (a === closed || b === closed) return closed;
    const key = a < b ? a * keyWidth + b : b * keyWidth + a;
    const known = this.#meets.get(key);
    if (known !== undefined) return known;
    const { ports } = this;
    const made = this.of(
      ports.meet(this.sure(a), this.sure(b)),
      ports.meet(this.possible(a), this.possible(b)),
    );
    this.#meets.set(key, made);
    return made;
  }

  union(a: SpanId, b: SpanId): SpanId {
    if (a === b || b === closed) return a;
    if (a === closed) return b;
    return this.of(
      this.ports.union(this.sure(a), this.sure(b)),
      this.ports.union(this.possible(a), this.possible(b)),
    );
  }

  /** One of the two, nobody knows which: sure is what both let pass. */
  either(a: SpanId, b: SpanId): SpanId {
    if (a === b) return a;
    return this.of(
      this.ports.meet(this.sure(a), this.sure(b)),
      this.ports.union(this.possible(a), this.possible(b)),
    );
  }

  /** What is in `a` and not in `b`: sure is what `b` has not even possibly. */
  minus(a: SpanId, b: SpanId): SpanId {
    if (b === closed) return a;
    return this.of(
      this.ports.minus(this.sure(a), this.possible(b)),
      this.ports.minus(this.possible(a), this.sure(b)),
    );
  }

  /** How many distinct spans there are. */
  get size(): number {
    return this.#sure.length;
  }
}
