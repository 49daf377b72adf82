import * as z from 'zod';
import { nameText, wordsText } from './scalars.ts';

/** Somebody outside who depends on the addresses of pods, and why. */
export interface PodAddressNeed {
  readonly who: string;
  readonly reason: string;
}

/** Somebody outside who opens connections to pods. */
export interface PodCaller extends PodAddressNeed {
  /** Name or kind of the ranges in use that they call from; which pods and ports, flows from there tell. */
  readonly from?: string;
}

/** What network identity a pod must have outside its cluster. */
export interface PodIdentity {
  readonly openConnectionsToPods: readonly PodCaller[];
  readonly appliancesThatSeePods: readonly PodAddressNeed[];
  readonly routingThatDependsOnPodRanges: readonly PodAddressNeed[];
}

const needs = (what: string): z.ZodDefault<z.ZodArray<z.ZodType<PodAddressNeed>>> =>
  z
    .array(z.strictObject({ who: wordsText, reason: wordsText }))
    .default([])
    .describe(`${what}; nobody by default`);

/** Schema of {@link PodIdentity}. */
export const podIdentity: z.ZodType<PodIdentity> = z.strictObject({
  openConnectionsToPods: z
    .array(
      z.strictObject({
        who: wordsText,
        from: nameText
          .exactOptional()
          .describe(
            'name or kind of the ranges in use that they call from; flows from there tell which pods and ports',
          ),
        reason: wordsText,
      }),
    )
    .default([])
    .describe('who opens connections to pod addresses from outside; nobody by default'),
  appliancesThatSeePods: needs('which appliances must see pod addresses'),
  routingThatDependsOnPodRanges: needs('which routing policies depend on pod ranges'),
});
