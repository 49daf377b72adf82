import type { KubernetesObject } from '../estate/elements/kubernetes.ts';
import { push } from '../estate/grouped.ts';
import { type EntryOptions, type EntryProblem, type EntryReach, entryReach } from './entries.ts';
import { isClosed, type Passing, PassingSum, type Subject } from './passing.ts';
import type { PodGroup } from './pod-groups.ts';
import type { PolicyPod } from './pods.ts';
import { noPorts, type Protocol } from './port-set.ts';
import type { Relation } from './relation.ts';

/** A way in from outside: a controller with the Ingresses and routes that it serves for a group. */
export interface EntryEnd {
  /** What it is: the title of a known controller, or why none is known. */
  readonly title: string;
  /** Where its packets come from. */
  readonly place: EntryReach['controller']['kind'];
  readonly entries: readonly KubernetesObject[];
}

/** What a controller may open to a group. */
export interface EntryLink {
  readonly from: EntryEnd;
  readonly to: PodGroup;
  readonly passing: Passing;
}

/** An entry that leads to pods which policies keep its controller away from. */
export interface EntryShut {
  readonly entry: KubernetesObject;
  readonly title: string;
  readonly to: PodGroup;
  readonly protocol: Protocol;
  readonly port: number;
}

/** An entry that leads nowhere, whatever policies say. */
export interface EntryAstray {
  readonly entry: KubernetesObject;
  readonly service: string;
  readonly problems: readonly EntryProblem[];
}

/** What becomes of the entries of a world. */
export interface EntryTable {
  readonly links: readonly EntryLink[];
  readonly shut: readonly EntryShut[];
  readonly astray: readonly EntryAstray[];
}

/** What every controller may open to the groups, on the ports that its entries lead to. */
export function entryLinks(
  { model }: Relation,
  groups: readonly PodGroup[],
  options: EntryOptions = {},
): EntryTable {
  const { spans, ports, pods } = model.world;
  const groupOf = new Map<PolicyPod, PodGroup>();
  for (const group of groups)
    for (const at of group.pods) {
      const pod = pods[at];
      if (pod !== undefined) groupOf.set(pod, group);
    }
  const reached = new Map<string, Leg[]>();
  const shut = new Map<string, EntryShut>();
  const astray: EntryAstray[] = [];
  for (const { entry, backend, controller, backends, problems } of entryReach(model, options)) {
    const title = 'known' in controller ? controller.known.title : controller.why;
    if (problems.length > 0)
      astray.push({ entry, service: `${backend.namespace}/${backend.service}`, problems });
    for (const { to, protocol, port, span, passes } of backends) {
      const group = to.kind === 'pod' ? groupOf.get(to.pod) : undefined;
      if (group === undefined || to.kind !== 'pod') continue;
      if (passes === 'no') {
        const key = JSON.stringify([entry.id, title, group.key, protocol, port]);
        shut.set(key, { entry, title, to: group, protocol, port });
      }
      const asked = ports.of([{ protocol, first: port, last: port }]);
      const sure = passes === 'yes' ? asked : noPorts;
      const narrowed = spans.of(sure, ports.meet(asked, spans.possible(span)));
      const key = JSON.stringify([title, controller.kind, group.key]);
      push(reached, key, { title, place: controller.kind, entry, group, pod: to.pod, narrowed });
    }
  }
  return {
    links: [...reached.values()].flatMap((legs) => linkOf(legs, model.world)),
    shut: [...shut.values()],
    astray,
  };
}

interface Leg {
  readonly title: string;
  readonly place: EntryEnd['place'];
  readonly entry: KubernetesObject;
  readonly group: PodGroup;
  readonly pod: PolicyPod;
  readonly narrowed: number;
}

const noSubject = (): Subject => ({ ports: noPorts, conditions: [] });

/** Legs of one controller to one group: those to one pod add up, those to several are compared. */
function linkOf(legs: readonly Leg[], { spans }: Relation['model']['world']): readonly EntryLink[] {
  const [first] = legs;
  if (first === undefined) return [];
  const byPod = new Map<PolicyPod, number>();
  for (const { pod, narrowed } of legs) byPod.set(pod, spans.union(byPod.get(pod) ?? 0, narrowed));
  const sum = new PassingSum(spans);
  for (const span of byPod.values()) sum.add(span, noSubject);
  const passing = sum.result();
  const entries = [...new Map(legs.map(({ entry }) => [entry.id, entry])).values()];
  const { title, place, group } = first;
  return passing === undefined || isClosed(passing)
    ? []
    : [{ from: { title, place, entries }, to: group, passing }];
}
