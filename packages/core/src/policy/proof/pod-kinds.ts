import { push } from '../../estate/grouped.ts';
import type { Proving } from './difference.ts';
import { floorIndexes } from './floor-indexes.ts';

/**
 * Pods, as indexes, that no policy tells apart and of which the same is wanted; each one that is seen as its
 * node stands alone.
 */
export function podKinds({ got, floor, wanted }: Proving): readonly (readonly number[])[] {
  const { classes } = got;
  const inFloor = floorIndexes(got.model.world, floor.model.world);
  const groups = new Map<string, number[]>();
  got.model.world.pods.forEach((pod, at) => {
    const own = classes.of[at] ?? 0;
    const below = floor.classes.of[inFloor[at] ?? at] ?? 0;
    const key =
      own >= classes.nodesFrom
        ? `node ${at}`
        : `${own} ${below} ${pod.node ?? ''} ${wanted.kindOf(at)}`;
    push(groups, key, at);
  });
  return [...groups.values()];
}
