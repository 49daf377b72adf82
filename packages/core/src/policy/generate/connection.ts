import { type Prefix, parsePrefix } from '@aksnet/net';
import type { FlowEnd, FlowPort } from '../../estate/elements/flow.ts';
import type { Workload } from '../../estate/elements/kubernetes.ts';
import type { WantedPort } from '../../estate/wanted-flow.ts';
import { element, type Prose, prose } from '../../evidence/prose.ts';
import type { ElementId } from '../../evidence/source.ts';
import type { Connection, End, PodsEnd } from './connection-ends.ts';
import { selecting } from './object.ts';
import type { PolicyEntry, PolicyNote, PolicyRequest, ResolvedFlow } from './request.ts';

/** Connections, and what could not become one. */
export interface Connections {
  readonly connections: readonly Connection[];
  readonly notes: readonly PolicyNote[];
}

/** The wanted connections of a request: flows and entries, those between the same ends joined. */
export function connectionsOf(request: PolicyRequest): Connections {
  const wanted = request.flows.filter(({ flow }) => flow.wanted);
  const found = [
    ...wanted.map((resolved) => connectionOf(resolved, request)),
    ...request.entries.map((entry) => entryConnection(entry, request)),
    ...(request.connections ?? []),
  ];
  return {
    connections: joined(found.flatMap((item) => ('says' in item ? [] : [item]))),
    notes: found.flatMap((item) => ('says' in item ? [item] : [])),
  };
}

function connectionOf(resolved: ResolvedFlow, request: PolicyRequest): Connection | PolicyNote {
  const { flow } = resolved;
  const from = endOf(flow.from, resolved.fromAt, request);
  const to = endOf(flow.to, resolved.at, request);
  if (from === undefined)
    return unresolved(flow.id, prose`where ${element(flow.id, flow.name)} comes from`);
  if (to === undefined)
    return unresolved(flow.id, prose`where ${element(flow.id, flow.name)} goes to`);
  const ports = flow.ports.length > 0 ? flow.ports : listening(to, request);
  const reasons = flow.reason === undefined ? [] : [flow.reason];
  return { from, to, ports, about: flow.id, reasons };
}

function unresolved(about: ElementId, what: Prose): PolicyNote {
  const says = prose`No policy is written for it: no address, name or workload is known for ${what}.`;
  return { kind: 'omitted', about, says };
}

/** Addresses that were found come before what the flow says in words. */
function endOf(
  end: FlowEnd,
  at: readonly Prefix[] | undefined,
  request: PolicyRequest,
): End | undefined {
  const name = endName(end);
  const found = at !== undefined && at.length > 0 && end.kind !== 'workload';
  if (found) return { kind: 'ranges', name, prefixes: at };
  switch (end.kind) {
    case 'workload':
      // Pods of another cluster are no pods to this one: no selector here finds them.
      return end.cluster === undefined || end.cluster === request.cluster
        ? podsEnd(end.namespace, end.workload, request)
        : undefined;
    case 'fqdn':
      return { kind: 'name', fqdn: end.name };
    case 'range': {
      const parsed = parsePrefix(end.cidr);
      return parsed.ok ? { kind: 'ranges', name, prefixes: [parsed.value] } : undefined;
    }
    case 'internet':
      return { kind: 'outside' };
    case 'pool':
      return { kind: 'nodes' };
    case 'outside':
    case 'paas':
    case 'ingress':
    case 'apiServer':
    case 'people':
      return undefined;
  }
}

/** What an end is called in the name of a policy. */
export function endName(end: FlowEnd): string {
  switch (end.kind) {
    case 'workload':
      return end.workload ?? end.namespace;
    case 'pool':
      return 'nodes';
    case 'fqdn':
    case 'outside':
    case 'people':
      return end.name;
    case 'range':
      return end.cidr;
    case 'paas':
      return end.name ?? end.service;
    case 'ingress':
      return `${end.exposure}-ingress`;
    case 'apiServer':
      return 'api-server';
    case 'internet':
      return 'internet';
  }
}

/** Pods of a workload; of all the namespace when none is named; undefined when it is not known. */
function podsEnd(
  namespace: string,
  workload: string | undefined,
  request: PolicyRequest,
): PodsEnd | undefined {
  if (workload === undefined) return { kind: 'pods', namespace, pods: {} };
  const found = workloadNamed(namespace, workload, request);
  if (found === undefined) return undefined;
  return { kind: 'pods', namespace, workload, pods: selecting(found.podLabels) };
}

const workloadNamed = (
  namespace: string,
  name: string,
  request: PolicyRequest,
): Workload | undefined =>
  request.workloads.find((w) => w.namespace === namespace && w.name === name);

/** Ports that the destination says it listens on. */
function listening(to: End, request: PolicyRequest): readonly FlowPort[] {
  if (to.kind !== 'pods' || to.workload === undefined) return [];
  const ports = workloadNamed(to.namespace, to.workload, request)?.ports ?? [];
  return ports.map(({ port, protocol }) => ({ port, protocol }));
}

function entryConnection(entry: PolicyEntry, request: PolicyRequest): Connection | PolicyNote {
  const to = podsEnd(entry.to.namespace, entry.to.workload, request);
  const about =
    workloadNamed(entry.to.namespace, entry.to.workload, request)?.id ?? request.cluster;
  if (to === undefined) return unresolved(about, prose`the entry ${entry.name}`);
  const ports = entry.ports.length > 0 ? entry.ports : listening(to, request);
  return { from: entryEnd(entry), to, ports, about, reasons: [`entry ${entry.name}`] };
}

function entryEnd({ name, from }: PolicyEntry): End {
  switch (from.kind) {
    case 'controller':
      return { kind: 'pods', namespace: from.namespace, pods: selecting(from.podLabels ?? {}) };
    case 'gateway':
      return { kind: 'ranges', name, prefixes: from.prefixes };
    case 'loadBalancer':
      return from;
  }
}

/** Connections between the same ends become one; one of them on every port opens every port. */
function joined(connections: readonly Connection[]): readonly Connection[] {
  const byEnds = new Map<string, Connection>();
  for (const connection of connections) {
    const key = `${endKey(connection.from)} ${endKey(connection.to)}`;
    const known = byEnds.get(key);
    byEnds.set(key, known === undefined ? connection : both(known, connection));
  }
  return [...byEnds.values()];
}

function both(a: Connection, b: Connection): Connection {
  const reasons = [...new Set([...a.reasons, ...b.reasons])];
  if (a.ports.length === 0 || b.ports.length === 0) return { ...a, ports: [], reasons };
  const more = b.ports.filter((port) => !a.ports.some((p) => isSamePort(p, port)));
  return { ...a, ports: [...a.ports, ...more], reasons };
}

const isSamePort = (a: WantedPort, b: WantedPort): boolean =>
  a.protocol === b.protocol && a.port === b.port && a.endPort === b.endPort;

/** One text for an end, equal for equal ends; addresses may be bigints, which JSON has no word for. */
export const endKey = (end: End): string =>
  JSON.stringify(end, (_, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value));

/** What an end is called. */
export function nameOf(end: End): string {
  switch (end.kind) {
    case 'pods':
      return end.workload ?? `all-of-${end.namespace}`;
    case 'ranges':
      return end.name;
    case 'name':
      return end.fqdn;
    case 'outside':
      return 'internet';
    case 'nodes':
      return 'nodes';
    case 'loadBalancer':
      return 'load-balancer';
  }
}
