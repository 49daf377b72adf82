import { nameInId } from '../../estate/id.ts';
import type { Missing } from '../../evidence/knowable.ts';
import { element, joined, type Prose, prose, words } from '../../evidence/prose.ts';

/** What is not known and what would tell it, as one phrase per reason, doubles left out. */
export function missingProse(missing: readonly Missing[]): Prose {
  const seen = new Set<string>();
  const distinct = missing.filter((one) => {
    const key = JSON.stringify(one);
    const isNew = !seen.has(key);
    seen.add(key);
    return isNew;
  });
  return joined(distinct.map(phrase), '; ');
}

function phrase(missing: Missing): Prose {
  switch (missing.kind) {
    case 'notSupplied':
      return prose`${element(missing.what, nameInId(missing.what))} is not among the inputs`;
    case 'notListed':
      return missing.within === undefined
        ? prose`nobody said that the list of ${missing.what} is whole`
        : prose`nobody said that the list of ${missing.what} in ${element(missing.within, nameInId(missing.within))} is whole`;
    case 'notStated':
      return prose`the input does not state ${missing.field}`;
    case 'notEvaluable':
      return prose`${missing.expression} in ${missing.source.document} cannot be evaluated`;
    case 'contradiction':
      return prose`contradicting statements in ${joined(
        missing.sources.map((source) => ({ kind: 'code', text: source.document })),
      )}`;
    case 'notModelled':
      return prose`${missing.feature} is not modelled`;
    case 'stale':
      return prose`${missing.source.document} is too old`;
    case 'toBeAllocated':
      return words('the range is still to be allocated');
  }
}
