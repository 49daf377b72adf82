import {
  bitsOf,
  containsAddress,
  firstAddress,
  parseAddress,
  prefixOf,
  sameAddress,
} from '@aksnet/net';
import type { Workload } from '../../estate/elements/kubernetes.ts';
import { kubernetesId } from '../../estate/elements/kubernetes-id.ts';
import { type Estate, withElements } from '../../estate/estate.ts';
import type { WantedEnd, WantedFlow, WantedPort } from '../../estate/wanted-flow.ts';
import { designed } from '../../evidence/source.ts';
import { localDnsRange } from '../../facts/reserved-ranges.ts';
import { wantedEndText } from '../wanted/end-text.ts';
import type { PolicyWorld } from '../world.ts';
import type { ObservedEnd, ObservedFlow, ObservedVerdict } from './observed.ts';
import type { ObservedLog } from './read-observed.ts';

/** How observed flows are taken. */
export interface ObservedChoice {
  /** Verdicts whose flows are wanted. */
  readonly wanted: readonly ObservedVerdict[];
  /** Whether destinations outside are wanted by the names they were looked up under. */
  readonly names: boolean;
}

/** A connection of the log that is not wanted, and why. */
export interface SetAside {
  readonly from: string;
  readonly to: string;
  readonly port: WantedPort;
  readonly why: 'dropped' | 'audit' | 'ownNode' | 'lookUp' | 'noEnd';
  readonly times: number;
}

/** The wanted connections of logs, by workload. */
export interface WantedOfLogs {
  readonly flows: readonly WantedFlow[];
  readonly setAside: readonly SetAside[];
}

/** All that was seen of one connection between two workloads. */
interface Seen {
  readonly from: WantedEnd | undefined;
  readonly to: WantedEnd | undefined;
  readonly first: ObservedFlow;
  readonly document: string;
  times: number;
  readonly forwarded: Set<ObservedFlow['seen']>;
  readonly refused: Set<ObservedVerdict>;
}

/**
 * Workloads that logs speak of and the objects do not hold, by the labels that the log gives their pods: so
 * that policies can be written from a log alone.
 */
function workloadsOfLogs(logs: readonly ObservedLog[], world: PolicyWorld): readonly Workload[] {
  const made = new Map<string, Workload>();
  for (const { flows, document } of logs)
    for (const { from, to, line } of flows)
      for (const end of [from, to]) {
        const { namespace, labels } = end;
        const name = end.workload?.name ?? end.pod;
        if (namespace === undefined || name === undefined || labels === undefined) continue;
        if (workloadFor(end, world) !== undefined) continue;
        const workloadKind =
          end.workload === undefined ? 'Pod' : (end.workload.kind ?? 'Deployment');
        const key = `${namespace}/${workloadKind}/${name}`;
        if (made.has(key)) continue;
        made.set(key, {
          kind: 'workload',
          id: kubernetesId('workload', { type: workloadKind, namespace, name }),
          name,
          namespace,
          labels: {},
          workloadKind,
          podLabels: labels,
          replicas: { unknown: [{ kind: 'notStated', field: 'replicas' }] },
          ports: [],
          hostNetwork: false,
          source: { ...designed('observed'), document, path: [line] },
        });
      }
  return [...made.keys()].sort().flatMap((key) => made.get(key) ?? []);
}

/** The estate with the workloads that only the logs know. */
export function withSeenWorkloads(
  estate: Estate,
  logs: readonly ObservedLog[],
  world: PolicyWorld,
): Estate {
  const seen = workloadsOfLogs(logs, world);
  return seen.length === 0 ? estate : withElements(estate, seen);
}

/** The connections of logs between workloads, each once, with those that are not wanted apart. */
export function wantedOfLogs(
  logs: readonly ObservedLog[],
  world: PolicyWorld,
  choice: ObservedChoice,
): WantedOfLogs {
  const seen = new Map<string, Seen>();
  for (const { flows, document } of logs)
    for (const flow of flows) {
      const from = endOf(flow.from, world, { ...choice, names: false });
      const to = endOf(flow.to, world, choice);
      const { protocol, port } = flow;
      const key = [textOf(from, flow.from), textOf(to, flow.to), protocol, port].join(' ');
      const before = seen.get(key) ?? {
        from,
        to,
        first: flow,
        document,
        times: 0,
        forwarded: new Set(),
        refused: new Set(),
      };
      seen.set(key, before);
      before.times += 1;
      if (flow.verdict === 'forwarded') before.forwarded.add(flow.seen);
      else before.refused.add(flow.verdict);
    }
  const setAside: SetAside[] = [];
  const wanted = new Map<string, WantedFlow>();
  for (const key of [...seen.keys()].sort()) {
    const one = seen.get(key);
    if (one === undefined) continue;
    const { from, to, first, document } = one;
    const port: WantedPort = { protocol: first.protocol, port: first.port };
    const why = reasonAgainst(one, world, choice);
    if (why !== undefined || from === undefined || to === undefined) {
      const [a, b] = [textOf(from, first.from), textOf(to, first.to)];
      setAside.push({ from: a, to: b, port, why: why ?? 'noEnd', times: one.times });
      continue;
    }
    const ends = `${from.kind} ${wantedEndText(from)} ${to.kind} ${wantedEndText(to)}`;
    const known = wanted.get(ends);
    const ports = [...(known?.ports ?? []), port];
    wanted.set(
      ends,
      known === undefined
        ? { from, to, ports, source: { document, path: [first.line] } }
        : { ...known, ports },
    );
  }
  return { flows: [...wanted.values()], setAside };
}

