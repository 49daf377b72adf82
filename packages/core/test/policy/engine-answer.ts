import { address } from '@aksnet/net';
import { judgeOn } from '../../src/policy/judge.ts';
import type { Party } from '../../src/policy/match.ts';
import type { PolicyModel } from '../../src/policy/model.ts';
import { familyBetween } from '../../src/policy/pods.ts';
import { familyOf } from './addresses.ts';
import type { Question } from './naive.ts';
import type { End } from './world.ts';

/* A question of the plain reader, put to the engine. */

/** What the engine says: whether the connection passes. */
export function engineAnswer(model: PolicyModel, question: Question): 'yes' | 'no' | 'maybe' {
  const [from, to] = [partyOf(model, question.from), partyOf(model, question.to)];
  if (from === undefined || to === undefined) return 'no';
  const { span } = judgeOn(model, { from, to, family: familyAsked(question, [from, to]) });
  const { spans, ports } = model.world;
  if (ports.has(spans.sure(span), question.protocol, question.port)) return 'yes';
  return ports.has(spans.possible(span), question.protocol, question.port) ? 'maybe' : 'no';
}

/** Undefined: a pod that takes no part, of which the world knows nothing. */
function partyOf({ world }: PolicyModel, end: End): Party | undefined {
  if ('address' in end) return { kind: 'address', address: address(end.address) };
  if ('node' in end) {
    const node = world.nodes.get(end.node);
    if (node === undefined) throw new Error(`no node ${end.node}`);
    return { kind: 'node', node };
  }
  const pod = world.pods.find(({ namespace, name }) => `${namespace}/${name}` === end.pod);
  return pod === undefined ? undefined : { kind: 'pod', pod };
}

function familyAsked({ from, to, family }: Question, ends: readonly [Party, Party]): 4 | 6 {
  if (family !== undefined) return family;
  for (const end of [from, to]) if ('address' in end) return familyOf(end.address);
  const [a, b] = ends;
  if (a.kind === 'pod' && b.kind === 'pod') return familyBetween(a.pod, b.pod) ?? 4;
  const [first] =
    b.kind === 'pod' ? (b.pod.addresses ?? []) : b.kind === 'node' ? b.node.addresses : [];
  return first?.family ?? 4;
}
