import type { FlowPort } from '../estate/elements/flow.ts';
import type { Diagnostic } from '../evidence/diagnostic.ts';
import type { Source } from '../evidence/source.ts';
import { checked } from '../text/checked.ts';
import type { TextDocument } from '../text/document.ts';
import { type AssertedEngine, assertionsSchema } from './assertions-schema.ts';

/** A connection that must be possible, or must not be: from each of the senders to each of the receivers. */
export interface Assertion {
  /** As the file names it, else made of its ends. */
  readonly name: string;
  readonly expect: 'reaches' | 'doesNotReach';
  /** In the words of `estate/written-end`; at least one. */
  readonly from: readonly string[];
  /** As `from`. */
  readonly to: readonly string[];
  /** Empty: no port of TCP and UDP must be reached, or those that the receiver offers must. */
  readonly ports: readonly FlowPort[];
  /** Empty: as whoever asks reads policies. */
  readonly engines: readonly AssertedEngine[];
  readonly reason?: string;
  readonly source: Source;
}

/** What a file of assertions says. */
export interface ReadAssertions {
  readonly assertions: readonly Assertion[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads a file of `kind: Assertions`: what must be reached and what must not, in one format. */
export function readAssertions(document: TextDocument): ReadAssertions {
  const { value, diagnostics, pathInDocument } = checked(document, assertionsSchema);
  const made = (key: 'must' | 'mustNot', expect: Assertion['expect']): readonly Assertion[] =>
    (value?.[key] ?? []).map(({ name, ...rest }, i) => ({
      ...rest,
      name: name ?? `${rest.from.join(', ')} → ${rest.to.join(', ')}`,
      expect,
      source: { document: document.id, path: pathInDocument([key, i]) },
    }));
  return {
    assertions: [...made('must', 'reaches'), ...made('mustNot', 'doesNotReach')],
    diagnostics,
  };
}
