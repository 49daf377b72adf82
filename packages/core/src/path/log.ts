import { isUnknown, type Missing } from '../evidence/knowable.ts';
import type { ElementId } from '../evidence/source.ts';
import type { AssumptionName } from '../facts/assumptions.ts';
import type { Asked } from './elements/groups.ts';
import type { Packet } from './packet.ts';
import type {
  Delivered,
  Filtered,
  Resolved,
  Routed,
  Step,
  StepBase,
  Stuck,
  Translated,
} from './step.ts';

/** A firewall that a packet went through. */
export interface Passed {
  readonly firewall: ElementId;
  /** It put its own address in as source. */
  readonly translates: boolean;
}

/** What a walk writes down while it goes on. Lives for one walk only. */
export interface Log {
  packet: Packet;
  readonly steps: Step[];
  readonly blockers: Step[];
  readonly missing: Missing[];
  readonly consulted: Set<ElementId>;
  readonly passed: Passed[];
}

/** A log that begins with a packet. */
export const logOf = (packet: Packet): Log => ({
  packet,
  steps: [],
  blockers: [],
  missing: [],
  consulted: new Set(),
  passed: [],
});

type Content = Resolved | Filtered | Routed | Translated | Delivered | Stuck;
type Said = Content &
  Pick<StepBase, 'at'> &
  Partial<Pick<StepBase, 'decidedBy' | 'lost' | 'assumes'>>;

/** Writes a step down as it stands after the packet was changed. */
export function write(log: Log, said: Said): Step {
  const step: Step = { lost: [], assumes: [], ...said, after: log.packet };
  log.steps.push(step);
  log.consulted.add(said.at);
  return step;
}

/** Writes down what a filter said; one that stops the packet is a blocker, and the walk goes on. */
export function writeFilter(log: Log, { ruling, ...asked }: Asked): void {
  if (ruling.kind === 'unsure') {
    log.missing.push(...ruling.missing);
    write(log, { kind: 'filtered', ...asked, outcome: 'unknown', lost: ruling.lost });
    return;
  }
  const outcome = ruling.kind === 'passes' ? 'allowed' : 'denied';
  const step = write(log, {
    kind: 'filtered',
    ...asked,
    outcome,
    lost: ruling.lost,
    assumes: ruling.assumes,
    ...(ruling.decidedBy === undefined ? {} : { decidedBy: ruling.decidedBy }),
  });
  if (outcome === 'denied') log.blockers.push(step);
}

/** Writes down that the packet goes no further. */
export function stick(
  log: Log,
  at: ElementId,
  said: {
    readonly because: Stuck['because'];
    readonly missing?: readonly Missing[];
    readonly decidedBy?: string;
    readonly assumes?: readonly AssumptionName[];
  },
): 'stuck' {
  const { because, missing = [], ...rest } = said;
  const step = write(log, { kind: 'stuck', at, because, missing, ...rest });
  log.missing.push(...missing);
  if (because !== 'missing') log.blockers.push(step);
  return 'stuck';
}

/** Writes down that the walk ends where something is not known. */
export function lose(log: Log, at: ElementId, ...values: readonly unknown[]): 'stuck' {
  const missing = values.flatMap((value) => (isUnknown(value) ? value.unknown : []));
  return stick(log, at, { because: 'missing', missing });
}
