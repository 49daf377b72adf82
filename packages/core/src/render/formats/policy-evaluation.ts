import { formatAddress } from '@aksnet/net';
import { type Prose, plain } from '../../evidence/prose.ts';
import type { Source } from '../../evidence/source.ts';
import type { ServiceAsked } from '../../policy/connections-asked.ts';
import type { Evaluation, PolicyWalk, RuleWalk, SideEvaluation } from '../../policy/evaluation.ts';
import type { Party } from '../../policy/match.ts';
import type { PortSets } from '../../policy/port-set.ts';
import { type EvaluationReport, verdictOfAll } from '../pages/policy/evaluation.ts';
import { legVerdict } from '../pages/policy/service.ts';
import { type Locate, type Place, placeOf } from '../words/place.ts';
import { becauseProse } from '../words/policy/because.ts';
import { differenceProse } from '../words/policy/difference.ts';
import { nearMisses } from '../words/policy/near-miss.ts';
import { partyText } from '../words/policy/party.ts';
import { peerProse, portsProse } from '../words/policy/peer.ts';
import { problemProse, translations } from '../words/policy/service.ts';
import { jsonShape } from './json.ts';

type Json = Readonly<Record<string, unknown>>;

/** What JSON is made with: places, and the sets that ports are told from. */
export interface EvaluationContext {
  readonly locate: Locate;
  readonly ports: PortSets;
}

/**
 * The answers of a question as data. The shape only gains fields. `verdict` is that of all answers, or `mixed`;
 * sentences are for people, everything else is for programs.
 */
export function evaluationsJson(report: EvaluationReport): Json {
  const { asked, answers, service, model, locate } = report;
  const context = { locate, ports: model.world.ports };
  const verdict = verdictOfAll(report);
  return {
    shape: jsonShape,
    asked,
    reading: {
      engines: model.world.dialects.map(({ name }) => name),
      ...(model.cluster === undefined ? {} : { cluster: model.cluster.id }),
      notKnown: model.missing,
    },
    verdict: verdict === 'differs' ? 'mixed' : verdict,
    ...(service === undefined ? {} : { service: serviceJson(service) }),
    answers: answers.map(({ example, pairs }) => ({
      ...evaluationJson(example, context),
      pairs: pairs.map(({ from, to }) => ({ from: partyJson(from), to: partyJson(to) })),
    })),
  };
}

/** The way through a Service. */
export const serviceJson = (asked: ServiceAsked): Json => ({
  id: asked.service.id,
  namespace: asked.service.namespace ?? 'default',
  name: asked.service.name,
  ...(asked.port === undefined ? {} : { port: asked.port }),
  doors: asked.doors,
  ...(asked.service.externalTrafficPolicy === undefined
    ? {}
    : { externalTrafficPolicy: asked.service.externalTrafficPolicy }),
  translations: translations(asked).map(plain),
  legs: asked.legs.map((one) => ({
    from: partyJson(one.from),
    to: partyJson(one.leg.to),
    protocol: one.leg.protocol,
    port: one.leg.port,
    ...(one.leg.servicePort === undefined ? {} : { servicePort: one.leg.servicePort.port }),
    verdict: legVerdict(one),
    seen: one.leg.seen,
    hairpin: one.leg.hairpin === true,
  })),
  problems: asked.problems.map((problem) => ({
    kind: problem.kind,
    says: plain(problemProse(problem)),
  })),
  assumes: asked.assumes,
});

/** One connection with its walk-through. */
export function evaluationJson(one: Evaluation, context: EvaluationContext): Json {
  const { from, to, protocol, port, verdict, family, egress, ingress } = one;
  return {
    from: partyJson(from),
    to: partyJson(to),
    protocol,
    port,
    verdict,
    ...(family === undefined ? {} : { family }),
    ...(egress === undefined ? {} : { egress: sideJson(egress, to, context) }),
    ...(ingress === undefined ? {} : { ingress: sideJson(ingress, from, context) }),
  };
}

/** An end by what it is; pods with the id of the object that stands for them. */
export function partyJson(party: Party): Json {
  switch (party.kind) {
    case 'pod': {
      const { namespace, name, owner, workload } = party.pod;
      return { kind: 'pod', namespace, name, owner, id: workload.id };
    }
    case 'node':
      return { kind: 'node', name: party.node.name };
    case 'address':
      return { kind: 'address', address: formatAddress(party.address) };
    case 'name':
      return { kind: 'name', name: party.name };
  }
}

function sideJson(side: SideEvaluation, far: Party, context: EvaluationContext): Json {
  const { engine, verdict, because, isolated, policies, idle } = side;
  const { locate } = context;
  return {
    of: partyText(side.party),
    engine,
    verdict,
    because: { ...because, says: plain(becauseProse(side, locate)) },
    isolated,
    policies: policies.map((policy) => policyJson(policy, context)),
    leftOut: idle.map(({ policy, remarks }) => ({
      ...headJson(policy, locate),
      remarks: remarks.map(({ kind, says, path }) => ({
        kind,
        says,
        at: placeJson({ ...policy.source, path: [...policy.source.path, ...path] }, locate),
      })),
    })),
    nearMisses: nearMisses(side, far, context).map(plain),
  };
}

const headJson = (policy: PolicyWalk['policy'], locate: Locate): Json => ({
  id: policy.id,
  kind: policy.objectKind,
  ...(policy.namespace === undefined ? {} : { namespace: policy.namespace }),
  name: policy.name,
  at: placeJson(policy.source, locate),
});

const policyJson = (walk: PolicyWalk, context: EvaluationContext): Json => ({
  ...headJson(walk.policy, context.locate),
  tier: walk.policy.tier,
  priority: walk.policy.priority,
  selects: walk.selects,
  isolates: walk.isolates,
  ...(walk.policy.unread === undefined ? {} : { unread: walk.policy.unread }),
  rules: walk.rules.map((rule) => ruleJson(rule, context)),
});

const ruleJson = (walk: RuleWalk, { locate, ports }: EvaluationContext): Json => ({
  number: walk.number,
  ...(walk.rule.name === undefined ? {} : { name: walk.rule.name }),
  at: placeJson(walk.source, locate),
  action: walk.rule.action,
  role: walk.role,
  peerMatches: walk.peer,
  portMatches: walk.port,
  ports: said(portsProse(walk.rule, ports)),
  named: walk.named,
  ...(walk.condition === undefined ? {} : { condition: walk.condition }),
  peers: walk.peers.map(({ peer, matches, differences }) => ({
    says: said(peerProse(peer)),
    matches,
    differences: differences.map((one) => ({ kind: one.kind, says: said(differenceProse(one)) })),
  })),
});

const said = (text: Prose): string => plain(text);

const placeJson = (source: Source, locate: Locate): Place => placeOf({ source }, locate);
