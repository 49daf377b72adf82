import { githubAssertions } from './formats/assertions/github.ts';
import { jsonAssertions } from './formats/assertions/json.ts';
import { junitAssertions } from './formats/assertions/junit.ts';
import type { AssertionFormat } from './formats/assertions/report.ts';
import { sarifAssertions } from './formats/assertions/sarif.ts';
import { tapAssertions } from './formats/assertions/tap.ts';

/** Every format of assertions for other tools. A new one is one entry. */
export const assertionFormats: readonly AssertionFormat[] = [
  jsonAssertions,
  junitAssertions,
  tapAssertions,
  sarifAssertions,
  githubAssertions,
];

/** The format with the id; undefined for any other text, `__proto__` included. */
export const assertionFormat = (id: string): AssertionFormat | undefined =>
  assertionFormats.find((format) => format.id === id);
