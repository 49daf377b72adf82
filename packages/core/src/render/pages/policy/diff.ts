import { code, joined, type Prose, prose, words } from '../../../evidence/prose.ts';
import { isLost, type LifelineChange } from '../../../policy/diff/broken.ts';
import type { EngineReason } from '../../../policy/diff/why-engines.ts';
import {
  becauseTexts,
  causePlaceText,
  countsOf,
  type ExplainedChange,
  type PolicyDiffReport,
} from '../../formats/policy-diff.ts';
import { type Block, list, type Mark, type Page, paragraph, section, status } from '../../page.ts';
import { changeEndText, portSetText, spanText } from '../../words/policy/change.ts';
import { counted } from '../../words/shown.ts';

/** What a change of policies or of the engine does: what would break first, then why, then everything. */
export function policyDiffPage(report: PolicyDiffReport): Page {
  const counts = countsOf(report);
  const { changes, diff, names } = report;
  const isSame = changes.length === 0 && report.lifelines.length === 0;
  const title = isSame
    ? prose`no difference: ${names[0]} and ${names[1]}`
    : prose`${words(counts.losing > 0 ? 'something is lost' : 'nothing is lost')}: ${names[0]} to ${names[1]}`;
  return {
    title,
    lead: words(
      isSame
        ? 'Who may reach whom is the same in both.'
        : `${counted(changes.length, 'connection')} ${changes.length === 1 ? 'differs' : 'differ'}: ${counts.added} added, ${counts.removed} removed, ${counts.changed} changed; ${counts.losing} lose something, ${counts.gaining} gain something.`,
    ),
    blocks: [
      ...lifelineBlocks(report),
      ...(report.isBetweenEngines ? causeBlocks(report) : []),
      ...workloadBlocks('new', diff.come),
      ...workloadBlocks('gone', diff.gone),
      ...changeBlocks(report),
      paragraph(
        prose`Policies are read by ${report.readings[0]} before and by ${report.readings[1]} after.`,
      ),
    ],
  };
}

/** Beyond this many, names are counted only; JSON and CSV have all. */
const mostNames = 8;

function namesProse(names: readonly string[]): Prose {
  const shown = joined(names.slice(0, mostNames).map(code));
  const more = names.length - mostNames;
  return more > 0 ? [...shown, ` and ${more} more`] : shown;
}

/** Lifelines, one line for each kind and other end. */
function lifelineBlocks({ lifelines, diff }: PolicyDiffReport): readonly Block[] {
  const { ports } = diff.comparing.before.model.world;
  const groups = new Map<string, LifelineChange[]>();
  for (const one of lifelines) {
    if (!isLost(one) && one.kind.gain === undefined) continue;
    const { with: far, ports: set } = one.lifeline;
    const key = JSON.stringify([one.kind.id, far, set, one.before, one.after]);
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  if (groups.size === 0) return [];
  const rows = [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const lost = isLost(first);
    const mark: Mark = !lost ? 'warning' : first.after === 'maybe' ? 'unknown' : 'bad';
    const word = !lost ? 'opens' : first.after === 'maybe' ? 'in doubt' : 'breaks';
    return [
      [
        status(mark, word),
        words(first.kind.title),
        namesProse(group.map(({ lifeline }) => lifeline.owner)),
        prose`${portSetText(ports, first.lifeline.ports)} with ${first.lifeline.with}`,
        words(lost ? first.kind.loss : (first.kind.gain ?? '')),
      ],
    ];
  });
  return [
    section('lifelines', words('What would break or open beside the applications'), [
      {
        kind: 'table',
        caption: words('Connections that things beside the applications hang on'),
        quiet: true,
        columns: [
          { title: '', keep: true },
          { title: 'what' },
          { title: 'whose' },
          { title: 'connection' },
          { title: 'then' },
        ],
        rows,
      },
    ]),
  ];
}

interface CauseGroup {
  readonly reason: EngineReason;
  readonly changes: ExplainedChange[];
  readonly places: Set<string>;
}

