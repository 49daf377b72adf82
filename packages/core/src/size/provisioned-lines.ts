import type { Estate } from '../estate/estate.ts';
import type { Id } from '../estate/id.ts';
import { clusterMode } from '../estate/modes-of.ts';
import { isUnknown, mapKnown, notStated } from '../evidence/knowable.ts';
import type { Line } from '../evidence/ledger.ts';
import { element, prose } from '../evidence/prose.ts';
import { defaultMaxPods } from '../facts/modes.ts';
import { type Amount, product } from './amount.ts';
import { line } from './line.ts';

/**
 * Nodes that autoprovisioning may add to a cluster: up to its limit, not known without one. Nothing
 * where pools are made by hand.
 */
export function provisionedNodes(estate: Estate, id: Id<'cluster'>): Amount {
  const cluster = estate.elements.cluster.get(id);
  if (cluster === undefined || cluster.nodeProvisioning === 'Manual') return 0;
  if (isUnknown(cluster.nodeProvisioning)) return cluster.nodeProvisioning;
  return cluster.provisionedNodeLimit ?? notStated('provisionedNodeLimit');
}

/**
 * Addresses of the node subnet that autoprovisioned nodes take. They have the maxPods that their mode
 * gives by default.
 */
export function provisionedAddresses(estate: Estate, id: Id<'cluster'>): Amount {
  const cluster = estate.elements.cluster.get(id);
  if (cluster === undefined) return 0;
  const perNode = mapKnown(
    clusterMode(estate, cluster),
    (mode) => mode.needPerNode(defaultMaxPods(mode, estate.assume)).nodeSubnet,
  );
  return product(provisionedNodes(estate, id), perNode);
}

/** The line of {@link provisionedNodes}, one unit per node; none where there are no such nodes. */
export function provisionedLines(estate: Estate, id: Id<'cluster'>): readonly Line[] {
  const amount = provisionedNodes(estate, id);
  if (amount === 0) return [];
  const name = element(id, estate.elements.cluster.get(id)?.name);
  const what = prose`nodes that autoprovisioning may add to ${name}`;
  return [line({ role: 'provisionedNodes', what, amount, from: id })];
}
