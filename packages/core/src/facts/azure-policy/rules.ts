import { documented, type Fact } from '../citation.ts';
import { azurePage, derived } from '../documents.ts';

const rulePage = azurePage(
  'articles/governance/policy/concepts/definition-structure-policy-rule.md',
);

/** The function that compares ranges, and what makes it fail. */
export const ipRangeContains: Fact<{
  readonly name: 'ipRangeContains';
  readonly formats: readonly string[];
  readonly failsOn: readonly string[];
}> = documented(
  {
    name: 'ipRangeContains',
    formats: ['one address', 'CIDR', 'first-last'],
    failsOn: ['an empty range', 'mixed families'],
  },
  rulePage,
);

/** How overlap is said with containment only: prefixes meet exactly when one contains the other. */
export const overlapInPolicies: Fact<string> = {
  value: 'or(ipRangeContains(a, b), ipRangeContains(b, a))',
  confidence: 'derived',
  cite: [rulePage, derived('CIDR blocks nest or are disjoint')],
};

/** Traps of judging networks by policy. */
export const policyTraps: Fact<readonly string[]> = {
  value: [
    'a value left to its default is absent from the request, so no policy can see it',
    'a subnet arrives inside its VNet or on its own: both need a branch',
    'mode All for networks, Indexed for clusters',
    'an error of a function counts as deny: guard empty values',
    'deny acts on writes only; what exists becomes non-compliant',
  ],
  confidence: 'derived',
  cite: [rulePage, derived('observed in built-in policies')],
};
