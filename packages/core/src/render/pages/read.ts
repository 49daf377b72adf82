import type { Diagnostic } from '../../evidence/diagnostic.ts';
import { isUnknown, type Knowable } from '../../evidence/knowable.ts';
import { code, element, joined, type Prose, words } from '../../evidence/prose.ts';
import { missingElements } from '../../read/missing.ts';
import type { ReadResult } from '../../read/read.ts';
import { type ClusterSummary, type ReadSummary, summaryOf } from '../../read/summary.ts';
import { place } from '../../text/caret.ts';
import { type Block, type Cell, type Mark, type Page, section, status } from '../page.ts';
import { few } from '../words/few.ts';
import { manyOf, oneOf } from '../words/kind-words.ts';
import { missingBrief } from '../words/missing.ts';
import { counted, nameOf } from '../words/shown.ts';

/** What the inputs hold, what had no use, what could not be understood, what is missing. */
export function readPage(result: ReadResult): Page {
  const summary = summaryOf(result);
  return { ...summaryHead(summary), blocks: [...summaryBlocks(summary), ...detailBlocks(result)] };
}

/** The counts alone. */
export function readSummaryPage(result: ReadResult): Page {
  const summary = summaryOf(result);
  return { ...summaryHead(summary), blocks: summaryBlocks(summary) };
}

const summaryHead = ({ files, elements, clusters, diagnostics }: ReadSummary) => ({
  title: words('What was read'),
  lead: words(
    `${counted(elements, 'element')} in ${counted(files, 'file')}, ` +
      `${counted(clusters.length, 'cluster')} among them; ` +
      `${counted(diagnostics.error, 'error')}, ${counted(diagnostics.warning, 'warning')}, ` +
      `${counted(diagnostics.note, 'note')}.`,
  ),
});

/** Rows of a table beyond which nobody reads on; the JSON form has all. */
const mostRows = 200;

const number = (value: number): Cell => [{ kind: 'number', value }];

const summaryBlocks = (summary: ReadSummary): readonly Block[] => [
  ...formatBlocks(summary),
  ...kindBlocks(summary),
  ...clusterBlocks(summary),
  ...objectBlocks(summary),
  ...ignoredBlocks(summary),
];

const formatBlocks = ({ formats }: ReadSummary): readonly Block[] => [
  section('read-formats', words('Formats'), [
    {
      kind: 'table',
      caption: words('Files by format'),
      quiet: true,
      columns: [
        { title: 'format', keep: true },
        { title: 'files', align: 'end' },
        { title: 'elements', align: 'end' },
        { title: 'ignored', align: 'end' },
      ],
      rows: formats.map(({ format, files, elements, ignored }) => [
        format === undefined ? words('not recognised') : [code(format)],
        number(files),
        number(elements),
        number(ignored),
      ]),
    },
  ]),
];

const kindBlocks = ({ kinds }: ReadSummary): readonly Block[] =>
  kinds.length === 0
    ? []
    : [
        section('read-kinds', words('Kinds'), [
          {
            kind: 'table',
            caption: words('Elements by kind'),
            quiet: true,
            columns: [
              { title: 'kind', keep: true },
              { title: 'elements', align: 'end' },
              { title: 'files', align: 'end' },
              { title: 'fields not read', align: 'end' },
              { title: 'remarks', align: 'end' },
            ],
            rows: kinds.map(({ kind, elements, files, unknownFields, diagnostics }) => [
              words(elements === 1 ? oneOf(kind) : manyOf(kind)),
              number(elements),
              number(files),
              number(unknownFields),
              number(diagnostics),
            ]),
          },
        ]),
      ];

/** A known value as its words; why it is not known otherwise. @param column what the reader knows already */
const told = <T>(value: Knowable<T>, column: string, say: (known: T) => string): Prose => {
  if (!isUnknown(value)) return words(say(value));
  const isPlain = value.unknown.every((one) => one.kind === 'notStated' && one.field === column);
  return isPlain ? words('not stated') : [...missingBrief(value.unknown)];
};

const asIs = (value: string): string => value;

const commas = (values: readonly string[]): string =>
  values.length === 0 ? '–' : values.join(', ');

const clusterBlocks = ({ clusters }: ReadSummary): readonly Block[] =>
  clusters.length === 0
    ? []
    : [
        section('read-clusters', words('Clusters'), [
          {
            kind: 'table',
            caption: words('What each cluster is'),
            quiet: true,
            columns: [
              { title: 'cluster' },
              { title: 'mode' },
              { title: 'data plane', keep: true },
              { title: 'policy', keep: true },
              { title: 'way out', keep: true },
              { title: 'access', keep: true },
              { title: 'pods, Services' },
            ],
            rows: clusters.slice(0, mostRows).map(clusterRow),
          },
          ...more(clusters.length),
          ...unknownNames(clusters.map(({ name }) => name)),
        ]),
      ];

