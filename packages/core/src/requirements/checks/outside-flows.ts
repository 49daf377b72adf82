import type { Path } from '../../evidence/source.ts';
import { isModeId, modes } from '../../facts/modes.ts';
import { spaceKinds } from '../../facts/space-kinds.ts';
import { shown } from '../../text/scalar.ts';
import type { InUse } from '../addresses.ts';
import type { ClusterWish } from '../cluster.ts';
import { flowEnd } from '../flow-ends.ts';
import type { FlowWish } from '../flows.ts';
import type { Requirements } from '../schema.ts';
import { type Concern, proposal } from './concern.ts';

/** Whether connections that start outside and end at pods can come about at all. */
export function* outsideFlows(requirements: Requirements): IterableIterator<Concern> {
  for (const [i, cluster] of requirements.clusters.entries()) {
    const path = ['clusters', i] as const;
    yield* namedSenders(cluster, path, requirements);
    for (const [j, flow] of cluster.flows.entries()) {
      if (flowEnd(flow.to, cluster, [])?.kind !== 'workload') continue;
      const senders = sendersOf(flow, cluster, requirements);
      if (senders !== undefined)
        yield* intoPods({ cluster, flow, senders }, [...path, 'flows', j], requirements);
    }
  }
}

/** Entries of ranges in use that a flow starts in; empty for a bare range, undefined for any other start. */
function sendersOf(
  { from }: FlowWish,
  cluster: ClusterWish,
  { addresses: { inUse } }: Requirements,
): readonly InUse[] | undefined {
  const end = flowEnd(from, cluster, inUse);
  if (end?.kind === 'range') return [];
  if (end?.kind !== 'outside') return undefined;
  const named = inUse.filter(({ name }) => name === from);
  return named.length > 0 ? named : inUse.filter((range) => range.as === from);
}

interface IntoPods {
  readonly cluster: ClusterWish;
  readonly flow: FlowWish;
  readonly senders: readonly InUse[];
}

function* intoPods(
  { cluster, flow, senders }: IntoPods,
  path: Path,
  requirements: Requirements,
): IterableIterator<Concern> {
  const place = [...path, 'from'];
  const inward = senders.find(({ as }) => spaceKinds[as].scope !== 'routed');
  if (inward !== undefined) {
    yield {
      severity: 'error',
      code: 'not-routed',
      message: `nothing in ${shown(inward.name)} opens connections to others: it is a ${spaceKinds[inward.as].title}`,
      path: place,
      hint: 'name the network whose addresses the receiver sees',
    };
    return;
  }
  if (!mayBeRouted(cluster, requirements)) {
    yield {
      severity: 'error',
      code: 'pods-not-reachable',
      message: `${shown(flow.from)} opens connections to pods of ${cluster.name}, and no pod there has an address that others route to`,
      path: place,
      hint: `let them come in through a private entry: an ingress with exposure: private stands behind an internal load balancer, and needs no flow of its own; or, if they must reach each pod by its address, add podIdentity: { openConnectionsToPods: [{ who, from: ${flow.from}, reason }] }`,
    };
    return;
  }
  const unconnected = senders.find((range) => isUnconnected(range, requirements));
  if (unconnected !== undefined) {
    yield {
      severity: 'error',
      code: 'no-path',
      message: `connections to pods start in ${shown(unconnected.name)}, and nothing connects that`,
      path: place,
      hint: 'write hub.gateway: expressRoute or vpn',
    };
  }
  if (flow.ports.length === 0 && listening(flow, cluster) === 0) {
    yield {
      severity: 'error',
      code: 'port-not-stated',
      message: `on which ports ${shown(flow.from)} calls ${shown(flow.to)} is not said`,
      path,
      hint: 'add port: the firewall, the group of the pod subnet and the policy open that one and no other',
    };
  }
}

/** Whether pods may get routed addresses: by a demand, or because the mode is named. */
const mayBeRouted = (
  { podIdentity }: ClusterWish,
  { require, preferences }: Requirements,
): boolean =>
  podIdentity.openConnectionsToPods.length > 0 ||
  [
    ...require.map((one) => [one.for, one.option] as const),
    ...preferences.map((one) => [one.for, one.prefer] as const),
  ].some(
    ([question, mode]) =>
      question === 'cniMode' && isModeId(mode) && modes[mode].podsReachableFrom === 'routed',
  );

/** Networks behind a gateway, where there is none. A hub that is there may have one that nobody named. */
const isUnconnected = ({ as }: InUse, { hub, existing }: Requirements): boolean =>
  (as === 'onPremises' || as === 'vpn' || as === 'expressRoute') &&
  hub.gateway === 'none' &&
  !existing.some(
    (one) => one.kind === 'virtualHub' || (one.kind === 'virtualNetwork' && one.use === 'hub'),
  );

/** Number of ports that the receivers of a flow say they listen on. */
function listening({ to }: FlowWish, { namespaces }: ClusterWish): number {
  const [namespace, workload] = to.split('/');
  const found = namespaces.find(({ name }) => name === namespace)?.workloads ?? [];
  return found.find(({ name }) => name === workload)?.ports.length ?? 0;
}

/** Where somebody who opens connections to pods is said to be, it must be known where that is. */
function* namedSenders(
  { podIdentity }: ClusterWish,
  path: Path,
  { addresses: { inUse } }: Requirements,
): IterableIterator<Concern> {
  const known = new Set<string>(inUse.flatMap(({ name, as }) => [name, as]));
  for (const [i, { from }] of podIdentity.openConnectionsToPods.entries()) {
    if (from === undefined || known.has(from)) continue;
    yield {
      severity: 'error',
      code: 'unknown-name',
      message: `there are no ranges in use called ${shown(from)}`,
      path: [...path, 'podIdentity', 'openConnectionsToPods', i, 'from'],
      hint: proposal(
        from,
        inUse.map(({ name }) => name),
      ),
    };
  }
}
