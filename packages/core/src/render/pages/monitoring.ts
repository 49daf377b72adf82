import type { Estate } from '../../estate/estate.ts';
import { grouped } from '../../estate/grouped.ts';
import { code, element, joined, type Prose, words } from '../../evidence/prose.ts';
import {
  comparisonSigns,
  type Signal,
  type SignalSeverity,
} from '../../write/monitoring/signal.ts';
import { signalsOf } from '../derived.ts';
import { type Block, type Mark, status, type Table } from '../page.ts';
import { counted } from '../words/shown.ts';

const severities: Readonly<Record<SignalSeverity, { mark: Mark; word: string }>> = {
  0: { mark: 'bad', word: 'critical' },
  1: { mark: 'bad', word: 'error' },
  2: { mark: 'warning', word: 'warning' },
  3: { mark: 'note', word: 'informational' },
  4: { mark: 'off', word: 'verbose' },
};

/** What must be watched: one row per alert, for everything it watches. */
export function monitoringBlocks(estate: Estate): readonly Block[] {
  const signals = signalsOf(estate);
  if (signals.length === 0) return [];
  const table: Table = {
    kind: 'table',
    caption: words('What must be watched'),
    quiet: true,
    columns: [
      { title: 'alert', keep: true },
      { title: 'severity', keep: true },
      { title: 'metric' },
      { title: 'when' },
      { title: 'of' },
      { title: 'because' },
      { title: 'drill' },
    ],
    rows: [...grouped(signals, (signal) => signal.alert).values()].flatMap(row),
  };
  return [table];
}

function row(signals: readonly Signal[]): readonly Table['rows'][number][] {
  const [first] = signals;
  if (first === undefined) return [];
  const { mark, word } = severities[first.severity];
  return [
    [
      [code(first.alert)],
      status(mark, word),
      [code(first.metric)],
      whenOf(signals),
      resourcesOf(signals),
      first.needs === undefined ? first.because : [...first.because, ' Needs: ', ...first.needs],
      first.runbook === undefined ? [] : [code(first.runbook)],
    ],
  ];
}

/** Thresholds differ between resources of different size; each different one is told. */
const whenOf = (signals: readonly Signal[]): Prose => {
  const conditions = signals.map(
    (one) => `${comparisonSigns[one.operator]} ${one.threshold} over ${one.window}`,
  );
  return joined([...new Set(conditions)].map(code));
};

const namedAtMost = 4;

function resourcesOf(signals: readonly Signal[]): Prose {
  const byId = new Map(signals.map((one) => [one.resource, one.resourceName]));
  const named = [...byId].slice(0, namedAtMost).map(([id, name]) => element(id, name));
  const more = byId.size - named.length;
  return more === 0 ? joined(named) : [...joined(named), ` and ${counted(more, 'other')}`];
}
