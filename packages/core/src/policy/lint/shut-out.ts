import { judge } from '../judge.ts';
import { isSeenAsNode, type Party } from '../match.ts';
import type { PolicyPod } from '../pods.ts';
import type { Protocol } from '../port-set.ts';
import type { Policy } from '../rule.ts';
import type { Certainty } from '../selector.ts';
import type { Field } from './field.ts';
import { likeOf, opening, peerFor } from './manifest.ts';
import type { Repair } from './repair.ts';
import type { Witness } from './witness.ts';

/** A connection that somebody needs. */
export interface Call {
  readonly from: Party;
  readonly to: Party;
  readonly protocol: Protocol;
  readonly port: number;
}

/** Whether a call passes. */
export function answerTo({ model }: Field, { from, to, protocol, port }: Call): Certainty {
  const { spans, ports } = model.world;
  const { span } = judge(model, from, to);
  if (ports.has(spans.sure(span), protocol, port)) return 'yes';
  return ports.has(spans.possible(span), protocol, port) ? 'maybe' : 'no';
}

/** The call as what shows that it is refused. */
export const refusedCall = (call: Call): Witness => ({ ...call, verdict: 'refused' });

/** The policy of the pod that closes a direction; undefined where none does. */
export const closingPolicy = (
  { model }: Field,
  pod: PolicyPod,
  direction: 'ingress' | 'egress',
): Policy | undefined =>
  model.profiles
    .of(pod, direction)
    .selecting.find(({ policy }) => policy[direction]?.isolates === true)?.policy;

/** Opens the ends of a call that are closed; empty where NetworkPolicy has no words for an end. */
export function openedFor(field: Field, call: Call, name: string): Repair {
  const { from, to, protocol, port } = call;
  const ports = [{ protocol, port }];
  const { world } = field.model;
  const between = judge(field.model, from, to);
  const isClosed = (span: number | undefined): boolean =>
    span !== undefined && !world.ports.has(world.spans.sure(span), protocol, port);
  const sides = [
    { near: from, far: to, direction: 'egress', span: between.egress?.span },
    { near: to, far: from, direction: 'ingress', span: between.ingress?.span },
  ] as const;
  return sides.flatMap(({ near, far, direction, span }) => {
    if (near.kind !== 'pod' || isSeenAsNode(near.pod, world) || !isClosed(span)) return [];
    const peer = peerFor(far);
    if (peer === undefined) return [];
    const { pod } = near;
    const { namespace } = pod;
    return opening({ namespace, name, pods: likeOf(pod), direction, peers: [peer], ports });
  });
}
