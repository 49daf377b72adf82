import type { Estate } from '../../estate/estate.ts';
import { grouped, push } from '../../estate/grouped.ts';
import { nameInId } from '../../estate/id.ts';
import type { Undetermined } from '../../evidence/finding.ts';
import type { Missing } from '../../evidence/knowable.ts';
import { code, element, joined, type Part, type Prose, words } from '../../evidence/prose.ts';
import type { ElementId } from '../../evidence/source.ts';
import { few } from './few.ts';
import { manyOf } from './kind-words.ts';
import { lacking } from './lacking.ts';
import { nameOf } from './shown.ts';

/** Something to add to the inputs, and how many open questions wait for it. */
export interface Remedy {
  readonly says: Prose;
  /** Questions that cannot be answered without it. */
  readonly questions: number;
  /** Those of them that wait for nothing else. */
  readonly alone: number;
}

/**
 * What to add to the inputs, what would tell most first. Things of one kind for which the same
 * questions wait are one remedy. O(reasons of all questions).
 */
export function remedies(estate: Estate, open: readonly Undetermined[]): readonly Remedy[] {
  const waiting = new Map<string, { readonly missing: Missing; readonly by: Set<number> }>();
  open.forEach((question, i) => {
    for (const missing of question.missing) {
      const key = JSON.stringify(missing);
      const known = waiting.get(key);
      if (known === undefined) waiting.set(key, { missing, by: new Set([i]) });
      else known.by.add(i);
    }
  });
  const groups = grouped([...waiting.values()], ({ missing, by }) =>
    JSON.stringify([missing.kind, togetherBy(missing), [...by]]),
  );
  const found = [...groups.values()].map((members) => {
    const own = new Set(members.map(({ missing }) => JSON.stringify(missing)));
    const questions = [...(members[0]?.by ?? [])];
    const alone = questions.filter((i) =>
      (open[i]?.missing ?? []).every((one) => own.has(JSON.stringify(one))),
    );
    return {
      missing: members.map((member) => member.missing),
      questions,
      alone: alone.length,
    };
  });
  return merged(found, estate).toSorted((a, b) => b.questions - a.questions || b.alone - a.alone);
}

interface Found {
  readonly missing: readonly Missing[];
  readonly questions: readonly number[];
  readonly alone: number;
}

/** Lists are told per thing that they are of. */
const togetherBy = (missing: Missing): string =>
  missing.kind === 'notListed' ? (missing.within ?? '') : '';

/** The same lists of several things are one remedy, whichever questions wait for each. */
function merged(found: readonly Found[], estate: Estate): readonly Remedy[] {
  const bySame = new Map<string, Found[]>();
  for (const one of found) push(bySame, sameLists(one) ?? JSON.stringify(one.missing), one);
  return [...bySame.values()].map((members) => {
    const missing = members.flatMap((member) => member.missing);
    return {
      says: remedyProse(missing, estate),
      questions: new Set(members.flatMap((member) => member.questions)).size,
      alone: members.reduce((sum, member) => sum + member.alone, 0),
    };
  });
}

const sameLists = ({ missing }: Found): string | undefined =>
  missing.every((one) => one.kind === 'notListed')
    ? `lists ${missing
        .flatMap((one) => (one.kind === 'notListed' ? [one.what] : []))
        .toSorted()
        .join(' ')}`
    : undefined;

function remedyProse(missing: readonly Missing[], estate: Estate): Prose {
  const [first] = missing;
  return first === undefined ? [] : remedyWords[first.kind](missing, estate);
}

/** More names than this are counted. */
const namedAtMost = 3;

const named = (parts: readonly Part[]): Prose => few(parts, namedAtMost);

/** Every kind of reason with what a person can do about it. */
const remedyWords: Readonly<
  Record<Missing['kind'], (missing: readonly Missing[], estate: Estate) => Prose>
> = {
  notSupplied: (missing) => [
    'add ',
    ...named(missing.flatMap((one) => (one.kind === 'notSupplied' ? [byId(one.what)] : []))),
    ', to which others refer',
  ],
  notListed: (missing) => {
    const lists = missing.flatMap((one) => (one.kind === 'notListed' ? [one] : []));
    const within = [...new Set(lists.flatMap((one) => one.within ?? []))];
    return [
      'give an input that lists all ',
      ...joined([...new Set(lists.map((one) => manyOf(one.what)))].map(words)),
      ...(within.length === 0 ? [] : [' of ', ...named(within.map(byId))]),
    ];
  },
  notStated: (missing, estate) => {
    const fields = missing.flatMap((one) => (one.kind === 'notStated' ? [one.field] : []));
    return [
      'state ',
      ...joined(
        fields.map((field) => fieldProse(field, estate)),
        '; ',
      ),
    ];
  },
  notEvaluable: (missing) => [
    'give the value of ',
    ...named(missing.flatMap((one) => (one.kind === 'notEvaluable' ? [code(one.expression)] : []))),
  ],
  contradiction: (missing) => [
    'settle what is contradictory in ',
    ...named(
      missing.flatMap((one) =>
        one.kind === 'contradiction' ? one.sources.map((source) => code(source.document)) : [],
      ),
    ),
  ],
  notModelled: (missing) => [
    'look for yourself, since it is not modelled: ',
    ...named(missing.flatMap((one) => (one.kind === 'notModelled' ? [code(one.feature)] : []))),
  ],
  stale: (missing) => [
    'read anew ',
    ...named(missing.flatMap((one) => (one.kind === 'stale' ? [code(one.source.document)] : []))),
  ],
  toBeAllocated: () => words('choose the ranges that are still to be allocated'),
};

/** The field, and whose it is where elements are known to lack it. */
function fieldProse(field: string, estate: Estate): Prose {
  const owners = lacking(estate).get(field) ?? [];
  return owners.length === 0
    ? [code(field)]
    : [
        code(field),
        ' of ',
        ...few(
          owners.map((one) => element(one.id, nameOf(estate, one.id))),
          namedAtMost,
        ),
      ];
}

const byId = (id: ElementId): Part => element(id, nameInId(id));
