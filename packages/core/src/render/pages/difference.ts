import { type Difference, diff } from '../../estate/diff.ts';
import type { AnyElement } from '../../estate/elements/kinds.ts';
import type { Estate } from '../../estate/estate.ts';
import { grouped } from '../../estate/grouped.ts';
import { code, element, type Prose, words } from '../../evidence/prose.ts';
import { type Block, type Cell, type Page, section, type Table } from '../page.ts';
import { few } from '../words/few.ts';
import { manyOf } from '../words/kind-words.ts';
import { type LeafChange, leafChanges, onlyIn } from '../words/leaf-changes.ts';
import { counted, pathOf } from '../words/shown.ts';
import { cutText, textOfValue } from '../words/value.ts';

/**
 * What is new, gone and changed from one plan to the next: in how many things of each kind, then thing by
 * thing with its fields.
 */
export function differencePage(before: Estate, after: Estate): Page {
  const found = diff(before, after);
  return {
    title: words('Difference to the plan before'),
    lead: differenceLead(found),
    blocks: differenceBlocks(found, { before, after }),
  };
}

/** The difference in one sentence. */
export function differenceLead(found: readonly Difference[]): Prose {
  if (found.length === 0) return words('Nothing differs.');
  const count = (kind: Difference['kind']): number =>
    found.filter((one) => one.kind === kind).length;
  return words(`${count('new')} new, ${count('gone')} gone, ${count('changed')} changed.`);
}

/** The estates that names are looked up in. */
interface Sides {
  readonly before: Estate;
  readonly after: Estate;
}

function differenceBlocks(found: readonly Difference[], sides: Sides): readonly Block[] {
  if (found.length === 0) return [];
  const kinds = grouped(found, (one) => elementOf(one).kind);
  return [
    countsTable(found),
    ...[...kinds].map(([kind, members]) =>
      section(`difference-${kind.toLowerCase()}`, words(manyOf(kind)), kindBlocks(members, sides)),
    ),
  ];
}

const elementOf = (one: Difference): AnyElement => (one.kind === 'gone' ? one.before : one.after);

function countsTable(found: readonly Difference[]): Table {
  const kinds = grouped(found, (one) => elementOf(one).kind);
  const count = (members: readonly Difference[], kind: Difference['kind']): Prose => {
    const value = members.filter((one) => one.kind === kind).length;
    return value === 0 ? [] : [{ kind: 'number', value }];
  };
  return {
    kind: 'table',
    caption: words('What differs, by kind'),
    quiet: true,
    columns: [
      { title: 'kind', keep: true },
      { title: 'new', align: 'end', keep: true },
      { title: 'gone', align: 'end', keep: true },
      { title: 'changed', align: 'end', keep: true },
    ],
    rows: [...kinds].map(([kind, members]) => [
      words(manyOf(kind)),
      count(members, 'new'),
      count(members, 'gone'),
      count(members, 'changed'),
    ]),
  };
}

/** More new or gone things of a kind than this are counted. */
const namedAtMost = 12;

function kindBlocks(members: readonly Difference[], sides: Sides): readonly Block[] {
  const named = (kind: 'new' | 'gone'): readonly Block[] => {
    const ones = members.filter((one) => one.kind === kind).map(elementOf);
    const estate = kind === 'new' ? sides.after : sides.before;
    return ones.length === 0
      ? []
      : [
          {
            kind: 'keyValues',
            pairs: [
              {
                key: kind,
                value: namesProse(ones, estate, namedAtMost),
              },
            ],
          },
        ];
  };
  const changed = members.flatMap((one) => (one.kind === 'changed' ? [one] : []));
  return [
    ...named('new'),
    ...named('gone'),
    ...(changed.length === 0 ? [] : [changesTable(changed, sides)]),
  ];
}

const nameProse = (one: AnyElement, estate: Estate): Prose => [
  element(one.id, pathOf(estate, one.id)),
];

/** Names with commas between; equal ones (of several regions) once, with their number. */
function namesProse(ones: readonly AnyElement[], estate: Estate, atMost: number): Prose {
  const byName = grouped(ones, (one) => pathOf(estate, one.id));
  return few(
    [...byName.values()].flatMap((alike): readonly Prose[] => {
      const [first] = alike;
      if (first === undefined) return [];
      const name = nameProse(first, estate);
      return [alike.length === 1 ? name : [...name, ` (${alike.length})`]];
    }),
    atMost,
  );
}

type Changed = Extract<Difference, { readonly kind: 'changed' }>;

interface Row extends LeafChange {
  readonly of: AnyElement;
  readonly certain: boolean;
}

/** More rows of a kind than this are counted. */
const mostRows = 60;

/** A row per place that differs; things that changed in the same way share it. */
function changesTable(changed: readonly Changed[], { after }: Sides): Table {
  const rows = changed.flatMap((one) =>
    one.fields.flatMap(({ field, certain, ...values }) =>
      leafChanges(field, values.before, values.after).map(
        (leaf): Row => ({ ...leaf, of: one.after, certain }),
      ),
    ),
  );
  const alike = together(rows);
  const left = alike.length - mostRows;
  return {
    kind: 'table',
    caption: words(`${counted(changed.length, 'thing')} changed`),
    quiet: true,
    columns: [{ title: 'of' }, { title: 'field' }, { title: 'before' }, { title: 'after' }],
    rows: [
      ...alike.slice(0, mostRows).map((one) => changeRow(one, after)),
      ...(left <= 0 ? [] : [[words(`... ${left} more`)]]),
    ],
  };
}

/** The same change at several places of the same things. */
interface Together {
  readonly of: readonly AnyElement[];
  readonly paths: readonly string[];
  readonly change: Row;
}

/** First the same place of several things, then several places of the same things. */
function together(rows: readonly Row[]): readonly Together[] {
  const values = ({ before, after }: Row): readonly string[] => [
    textOfValue(before),
    textOfValue(after),
  ];
  const byPlace = grouped(rows, (row) => JSON.stringify([row.path, values(row)]));
  const byThings = grouped([...byPlace.values()], (members) =>
    JSON.stringify([members.map(({ of }) => of.id), members.slice(0, 1).map(values)]),
  );
  return [...byThings.values()].flatMap((places): readonly Together[] => {
    const [change] = places[0] ?? [];
    return change === undefined
      ? []
      : [
          {
            of: (places[0] ?? []).map(({ of }) => of),
            paths: places.flatMap(([first]) => first?.path ?? []),
            change,
          },
        ];
  });
}

const changeRow = ({ of, paths, change }: Together, after: Estate): readonly Cell[] => [
  namesProse(of, after, 4),
  few(paths.map(code), 2),
  sideProse(change.before, change.after),
  [...sideProse(change.after, change.before), ...(change.certain ? [] : [' (may be the same)'])],
];

/** Of lists only what the other side has not, for lists are long and change in one place. */
function sideProse(mine: unknown, theirs: unknown): Prose {
  const own = onlyIn(mine, theirs);
  const rest = Array.isArray(mine) ? mine.length - own.length : 0;
  if (own.length === 0)
    return words(rest === 0 ? 'none' : onlyIn(theirs, mine).length === 0 ? 'in another order' : '');
  return few(
    own.map((text) => code(cutText(text))),
    5,
  );
}
