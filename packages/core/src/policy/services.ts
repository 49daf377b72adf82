import type { Service } from '../estate/elements/kubernetes.ts';
import { type AssumptionChoices, type AssumptionName, assumed } from '../facts/assumptions.ts';
import { judge, judgeSide } from './judge.ts';
import { isSeenAsNode, type Party } from './match.ts';
import type { PolicyModel } from './model.ts';
import { familiesOf, type PolicyPod } from './pods.ts';
import { noPorts } from './port-set.ts';
import { dialectAt } from './profile.ts';
import type { Certainty } from './selector.ts';
import {
  type Backend,
  isHeadless,
  type PortAsk,
  type ServiceProblem,
  serviceTargets,
} from './service-backends.ts';
import { open, type SpanId, undetermined } from './span.ts';

/** The door by which a Service is entered. */
export type Door = 'inside' | 'nodePort' | 'loadBalancer';

/** Whom a pod behind a Service sees as the source. */
export type SeenSource =
  /** Whoever opened the connection. */
  | 'client'
  /** The node that took the packet, which may be any. */
  | 'node'
  /** Nobody asks: the engine lets such traffic pass. */
  | 'unfiltered';

/** What lies between the asker and one backend of a Service. */
export interface ServiceLeg extends Backend {
  /** On all ports. */
  readonly span: SpanId;
  /** Whether the port of this backend is reached. */
  readonly passes: Certainty;
  readonly seen: SeenSource;
  /** The pod comes back to itself through the Service. */
  readonly hairpin?: true;
}

/** What a Service is to an asker. */
export interface ServiceAnswer {
  readonly service: Service;
  readonly door: Door | undefined;
  readonly legs: readonly ServiceLeg[];
  readonly problems: readonly (ServiceProblem | { readonly kind: 'noDoor' })[];
  /** Assumptions that the answer rests on. */
  readonly assumes: readonly AssumptionName[];
}

/** A question about a port of a Service. */
export interface ServiceQuestion extends PortAsk {
  readonly from: Party;
  readonly service: Service;
  /** Absent: inside the cluster its address, from outside the widest door that it has. */
  readonly door?: Door;
  readonly assume?: AssumptionChoices;
}

/**
 * Whether a port of a Service is reached. Policies know no Services: who asks inside the cluster is judged
 * with each pod behind it, on the pod's own port. Who comes from outside is judged as whom the pod sees.
 */
export function judgeService(model: PolicyModel, question: ServiceQuestion): ServiceAnswer {
  const { service } = question;
  const targets = serviceTargets(model.world, service, question);
  const door = question.door ?? doorOf(question);
  if (door === undefined)
    return { service, door, legs: [], problems: [{ kind: 'noDoor' }], assumes: [] };
  const legs = targets.backends.map((backend) => legOf(model, { ...question, door, backend }));
  return {
    service,
    door,
    legs,
    problems: targets.problems,
    assumes: legs.some(({ hairpin }) => hairpin) ? ['policy.hairpin'] : [],
  };
}

/** By which door the asker comes; undefined: none is open to the outside. */
function doorOf({ from, service }: ServiceQuestion): Door | undefined {
  if (from.kind === 'pod' || from.kind === 'node') return 'inside';
  if (service.type === 'LoadBalancer') return 'loadBalancer';
  if (service.type === 'NodePort') return 'nodePort';
  // The name of a headless Service stands for addresses that the outside may have a route to.
  return isHeadless(service) ? 'inside' : undefined;
}

interface Leg extends ServiceQuestion {
  readonly door: Door;
  readonly backend: Backend;
}

function legOf(model: PolicyModel, leg: Leg): ServiceLeg {
  const { spans, ports } = model.world;
  const { backend, from } = leg;
  const isHairpin = from.kind === 'pod' && backend.to.kind === 'pod' && from.pod === backend.to.pod;
  const { span, seen } = spanOf(model, leg, isHairpin);
  const has = (set: number): boolean => ports.has(set, backend.protocol, backend.port);
  const passes = has(spans.sure(span)) ? 'yes' : has(spans.possible(span)) ? 'maybe' : 'no';
  return {
    ...backend,
    span,
    passes: backend.doubtful && passes === 'yes' ? 'maybe' : passes,
    seen,
    ...(isHairpin ? { hairpin: true } : {}),
  };
}

function spanOf(
  model: PolicyModel,
  { from, backend, door, service, assume }: Leg,
  isHairpin: boolean,
): Pick<ServiceLeg, 'span' | 'seen'> {
  const { to } = backend;
  const judged = judge(model, from, to).span;
  if (isHairpin && assumed('policy.hairpin', assume) === 'allowed') {
    // One stand-in for several pods: it may meet itself or another one.
    const isAlone = to.kind === 'pod' && to.pod.workload.workloadKind === 'Pod';
    return { span: isAlone ? open : model.world.spans.either(open, judged), seen: 'client' };
  }
  if (door === 'inside' || to.kind !== 'pod') return { span: judged, seen: 'client' };
  if (service.externalTrafficPolicy === 'Local') return { span: judged, seen: 'client' };
  const seen = seenThroughNodes(model, to.pod);
  if (seen === 'client') return { span: judged, seen };
  if (seen === 'unfiltered') return { span: open, seen };
  return { span: fromAnyNode(model, to.pod), seen };
}

/** Whom a pod sees when any node may take the packet and hand it on. */
export function seenThroughNodes({ world }: PolicyModel, pod: PolicyPod): SeenSource {
  return seenAs[dialectAt(world, pod).throughLoadBalancer];
}

const seenAs = { filtered: 'client', unfiltered: 'unfiltered', byNodeAddress: 'node' } as const;

/** What passes from whichever node: sure is what passes from each of them. */
function fromAnyNode(model: PolicyModel, pod: PolicyPod): SpanId {
  const { world } = model;
  const { spans } = world;
  if (isSeenAsNode(pod, world)) return open;
  const family = familiesOf(pod)[0] ?? 4;
  const answers = [...world.nodes.values()].map(
    (node) =>
      judgeSide(model, { pod, direction: 'ingress', far: { kind: 'node', node }, family }).span,
  );
  const [first, ...more] = answers;
  if (first !== undefined) return more.reduce((a, b) => spans.either(a, b), first);
  // No node is known, so neither are its address and whether it is the pod's own.
  const node = { name: '', labels: new Map(), addresses: [] };
  const far = { kind: 'node', node } as const;
  const { span } = judgeSide(model, { pod, direction: 'ingress', far, family });
  return span === open ? open : spans.union(spans.of(spans.sure(span), noPorts), undetermined);
}

/** The Service of a name in a namespace. */
export const serviceNamed = (
  { world }: PolicyModel,
  namespace: string,
  name: string,
): Service | undefined =>
  world.objects.services.find(
    (service) => service.name === name && (service.namespace ?? 'default') === namespace,
  );
