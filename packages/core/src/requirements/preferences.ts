import * as z from 'zod';
import type { Day } from '../evidence/source.ts';
import {
  type AssumptionChoices,
  type AssumptionName,
  assumptions,
  isAssumptionName,
  isAssumptionValue,
} from '../facts/assumptions.ts';
import { isLimitId, type LimitId, limits, type RaisedLimit } from '../facts/limits.ts';
import { nearestHint } from '../text/nearest.ts';
import { dayText, wordsText } from './scalars.ts';

/** Something one would like, weighed against the rest. */
export interface Preference {
  /** Name of the decision, e.g. `cniMode`. */
  readonly for: string;
  readonly prefer: string;
  readonly weight: number;
  readonly reason?: string;
}

/** Something that must be, whatever it costs. */
export interface Binding {
  /** Name of the decision, e.g. `cniMode`. */
  readonly for: string;
  readonly option: string;
  readonly reason: string;
}

/** A rule that somebody takes the blame for breaking, until a day. */
export interface Waiver {
  /** Name of what is waived, e.g. `legacyMode`, or the code of a rule. */
  readonly for: string;
  /** What is allowed by it, e.g. `kubenet`. */
  readonly option?: string;
  readonly owner: string;
  readonly reason: string;
  readonly until: Day;
}

const topic = z.string().regex(/^[A-Za-z][A-Za-z0-9.-]{0,60}$/, {
  error: 'the name of a decision or the code of a rule was expected',
});

/** Whether a waiver still counts on a day; days are ISO, so their texts compare. */
export const isInForce = ({ until }: Waiver, day: Day | undefined): boolean =>
  day === undefined || until >= day;

/** Schema of {@link Preference}. */
export const preference: z.ZodType<Preference> = z.strictObject({
  for: topic.describe('name of the decision'),
  prefer: topic.describe('the option that one would like'),
  weight: z.number().min(0).max(10).default(1).describe('1 by default: as much as any other'),
  reason: wordsText.exactOptional(),
});

/** Schema of {@link Binding}. */
export const binding: z.ZodType<Binding> = z.strictObject({
  for: topic.describe('name of the decision'),
  option: topic.describe('the only option that is allowed'),
  reason: wordsText,
});

/** Schema of {@link Waiver}. */
export const waiver: z.ZodType<Waiver> = z.strictObject({
  for: topic,
  option: topic.exactOptional(),
  owner: wordsText.describe('who takes the blame'),
  reason: wordsText,
  until: dayText.describe('the last day on which it counts'),
});

const limitId: z.ZodType<LimitId> = z.string().transform((text, context) => {
  if (isLimitId(text)) return text;
  context.addIssue({
    code: 'custom',
    message: nearestHint('no limit has this id', text, Object.keys(limits)),
  });
  return z.NEVER;
});

/** Schema of a raised limit. */
export const raisedLimit: z.ZodType<RaisedLimit> = z.strictObject({
  limit: limitId,
  value: z.int().min(1).max(1_000_000_000),
  by: wordsText.describe('who granted it: a support request, a quota'),
  when: dayText,
});

/** Schema of switches for assumptions: each name must be known and have that answer. */
export const assumptionChoices: z.ZodType<AssumptionChoices> = z
  .record(z.string().max(100), z.string().max(100))
  .transform((written, context): AssumptionChoices => {
    const choices: { [Name in AssumptionName]?: string } = {};
    for (const [name, answer] of Object.entries(written)) {
      if (!isAssumptionName(name)) {
        const message = nearestHint(`no assumption is called so`, name, Object.keys(assumptions));
        context.addIssue({ code: 'custom', path: [name], message });
      } else if (isAssumptionValue(name, answer)) choices[name] = answer;
      else {
        const answers = Object.keys(assumptions[name].values).join(', ');
        const message = `${answers} are the answers to choose from`;
        context.addIssue({ code: 'custom', path: [name], message });
      }
    }
    return choices;
  });
