import { code, joined, type Prose, words } from '../../../evidence/prose.ts';
import {
  type ExposedTo,
  type ExposureReport,
  type ExposureRow,
  exposureRows,
  unprotected,
} from '../../formats/exposure.ts';
import { type Block, type Page, paragraph, section } from '../../page.ts';
import { readAs } from '../../words/policy/read-as.ts';
import { counted } from '../../words/shown.ts';

/** What workloads are open to beyond one another, the widest first. */
export function exposurePage(report: ExposureReport): Page {
  const rows = exposureRows(report);
  const bare = unprotected(report);
  return {
    title: words('exposure'),
    lead: words(
      `${counted(report.exposures.length, 'workload')}; ${bare.length} directions of them without any policy.`,
    ),
    blocks: [
      ...bareBlocks(bare),
      ...titles.flatMap(([to, anchor, title]) => {
        const own = rows.filter((row) => row.to === to && (row.guarded || to !== 'described'));
        return own.length === 0 ? [] : [section(anchor, words(title), [table(own, title)])];
      }),
      readAs(report.model),
    ],
  };
}

const titles: readonly (readonly [ExposedTo, string, string])[] = [
  ['world', 'exposed-world', 'Open to the world'],
  ['cluster', 'exposed-cluster', 'Open to the whole cluster'],
  ['described', 'exposed-described', 'Open to whichever pods come to fit a rule'],
];

function bareBlocks(bare: ReturnType<typeof unprotected>): readonly Block[] {
  const told = (['ingress', 'egress'] as const).flatMap((direction) => {
    const own = bare.filter((one) => one.direction === direction);
    const names = own.map(({ namespace, name }) => code(`${namespace}/${name}`));
    return own.length === 0
      ? []
      : [paragraph([`No policy about ${direction}: `, ...joined(names), '.'])];
  });
  return told.length === 0
    ? []
    : [section('exposed-unprotected', words('Not protected at all'), told)];
}

/** Workloads that are open alike are one row. */
function table(rows: readonly ExposureRow[], title: string): Block {
  const alike = new Map<string, { row: ExposureRow; names: Prose[] }>();
  for (const row of rows) {
    const key = JSON.stringify([row.direction, row.says, row.who]);
    const name = [code(`${row.namespace}/${row.name}`)];
    const known = alike.get(key);
    if (known === undefined) alike.set(key, { row, names: [name] });
    else known.names.push(name);
  }
  return {
    kind: 'table',
    caption: words(title),
    quiet: true,
    columns: [
      { title: 'workloads' },
      { title: 'direction' },
      { title: 'connection' },
      { title: 'with' },
    ],
    rows: [...alike.values()].map(({ row, names }) => [
      joined(names),
      words(row.direction),
      [code(row.says)],
      row.who,
    ]),
  };
}
