import { type AssumptionChoices, assumed } from './assumptions.ts';
import { type Citation, documented, type Fact } from './citation.ts';
import { aksPage, containerServiceModels } from './documents.ts';

/** An amount of nodes as pools state it: a number, a share of the pool, or the larger of several. */
export type Surge =
  | { readonly kind: 'nodes'; readonly nodes: number }
  | { readonly kind: 'percent'; readonly percent: number }
  | { readonly kind: 'largerOf'; readonly of: readonly Surge[] };

const oneNode: Surge = { kind: 'nodes', nodes: 1 };
const tenPercent: Surge = { kind: 'percent', percent: 10 };

/** Reads maxSurge or maxUnavailable as written (`5`, `33%`); undefined when it is neither. */
export function parseSurge(text: string): Surge | undefined {
  const match = /^(\d{1,4})(%?)$/.exec(text.trim());
  if (match === null) return undefined;
  const amount = Number(match[1]);
  return match[2] === '%' ? { kind: 'percent', percent: amount } : { kind: 'nodes', nodes: amount };
}

/** The surge of a pool that states none, by the assumption `surge.default`. */
export function defaultSurge(choices: AssumptionChoices = {}): Surge {
  const answer = assumed('surge.default', choices);
  switch (answer) {
    case '1':
      return oneNode;
    case '10%':
      return tenPercent;
    case 'larger':
      return { kind: 'largerOf', of: [oneNode, tenPercent] };
  }
}

/** A pool as far as its surge depends on it. */
export interface SurgeInput {
  /** Nodes to upgrade. */
  readonly nodes: number;
  readonly maxSurge: Surge;
  /** How many nodes may be missing meanwhile; absent: none. */
  readonly maxUnavailable?: Surge;
}

function amount(surge: Surge, nodes: number): number {
  switch (surge.kind) {
    case 'nodes':
      return surge.nodes;
    case 'percent':
      return Math.ceil((nodes * surge.percent) / 100);
    case 'largerOf':
      return Math.max(0, ...surge.of.map((each) => amount(each, nodes)));
  }
}

/**
 * Extra nodes while a pool is upgraded: a percentage rounds up, never more than there are nodes to
 * upgrade, and at least one unless nodes may be missing instead.
 */
export function surgeNodes(input: SurgeInput): number {
  if (input.nodes <= 0) return 0;
  const wanted = Math.min(amount(input.maxSurge, input.nodes), input.nodes);
  const mayBeMissing =
    input.maxUnavailable !== undefined && amount(input.maxUnavailable, input.nodes) > 0;
  return mayBeMissing ? wanted : Math.max(1, wanted);
}

/** Extra nodes when pools of the given sizes are upgraded together: each pool surges on its own. */
export function surgeNodesCluster(
  pools: readonly number[],
  maxSurge: Surge,
): { readonly perPool: readonly number[]; readonly total: number } {
  const perPool = pools.map((nodes) => surgeNodes({ nodes, maxSurge }));
  return { perPool, total: perPool.reduce((sum, nodes) => sum + nodes, 0) };
}

const rollingPage = aksPage('upgrade-aks-node-pools-rolling.md');

/** Where the rounding and the bounds of surge are documented. */
export const surgeCite: readonly Citation[] = [rollingPage, containerServiceModels];

/** The surge advised for production pools. */
export const advisedSurge: Fact<Surge> = documented({ kind: 'percent', percent: 33 }, rollingPage);

/** The surge advised above 500 nodes, least and most. */
export const advisedSurgeForLargeClusters: Fact<{
  readonly aboveNodes: number;
  readonly least: Surge;
  readonly most: Surge;
}> = documented(
  { aboveNodes: 500, least: tenPercent, most: { kind: 'percent', percent: 20 } },
  aksPage('best-practices-performance-scale-large.md'),
  rollingPage,
);

/** From this Kubernetes version on, AKS retries with one surge node when capacity is short. */
export const surgeFallback: Fact<{ readonly fromKubernetes: string; readonly nodes: number }> =
  documented({ fromKubernetes: '1.35', nodes: 1 }, rollingPage);

/** Bounds and defaults of the other upgrade settings of a pool, in minutes. */
export const upgradeTimes: Fact<{
  readonly drain: { readonly default: number; readonly least: number; readonly most: number };
  readonly soak: { readonly default: number; readonly least: number; readonly most: number };
}> = documented(
  { drain: { default: 30, least: 5, most: 1440 }, soak: { default: 0, least: 0, most: 30 } },
  rollingPage,
  containerServiceModels,
);

/**
 * Blue/green upgrades (preview): the pool is doubled, drained in batches, and can be rolled back
 * until the final soak ends. Times in minutes.
 */
export const blueGreenUpgrade: Fact<{
  readonly extraShare: number;
  readonly batchPercent: number;
  readonly batchTimeout: number;
  readonly batchSoak: number;
  readonly finalSoak: { readonly default: number; readonly most: number };
}> = documented(
  {
    extraShare: 1,
    batchPercent: 10,
    batchTimeout: 30,
    batchSoak: 15,
    finalSoak: { default: 60, most: 7 * 24 * 60 },
  },
  aksPage('blue-green-node-pool-upgrade.md', 'preview'),
);

/** A surge as Azure writes it; of several, the one that the first reading gives. */
export function formatSurge(surge: Surge): string | undefined {
  switch (surge.kind) {
    case 'nodes':
      return String(surge.nodes);
    case 'percent':
      return `${surge.percent}%`;
    case 'largerOf':
      return undefined;
  }
}