/** Between engines: changes by what the engines read differently, with policies and what to write. */
function causeBlocks({ changes, diff, locate }: PolicyDiffReport): readonly Block[] {
  const { spans } = diff.comparing.before.model.world;
  const groups = new Map<string, CauseGroup>();
  const without = changes.filter(({ engines }) => engines.length === 0);
  for (const one of changes)
    for (const reason of one.engines) {
      const group = groups.get(reason.cause.id) ?? { reason, changes: [], places: new Set() };
      group.changes.push(one);
      for (const place of reason.places) group.places.add(causePlaceText(place, locate));
      groups.set(reason.cause.id, group);
    }
  if (changes.length === 0) return [];
  const blocks = [...groups.values()].map(({ reason, changes: all, places }) => {
    const lost = all.filter(({ change }) => change.lost !== 0).length;
    return section(`cause-${reason.cause.id}`, words(reason.says), [
      paragraph(
        words(
          `${counted(all.length, 'connection')}: ${lost} lose something, ${all.filter(({ change }) => change.gained !== 0).length} gain something.`,
        ),
      ),
      list(
        all
          .slice(0, mostNames)
          .map(
            ({ change }) =>
              prose`${changeEndText(change.from)} to ${changeEndText(change.to)}: ${spanText(spans, change.before)} before, ${spanText(spans, change.after)} after`,
          ),
      ),
      ...(all.length > mostNames
        ? [paragraph(words(`${all.length - mostNames} more are in the table below.`))]
        : []),
      ...(places.size === 0 ? [] : [paragraph(prose`By ${namesProse([...places])}.`)]),
      ...(lost > 0 ? [paragraph(words(`To keep it: ${reason.cause.repair}.`))] : []),
    ]);
  });
  const rest =
    without.length === 0
      ? []
      : [
          paragraph(
            words(
              `For ${counted(without.length, 'connection')} no single difference of the engines is the cause.`,
            ),
          ),
        ];
  return [section('causes', words('Why it changes'), [...blocks, ...rest])];
}

const workloadBlocks = (how: 'new' | 'gone', keys: readonly string[]): readonly Block[] =>
  keys.length === 0
    ? []
    : [paragraph(prose`${words(how === 'new' ? 'New' : 'Gone')}: ${namesProse(keys)}.`)];

/** Beyond this many rows a page helps nobody; JSON and CSV have all. */
const mostRows = 500;

const marks: Readonly<Record<'added' | 'removed' | 'changed', Mark>> = {
  added: 'note',
  removed: 'bad',
  changed: 'warning',
};

function changeBlocks({ changes, diff, locate }: PolicyDiffReport): readonly Block[] {
  if (changes.length === 0) return [];
  const { spans } = diff.comparing.before.model.world;
  const order = [...changes].sort(
    (a, b) => Number(b.change.lost !== 0) - Number(a.change.lost !== 0),
  );
  const rows = order.slice(0, mostRows).map((one) => {
    const { kind, from, to, before, after } = one.change;
    return [
      status(marks[kind], kind),
      [code(changeEndText(from))],
      [code(changeEndText(to))],
      words(spanText(spans, before)),
      words(spanText(spans, after)),
      joined(
        becauseTexts(one, locate).map((text) => [code(text)]),
        '; ',
      ),
    ];
  });
  const more = changes.length - rows.length;
  return [
    section('changes', words('Connections that differ'), [
      {
        kind: 'details',
        summary: words(counted(changes.length, 'connection')),
        blocks: [
          {
            kind: 'table',
            caption: words('Connections that differ, what loses something first'),
            quiet: true,
            columns: [
              { title: '', keep: true },
              { title: 'from', keep: true },
              { title: 'to', keep: true },
              { title: 'before' },
              { title: 'after' },
              { title: 'because' },
            ],
            rows,
          },
          ...(more > 0 ? [paragraph(words(`${more} more; the forms json and csv have all.`))] : []),
        ],
      },
    ]),
  ];
}
