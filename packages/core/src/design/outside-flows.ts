import { formatPrefix, type Prefix, parsePrefix } from '@aksnet/net';
import type { Cluster } from '../estate/elements/cluster.ts';
import type { Flow, FlowEnd, FlowPort } from '../estate/elements/flow.ts';
import type { Subnet } from '../estate/elements/network.ts';
import { all, type Estate } from '../estate/estate.ts';
import { grouped } from '../estate/grouped.ts';
import { clusterMode } from '../estate/modes-of.ts';
import { isKnown, knownOr } from '../evidence/knowable.ts';
import { code, element, joined, type Prose, prose, quote } from '../evidence/prose.ts';
import { clusterSubnets } from './surroundings.ts';

/*
 * Connections that start outside a cluster and end at its pods. They need pods with addresses that
 * others route to, and then an opening at every filter on the way: the firewall, the security group of the
 * pod subnet, and the policy of the namespace.
 */

/** A wanted connection from ranges of others to pods. */
export interface OutsideFlow {
  readonly flow: Flow;
  /** What stands for the sender in names of rules. */
  readonly name: string;
  readonly from: readonly Prefix[];
}

/** Ranges behind an end that is outside of every cluster; undefined for every other end. */
export function outsideRanges(estate: Estate, end: FlowEnd): readonly Prefix[] | undefined {
  if (end.kind === 'outside')
    return end.ranges.flatMap((id) => estate.elements.externalRange.get(id)?.prefixes ?? []);
  if (end.kind !== 'range') return undefined;
  const parsed = parsePrefix(end.cidr);
  return parsed.ok ? [parsed.value] : [];
}

/** Wanted connections from outside to pods of a cluster. */
export function outsideFlows(estate: Estate, cluster: Cluster): readonly OutsideFlow[] {
  return all(estate, 'flow').flatMap((flow) => {
    const { from, to, wanted } = flow;
    if (!wanted || to.kind !== 'workload' || to.cluster !== cluster.id) return [];
    const ranges = outsideRanges(estate, from);
    if (ranges === undefined) return [];
    return [{ flow, name: from.kind === 'outside' ? from.name : dashed(ranges), from: ranges }];
  });
}

/** Ranges outside whose machines open connections to pods, with all ports on which they do. */
export interface OutsideSender {
  readonly name: string;
  readonly from: readonly Prefix[];
  /** Empty: every port. */
  readonly ports: readonly FlowPort[];
}

/**
 * Senders of {@link outsideFlows}, each once. Groups and firewalls see the ranges of pods, never which
 * workload is behind an address, so they open a sender's ports once; policies tell workloads apart.
 */
export function outsideSenders(estate: Estate, cluster: Cluster): readonly OutsideSender[] {
  const flows = outsideFlows(estate, cluster);
  return [...grouped(flows, ({ name }) => name)].flatMap(([name, own]) => {
    const [first] = own;
    if (first === undefined) return [];
    const isWide = own.some(({ flow }) => flow.ports.length === 0);
    const ports = new Map(
      own.flatMap(({ flow }) => flow.ports.map((each) => [JSON.stringify(each), each] as const)),
    );
    return [{ name, from: first.from, ports: isWide ? [] : [...ports.values()] }];
  });
}

/** A sender that has no name, spelled so that any resource may be called by it. */
const dashed = (ranges: readonly Prefix[]): string =>
  ranges
    .map(formatPrefix)
    .join('-')
    .replace(/[^A-Za-z0-9.-]+/g, '-');

/** Subnets from which pods of a cluster get addresses that are routed; none where pods have a range of their own. */
export const podSubnets = (estate: Estate, cluster: Cluster): readonly Subnet[] =>
  clusterSubnets(estate, cluster).filter(({ purpose }) => purpose === 'podSubnet');

/** Ranges of those subnets. */
export const podSubnetRanges = (estate: Estate, cluster: Cluster): readonly Prefix[] =>
  podSubnets(estate, cluster).flatMap(({ prefixes }) => knownOr(prefixes, []));

/** Clusters whose pods nobody outside reaches though somebody is to, each with the two ways out of it. */
export function unreachablePods(estate: Estate): readonly Prose[] {
  return all(estate, 'cluster').flatMap((cluster) => {
    const flows = outsideFlows(estate, cluster);
    const mode = clusterMode(estate, cluster);
    if (flows.length === 0 || !isKnown(mode) || mode.podsReachableFrom === 'routed') return [];
    const which = joined(flows.map(({ flow }) => quote(flow.name)));
    return [
      prose`${which} ends at pods of ${element(cluster.id, cluster.name)}, and with ${mode.title} no pod has an address that others route to. Let it come in through a private entry (${code('ingress')} with ${code('exposure: private')}, an internal load balancer), or name who opens connections to pods, with a reason that carries the cost, under ${code('podIdentity.openConnectionsToPods')}.`,
    ];
  });
}
