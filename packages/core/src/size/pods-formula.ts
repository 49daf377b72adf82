import { smallestLengthFor } from '@aksnet/net';
import { isUnknown } from '../evidence/knowable.ts';
import { knownNeed, type Ledger } from '../evidence/ledger.ts';
import { code, type Prose, prose } from '../evidence/prose.ts';
import { overlayMaxNodes, podRangeLengthFor } from '../facts/sizing/pod-range.ts';
import { type Amount, greatest, product, scaledUp, sum } from './amount.ts';
import type { PoolSize } from './pools.ts';

/**
 * What the common formula for pod ranges (nodes × maxPods × growth) would give, wherever it gives
 * too little: it counts pods, but each node takes a whole block, and it forgets the surge.
 */
export function podsFormulaNotes(
  ledger: Ledger,
  sizes: readonly PoolSize[],
  { growthFactor, provisioned }: { readonly growthFactor: number; readonly provisioned: Amount },
): readonly Prose[] {
  const nodes = sum([...sizes.map((size) => size.maximum), provisioned]);
  const maxPods = greatest(sizes.map((size) => size.maxPods));
  const pods = scaledUp(product(nodes, maxPods), growthFactor);
  if (ledger.unit !== 'node blocks' || isUnknown(pods) || isUnknown(nodes) || isUnknown(maxPods))
    return [];
  const byFormula = smallestLengthFor(pods, 4);
  const truth = podRangeLengthFor(knownNeed(ledger));
  if (byFormula === undefined || truth === undefined || byFormula <= truth) return [];
  return [
    prose`The formula ${code('nodes × maxPods × growth')} gives ${nodes} × ${maxPods} × ${growthFactor} = ${pods} addresses, a ${code(`/${byFormula}`)}, which holds ${overlayMaxNodes(byFormula)} nodes. Every node takes a whole block, surge nodes too: ${knownNeed(ledger)} blocks need a ${code(`/${truth}`)}.`,
  ];
}
