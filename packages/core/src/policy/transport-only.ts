import type { Matched } from './fold.ts';

/** A rule that allows subject to one above the transport, as the transport sees it: it allows. */
export function transportOnly(matched: Matched): Matched {
  const { rule } = matched;
  if (rule.action !== 'allow' || rule.condition?.kind !== 'l7') return matched;
  const { condition, ...open } = rule;
  return { ...matched, rule: open };
}
