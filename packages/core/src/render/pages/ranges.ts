import { formatPrefix } from '@aksnet/net';
import type { Allocated, NotAllocated } from '../../design/allocation.ts';
import type { Estate } from '../../estate/estate.ts';
import { grouped } from '../../estate/grouped.ts';
import { code, element, joined, type Part, type Prose, words } from '../../evidence/prose.ts';
import { spaceKinds } from '../../facts/space-kinds.ts';
import type { Block, Table } from '../page.ts';
import { addressesProse } from '../words/address-counts.ts';
import { counted, pathOf } from '../words/shown.ts';

/** Every range of a design: of whom, as what, how large, with what room behind it. */
export const rangesTable = (allocated: readonly Allocated[], estate: Estate): Table => ({
  kind: 'table',
  caption: words('Ranges'),
  columns: [
    { title: 'of' },
    { title: 'as' },
    { title: 'range', keep: true },
    { title: 'addresses', align: 'end', keep: true },
    { title: 'room behind it', keep: true },
  ],
  rows: allocated.map((one) => [
    [element(one.need.for, pathOf(estate, one.need.for))],
    words(spaceKinds[one.need.kind].title),
    prefixesProse(one.prefixes),
    addressesProse(one.prefixes),
    prefixesProse(one.held),
  ]),
});

/** So many rows are one table; more are a table per region. */
const oneTable = 120;

/** The ranges of a design, region by region when there are very many. */
export const rangesBlocks = (allocated: readonly Allocated[], estate: Estate): readonly Block[] =>
  allocated.length <= oneTable
    ? [rangesTable(allocated, estate)]
    : [...grouped(allocated, ({ need }) => need.region ?? '')].map(
        ([region, members]): Block => ({
          kind: 'details',
          summary: words(
            `${region === '' ? 'No region' : region}: ${counted(members.length, 'range')}`,
          ),
          blocks: [rangesTable(members, estate)],
        }),
      );

/** Why each range lies where it lies, folded. */
export const rangesBecause = (allocated: readonly Allocated[], estate: Estate): Block => ({
  kind: 'details',
  summary: words('Why each range lies where it lies'),
  blocks: [
    {
      kind: 'list',
      items: allocated.map((one) => [
        element(one.need.for, pathOf(estate, one.need.for)),
        ': ',
        ...(one.kept ? ['kept from the plan before; '] : []),
        ...joined(one.because, '; '),
      ]),
    },
  ],
});

const prefixesProse = (prefixes: Allocated['prefixes']): Prose =>
  joined(prefixes.map((prefix): Part => ({ kind: 'range', text: formatPrefix(prefix) })));

/** A need without a range, and where the pools are written that should have served it. */
type Failed = NotAllocated & { readonly place?: string };

/** Needs that no free block can serve, and ranges that stand and became too small. */
export const failedBlocks = (failed: readonly Failed[], estate: Estate): readonly Block[] =>
  failed.map(({ need, because, standing, place }) => {
    const whose: Prose = [
      spaceKinds[need.kind].title,
      ' of ',
      element(need.for, pathOf(estate, need.for)),
    ];
    const atPools: readonly Prose[] =
      place === undefined || need.within !== undefined
        ? []
        : [['its pools are written at ', code(place)]];
    return {
      kind: 'callout',
      mark: 'bad',
      title:
        standing === undefined
          ? ['No room for the ', ...whose, ` (/${need.length})`]
          : ['The ', ...whose, ` stands and is too small (a /${need.length} is needed)`],
      blocks: [{ kind: 'list', items: [...because, ...atPools] }],
    };
  });
