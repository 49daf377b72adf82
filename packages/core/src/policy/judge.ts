import type { Family } from '@aksnet/net';
import { fold, type Matched } from './fold.ts';
import { isOwn, isSeenAsNode, matches, nodeNameOf, type Party } from './match.ts';
import type { PolicyModel } from './model.ts';
import { familiesOf, familyBetween, type PolicyPod } from './pods.ts';
import { allPorts, noPorts } from './port-set.ts';
import { type Profile, portsAt, type Step } from './profile.ts';
import type { Direction } from './rule.ts';
import { both, type Certainty } from './selector.ts';
import { closed, open, type SpanId } from './span.ts';

/** A rule that was asked, and whether it means the other end. */
export interface Asked {
  readonly step: Step;
  readonly certainty: Certainty;
  readonly matched?: Matched;
}

/** What one end of a connection lets pass, on all ports, with everything that was asked. */
export interface Judgement {
  readonly direction: Direction;
  readonly pod: PolicyPod;
  readonly profile: Profile;
  readonly span: SpanId;
  readonly asked: readonly Asked[];
  /** Why policies did not decide, or not alone. */
  readonly beside?: 'ownNode' | 'maybeOwnNode' | 'familyUnfiltered';
}

/** What lies between two ends. */
export interface Between {
  readonly family: Family | undefined;
  readonly span: SpanId;
  readonly egress?: Judgement;
  readonly ingress?: Judgement;
}

/**
 * What may pass from one party to another: each pod's side is judged by itself, and both must let it pass.
 * An end that is no pod has no side. Two ends without a common family cannot talk.
 */
export function judge(model: PolicyModel, from: Party, to: Party): Between {
  const family = commonFamily(from, to);
  return family === undefined ? { family, span: closed } : judgeOn(model, { from, to, family });
}

/** Two ends and the family of the connection between them. */
export interface Ends {
  readonly from: Party;
  readonly to: Party;
  readonly family: Family;
}

/** As {@link judge}, on a family of the asker's choice. */
export function judgeOn(model: PolicyModel, { from, to, family }: Ends): Between {
  const egress =
    from.kind === 'pod'
      ? judgeSide(model, { pod: from.pod, direction: 'egress', far: to, family })
      : undefined;
  const ingress =
    to.kind === 'pod'
      ? judgeSide(model, { pod: to.pod, direction: 'ingress', far: from, family })
      : undefined;
  return {
    family,
    span: model.world.spans.meet(egress?.span ?? open, ingress?.span ?? open),
    ...(egress === undefined ? {} : { egress }),
    ...(ingress === undefined ? {} : { ingress }),
  };
}

/** One side to be judged. */
export interface SideQuestion {
  readonly pod: PolicyPod;
  readonly direction: Direction;
  readonly far: Party;
  readonly family: Family;
}

/** What the policies of one pod let pass from or to the other end. */
export function judgeSide(model: PolicyModel, question: SideQuestion): Judgement {
  const { world } = model;
  const { pod, direction, far, family } = question;
  const profile = model.profiles.of(pod, direction);
  const receiver = direction === 'ingress' ? pod : receiving(far, model);
  const asked = profile.steps.map((step): Asked => {
    let met: Certainty = 'no';
    for (const peer of step.rule.peers) {
      const answer = matches(peer, far, { world, family, near: pod });
      if (answer === 'yes') {
        met = 'yes';
        break;
      }
      if (answer === 'maybe') met = 'maybe';
    }
    const certainty = both(met, step.certainty);
    if (certainty === 'no') return { step, certainty };
    const ports = portsAt(step, receiver?.ports, world.ports);
    const { rule, policy } = step;
    return { step, certainty, matched: { tier: policy.tier, rule, certainty, ports } };
  });
  const matched = asked.flatMap((one) => one.matched ?? []);
  const folded =
    profile.selecting.length === 0 ? open : fold(world.spans, profile.isolation, matched);
  const { span, beside } = finished(model, { profile, span: folded, question });
  return { direction, pod, profile, span, asked, ...(beside === undefined ? {} : { beside }) };
}

/** The pod whose named ports count, seen from the sender; none where the far end is no pod, or seen as its node. */
export const receiving = (far: Party, { world }: PolicyModel): PolicyPod | undefined =>
  far.kind === 'pod' && !isSeenAsNode(far.pod, world) ? far.pod : undefined;

interface Finishing {
  readonly profile: Profile;
  readonly span: SpanId;
  readonly question: SideQuestion;
}

/** What an engine lets pass whatever the policies say. */
function finished(
  model: PolicyModel,
  { profile, span, question }: Finishing,
): Pick<Judgement, 'span' | 'beside'> {
  const unfiltered = beyondFilter(model, profile, question.family);
  if (unfiltered === open && span !== open) return { span: open, beside: 'familyUnfiltered' };
  const filtered = model.world.spans.union(span, unfiltered);
  const node = nodeNameOf(question.far, model.world);
  if (node === undefined || !opensToOwnNode(profile)) return { span: filtered };
  return withOwnNode(model, filtered, isOwn(node, question.pod));
}

/** What the engine does not filter: a family, or SCTP. */
export function beyondFilter({ world }: PolicyModel, profile: Profile, family: Family): SpanId {
  const { dialect } = profile;
  if (!dialect.families.includes(family)) return open;
  return dialect.sctp ? closed : world.spans.exactly(world.ports.every('SCTP'));
}

/** Whether traffic with the pod's own node passes whatever policies say. */
export const opensToOwnNode = ({ direction, dialect }: Profile): boolean =>
  (direction === 'ingress' ? dialect.ownNodeIngress : dialect.ownNodeEgress) === 'allowed';

function withOwnNode(
  { world }: PolicyModel,
  span: SpanId,
  own: Certainty,
): Pick<Judgement, 'span' | 'beside'> {
  if (own === 'no' || span === open) return { span };
  if (own === 'yes') return { span: open, beside: 'ownNode' };
  return {
    span: world.spans.union(span, world.spans.of(noPorts, allPorts)),
    beside: 'maybeOwnNode',
  };
}

/** The family that a connection takes; undefined: the two have none in common. */
export function commonFamily(from: Party, to: Party): Family | undefined {
  if (from.kind === 'pod' && to.kind === 'pod') return familyBetween(from.pod, to.pod);
  const theirs = familiesAt(from);
  return familiesAt(to).find((family) => theirs.includes(family));
}

function familiesAt(party: Party): readonly Family[] {
  switch (party.kind) {
    case 'pod':
      return familiesOf(party.pod);
    case 'address':
      return [party.address.family];
    case 'node': {
      const found = new Set(party.node.addresses.map(({ family }) => family));
      return found.size === 0 ? [4] : [...found];
    }
    case 'name':
      return [4, 6];
  }
}
