import type { Family } from '@aksnet/net';
import { judge, judgeSide } from '../judge.ts';
import { isOwn, isSeenAsNode } from '../match.ts';
import type { PolicyModel } from '../model.ts';
import { type OutsideRange, outsideRanges } from '../outside.ts';
import type { OwnedPods } from '../owners.ts';
import { familiesOf, type PolicyPod } from '../pods.ts';
import type { Direction } from '../rule.ts';
import { closed, type SpanId } from '../span.ts';
import type { PolicyNode } from '../world.ts';
import type { Comparing, PairedOwner } from './owner-pairs.ts';
import { joinedPieces, type PairedRange, paired, shutRange } from './pieces.ts';

const directions: readonly Direction[] = ['ingress', 'egress'];

/** The side of a workload of which something differs towards somebody who is no pod. */
export interface DifferingSide<T> {
  readonly owned: PairedOwner;
  readonly direction: Direction;
  readonly what: T;
  readonly before: SpanId;
  readonly after: SpanId;
}

/** Addresses outside of the cluster that fare differently with a workload. */
export function* differingRanges(of: Comparing): Iterable<DifferingSide<PairedRange>> {
  for (const owned of of.owners)
    for (const direction of directions) {
      if (!owned.isDirty[direction]) continue;
      for (const family of [4, 6] as const) {
        const was = rangesOf(of.before.model, owned.before, { direction, family });
        const is = rangesOf(of.after.model, owned.after, { direction, family });
        if (was === undefined && is === undefined) continue;
        const shut = shutRange(family);
        for (const what of paired(was ?? shut, is ?? shut))
          if (what.before !== what.after)
            yield { owned, direction, what, before: what.before, after: what.after };
      }
    }
}

interface Side {
  readonly direction: Direction;
  readonly family: Family;
}

/** What some pod of the workload may exchange with addresses outside; undefined without the family. */
function rangesOf(
  model: PolicyModel,
  owned: OwnedPods | undefined,
  side: Side,
): readonly OutsideRange[] | undefined {
  const { spans } = model.world;
  let found: readonly OutsideRange[] | undefined;
  for (const pod of podsOf(model, owned)) {
    if (!familiesOf(pod).includes(side.family)) continue;
    const pieces = outsideRanges(model, { pod, ...side });
    found =
      found === undefined ? pieces : joinedPieces(found, pieces, (a, b) => spans.either(a, b));
  }
  return found;
}

/** Pods of a workload that policies may tell apart: of those with the same profiles and ports, one. */
export function podsOf(model: PolicyModel, owned: OwnedPods | undefined): readonly PolicyPod[] {
  const found = new Map<string, PolicyPod>();
  for (const at of owned?.pods ?? []) {
    const pod = model.world.pods[at];
    if (pod === undefined) continue;
    const profiles = directions.map((direction) => model.profiles.of(pod, direction).index);
    const ports = pod.ports.map(({ name, port, protocol }) => [name, port, protocol]);
    const key = JSON.stringify([profiles, ports, familiesOf(pod), pod.node]);
    if (!found.has(key)) found.set(key, pod);
  }
  return [...found.values()];
}

/** What the processes of the own node and those of each other node may exchange with a workload. */
export function* differingNodes(
  of: Comparing,
): Iterable<DifferingSide<'ownNode' | readonly string[]>> {
  const { before, after } = of;
  const known = [before, after].flatMap(({ model }) => [...model.world.nodes.keys()]);
  const names = [...new Set(known)].sort();
  const all = nodesText(before.model) !== nodesText(after.model);
  for (const owned of of.owners)
    for (const direction of directions) {
      if (!owned.isDirty[direction] && !all) continue;
      const head = { owned, direction };
      const was = ownNodeSpan(before.model, owned.before, direction);
      const is = ownNodeSpan(after.model, owned.after, direction);
      if (was !== is) yield { ...head, what: 'ownNode', before: was, after: is };
      const groups = new Map<string, { names: string[]; before: SpanId; after: SpanId }>();
      for (const name of names) {
        const one = nodeSpan(before.model, owned.before, { direction, name });
        const other = nodeSpan(after.model, owned.after, { direction, name });
        if (one === other) continue;
        const key = `${one} ${other}`;
        const group = groups.get(key) ?? { names: [], before: one, after: other };
        group.names.push(name);
        groups.set(key, group);
      }
      for (const group of groups.values())
        yield { ...head, what: group.names, before: group.before, after: group.after };
    }
}

const nodesText = ({ world }: PolicyModel): string =>
  JSON.stringify(
    [...world.nodes.values()].map(({ name, labels, addresses }) => [
      name,
      [...labels],
      addresses.map(({ family, value }) => `${family} ${value}`),
    ]),
  );

/** A node of which nothing is known: whichever the pod happens to run on. */
const someNode: PolicyNode = { name: '(own)', labels: new Map(), addresses: [] };

/** The connection with the pod's own node, whichever that is. Pods on its network are the node themselves. */
export function ownNodeSpan(
  model: PolicyModel,
  owned: OwnedPods | undefined,
  direction: Direction,
): SpanId {
  const { world } = model;
  return eitherOf(
    model,
    podsOf(model, owned).flatMap((pod) => {
      if (isSeenAsNode(pod, world)) return [];
      const node = (pod.node === undefined ? undefined : world.nodes.get(pod.node)) ?? someNode;
      const placed = { ...pod, node: node.name };
      const far = { kind: 'node', node } as const;
      const family = familiesOf(pod)[0] ?? 4;
      return judgeSide(model, { pod: placed, direction, far, family }).span;
    }),
  );
}

function nodeSpan(
  model: PolicyModel,
  owned: OwnedPods | undefined,
  { direction, name }: { readonly direction: Direction; readonly name: string },
): SpanId {
  const node = model.world.nodes.get(name);
  if (node === undefined) return closed;
  const far = { kind: 'node', node } as const;
  return eitherOf(
    model,
    podsOf(model, owned).flatMap((pod) => {
      if (isSeenAsNode(pod, model.world) || isOwn(name, pod) === 'yes') return [];
      const near = { kind: 'pod', pod } as const;
      return (direction === 'egress' ? judge(model, near, far) : judge(model, far, near)).span;
    }),
  );
}

function eitherOf({ world: { spans } }: PolicyModel, all: readonly SpanId[]): SpanId {
  const [first = closed, ...more] = all;
  return more.reduce((a, b) => spans.either(a, b), first);
}