const clusterRow = (cluster: ClusterSummary): readonly Cell[] => [
  [code(cluster.name)],
  told(cluster.modes, 'mode', commas),
  told(cluster.dataPlane, 'dataPlane', asIs),
  told(cluster.policyEngine, 'policyEngine', asIs),
  told(cluster.outboundType, 'outboundType', asIs),
  told(cluster.access, 'private', asIs),
  // In one cell, which is broken between the two and never inside of a range.
  joined(
    [
      told(cluster.podRanges, 'podRanges', commas),
      told(cluster.serviceRanges, 'serviceRanges', commas),
    ],
    ', ',
  ),
];

/** What names that are worked out at deployment look like until then. */
const unknownNames = (names: readonly string[]): readonly Block[] =>
  names.some((name) => name.includes('~'))
    ? [
        {
          kind: 'prose',
          text: words(
            'A ~ in a name or id stands for a part that nobody knows before deployment; what follows ' +
              'it says what decides that part, so that one thing keeps one name.',
          ),
        },
      ]
    : [];

const objectBlocks = ({ objects }: ReadSummary): readonly Block[] =>
  objects.length === 0
    ? []
    : [
        section('read-objects', words('Other Kubernetes objects'), [
          {
            kind: 'table',
            caption: words('What is kept whole, and no kind of the model stands for'),
            quiet: true,
            columns: [{ title: 'type' }, { title: 'times', align: 'end' }],
            rows: objects.map(({ type, times }) => [[code(type)], number(times)]),
          },
        ]),
      ];

const ignoredBlocks = ({ ignored }: ReadSummary): readonly Block[] =>
  ignored.length === 0
    ? []
    : [
        section('read-ignored', words('Left aside'), [
          {
            kind: 'table',
            caption: words('What no kind of the model stands for'),
            quiet: true,
            columns: [{ title: 'type' }, { title: 'times', align: 'end' }],
            rows: ignored
              .slice(0, mostRows)
              .map(({ type, times }) => [[code(type)], number(times)]),
          },
          ...more(ignored.length),
        ]),
      ];

const detailBlocks = (result: ReadResult): readonly Block[] => [
  ...missingBlocks(result),
  ...diagnosticBlocks(result.diagnostics),
  ...coverageBlocks(result),
];

function missingBlocks({ estate }: ReadResult): readonly Block[] {
  const missing = missingElements(estate);
  if (missing.length === 0) return [];
  return [
    section('read-missing', words('Referred to and not among the inputs'), [
      {
        kind: 'table',
        caption: words('What would make the inputs whole'),
        quiet: true,
        columns: [{ title: 'id' }, { title: 'wanted by' }],
        rows: missing.slice(0, mostRows).map(({ id, referredBy }) => [
          [code(id)],
          few(
            referredBy.map((by) => element(by, nameOf(estate, by))),
            3,
          ),
        ]),
      },
      ...more(missing.length),
      ...unknownNames(missing.map(({ id }) => id)),
    ]),
  ];
}

const more = (length: number): readonly Block[] =>
  length <= mostRows
    ? []
    : [{ kind: 'prose', text: words(`… and ${length - mostRows} more; the JSON form has all.`) }];

const severities: Readonly<Record<Diagnostic['severity'], Mark>> = {
  error: 'bad',
  warning: 'warning',
  note: 'note',
};

const diagnosticBlocks = (diagnostics: readonly Diagnostic[]): readonly Block[] =>
  diagnostics.length === 0
    ? []
    : [
        section('read-diagnostics', words('What could not be understood'), [
          {
            kind: 'table',
            caption: words('Remarks of the readers'),
            quiet: true,
            columns: [{ title: 'at' }, { title: 'state', keep: true }, { title: 'what' }],
            rows: diagnostics
              .slice(0, mostRows)
              .map((one) => [
                [code(place(one))],
                status(severities[one.severity], one.severity),
                diagnosticProse(one),
              ]),
          },
          ...more(diagnostics.length),
        ]),
      ];

/** Messages quote what was read, so they are shown verbatim and not as our words. */
const diagnosticProse = ({ message, hint, related = [], code: id }: Diagnostic): Prose => [
  { kind: 'code', text: message },
  ...related.flatMap(
    (one): Prose => [
      '; ',
      { kind: 'code', text: place(one) },
      ' ',
      { kind: 'code', text: one.says },
    ],
  ),
  ...(hint === undefined ? [] : ['; ', { kind: 'code', text: hint } as const]),
  ` (${id})`,
];

function coverageBlocks({ estate }: ReadResult): readonly Block[] {
  const { coverage } = estate;
  const says =
    coverage.length === 0
      ? words('Nobody said that any list is whole, so what is absent counts as not known.')
      : joined(
          [...new Set(coverage.map(({ kind }) => kind))].map((kind): Prose => {
            const lists = coverage.filter((one) => one.kind === kind);
            if (lists.some(({ within }) => within === undefined))
              return words(`all ${manyOf(kind)}`);
            const holders = [...new Set(lists.flatMap(({ within }) => within ?? []))];
            const named = holders.map((id) => element(id, nameOf(estate, id)));
            return [`the ${manyOf(kind)} of `, ...few(named, 4)];
          }),
          '; ',
        );
  return [section('read-coverage', words('Listed whole'), [{ kind: 'prose', text: says }])];
}
