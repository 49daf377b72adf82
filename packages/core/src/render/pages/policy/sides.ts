import { joined, type Prose, prose, words } from '../../../evidence/prose.ts';
import type {
  Evaluation,
  PolicyWalk,
  Role,
  RuleWalk,
  SideEvaluation,
} from '../../../policy/evaluation.ts';
import type { PortSets } from '../../../policy/port-set.ts';
import {
  type Block,
  type Cell,
  list,
  type Mark,
  paragraph,
  type Steps,
  status,
} from '../../page.ts';
import { type Locate, placeOf, placeText } from '../../words/place.ts';
import { becauseProse, policyProse } from '../../words/policy/because.ts';
import { misfits } from '../../words/policy/near-miss.ts';
import { partyProse, verdictStatus } from '../../words/policy/party.ts';
import { peersProse, portsProse } from '../../words/policy/peer.ts';

/** What sides are told with. */
export interface SideContext {
  readonly locate: Locate;
  readonly ports: PortSets;
}

/** Both sides one after the other, each with every policy and rule that was asked. */
export const sidesBlock = (example: Evaluation, context: SideContext): Steps => {
  const { egress, ingress, from, to, verdict } = example;
  return {
    kind: 'steps',
    steps: [
      egress === undefined
        ? { title: prose`out of ${partyProse(from)}: no pod, so no policy is asked`, blocks: [] }
        : stepOf(egress, egress.verdict === verdict, context),
      ingress === undefined
        ? { title: prose`into ${partyProse(to)}: no pod, so no policy is asked`, blocks: [] }
        : stepOf(ingress, ingress.verdict === verdict, context),
    ],
  };
};

function stepOf(
  side: SideEvaluation,
  isDecisive: boolean,
  context: SideContext,
): Steps['steps'][number] {
  const way = side.direction === 'egress' ? 'out of' : 'into';
  const because: Prose = isDecisive ? [] : prose`: ${becauseProse(side, context.locate)}`;
  return {
    status: verdictStatus(side.verdict),
    title: prose`${words(way)} ${partyProse(side.party)}${because}`,
    blocks: [
      ...side.policies.flatMap((policy) => policyBlocks(policy, side.direction, context)),
      ...idleBlocks(side, context),
    ],
  };
}

/** A policy with its place and what it does to the pod, then its rules. */
function policyBlocks(
  walk: PolicyWalk,
  direction: SideEvaluation['direction'],
  context: SideContext,
): readonly Block[] {
  const { policy, selects, isolates, rules } = walk;
  const tier = policy.tier === 'standard' ? [] : [`, ${policy.tier} tier`];
  const about =
    policy.unread !== undefined
      ? prose`is not read: ${policy.unread}`
      : words(isolates ? 'closes it but for what rules allow' : 'is about it');
  const doubt = selects === 'maybe' ? [', if it is about the pod at all'] : [];
  const none =
    rules.length === 0 && policy.unread === undefined ? [`, and has no rule for ${direction}`] : [];
  const head: Prose = [
    `${policy.objectKind} `,
    ...policyProse(walk, context.locate),
    ...tier,
    ' ',
    ...about,
    ...doubt,
    ...none,
  ];
  const rows = rules.map((rule) => rowOf(rule, context));
  return [paragraph(head), ...(rows.length === 0 ? [] : [rulesTable(rows)])];
}

const rulesTable = (rows: readonly (readonly Cell[])[]): Block => ({
  kind: 'table',
  caption: words('Rules that were asked'),
  quiet: true,
  columns: [
    { title: 'rule at', keep: true },
    { title: 'answer', keep: true },
    { title: 'rule' },
    { title: 'why' },
  ],
  rows,
});

const roles: Readonly<Record<Role, { readonly mark: Mark; readonly word: string }>> = {
  decides: { mark: 'good', word: 'decides' },
  open: { mark: 'unknown', word: 'may apply' },
  outvoted: { mark: 'off', word: 'outvoted' },
  peerDiffers: { mark: 'off', word: 'other peer' },
  portDiffers: { mark: 'off', word: 'other port' },
  bothDiffer: { mark: 'off', word: 'neither' },
};

function rowOf(walk: RuleWalk, { locate, ports }: SideContext): readonly Cell[] {
  const { mark, word } = roles[walk.role];
  const isDeny = walk.role === 'decides' && walk.rule.action === 'deny';
  return [
    prose`${placeText(placeOf({ source: walk.source }, locate))}`,
    status(isDeny ? 'bad' : mark, word),
    prose`${words(walk.rule.action)} ${peersProse(walk.rule)} on ${portsProse(walk.rule, ports)}`,
    whyOf(walk, ports),
  ];
}

function whyOf(walk: RuleWalk, ports: PortSets): Prose {
  const above = walk.condition;
  const said: readonly Prose[] = [
    ...misfits(walk, ports),
    ...(above === undefined
      ? []
      : [above.kind === 'l7' ? prose`lets pass ${above.says}` : prose`${above.why} is not read`]),
  ];
  return said.length === 0 ? words('means both ends') : joined(said, ', and ');
}

/** Policies that the engine leaves out. */
function idleBlocks({ idle }: SideEvaluation, { locate }: SideContext): readonly Block[] {
  const notes = idle.map(({ policy, remarks }) => {
    const why = joined(
      remarks.map(({ says }) => words(says)),
      '; ',
    );
    return prose`${words(policy.objectKind)} ${policyProse({ policy }, locate)} does nothing here: ${why}`;
  });
  return notes.length === 0 ? [] : [list(notes)];
}
