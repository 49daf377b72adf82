import { prose, words } from '../../../evidence/prose.ts';
import type { AskedLeg, ServiceAsked } from '../../../policy/connections-asked.ts';
import type { Verdict } from '../../../policy/evaluation.ts';
import { type Block, list, paragraph, section } from '../../page.ts';
import { partyText, portText, verdictStatus } from '../../words/policy/party.ts';
import { doorProse, problemProse, seenProse, translations } from '../../words/policy/service.ts';

/** Legs beyond this many are counted only. */
const mostLegs = 40;

/** The way through a Service: how its port translates, and whether each pod behind it is reached. */
export function serviceBlocks(asked: ServiceAsked): readonly Block[] {
  const door = doorProse(asked);
  const notes = [...translations(asked), ...asked.problems.map(problemProse)];
  const assumes = asked.assumes.map((name) => prose`This rests on assumption ${name}.`);
  const rest = asked.legs.length - mostLegs;
  return [
    section('service', words('Through the Service'), [
      ...(notes.length === 0 ? [] : [list(notes)]),
      ...(door === undefined ? [] : [paragraph(door)]),
      ...(asked.legs.length === 0 ? [] : [legsTable(asked.legs.slice(0, mostLegs))]),
      ...(rest > 0 ? [paragraph(words(`${rest} more; the JSON form has all`))] : []),
      ...assumes.map(paragraph),
    ]),
  ];
}

const legsTable = (legs: readonly AskedLeg[]): Block => ({
  kind: 'table',
  caption: words('Pods behind the Service'),
  quiet: true,
  columns: [
    { title: 'answer', keep: true },
    { title: 'from' },
    { title: 'to' },
    { title: 'port', keep: true },
    { title: 'the pod sees' },
  ],
  rows: legs.map((one) => [
    verdictStatus(legVerdict(one)),
    prose`${partyText(one.from)}`,
    prose`${partyText(one.leg.to)}`,
    words(portText(one.leg)),
    seenProse(one),
  ]),
});

const verdicts = { yes: 'allowed', maybe: 'undetermined', no: 'denied' } as const;

/** What one leg comes to. */
export const legVerdict = ({ leg }: AskedLeg): Verdict => verdicts[leg.passes];
