import { words } from '../../../evidence/prose.ts';
import type { EstateModel } from '../../../policy/estate-models.ts';
import type { Relation } from '../../../policy/relation.ts';
import { countPairs } from '../../../policy/summary.ts';
import { type Page, paragraph } from '../../page.ts';
import { passingText } from '../../words/policy/passing.ts';
import { readAs } from '../../words/policy/read-as.ts';

/** What is told of a cluster that is too large for all of its pairs. */
export interface ReachSummary {
  readonly relation: Relation;
  readonly model: EstateModel;
  /** Pairs that were asked for, by whatever they are told by. */
  readonly pairs: number;
}

/** Pairs of pods by what passes between them, the commonest first. */
export const pairsByConnection = ({
  relation,
  model,
}: Pick<ReachSummary, 'relation' | 'model'>): readonly {
  readonly says: string;
  readonly pairs: number;
}[] => {
  const { spans, ports } = model.world;
  return [...countPairs(relation)]
    .map(([span, pairs]) => ({
      says: passingText(
        {
          always: spans.sure(span),
          some: 0,
          subject: 0,
          doubt: ports.minus(spans.possible(span), spans.sure(span)),
          conditions: [],
        },
        ports,
      ),
      pairs,
    }))
    .sort((a, b) => b.pairs - a.pairs);
};

/** How the pairs of a large cluster fare, by connection, and how to ask for fewer. */
export function reachSummaryPage(summary: ReachSummary): Page {
  const { model, pairs } = summary;
  const rows = pairsByConnection(summary);
  const pods = model.world.pods.length;
  return {
    title: words('reach, in sum'),
    lead: [
      { kind: 'number', value: pairs, unit: 'pairs' },
      ' are too many to be listed. Ask for fewer with --from and --to, put pods together with --by namespace, or say --all.',
    ],
    blocks: [
      {
        kind: 'table',
        caption: ['Pairs among ', { kind: 'number', value: pods, unit: 'pods' }, ' by what passes'],
        columns: [
          { title: 'connection' },
          { title: 'pairs', align: 'end' },
          { title: 'share', align: 'end' },
        ],
        rows: rows
          .slice(0, mostRows)
          .map(({ says, pairs: count }) => [
            [{ kind: 'code', text: says }],
            [{ kind: 'number', value: count }],
            words(`${((100 * count) / Math.max(1, pods * (pods - 1))).toFixed(1)} %`),
          ]),
      },
      ...(rows.length > mostRows
        ? [paragraph(words(`${rows.length - mostRows} more; the JSON form has all.`))]
        : []),
      readAs(model),
    ],
  };
}

const mostRows = 25;

/** The same as data: `shape`, `tooMany` pairs that were asked for, `pairs` of pods by connection. */
export const reachSummaryJson = (summary: ReachSummary): Readonly<Record<string, unknown>> => ({
  shape: 1,
  tooMany: summary.pairs,
  pods: summary.model.world.pods.length,
  connections: pairsByConnection(summary),
});
