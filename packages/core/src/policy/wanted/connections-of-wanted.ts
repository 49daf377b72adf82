import { ownId } from '../../estate/id.ts';
import type { WantedEnd, WantedFlow, WantedPods } from '../../estate/wanted-flow.ts';
import { code, joined, type Prose, prose } from '../../evidence/prose.ts';
import type { Connection, End } from '../generate/connection-ends.ts';
import { selecting } from '../generate/object.ts';
import type { PolicyNote } from '../generate/request.ts';
import { ownerKey } from '../owners.ts';
import type { PolicyPod } from '../pods.ts';
import type { PolicyWorld } from '../world.ts';
import { wantedEndText } from './end-text.ts';
import { isSelectable, podsOfEnd } from './pods-of-end.ts';
import { separatingSelector } from './separating-selector.ts';

/** How wanted flows are to be spelled. */
export interface Spelling {
  readonly world: PolicyWorld;
  /** Whether NotIn and DoesNotExist are honoured. */
  readonly negative: boolean;
}

/** Connections between ends that a policy can tell apart, and what is to be said of ends that it cannot. */
export interface WantedConnections {
  readonly connections: readonly Connection[];
  readonly notes: readonly PolicyNote[];
}

/** An end as policies may spell it: in several parts, or in none. */
interface SpelledEnd {
  readonly ends: readonly End[];
  readonly says: readonly Omit<PolicyNote, 'about'>[];
}

/** The connections of wanted flows, each end by the fewest labels that single its pods out. */
export function connectionsOfWanted(
  flows: readonly WantedFlow[],
  spelling: Spelling,
): WantedConnections {
  const known = new Map<string, SpelledEnd>();
  const spelled = (end: WantedEnd): SpelledEnd => {
    const key = `${end.kind} ${wantedEndText(end)} ${end.kind === 'workload' ? end.workloadKind : ''}`;
    const before = known.get(key) ?? spelledEnd(end, spelling);
    known.set(key, before);
    return before;
  };
  const notes = new Map<string, PolicyNote>();
  const connections = flows.flatMap((flow): readonly Connection[] => {
    const [from, to] = [spelled(flow.from), spelled(flow.to)];
    const about = ownId('flow', wantedEndText(flow.from), wantedEndText(flow.to));
    const ends = [
      [flow.from, from],
      [flow.to, to],
    ] as const;
    for (const [end, { says }] of ends)
      for (const said of says) {
        const key = `${wantedEndText(end)} ${JSON.stringify(said)}`;
        if (!notes.has(key)) notes.set(key, { ...said, about });
      }
    const reasons = flow.reason === undefined ? [] : [flow.reason];
    return from.ends.flatMap((a) =>
      to.ends.map((b): Connection => ({ from: a, to: b, ports: flow.ports, about, reasons })),
    );
  });
  return { connections, notes: [...notes.values()] };
}

function spelledEnd(end: WantedEnd, spelling: Spelling): SpelledEnd {
  const { world } = spelling;
  switch (end.kind) {
    case 'range':
      return {
        ends: [{ kind: 'ranges', name: wantedEndText(end), prefixes: [end.prefix] }],
        says: [],
      };
    case 'name':
      return { ends: [{ kind: 'name', fqdn: end.name }], says: [] };
    case 'internet':
      return { ends: [{ kind: 'outside' }], says: [] };
    case 'nodes':
      return { ends: [{ kind: 'nodes' }], says: [] };
    case 'workload':
    case 'pods':
    case 'namespaces': {
      const pods = podsOfEnd(end, world);
      const selectable = pods.filter((at) => isSelectable(world, at));
      const written = writtenPods(end, selectable, spelling);
      if (pods.length === 0 && written.ends.length === 0) return { ends: [], says: [nobody(end)] };
      return selectable.length === pods.length ? written : withNodes(end, written);
    }
  }
}

function nobody(end: WantedEnd): SpelledEnd['says'][number] {
  const says = prose`No pod among the objects is ${code(wantedEndText(end))}: no policy is written for it.`;
  return { kind: 'omitted', says };
}

function withNodes(end: WantedEnd, { ends, says }: SpelledEnd): SpelledEnd {
  const said = prose`Pods of ${code(wantedEndText(end))} are on the network of their node: no selector means them, so every node is let in instead, and nothing of theirs is closed.`;
  return { ends: [...ends, { kind: 'nodes' }], says: [...says, { kind: 'wider', says: said }] };
}

function writtenPods(end: WantedPods, pods: readonly number[], spelling: Spelling): SpelledEnd {
  const { world } = spelling;
  switch (end.kind) {
    case 'pods': {
      const name = Object.keys(end.labels).length === 0 ? {} : { workload: wordsOf(end.labels) };
      const { namespace } = end;
      if (pods.length > 0 || Object.keys(end.labels).length > 0) {
        const says = pods.length > 0 ? [] : [nobodyYet(end)];
        return { ends: [{ kind: 'pods', namespace, ...name, pods: selecting(end.labels) }], says };
      }
      return { ends: [], says: [] };
    }
    case 'namespaces': {
      const namespaces = new Set(pods.flatMap((at) => world.pods[at]?.namespace ?? []));
      const ends = [...namespaces]
        .sort()
        .map((namespace): End => ({ kind: 'pods', namespace, pods: {} }));
      return { ends, says: [] };
    }
    case 'workload':
      return singledOut(end, pods, spelling);
  }
}

const wordsOf = (labels: Readonly<Record<string, string>>): string =>
  Object.entries(labels)
    .map(([key, value]) => `${key}-${value}`)
    .sort()
    .join('-');

function nobodyYet(end: WantedEnd): SpelledEnd['says'][number] {
  const says = prose`No pod among the objects is ${code(wantedEndText(end))}: what is written for it opens nothing yet.`;
  return { kind: 'condition', says };
}

/** The fewest labels that the workload's pods have and nobody else in their namespace. */
function singledOut(
  end: Extract<WantedEnd, { kind: 'workload' }>,
  pods: readonly number[],
  { world, negative }: Spelling,
): SpelledEnd {
  if (pods.length === 0) return { ends: [], says: [] };
  const chosen = new Set(pods);
  const others = world.pods.filter(
    (pod, i) => !chosen.has(i) && pod.namespace === end.namespace && isSelectable(world, i),
  );
  const wanted = pods.flatMap((at) => world.pods[at]?.labels ?? []);
  const { selector, alsoSelects } = separatingSelector({
    wanted,
    others: others.map(({ labels }) => labels),
    negative,
  });
  const { namespace, name } = end;
  return {
    ends: [{ kind: 'pods', namespace, workload: name, pods: selector }],
    says:
      alsoSelects.length === 0
        ? []
        : [
            alike(
              end,
              alsoSelects.flatMap((i) => others[i] ?? []),
            ),
          ],
  };
}

function alike(end: WantedEnd, others: readonly PolicyPod[]): SpelledEnd['says'][number] {
  const names = [...new Set(others.map(({ owner }) => ownerKey(owner)))].sort();
  const list: Prose = joined(names.map(code));
  const says = prose`No labels tell the pods of ${code(wantedEndText(end))} from those of ${list}: what is open for the one is open for the other.`;
  return { kind: 'wider', says };
}
