import type { ChecklistEvidence, ChecklistPoint, ChecklistVerdict } from '../../check/checklist.ts';
import { grouped } from '../../estate/grouped.ts';
import { code, joined, type Prose, prose, quote, words } from '../../evidence/prose.ts';
import { type Block, type Mark, type Page, section, status, type Table } from '../page.ts';
import { missingProse } from '../words/missing.ts';

interface VerdictWords {
  readonly mark: Mark;
  readonly word: string;
  /** The word behind a number, where that changes it. */
  readonly of?: (count: number) => string;
}

const verdictWords: Readonly<Record<ChecklistVerdict, VerdictWords>> = {
  pass: { mark: 'good', word: 'pass' },
  fail: { mark: 'bad', word: 'fail' },
  unknown: { mark: 'unknown', word: 'unknown' },
  attested: { mark: 'attested', word: 'attested' },
  notApplicable: {
    mark: 'off',
    word: 'does not arise',
    of: (count) => (count === 1 ? 'does not arise' : 'do not arise'),
  },
};

const verdictOrder: readonly ChecklistVerdict[] = [
  'pass',
  'attested',
  'fail',
  'unknown',
  'notApplicable',
];

const topicTitles: Readonly<Record<ChecklistPoint['topic'], string>> = {
  addresses: 'Addresses',
  cni: 'Pod networking and policy',
  egress: 'Egress',
  ingress: 'Ingress',
  operations: 'Operations',
};

/** The production checklist: every question with its answer and what that rests on. */
export const checklistPage = (points: readonly ChecklistPoint[]): Page => ({
  title: words('Production checklist'),
  lead: checklistLead(points),
  blocks: checklistBlocks(points),
});

/** The answers counted, in one sentence. */
export function checklistLead(points: readonly ChecklistPoint[]): Prose {
  const counts = verdictOrder.flatMap((verdict) => {
    const these = points.filter((point) => point.verdict === verdict);
    const waiting = these.filter(needsAttestation).length;
    const { word, of = () => word } = verdictWords[verdict];
    return [
      ...told(waiting, waiting === 1 ? 'waits for an attestation' : 'wait for an attestation'),
      ...told(these.length - waiting, of(these.length)),
    ];
  });
  return words(`Of ${points.length} questions: ${counts.join(', ')}.`);
}

const told = (count: number, word: string): readonly string[] =>
  count === 0 ? [] : [`${count} ${word}`];

/** One section per topic. */
export const checklistBlocks = (points: readonly ChecklistPoint[]): readonly Block[] =>
  [...grouped(points, (point) => point.topic)].map(([topic, members]) =>
    section(`checklist-${topic}`, words(topicTitles[topic]), [tableOf(topic, members)]),
  );

const tableOf = (topic: ChecklistPoint['topic'], points: readonly ChecklistPoint[]): Table => ({
  kind: 'table',
  caption: words(`${topicTitles[topic]}: questions and answers`),
  quiet: true,
  columns: [{ title: 'question' }, { title: 'answer', keep: true }, { title: 'because' }],
  rows: points.map((point) => [
    words(point.question),
    status(verdictWords[point.verdict].mark, wordOf(point)),
    becauseOf(point),
  ]),
});

/** An unknown that only a person can settle says so: no further input would help. */
const wordOf = (point: ChecklistPoint): string =>
  needsAttestation(point) ? 'needs attestation' : verdictWords[point.verdict].word;

/** Whether a point waits for nothing but a person's word. */
export const needsAttestation = ({ id, verdict, missing }: ChecklistPoint): boolean =>
  verdict === 'unknown' &&
  missing.length > 0 &&
  missing.every((one) => one.kind === 'notStated' && one.field === `attestation ${id}`);

const becauseOf = (point: ChecklistPoint): Prose => [
  ...point.says,
  ...(point.evidence.length === 0
    ? []
    : [' ', ...joined(point.evidence.map(evidenceProse), '; '), '.']),
  ...(point.missing.length === 0 || needsAttestation(point)
    ? []
    : [' Missing: ', ...missingProse(point.missing)]),
];

function evidenceProse(evidence: ChecklistEvidence): Prose {
  switch (evidence.kind) {
    case 'rule':
      return [code(evidence.code), ` ${tallyText(evidence)}`];
    case 'attestation':
      return prose`${quote(evidence.evidence)} (${quote(evidence.by)}, ${evidence.on})`;
  }
}

const tallyText = (tally: Extract<ChecklistEvidence, { kind: 'rule' }>): string =>
  [
    [tally.passed, 'passed'] as const,
    [tally.failed, 'failed'] as const,
    [tally.undetermined, 'open'] as const,
  ]
    .filter(([count]) => count > 0)
    .map(([count, word]) => `${count} ${word}`)
    .join(', ') || 'nothing to judge';
