import { type Estate, everything } from '../../estate/estate.ts';
import { grouped } from '../../estate/grouped.ts';
import { ranges } from '../../estate/ranges.ts';
import type { Diagnostic } from '../../evidence/diagnostic.ts';
import { code, element, type Prose, words } from '../../evidence/prose.ts';
import { spaceKinds } from '../../facts/space-kinds.ts';
import { type Block, type Mark, type Page, section, status } from '../page.ts';
import { manyOf, oneOf } from '../words/kind-words.ts';
import { missingProse } from '../words/missing.ts';
import { counted, nameOf } from '../words/shown.ts';

/** What was read, and with what success. */
export interface ReadReport {
  readonly estate: Estate;
  readonly diagnostics: readonly Diagnostic[];
}

/** What the inputs hold, what could not be understood, what is not known. */
export function readPage({ estate, diagnostics }: ReadReport): Page {
  const elements = [...everything(estate)];
  return {
    title: words('What was read'),
    lead: words(
      `${counted(elements.length, 'element')} in ${counted(grouped(elements, (one) => one.source.document).size, 'document')}; ${counted(diagnostics.length, 'remark')}.`,
    ),
    blocks: [
      ...documentBlocks(estate),
      ...diagnosticBlocks(diagnostics),
      ...missingBlocks(estate),
      ...coverageBlocks(estate),
    ],
  };
}

function documentBlocks(estate: Estate): readonly Block[] {
  const byDocument = grouped([...everything(estate)], (one) => one.source.document);
  if (byDocument.size === 0) return [];
  const rows = [...byDocument].flatMap(([document, elements]) =>
    [...grouped(elements, (one) => one.kind)].map(([kind, members]) => [
      [code(document)],
      words(members.length === 1 ? oneOf(kind) : manyOf(kind)),
      [{ kind: 'number', value: members.length } as const],
    ]),
  );
  return [
    section('read-documents', words('Documents'), [
      {
        kind: 'table',
        caption: words('Elements by document'),
        columns: [{ title: 'document' }, { title: 'kind' }, { title: 'elements', align: 'end' }],
        rows,
      },
    ]),
  ];
}

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
            columns: [{ title: 'at' }, { title: 'state', keep: true }, { title: 'what' }],
            rows: diagnostics.map((one) => [
              [code(placeOf(one))],
              status(severities[one.severity], one.severity),
              diagnosticProse(one),
            ]),
          },
        ]),
      ];

const placeOf = ({ document, position }: Diagnostic): string =>
  position === undefined ? document : `${document}:${position.line}:${position.column}`;

/** Messages quote what was read, so they are shown verbatim and not as our words. */
const diagnosticProse = ({ message, hint, code: id }: Diagnostic): Prose => [
  { kind: 'code', text: message },
  ...(hint === undefined ? [] : [' ', { kind: 'code', text: hint } as const]),
  ` (${id})`,
];

function missingBlocks(estate: Estate): readonly Block[] {
  const missing = ranges(estate).missing;
  if (missing.length === 0) return [];
  return [
    section('read-missing', words('Ranges that are not known'), [
      {
        kind: 'table',
        caption: words('Whose range is not known'),
        columns: [{ title: 'of' }, { title: 'as' }, { title: 'because' }],
        rows: missing.map((one) => [
          [element(one.of, nameOf(estate, one.of))],
          words(spaceKinds[one.kind].title),
          missingProse(one.missing),
        ]),
      },
    ]),
  ];
}

function coverageBlocks(estate: Estate): readonly Block[] {
  const everywhere = estate.coverage.filter((one) => one.within === undefined);
  const within = estate.coverage.filter((one) => one.within !== undefined);
  const says =
    estate.coverage.length === 0
      ? 'Nobody said that any list is whole, so what is absent counts as not known.'
      : `Listed completely: ${counted(new Set(everywhere.map((one) => one.kind)).size, 'kind')} everywhere, ${counted(within.length, 'list')} within something.`;
  return [section('read-coverage', words('What is whole'), [{ kind: 'prose', text: words(says) }])];
}
