import {
  type Address,
  containsAddress,
  type PrefixSet,
  setContainsAddress,
  setOf,
} from '@aksnet/net';
import type { WantedEnd, WantedFlow } from '../../estate/wanted-flow.ts';
import { wantedSet } from '../generate/ports.ts';
import type { PolicyRequest } from '../generate/request.ts';
import { nameFits } from '../match.ts';
import { allPorts, noPorts, type PortSetId } from '../port-set.ts';
import type { Direction } from '../rule.ts';
import type { SpanId } from '../span.ts';
import { isSelectable, podsOfEnd } from '../wanted/pods-of-end.ts';
import type { PolicyWorld } from '../world.ts';

/** What somebody wants between the ends of a world, in sets of ports of that world. */
export interface WantedRelation {
  /** A text that is equal for pods of which the same is wanted. */
  readonly kindOf: (pod: number) => string;
  readonly betweenPods: (from: number, to: number) => SpanId;
  readonly withAddress: (pod: number, direction: Direction, address: Address) => SpanId;
  readonly withName: (pod: number, name: string) => SpanId;
  readonly withNode: (pod: number, direction: Direction) => SpanId;
}

/** A flow and the pods that its ends mean. */
interface Met {
  readonly flow: WantedFlow;
  readonly ports: PortSetId;
  readonly from: ReadonlySet<number>;
  readonly to: ReadonlySet<number>;
}

/** The relation of wanted flows, with the look-ups that every closed workload may make. */
export function wantedRelation(
  world: PolicyWorld,
  request: PolicyRequest,
  flows: readonly WantedFlow[],
): WantedRelation {
  const { ports, spans } = world;
  const met = flows.map(
    (flow): Met => ({
      flow,
      ports: wantedSet(flow.ports, ports),
      from: new Set(podsOfEnd(flow.from, world)),
      to: new Set(podsOfEnd(flow.to, world)),
    }),
  );
  const closed = new Set(request.isolated);
  const dns = new Set(
    podsOfEnd(
      { kind: 'pods', namespace: request.dns.namespace, labels: request.dns.podLabels },
      world,
    ),
  );
  const asking = ports.of([
    { protocol: 'UDP', first: request.dns.port, last: request.dns.port },
    { protocol: 'TCP', first: request.dns.port, last: request.dns.port },
  ]);
  const isNode = world.pods.map((_, at) => !isSelectable(world, at));
  const asks = (pod: number): boolean =>
    isNode[pod] !== true && closed.has(world.pods[pod]?.namespace ?? '');
  const inside = insideOf(request);
  const sum = (those: readonly Met[]): PortSetId =>
    those.reduce((set, one) => ports.union(set, one.ports), noPorts);
  /** Flows that the pod has its part in on this side. */
  const by = {
    egress: world.pods.map((_, at) => met.filter(({ from }) => from.has(at))),
    ingress: world.pods.map((_, at) => met.filter(({ to }) => to.has(at))),
  };
  const farOf = { egress: 'to', ingress: 'from' } as const;
  const whereFar = (pod: number, direction: Direction, fits: (end: WantedEnd) => boolean) =>
    sum((by[direction][pod] ?? []).filter(({ flow }) => fits(flow[farOf[direction]])));
  /** A node, or a pod that is seen as one. */
  const atListener = (pod: number, direction: Direction): PortSetId =>
    direction === 'egress' && request.dns.nodeListener !== undefined && asks(pod)
      ? asking
      : noPorts;
  const toNodes = (pod: number, direction: Direction): PortSetId =>
    whereFar(pod, direction, ({ kind }) => kind === 'nodes');
  return {
    kindOf: (pod) =>
      [
        ...met.flatMap(({ from, to }, i) => [
          ...(from.has(pod) ? [`f${i}`] : []),
          ...(to.has(pod) ? [`t${i}`] : []),
        ]),
        dns.has(pod) ? 'dns' : '',
        asks(pod) ? 'asks' : '',
      ].join(' '),
    betweenPods: (from, to) => {
      const plain = sum((by.egress[from] ?? []).filter((one) => one.to.has(to)));
      const byNode = ports.union(
        isNode[to] === true ? toNodes(from, 'egress') : noPorts,
        isNode[from] === true ? toNodes(to, 'ingress') : noPorts,
      );
      const names = asks(from) && dns.has(to) ? asking : noPorts;
      const sure = [plain, byNode, names].reduce((a, b) => ports.union(a, b));
      return spans.of(sure, isNode[to] === true ? atListener(from, 'egress') : noPorts);
    },
    withAddress: (pod, direction, address) => {
      const listener = request.dns.nodeListener;
      const isListener = listener !== undefined && containsAddress(listener, address);
      const sure = ports.union(
        whereFar(pod, direction, (end) => holdsAddress(end, address, inside)),
        isListener ? atListener(pod, direction) : noPorts,
      );
      const perhaps = whereFar(pod, direction, ({ kind }) => kind === 'name');
      return spans.of(sure, perhaps);
    },
    withName: (pod, name) =>
      spans.of(
        whereFar(pod, 'egress', (end) => end.kind === 'name' && fits(end.name, name)),
        ports.union(
          whereFar(pod, 'egress', ({ kind }) => kind === 'range' || kind === 'internet'),
          atListener(pod, 'egress'),
        ),
      ),
    withNode: (pod, direction) => {
      const sure = toNodes(pod, direction);
      return spans.of(sure, sure === allPorts ? sure : atListener(pod, direction));
    },
  };
}

/** Everything that the Internet is not. */
function insideOf({ ranges }: PolicyRequest): PrefixSet {
  return setOf([...ranges.pods, ...ranges.services, ...ranges.nodes, ...ranges.internal]);
}

function holdsAddress(end: WantedEnd, address: Address, inside: PrefixSet): boolean {
  if (end.kind === 'range') return containsAddress(end.prefix, address);
  return end.kind === 'internet' && !setContainsAddress(inside, address);
}

const fits = (pattern: string, name: string): boolean =>
  pattern === name || nameFits({ text: pattern, star: 'withinLabel' }, name);
