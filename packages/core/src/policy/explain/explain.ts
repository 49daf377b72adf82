import type { AssumptionChoices } from '../../facts/assumptions.ts';
import { connectionsAsked, portsOn, type ServiceAsked } from '../connections-asked.ts';
import type { MeantParties, QuestionEnd } from '../ends.ts';
import { partiesMeant } from '../ends-parties.ts';
import { type AlikeAnswers, evaluateEach } from '../evaluate.ts';
import type { ConnectionAsked, PortAsked } from '../evaluation.ts';
import type { Party } from '../match.ts';
import type { PolicyModel } from '../model.ts';
import { type Pair, pairsOf } from '../pairs.ts';
import type { PolicyPod } from '../pods.ts';
import type { Protocol } from '../port-set.ts';
import { type LookUp, lookUpsOf } from './look-ups.ts';
import { rangePeers } from './name-a-pod.ts';
import { type PortGroup, portGroups } from './port-groups.ts';
import { type Proposal, type ProposalQuestion, proposals, type Wanted } from './propose.ts';
import { entriesTo, servicesTo, type WayByEntry, type WayByService } from './ways.ts';

/** A question why, and what would turn the answer. */
export interface WhyAsked {
  readonly from: MeantParties;
  readonly to: QuestionEnd;
  readonly protocol: Protocol;
  /** Absent: the port that the receiver offers, if it is one. */
  readonly port?: number | string;
  /** Absent: the other way round from what is. */
  readonly want?: Wanted;
  readonly assume?: AssumptionChoices;
}

/** All ports of one pair; pairs that fare alike are told by one of them. */
export interface PairPorts {
  readonly pair: Pair;
  readonly groups: readonly PortGroup[];
}

/** Why two ends may talk or not, what hangs on it, and what would change it. */
export interface Explanation {
  readonly ports: PairPorts | undefined;
  /** On the asked port; empty where no port is asked and none is offered. */
  readonly answers: readonly AlikeAnswers[];
  readonly connections: readonly ConnectionAsked[];
  readonly service?: ServiceAsked;
  readonly lookUps: readonly LookUp[];
  readonly services: readonly WayByService[];
  readonly entries: readonly WayByEntry[];
  readonly want: Wanted;
  /** The least first; empty: no change of one policy at each end turns it. */
  readonly proposals: readonly Proposal[];
}

/** More connections than this are not searched for proposals. */
const mostSearched = 200;

/** Explains a pair of ends. */
export function explain(model: PolicyModel, asked: WhyAsked): Explanation {
  const from = partiesMeant(model.world, asked.from);
  const { connections, service } = connectionsOf(model, asked, from);
  const answers = evaluateEach(model, connections);
  const [example] = answers;
  const pair = example?.example ?? firstPair(model, asked, from);
  const receivers = new Set<PolicyPod>(
    connections.flatMap(({ to }) => (to.kind === 'pod' ? to.pod : [])),
  );
  const [sender] = from;
  const isOpen = answers.every(({ example: { verdict } }) => verdict.startsWith('allowed'));
  const want = asked.want ?? (isOpen ? 'denied' : 'allowed');
  return {
    ports: pair === undefined ? undefined : { pair, groups: portGroups(model, pair) },
    answers,
    connections,
    ...(service === undefined ? {} : { service }),
    lookUps: sender === undefined ? [] : lookUpsOf(model, sender),
    services: servicesTo(model, receivers),
    entries: entriesTo(model, receivers),
    want,
    proposals:
      connections.length === 0 || connections.length > mostSearched
        ? []
        : proposals(model, { connections, want, farPeers: farPeersOf(asked) }),
  };
}

/** Pieces of a range are only samples of it: what opens it has to name it all. */
function farPeersOf({ from, to }: WhyAsked): NonNullable<ProposalQuestion['farPeers']> {
  const ingress = rangePeers(from);
  const egress = to.meant.kind === 'service' ? undefined : rangePeers(to.meant);
  return {
    ...(ingress === undefined ? {} : { ingress }),
    ...(egress === undefined ? {} : { egress }),
  };
}

function connectionsOf(model: PolicyModel, asked: WhyAsked, from: readonly Party[]) {
  const { to, protocol, assume } = asked;
  const port = asked.port ?? to.port ?? onlyPort(model, asked);
  if (port === undefined && to.meant.kind !== 'service') return { connections: [] };
  return connectionsAsked(model, {
    from,
    to,
    protocol,
    ...(port === undefined ? {} : { port }),
    ...(assume === undefined ? {} : { assume }),
  });
}

/** The one port that all receivers offer. */
function onlyPort(
  { world }: PolicyModel,
  { to, protocol }: WhyAsked,
): PortAsked['port'] | undefined {
  if (to.meant.kind === 'service') return undefined;
  const offered = partiesMeant(world, to.meant).flatMap((one) => portsOn(one, undefined, protocol));
  const [only, ...others] = new Set(offered);
  return others.length === 0 ? only : undefined;
}

function firstPair(
  { world }: PolicyModel,
  { to }: WhyAsked,
  from: readonly Party[],
): Pair | undefined {
  return to.meant.kind === 'service' ? undefined : pairsOf(from, partiesMeant(world, to.meant))[0];
}
