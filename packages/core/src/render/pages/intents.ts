import { grouped } from '../../estate/grouped.ts';
import { nameInId } from '../../estate/id.ts';
import { code, element, joined, type Prose, prose, words } from '../../evidence/prose.ts';
import type { ElementId } from '../../evidence/source.ts';
import type { Intent, IntentEnd } from '../../path/intents.ts';
import type { Step, Trace, Verdict } from '../../path/step.ts';
import type { Holds, Proven } from '../../path/verify.ts';
import {
  type Block,
  type Cell,
  type Page,
  type Status,
  section,
  status,
  type Table,
} from '../page.ts';
import { few } from '../words/few.ts';
import { missingBrief } from '../words/missing.ts';
import { counted } from '../words/shown.ts';

/** Whether the network does what was asked of it, as far as packets can be followed. */
export const intentsPage = (proven: readonly Proven[]): Page => ({
  title: words('Paths'),
  lead: intentsLead(proven),
  blocks: intentsBlocks(proven),
});

/** How many intents hold, in one sentence. */
export function intentsLead(proven: readonly Proven[]): Prose {
  const by = grouped(proven, ({ holds }) => holds);
  const count = (holds: Holds): number => by.get(holds)?.length ?? 0;
  const rest = [
    ...(count('no') === 0 ? [] : [`${count('no')} fail`]),
    ...(count('undetermined') === 0 ? [] : [`${count('undetermined')} undetermined`]),
  ];
  return words(
    `Of ${counted(proven.length, 'path')} followed there and back: ${[`${count('yes')} as asked`, ...rest].join(', ')}.`,
  );
}

/** What does not hold or cannot be told, then what holds. Alike ones share a row. */
export function intentsBlocks(proven: readonly Proven[]): readonly Block[] {
  if (proven.length === 0) return [];
  const by = grouped(proven, ({ holds }) => holds);
  return order.flatMap((holds): readonly Block[] => {
    const members = by.get(holds) ?? [];
    return members.length === 0
      ? []
      : [section(`paths-${holds}`, words(titles[holds]), [tableOf(holds, members)])];
  });
}

const order: readonly Holds[] = ['no', 'undetermined', 'yes'];

const titles: Readonly<Record<Holds, string>> = {
  no: 'Not as asked',
  undetermined: 'Not to be told',
  yes: 'As asked',
};

const marks: Readonly<Record<Holds, Status>> = {
  no: status('bad', 'no'),
  undetermined: status('unknown', 'undetermined'),
  yes: status('good', 'yes'),
};

function tableOf(holds: Holds, members: readonly Proven[]): Table {
  const alike = grouped(members, (one) => `${wordsOf(one.intent)} ${asShown(because(one))}`);
  return {
    kind: 'table',
    caption: words(titles[holds]),
    quiet: true,
    columns: [
      { title: 'asked' },
      { title: 'for', keep: true },
      { title: 'holds' },
      { title: 'because' },
    ],
    rows: [...alike.values()].map((group): readonly Cell[] => {
      const [first] = group;
      return first === undefined
        ? []
        : [
            first.intent.says,
            few(
              [...new Set(group.map(({ intent }) => whom(intent)))].map((id) => element(id)),
              4,
            ),
            marks[holds],
            because(first),
          ];
    }),
  };
}

/** A sentence as far as it is seen: elements of one name in two clusters read alike. */
const asShown = (says: Prose): string =>
  JSON.stringify(
    says.map((part) =>
      typeof part !== 'string' && part.kind === 'element' ? (part.name ?? nameInId(part.id)) : part,
    ),
  );

/** What is asked, without the name of whom it is asked for: the same for things built alike. */
const wordsOf = (intent: Intent): string =>
  JSON.stringify(
    intent.says.map((part) => {
      if (typeof part === 'string' || part.kind !== 'element') return part;
      return part.id === intent.about && part.id !== whom(intent) ? part.name : '';
    }),
  );

/** For whom something is asked: the cluster at one of its ends, else what asks. */
const whom = ({ from, to, about }: Intent): ElementId => clusterAt(from) ?? clusterAt(to) ?? about;

const clusterAt = (end: IntentEnd): ElementId | undefined =>
  'cluster' in end ? end.cluster : undefined;

const verdictWords: Readonly<Record<Verdict, string>> = {
  delivered: 'it arrives, and the answer returns',
  deliveredOtherwise: 'it arrives, but not the way that was meant',
  blocked: 'it is stopped',
  blackholed: 'no route or exit carries it',
  loop: 'it goes in a circle',
  asymmetric: 'the answer takes a way on which a firewall has not seen the question',
  nameFailure: 'the name is not found',
  capacityRisk: 'it arrives, at the limit of what the exit carries',
  ambiguous: 'parts of it fare differently, or it rests on a point that nobody has decided',
  undetermined: 'something is not known',
};

/** What decided, in one sentence: the verdict, who stops it, what is missing. */
function because({ intent, trace, missing }: Proven): Prose {
  const says =
    trace !== undefined
      ? words(verdictWords[trace.verdict])
      : words(intent.family === undefined ? 'no end of it was found' : 'it was not followed');
  const assumed = trace === undefined ? [] : assumptionsOf(trace);
  const stoppers = (trace?.blockers ?? []).slice(0, shownBlockers).map(stopper);
  return [
    ...says,
    ...(stoppers.length === 0 ? [] : [' by ', ...joined(stoppers)]),
    ...(missing.length === 0 ? [] : ['; ', ...missingBrief(missing)]),
    ...(assumed.length === 0 ? [] : [', assuming ', ...joined(assumed.map(code))]),
  ];
}

/** Open points that the way there and back went by. */
const assumptionsOf = ({ forward, back }: Trace): readonly string[] => [
  ...new Set([...forward, ...back].flatMap(({ assumes }) => assumes)),
];

const shownBlockers = 2;

const stopper = (step: Step): Prose =>
  step.decidedBy === undefined || step.decidedBy === step.at
    ? prose`${element(step.at)}`
    : prose`${element(step.at)} (${decider(step.decidedBy)})`;

/** What decided within an element: its name, or an element of its own. */
const decider = (by: ElementId): Prose => (by.includes('/') ? [element(by)] : [code(by)]);
