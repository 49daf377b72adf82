import type { Estate } from '../../estate/estate.ts';
import { element, type Prose, words } from '../../evidence/prose.ts';
import type { SpaceOwner } from '../../facts/space-kinds.ts';
import { type Block, type Page, section, type Table } from '../page.ts';
import { counted } from '../words/shown.ts';
import { type Instance, type ObjectKind, objectKinds } from './objects/catalogue.ts';
import { layers } from './objects/layers.ts';

/** Which object answers for what: owner, failure, question. */
export const objectsPage = (estate: Estate): Page => ({
  title: words('Objects, owners and failures'),
  lead: words('Every object has an owner and a failure of its own; no layer answers for another.'),
  blocks: objectsBlocks(estate),
});

/** The two tables: objects, then layers. */
export const objectsBlocks = (estate: Estate): readonly Block[] => [
  section('objects-owners', words('Who owns what, and how it fails'), [objectTable(estate)]),
  section('objects-layers', words('Which layer answers which question'), [layerTable(estate)]),
];

function objectTable(estate: Estate): Table {
  const present = objectKinds
    .map((kind) => ({ kind, here: kind.here(estate) }))
    .filter(({ here }) => here.length > 0);
  return {
    kind: 'table',
    caption: words('Objects'),
    quiet: true,
    columns: [
      { title: 'object' },
      { title: 'here' },
      { title: 'owner' },
      { title: 'answers' },
      { title: 'when it is wrong' },
    ],
    rows: present.map(({ kind, here }) => [
      words(kind.title),
      hereProse(here),
      words(ownersOf(kind, here)),
      words(kind.answers),
      words(kind.fails),
    ]),
  };
}

/** More than this many are counted, not named. */
const namedAtMost = 4;

function hereProse(here: readonly Instance[]): Prose {
  const named = here.slice(0, here.length > namedAtMost ? namedAtMost - 1 : namedAtMost);
  const parts = named.flatMap(
    ({ element: one, value }, i): Prose => [
      ...(i === 0 ? [] : [', ']),
      element(one.id, one.name),
      ...(value === '' ? [] : [' ', { kind: 'code', text: value } as const]),
    ],
  );
  const more = here.length - named.length;
  return more === 0 ? parts : [...parts, ` and ${counted(more, 'other')}`];
}

const ownerWords: Readonly<Record<SpaceOwner, string>> = {
  network: 'whoever owns the network',
  cluster: 'whoever owns the cluster',
  elsewhere: 'somebody else',
};

/** Owners as the elements name them; where none does, whose business it is by kind. */
function ownersOf(kind: ObjectKind, here: readonly Instance[]): string {
  const named = new Set(
    here.flatMap(({ element: one }) => (one.owner === undefined ? [] : [one.owner])),
  );
  return named.size === 0 ? ownerWords[kind.owner] : [...named].join(', ');
}

const layerTable = (estate: Estate): Table => ({
  kind: 'table',
  caption: words('Layers, from the pod outwards'),
  quiet: true,
  columns: [
    { title: 'layer' },
    { title: 'of', keep: true },
    { title: 'answers' },
    { title: 'here' },
  ],
  rows: layers.map((layer) => [
    words(layer.title),
    words(layer.where),
    words(layer.answers),
    words(layer.here(estate)),
  ]),
});
