import { all, type Estate } from '../../../estate/estate.ts';
import { grouped } from '../../../estate/grouped.ts';
import { isUnknown } from '../../../evidence/knowable.ts';
import { knownNeed } from '../../../evidence/ledger.ts';
import { words } from '../../../evidence/prose.ts';
import type { PortExit } from '../../../facts/port-hold.ts';
import { type SnatReport, snatReport } from '../../../size/snat-ledger.ts';
import type { Cell, Table } from '../../page.ts';
import { namesOf } from '../../words/names.ts';
import { shown } from '../../words/shown.ts';

const exitWords: Readonly<Record<PortExit, string>> = {
  loadBalancer: 'LB',
  natGateway: 'NAT',
  azureFirewall: 'firewall',
};

/** Rows shown; of more exits, those with the least room. */
const shownAtMost = 4;

/** Every exit with its public addresses and the destination whose ports run out first; alike ones share a row. */
export function exitsTable(estate: Estate): Table | undefined {
  const known = all(estate, 'cluster').flatMap((cluster) => {
    const report = snatReport(estate, cluster);
    return report === undefined || isUnknown(report) ? [] : [report];
  });
  const byExit = [...grouped(known, ({ exit }) => exit.element).values()];
  const exits = byExit.flatMap(tightest).toSorted((a, b) => roomOf(a) - roomOf(b));
  if (exits.length === 0) return undefined;
  const alike = [...grouped(exits, (one) => JSON.stringify(figuresOf(one))).values()];
  const left = alike.slice(shownAtMost).flat().length;
  return {
    kind: 'table',
    caption: words('Exits'),
    quiet: true,
    columns: [
      { title: 'way out' },
      { title: 'is', keep: true },
      { title: 'public IPs', align: 'end', keep: true },
      { title: 'first to run out of ports' },
      { title: 'ports', align: 'end', keep: true },
      { title: 'load may grow', align: 'end', keep: true },
    ],
    rows: [
      ...alike.slice(0, shownAtMost).map((members) => exitRow(members, estate)),
      ...(left === 0 ? [] : [[words(`and ${left} with more room`)]]),
    ],
  };
}

/** Of the clusters that share an exit the one with the least room; their supply is the same. */
const tightest = (reports: readonly SnatReport[]): readonly SnatReport[] =>
  reports.toSorted((a, b) => roomOf(a) - roomOf(b)).slice(0, 1);

function roomOf({ destinations }: SnatReport): number {
  const headroom = destinations[0]?.headroom;
  return typeof headroom === 'number' ? headroom : Number.MAX_VALUE;
}

/** All cells but the name. */
function figuresOf({ exit, destinations }: SnatReport): readonly Cell[] {
  const [first] = destinations;
  const about = [words(exitWords[exit.exit]), words(shown(exit.ips, String))];
  if (first === undefined) return [...about, words('no destination is stated')];
  const { supply } = first.ledger;
  return [
    ...about,
    [{ kind: 'code', text: first.destination }],
    [
      { kind: 'number', value: knownNeed(first.ledger) },
      ' of ',
      ...(typeof supply === 'number' ? [{ kind: 'number', value: supply } as const] : ['unknown']),
    ],
    words(shown(first.headroom, (factor) => `${roundedDown(factor)} times`)),
  ];
}

/** Never more than there is. */
const roundedDown = (factor: number): string => (Math.floor(factor * 10) / 10).toFixed(1);

function exitRow(members: readonly SnatReport[], estate: Estate): readonly Cell[] {
  const [first] = members;
  const ids = members.map(({ exit }) => exit.element);
  return first === undefined ? [] : [namesOf(estate, ids, 2), ...figuresOf(first)];
}
