import { noPorts, type PortSetId, type PortSets } from './port-set.ts';
import type { SpanId, Spans } from './span.ts';

/** What passes between two groups of ends. The four are disjoint. */
export interface Passing {
  /** Between all of them, for sure. */
  readonly always: PortSetId;
  /** Surely between some of them, and not between all. */
  readonly some: PortSetId;
  /** Opens, and a rule above the transport decides on each request. */
  readonly subject: PortSetId;
  /** Nobody can tell from these inputs. */
  readonly doubt: PortSetId;
  /** What the rules above the transport ask for, as written. */
  readonly conditions: readonly string[];
}

/** Nothing passes. */
export const nothingPasses: Passing = {
  always: noPorts,
  some: noPorts,
  subject: noPorts,
  doubt: noPorts,
  conditions: [],
};

/** Whether anything passes, or may. */
export const isClosed = ({ always, some, subject, doubt }: Passing): boolean =>
  always === noPorts && some === noPorts && subject === noPorts && doubt === noPorts;

/** Equal for what is told alike. */
export const passingKey = ({ always, some, subject, doubt, conditions }: Passing): string =>
  JSON.stringify([always, some, subject, doubt, ...conditions]);

/** What of it is among the ports. */
export const onPorts = (passing: Passing, asked: PortSetId, ports: PortSets): Passing => {
  const subject = ports.meet(passing.subject, asked);
  return {
    always: ports.meet(passing.always, asked),
    some: ports.meet(passing.some, asked),
    subject,
    doubt: ports.meet(passing.doubt, asked),
    conditions: subject === noPorts ? [] : passing.conditions,
  };
};

/** What of a span is subject to rules above the transport. */
export interface Subject {
  readonly ports: PortSetId;
  readonly conditions: readonly string[];
}

/** Puts the spans of several pairs together. */
export class PassingSum {
  readonly #spans: Spans;
  readonly #conditions = new Set<string>();
  #always: PortSetId | undefined;
  #any: PortSetId = noPorts;
  #possible: PortSetId = noPorts;
  #subject: PortSetId = noPorts;

  constructor(spans: Spans) {
    this.#spans = spans;
  }

  /** @param subject asked only where the span leaves something open */
  add(span: SpanId, subject: () => Subject): void {
    const { ports } = this.#spans;
    const sure = this.#spans.sure(span);
    const possible = this.#spans.possible(span);
    this.#always = this.#always === undefined ? sure : ports.meet(this.#always, sure);
    this.#any = ports.union(this.#any, sure);
    this.#possible = ports.union(this.#possible, possible);
    if (sure === possible) return;
    const { ports: under, conditions } = subject();
    if (under === noPorts) return;
    this.#subject = ports.union(this.#subject, under);
    for (const one of conditions) this.#conditions.add(one);
  }

  /** Undefined: nothing was added. */
  result(): Passing | undefined {
    if (this.#always === undefined) return undefined;
    const { ports } = this.#spans;
    const subject = ports.minus(this.#subject, this.#any);
    return {
      always: this.#always,
      some: ports.minus(this.#any, this.#always),
      subject,
      doubt: ports.minus(ports.minus(this.#possible, this.#any), subject),
      conditions: subject === noPorts ? [] : [...this.#conditions].sort(),
    };
  }
}
