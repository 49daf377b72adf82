import * as z from 'zod';
import type { FlowPort } from '../estate/elements/flow.ts';
import type { Diagnostic } from '../evidence/diagnostic.ts';
import type { Source } from '../evidence/source.ts';
import { checked } from '../text/checked.ts';
import type { TextDocument } from '../text/document.ts';
import { type WrittenEnd, writtenEnd } from './flow-ends.ts';
import { flowEndText } from './flows.ts';
import { gatherPorts, portKeys } from './ports.ts';
import { nameText, wordsText } from './scalars.ts';

/** A connection that must be possible, or must not be. */
export interface Assertion {
  /** As the file names it, else made of its ends. */
  readonly name: string;
  readonly expect: 'reaches' | 'doesNotReach';
  readonly from: WrittenEnd;
  readonly to: WrittenEnd;
  /** Empty: any port must not be reached, or those that the receiver offers must. */
  readonly ports: readonly FlowPort[];
  readonly reason?: string;
  readonly source: Source;
}

/** What a file of assertions says. */
export interface ReadAssertions {
  readonly assertions: readonly Assertion[];
  readonly diagnostics: readonly Diagnostic[];
}

interface WrittenAssertion {
  readonly name?: string;
  readonly from: string;
  readonly to: string;
  readonly ports: readonly FlowPort[];
  readonly reason?: string;
}

interface AssertionFile {
  readonly must: readonly WrittenAssertion[];
  readonly mustNot: readonly WrittenAssertion[];
}

const assertion: z.ZodType<WrittenAssertion> = z
  .strictObject({
    name: nameText.exactOptional(),
    from: flowEndText,
    to: flowEndText,
    ...portKeys,
    reason: wordsText.exactOptional(),
  })
  .transform(({ port, protocol, ports, ...rest }) => ({
    ...rest,
    ports: gatherPorts({ port, protocol, ports }),
  }));

const schema: z.ZodType<AssertionFile> = z.strictObject({
  apiVersion: z.literal('aksnet/v1'),
  kind: z.literal('Assertions'),
  must: z.array(assertion).default([]),
  mustNot: z.array(assertion).default([]),
});

/** Reads a file of `kind: Assertions`: what must be reached and what must not, in one format. */
export function readAssertions(document: TextDocument): ReadAssertions {
  const { value, diagnostics, pathInDocument } = checked(document, schema);
  const made = (key: 'must' | 'mustNot', expect: Assertion['expect']): readonly Assertion[] =>
    (value?.[key] ?? []).map(({ name, from, to, ...rest }, i) => ({
      ...rest,
      name: name ?? `${from} → ${to}`,
      expect,
      from: writtenEnd(from),
      to: writtenEnd(to),
      source: { document: document.id, path: pathInDocument([key, i]) },
    }));
  return {
    assertions: [...made('must', 'reaches'), ...made('mustNot', 'doesNotReach')],
    diagnostics,
  };
}
