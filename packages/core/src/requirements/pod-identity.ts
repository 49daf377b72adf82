import * as z from 'zod';
import { wordsText } from './scalars.ts';

/** Somebody outside who depends on the addresses of pods, and why. */
export interface PodAddressNeed {
  readonly who: string;
  readonly reason: string;
}

/** What network identity a pod must have outside its cluster. */
export interface PodIdentity {
  readonly openConnectionsToPods: readonly PodAddressNeed[];
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
  openConnectionsToPods: needs('who opens connections to pod addresses from outside'),
  appliancesThatSeePods: needs('which appliances must see pod addresses'),
  routingThatDependsOnPodRanges: needs('which routing policies depend on pod ranges'),
});
