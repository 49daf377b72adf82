import { type AddressRange, formatRange, rangeBetween } from '@aksnet/net';
import { type Prose, plain } from '../../evidence/prose.ts';
import type { EstateModel } from '../../policy/estate-models.ts';
import type { Exposure, WorkloadExposure } from '../../policy/exposure.ts';
import type { OutsideRange } from '../../policy/outside.ts';
import { closed } from '../../policy/span.ts';
import { csvCell } from '../../write/escape.ts';
import { outsideText } from '../words/policy/reach-end.ts';
import { unseenProse, unseenText } from '../words/policy/unseen.ts';
import { jsonShape } from './json.ts';

/** What every workload is open to beyond the workloads of the input. */
export interface ExposureReport {
  readonly exposures: readonly WorkloadExposure[];
  readonly model: EstateModel;
}

/** Towards whom a workload is open: a named kind of everybody, or pods that a rule describes. */
export type ExposedTo = 'world' | 'cluster' | 'described';

/** One opening of one direction of a workload. */
export interface ExposureRow {
  readonly namespace: string;
  readonly name: string;
  readonly kind: string;
  readonly direction: Exposure['direction'];
  /** Whether any policy is about the workload in this direction. */
  readonly guarded: boolean;
  readonly to: ExposedTo;
  readonly who: Prose;
  readonly ranges: readonly AddressRange[];
  readonly says: string;
}

/** Openings as rows: equal ones of several pods of a workload are one. */
export function exposureRows({ exposures, model }: ExposureReport): readonly ExposureRow[] {
  const rows = exposures.flatMap(({ owner, exposures: sides }) =>
    sides.flatMap((side) => sideRows(side, model).map((row) => ({ ...owner, ...row }))),
  );
  return [
    ...new Map(
      rows.map((row) => [
        JSON.stringify([
          row.namespace,
          row.name,
          row.kind,
          row.direction,
          row.to,
          row.says,
          plain(row.who),
        ]),
        row,
      ]),
    ).values(),
  ];
}

type SideRow = Omit<ExposureRow, 'namespace' | 'name' | 'kind'>;

function sideRows(side: Exposure, { world }: EstateModel): readonly SideRow[] {
  const { direction, guarded, cluster } = side;
  const head = { direction, guarded, ranges: [] };
  const told = (answer: Parameters<typeof unseenText>[0]): string => unseenText(answer, world);
  const bySpan = new Map<string, OutsideRange[]>();
  for (const range of side.outside) {
    const says = told({ span: range.span, names: [] });
    bySpan.set(says, [...(bySpan.get(says) ?? []), range]);
  }
  return [
    ...[...bySpan].map(([says, found]): SideRow => {
      const ranges = found.flatMap(({ first, last }) => rangeBetween(first, last) ?? []);
      return { ...head, to: 'world', who: [outsideText(ranges)], ranges, says };
    }),
    ...(cluster.span === closed && cluster.names.length === 0
      ? []
      : [
          {
            ...head,
            to: 'cluster',
            who: ['every pod of the cluster'],
            says: told(cluster),
          } as const,
        ]),
    ...side.described
      .filter(({ fulfilled }) => !fulfilled)
      .map(
        (one): SideRow => ({
          ...head,
          to: 'described',
          who: unseenProse(one.who),
          says: told(one),
        }),
      ),
  ];
}

/**
 * Exposure as data; the shape only gains fields. `openings`: what a workload is open to in a `direction`, `to` the
 * `world`, the `cluster`, or pods that a rule `described` and that are not among the inputs; `unprotected`:
 * workloads that no policy is about in a direction.
 */
export const exposureJson = (report: ExposureReport): Readonly<Record<string, unknown>> => ({
  shape: jsonShape,
  engines: report.model.world.dialects.map(({ name }) => name),
  unprotected: unprotected(report),
  openings: exposureRows(report).map(({ who, ranges, ...row }) => ({
    ...row,
    who: plain(who),
    ranges: ranges.map(formatRange),
  })),
});

/** A direction of a workload that no policy is about. */
export type Bare = Pick<ExposureRow, 'namespace' | 'name' | 'kind' | 'direction'>;

/** Directions of workloads that no policy is about. */
export const unprotected = ({ exposures }: ExposureReport): readonly Bare[] =>
  exposures.flatMap(({ owner, exposures: sides }) =>
    (['ingress', 'egress'] as const)
      .filter((direction) => sides.some((side) => side.direction === direction && !side.guarded))
      .map((direction) => ({ ...owner, direction })),
  );

/** Exposure as CSV (RFC 4180), one row for each opening. */
export const exposureCsv = (report: ExposureReport): string =>
  [
    ['namespace', 'workload', 'kind', 'direction', 'protected', 'open_to', 'who', 'connection'],
    ...exposureRows(report).map((row) => [
      ...[row.namespace, row.name, row.kind, row.direction, row.guarded ? 'yes' : 'no'],
      ...[row.to, plain(row.who), row.says],
    ]),
  ]
    .map((cells) => `${cells.map(csvCell).join(',')}\r\n`)
    .join('');