/** What is not to be written: refused, let in anyway, or part of every closed namespace. */
function reasonAgainst(
  { from, to, first, forwarded, refused }: Seen,
  world: PolicyWorld,
  { wanted }: ObservedChoice,
): SetAside['why'] | undefined {
  // Leaving the sender says little where the receiver's side refused it.
  const arrived = forwarded.has('ingress') || forwarded.has('unknown');
  const went = arrived || (forwarded.size > 0 && refused.size === 0);
  const asked = [...refused].some((one) => wanted.includes(one));
  if (!(went && wanted.includes('forwarded')) && !asked)
    return refused.has('dropped') ? 'dropped' : 'audit';
  if (from === undefined || to === undefined) return 'noEnd';
  if (first.from.reserved === 'host') return 'ownNode';
  return isLookUp(to, first, world) ? 'lookUp' : undefined;
}

function isLookUp(to: WantedEnd, { port }: ObservedFlow, world: PolicyWorld): boolean {
  if (port !== 53) return false;
  if (to.kind === 'range')
    return (
      localDnsRange.family === to.prefix.family &&
      containsAddress(localDnsRange, firstAddress(to.prefix))
    );
  return (
    to.kind === 'workload' &&
    world.pods.some(
      ({ owner, labels }) =>
        owner.namespace === to.namespace &&
        owner.name === to.name &&
        owner.namespace === 'kube-system' &&
        labels.get('k8s-app') === 'kube-dns',
    )
  );
}

/** The workload, by its name, by its pod, or by labels that only its pods have. */
function workloadFor(
  { namespace, workload, pod, labels }: ObservedEnd,
  { pods }: Pick<PolicyWorld, 'pods'>,
): Extract<WantedEnd, { kind: 'workload' }> | undefined {
  if (namespace === undefined) return undefined;
  const near = pods.filter((one) => one.owner.namespace === namespace);
  const found =
    near.find(
      ({ owner }) =>
        owner.name === workload?.name &&
        (workload.kind === undefined || owner.kind === workload.kind),
    ) ??
    near.find(({ name }) => name === pod) ??
    near
      .filter(
        ({ workload: of, owner }) => of.workloadKind !== 'Pod' && pod?.startsWith(`${owner.name}-`),
      )
      .toSorted((a, b) => b.owner.name.length - a.owner.name.length)[0];
  const owner = found?.owner ?? ownerByLabels(near, labels);
  return owner === undefined
    ? undefined
    : { kind: 'workload', namespace, name: owner.name, workloadKind: owner.kind };
}

function ownerByLabels(near: PolicyWorld['pods'], labels: ObservedEnd['labels']) {
  if (labels === undefined) return undefined;
  const fits = near.filter((pod) =>
    Object.entries(labels).every(([key, value]) => pod.labels.get(key) === value),
  );
  const owners = new Map(fits.map(({ owner }) => [`${owner.kind}/${owner.name}`, owner]));
  return owners.size === 1 ? [...owners.values()][0] : undefined;
}

function endOf(
  end: ObservedEnd,
  world: PolicyWorld,
  { names }: Pick<ObservedChoice, 'names'>,
): WantedEnd | undefined {
  const workload = workloadFor(end, world);
  if (workload !== undefined) return workload;
  if (end.reserved === 'host' || end.reserved === 'remote-node') return { kind: 'nodes' };
  const parsed = end.address === undefined ? undefined : parseAddress(end.address);
  const address = parsed?.ok === true ? parsed.value : undefined;
  if (address !== undefined) {
    const holds = (list: PolicyWorld['pods'][number]['addresses']): boolean =>
      list?.some((one) => sameAddress(one, address)) === true;
    const pod = world.pods.find((one) => !one.hostNetwork && holds(one.addresses));
    if (pod !== undefined) {
      const { namespace, name, kind } = pod.owner;
      return { kind: 'workload', namespace, name, workloadKind: kind };
    }
    if ([...world.nodes.values()].some((node) => holds(node.addresses))) return { kind: 'nodes' };
  }
  // Pods that nobody knows are not addresses outside: their addresses are somebody else's tomorrow.
  if (end.namespace !== undefined) return undefined;
  const [name] = end.names.toSorted();
  if (names && name !== undefined && /^[a-z0-9_.-]{1,253}$/i.test(name))
    return { kind: 'name', name: name.toLowerCase().replace(/\.$/, '') };
  return address === undefined
    ? undefined
    : { kind: 'range', prefix: prefixOf(address, bitsOf(address.family)) };
}

/** What an end is called, whether or not it was found. */
function textOf(end: WantedEnd | undefined, observed: ObservedEnd): string {
  if (end !== undefined) return wantedEndText(end);
  const { namespace, workload, pod, address, reserved } = observed;
  const name = workload?.name ?? pod ?? address ?? reserved ?? 'unknown';
  return namespace === undefined ? name : `${namespace}/${name}`;
}
