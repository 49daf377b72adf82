import type { Cluster } from '../estate/elements/cluster.ts';
import { type Assumptions, all, type Estate } from '../estate/estate.ts';
import { modelOf, type PolicyModel } from './model.ts';
import {
  clustersWithObjects,
  type EstateWorld,
  estateWorld,
  type ReadingChoice,
  type WorldChoice,
} from './of-estate.ts';

/** A cluster's world, and the model by which it is asked. */
export interface EstateModel extends EstateWorld {
  readonly model: PolicyModel;
  /** How it was wished to be read. */
  readonly choice: ReadingChoice;
  /** Answers that were chosen where sources conflict or are silent. */
  readonly assume: Assumptions;
}

/** Which cluster, and how its policies are read. */
export interface ModelWish extends Omit<WorldChoice, 'cluster'> {
  /** Name or id; absent: the only one that holds objects. */
  readonly cluster?: string;
}

/** The model of a wish, or the clusters that might have been meant. */
export type ModelFound =
  | { readonly model: EstateModel }
  | { readonly model: undefined; readonly clusters: readonly string[] };

/** Finds models of the clusters of an estate; each is made once, when it is first asked for. */
export function estateModels(estate: Estate): (wish: ModelWish) => ModelFound {
  const made = new Map<string, ModelFound>();
  return (wish) => {
    const key = JSON.stringify([wish.cluster, wish.reading, wish.kubernetesVersion]);
    const found = made.get(key) ?? find(estate, wish);
    made.set(key, found);
    return found;
  };
}

function find(estate: Estate, { cluster: wanted, ...wish }: ModelWish): ModelFound {
  const clusters = all(estate, 'cluster');
  const holders = clustersWithObjects(estate).filter((id) => id !== undefined);
  const isMeant = ({ name, id }: Cluster): boolean =>
    wanted !== undefined && [name, id].some((text) => fold(text) === fold(wanted));
  const [meant, ...others] =
    wanted === undefined
      ? clusters.filter(({ id }) => holders.includes(id))
      : clusters.filter(isMeant);
  const isClear = others.length === 0 && (meant !== undefined || wanted === undefined);
  if (!isClear) return { model: undefined, clusters: clusters.map(({ name }) => name) };
  const world = estateWorld(estate, meant === undefined ? wish : { ...wish, cluster: meant.id });
  return {
    model: {
      ...world,
      model: modelOf(world.world),
      choice: wish.reading ?? 'auto',
      assume: estate.assume,
    },
  };
}

const fold = (text: string): string => text.toLowerCase();
