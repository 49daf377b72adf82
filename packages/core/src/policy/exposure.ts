import type { LabelSelector } from '../estate/elements/kubernetes.ts';
import { isEmpty } from './implication.ts';
import type { PolicyModel } from './model.ts';
import { type OutsideRange, outsideRanges } from './outside.ts';
import { ownersOf } from './owners.ts';
import { familiesOf, type PodOwner, type PolicyPod } from './pods.ts';
import type { Direction, NamespaceTerm, Policy } from './rule.ts';
import { selectorKey } from './selector.ts';
import { closed } from './span.ts';
import {
  anyPod,
  forEach,
  isAnyPod,
  isNobody,
  judgeUnseen,
  type Meaning,
  onlyNameOf,
  seenPods,
  type Unseen,
  type UnseenAnswer,
} from './unseen.ts';

/** What is open towards the pods of a description. */
export interface Opening extends UnseenAnswer {
  readonly who: Unseen;
  /** Pods of the input that are of the description. */
  readonly seen: readonly PolicyPod[];
  /**
   * The description is plain labels in namespaces told by labels, and pods of the input have them: whoever
   * wrote the rule most likely meant those, and they are told of among the pairs.
   */
  readonly fulfilled: boolean;
}

/** What one direction of a pod is open to beyond the workloads of the input. */
export interface Exposure {
  readonly pod: PolicyPod;
  readonly direction: Direction;
  /** Whether any policy selects the pod in this direction. */
  readonly guarded: boolean;
  /** Towards each pod of the cluster, whatever its labels and namespace. */
  readonly cluster: UnseenAnswer;
  /** Towards pods that rules describe, where more is open than to each pod of the cluster. */
  readonly described: readonly Opening[];
  /** Towards addresses outside, in the families that the pod has; what is closed is left out. */
  readonly outside: readonly OutsideRange[];
}

/** How exposure is asked for. */
export interface ExposureOptions {
  /** Default: what holds for each pod of a description. */
  readonly meaning?: Meaning;
  /** Descriptions to try; default: those in the rules of the pod's own policies. */
  readonly described?: readonly Unseen[];
}

/** What one direction of the pod is open to beyond the workloads of the input. */
export function exposureOf(
  model: PolicyModel,
  { pod, direction }: { readonly pod: PolicyPod; readonly direction: Direction },
  options: ExposureOptions = {},
): Exposure {
  const { meaning = forEach } = options;
  const profile = model.profiles.of(pod, direction);
  const described =
    options.described ??
    describedBy(
      profile.selecting.map(({ policy }) => policy),
      [direction],
    );
  const families = familiesOf(pod);
  const family = families[0] ?? 4;
  const towards = (far: Unseen): UnseenAnswer =>
    judgeUnseen(model, { pod, direction, far, family }, meaning);
  const cluster = towards(anyPod);
  return {
    pod,
    direction,
    guarded: profile.selecting.length > 0,
    cluster,
    described: described.flatMap((who) => {
      const answer = towards(who);
      if (!isMore(answer, cluster, model)) return [];
      const seen = seenPods(who, model.world);
      return [{ who, ...answer, seen, fulfilled: seen.length > 0 && isPlain(who) }];
    }),
    outside: families
      .flatMap((of) => outsideRanges(model, { pod, direction, family: of }))
      .filter(({ span }) => span !== closed),
  };
}

/** Whether an answer has anything that the other one has not. */
function isMore(answer: UnseenAnswer, than: UnseenAnswer, { world }: PolicyModel): boolean {
  if (answer.span !== than.span) {
    const { spans, ports } = world;
    const sure = ports.minus(spans.sure(answer.span), spans.sure(than.span));
    const possible = ports.minus(spans.possible(answer.span), spans.possible(than.span));
    if (sure !== 0 || possible !== 0) return true;
  }
  const known = new Set(than.names.map(({ name, protocol }) => `${protocol} ${name}`));
  return answer.names.some(({ name, protocol }) => !known.has(`${protocol} ${name}`));
}

/** Pods that rules of the policies describe, each description once; without those that nothing can be. */
export function describedBy(
  policies: readonly Policy[],
  directions: readonly Direction[] = ['ingress', 'egress'],
): readonly Unseen[] {
  const found = new Map<string, Unseen>();
  for (const policy of policies)
    for (const direction of directions)
      for (const { peers } of policy[direction]?.rules ?? [])
        for (const peer of peers) {
          if (peer.kind !== 'pods') continue;
          const who: Unseen = { namespaces: peer.namespaces, pods: peer.pods };
          const key = keyOf(who);
          if (!found.has(key) && !isAnyPod(who) && !isNobody(who)) found.set(key, who);
        }
  return [...found.values()];
}

/** One text for a description: a namespace told by its name alone is the same as a policy's own. */
const keyOf = ({ namespaces, pods }: Unseen): string =>
  JSON.stringify([placeOf(namespaces), selectorKey(pods)]);

function placeOf(term: NamespaceTerm): string {
  if (term.kind === 'own') return `own ${term.namespace}`;
  const name = onlyNameOf(term);
  return name !== undefined && wordsIn(term.selector) === 1
    ? `own ${name}`
    : `in ${selectorKey(term.selector)}`;
}

const wordsIn = ({ matchLabels, matchExpressions }: LabelSelector): number =>
  Object.keys(matchLabels ?? {}).length + (matchExpressions?.length ?? 0);

/** Labels only, for pods and for namespaces; not all pods, nor all namespaces. */
const isPlain = ({ namespaces, pods }: Unseen): boolean =>
  isPlainSelector(pods) && isPlainTerm(namespaces);

const isPlainTerm = (term: NamespaceTerm): boolean =>
  term.kind === 'own' || isPlainSelector(term.selector);

const isPlainSelector = (selector: LabelSelector): boolean =>
  !isEmpty(selector) && (selector.matchExpressions ?? []).length === 0;

/** A workload and what its pods are open to; pods that policies treat alike are asked once. */
export interface WorkloadExposure {
  readonly owner: PodOwner;
  readonly exposures: readonly Exposure[];
}

/** What every workload is open to beyond the workloads of the input, both directions. */
export function exposures(
  model: PolicyModel,
  options: ExposureOptions = {},
): readonly WorkloadExposure[] {
  return ownersOf(model.world).map(({ owner, pods }) => {
    const distinct = new Map<string, PolicyPod>();
    for (const at of pods) {
      const pod = model.world.pods[at];
      if (pod === undefined) continue;
      const { index: inward } = model.profiles.of(pod, 'ingress');
      const { index: outward } = model.profiles.of(pod, 'egress');
      const alike = JSON.stringify([inward, outward, pod.ports, familiesOf(pod)]);
      if (!distinct.has(alike)) distinct.set(alike, pod);
    }
    return {
      owner,
      exposures: [...distinct.values()].flatMap((pod) =>
        (['ingress', 'egress'] as const).map((direction) =>
          exposureOf(model, { pod, direction }, options),
        ),
      ),
    };
  });
}
