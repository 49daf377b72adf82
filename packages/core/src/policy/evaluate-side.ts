import { deciding, type Placed } from './deciding.ts';
import { differences } from './differences.ts';
import type {
  Because,
  IdlePolicy,
  PeerWalk,
  PolicyWalk,
  PortAsked,
  Role,
  RuleIndex,
  RuleWalk,
  SideEvaluation,
  Verdict,
} from './evaluation.ts';
import { fold } from './fold.ts';
import { type Judgement, receiving } from './judge.ts';
import { type Meeting, matches, type Party } from './match.ts';
import type { PolicyModel } from './model.ts';
import type { PolicyPod } from './pods.ts';
import { noPorts } from './port-set.ts';
import { portsAt } from './profile.ts';
import { transportOnly } from './transport-only.ts';

/** One side that was judged, to be told for one port. */
export interface SideAsked extends PortAsked {
  readonly model: PolicyModel;
  readonly judgement: Judgement;
  readonly far: Party;
  readonly family: Meeting['family'];
}

/** What one side does with a port, and everything that was asked on the way. */
export function evaluateSide(asked: SideAsked): SideEvaluation {
  const { judgement } = asked;
  const { profile, direction, pod } = judgement;
  const verdict = sideVerdict(asked);
  const placed = placedRules(asked);
  const because = becauseOf(asked, verdict, placed);
  return {
    direction,
    party: { kind: 'pod', pod },
    engine: profile.dialect.name,
    verdict,
    because,
    isolated: profile.isolation.isolated,
    policies: profile.selecting.map(
      ({ policy, certainty }, i): PolicyWalk => ({
        policy,
        selects: certainty,
        isolates: policy[direction]?.isolates === true,
        rules: placed
          .filter(({ at }) => at.policy === i)
          .map((one) => ruleWalk(asked, one, because)),
      }),
    ),
    idle: idlePolicies(asked),
  };
}

/** What a side that was judged does with a port. */
export function sideVerdict({ model, judgement, protocol, port }: SideAsked): Verdict {
  const { spans, ports } = model.world;
  const { span, profile, asked } = judgement;
  if (ports.has(spans.sure(span), protocol, port)) return 'allowed';
  if (!ports.has(spans.possible(span), protocol, port)) return 'denied';
  const matched = asked.flatMap((one) => one.matched ?? []);
  const opened = fold(spans, profile.isolation, matched.map(transportOnly));
  return ports.has(spans.sure(opened), protocol, port) ? 'allowedSubjectToRule' : 'undetermined';
}

/** The pod whose ports the names in rules mean. */
const receiverOf = ({ model, judgement, far }: SideAsked): PolicyPod | undefined =>
  judgement.direction === 'ingress' ? judgement.pod : receiving(far, model);

/** Every rule that was asked, with its place among the policies that select the pod. */
function placedRules(side: SideAsked): readonly Placed[] {
  const { model, judgement, protocol, port } = side;
  const { profile, direction, asked } = judgement;
  const { ports } = model.world;
  const receiver = receiverOf(side);
  return asked.map((one): Placed => {
    const { policy: of, rule } = one.step;
    return {
      asked: one,
      at: {
        policy: profile.selecting.findIndex(({ policy }) => policy === of),
        rule: of[direction]?.rules.indexOf(rule) ?? 0,
      },
      hasPort: ports.has(portsAt(one.step, receiver?.ports, ports), protocol, port),
    };
  });
}

function becauseOf(asked: SideAsked, verdict: Verdict, placed: readonly Placed[]): Because {
  const { profile, beside } = asked.judgement;
  if (profile.exempt !== undefined) return { kind: profile.exempt };
  if (profile.selecting.length === 0) return { kind: 'notSelected' };
  if (beside === 'ownNode' || beside === 'familyUnfiltered') return { kind: beside };
  const { because, open } = deciding(asked.judgement, placed);
  if (verdict !== 'allowed') return verdict === 'denied' ? because : open;
  const isRefused = because.kind === 'noRule' || ('action' in because && because.action === 'deny');
  return isRefused ? { kind: 'protocolUnfiltered' } : because;
}

function ruleWalk(asked: SideAsked, placed: Placed, because: Because): RuleWalk {
  const { judgement, model, far, family } = asked;
  const { policy, rule } = placed.asked.step;
  const { ports } = model.world;
  const meeting = { world: model.world, family, near: judgement.pod };
  const peers = rule.peers.map((peer): PeerWalk => {
    const answer = matches(peer, far, meeting);
    return {
      peer,
      matches: answer,
      differences: answer === 'yes' ? [] : differences(peer, far, meeting),
    };
  });
  const answers = peers.map((one) => one.matches);
  const peer = answers.includes('yes') ? 'yes' : answers.includes('maybe') ? 'maybe' : 'no';
  return {
    rule,
    source: { ...policy.source, path: [...policy.source.path, ...rule.path] },
    number: placed.at.rule + 1,
    peers,
    peer,
    port: placed.hasPort ? 'yes' : 'no',
    named: placed.asked.step.names.map((term) => ({
      name: term.name,
      ports: ports
        .intervals(portsAt({ numbers: noPorts, names: [term] }, receiverOf(asked)?.ports, ports))
        .map(({ first }) => first),
    })),
    ...(rule.condition === undefined ? {} : { condition: rule.condition }),
    role: roleOf(placed, peer, because),
  };
}

function roleOf({ at, hasPort }: Placed, peer: RuleWalk['peer'], because: Because): Role {
  if (peer === 'no') return hasPort ? 'peerDiffers' : 'bothDiffer';
  if (!hasPort) return 'portDiffers';
  const isNamed = 'rules' in because && because.rules.some((one) => isSame(one, at));
  if (!isNamed) return 'outvoted';
  return because.kind === 'open' ? 'open' : 'decides';
}

const isSame = (a: RuleIndex, b: RuleIndex): boolean => a.policy === b.policy && a.rule === b.rule;

/** Policies that could have been about the pod, had the engine not left them out. */
function idlePolicies({ model, judgement }: SideAsked): readonly IdlePolicy[] {
  const { pod } = judgement;
  const policies = model.world.policies[pod.dialect] ?? [];
  return policies
    .filter(({ subjects, namespace, unread }) => {
      const isHere = namespace === undefined || namespace === pod.namespace;
      return isHere && subjects.length === 0 && unread === undefined;
    })
    .map((policy) => ({ policy, remarks: policy.remarks }));
}
