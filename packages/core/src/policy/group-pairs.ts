import { push } from '../estate/grouped.ts';
import { isOwn } from './match.ts';
import { type Passing, PassingSum, type Subject } from './passing.ts';
import { type PodGroup, standsForMany } from './pod-groups.ts';
import type { PolicyPod } from './pods.ts';
import type { Relation } from './relation.ts';
import { closed, open, type SpanId } from './span.ts';
import { subjectTo } from './subject-to.ts';

/**
 * What passes between groups of pods. Pods of one class fare alike, so each pair of classes is asked once;
 * pods seen as their node differ by whether the other one runs there, which is at most three answers per pair
 * of classes. Cost: the classes of the one group times those of the other.
 */
export class GroupPairs {
  readonly #relation: Relation;
  readonly #members = new WeakMap<PodGroup, readonly Members[]>();
  readonly #withNodes = new Map<number, SpanId>();
  readonly #subjects = new Map<number, Subject>();

  constructor(relation: Relation) {
    this.#relation = relation;
  }

  /** Undefined: there is no pair, as the only pod of both is one and the same. */
  between(from: PodGroup, to: PodGroup): Passing | undefined {
    const sum = new PassingSum(this.#relation.model.world.spans);
    const receivers = this.#of(to);
    for (const a of this.#of(from))
      for (const b of receivers) {
        if (a.isNode === b.isNode && !a.isNode) this.#add(sum, a, b);
        else this.#addEach(sum, a, b);
      }
    return sum.result();
  }

  #of(group: PodGroup): readonly Members[] {
    const known = this.#members.get(group);
    if (known !== undefined) return known;
    const { of, nodesFrom } = this.#relation.classes;
    const byClass = new Map<number, number[]>();
    for (const pod of group.pods) push(byClass, of[pod] ?? 0, pod);
    const found = [...byClass].map(([at, pods]) => ({ at, pods, isNode: at >= nodesFrom }));
    this.#members.set(group, found);
    return found;
  }

  #add(sum: PassingSum, a: Members, b: Members): void {
    const pair = this.#apart(a, b);
    if (pair === undefined) return;
    sum.add(this.#relation.between(a.at, b.at), () => this.#subject(a.at, b.at, pair));
  }

  #addEach(sum: PassingSum, a: Members, b: Members): void {
    const row = this.#relation.between(a.at, b.at);
    const whole = row === open || row === closed || (a.isNode && b.isNode);
    if (whole) {
      this.#add(sum, a, b);
      return;
    }
    const { length } = this.#relation.classes.of;
    const seen = new Set<number>();
    for (const x of a.pods)
      for (const y of b.pods) {
        const place = (a.at * length + b.at) * 3 + this.#nearness(a, [x, y]);
        if (seen.has(place)) continue;
        seen.add(place);
        const span = this.#withNodes.get(place) ?? this.#relation.betweenPods(x, y);
        this.#withNodes.set(place, span);
        sum.add(span, () => this.#subject(a.at, b.at, [x, y]));
      }
  }

  /** Whether the pod runs on the node that the other one is seen as. */
  #nearness({ isNode }: Members, [x, y]: readonly [number, number]): number {
    const [seenAsNode, other] = isNode
      ? [this.#pod(x), this.#pod(y)]
      : [this.#pod(y), this.#pod(x)];
    return nearness[isOwn(seenAsNode.node ?? '', other)];
  }

  #subject(from: number, to: number, [x, y]: readonly [number, number]): Subject {
    const place = from * this.#relation.classes.of.length + to;
    const known = this.#subjects.get(place);
    if (known !== undefined) return known;
    const { model } = this.#relation;
    const [a, b] = [this.#pod(x), this.#pod(y)];
    const found = subjectTo(model, { kind: 'pod', pod: a }, { kind: 'pod', pod: b });
    this.#subjects.set(place, found);
    return found;
  }

  /** Two pods of the two that are not one, or one that stands for many. */
  #apart(a: Members, b: Members): readonly [number, number] | undefined {
    const [x = 0] = a.pods;
    const other = b.pods.find((y) => y !== x);
    if (other !== undefined) return [x, other];
    const [y = 0] = b.pods;
    const another = a.pods.find((one) => one !== y);
    if (another !== undefined) return [another, y];
    return standsForMany(this.#pod(x)) ? [x, y] : undefined;
  }

  #pod(at: number): PolicyPod {
    const pod = this.#relation.model.world.pods[at];
    if (pod === undefined) throw new RangeError(`no pod ${at}`);
    return pod;
  }
}

/** Pods of a group that are of one class. */
interface Members {
  readonly at: number;
  readonly pods: readonly number[];
  readonly isNode: boolean;
}

const nearness = { no: 0, yes: 1, maybe: 2 } as const;
