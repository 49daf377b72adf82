import * as z from 'zod';
import type { FlowPort } from '../estate/elements/flow.ts';
import { type EngineId, isEngineId, policyEngines } from '../facts/policy-engines.ts';
import { flowEndText } from './flows.ts';
import { gatherPorts, portKeys } from './ports.ts';
import { nameText, wordsText } from './scalars.ts';

/** Whose reading of policies an assertion is about. */
export type AssertedEngine = EngineId | 'specification';

/** One item of a file of assertions, lists where one or several may be written. */
export interface WrittenAssertion {
  readonly name?: string;
  readonly from: readonly string[];
  readonly to: readonly string[];
  readonly ports: readonly FlowPort[];
  readonly engines: readonly AssertedEngine[];
  readonly reason?: string;
}

/** A file of assertions as it is written. */
export interface AssertionFile {
  readonly must: readonly WrittenAssertion[];
  readonly mustNot: readonly WrittenAssertion[];
}

/** One of something, or a list of at least one. */
const oneOrMore = <T>(item: z.ZodType<T>): z.ZodType<readonly T[]> =>
  z.union([item.transform((one): readonly T[] => [one]), z.array(item).min(1)]);

const engine: z.ZodType<AssertedEngine> = z.enum([
  ...Object.keys(policyEngines).filter(isEngineId),
  'specification',
]);

const ends = oneOrMore(flowEndText);

const assertion: z.ZodType<WrittenAssertion> = z
  .strictObject({
    name: nameText.exactOptional(),
    from: ends.describe('namespace/workload, namespace/*, a range, internet, node:name, a name'),
    to: ends.describe('as `from`; it holds for each sender with each receiver'),
    ...portKeys,
    engine: oneOrMore(engine)
      .exactOptional()
      .describe("hold it under these engines, whatever the cluster's own is"),
    reason: wordsText.exactOptional(),
  })
  .transform(({ port, protocol, ports, engine: engines = [], ...rest }) => ({
    ...rest,
    engines,
    ports: gatherPorts({ port, protocol, ports }),
  }));

/** Schema of {@link AssertionFile}. */
export const assertionsSchema: z.ZodType<AssertionFile> = z.strictObject({
  apiVersion: z.literal('aksnet/v1'),
  kind: z.literal('Assertions'),
  must: z.array(assertion).default([]).describe('connections that must be possible'),
  mustNot: z.array(assertion).default([]).describe('connections that must not be possible'),
});
