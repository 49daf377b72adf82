import { prefixesOfRange } from '@aksnet/net';
import type { MeantParties } from './ends.ts';
import type { Party } from './match.ts';
import { piecesOf } from './range-pieces.ts';
import type { PolicyWorld } from './world.ts';

/**
 * The pods, nodes, addresses or names that are meant. A range is one address of each piece that policies tell
 * apart; an address that a pod or a node has is that pod or node: policies see who sends, not only from
 * where. A Service is none: policies know only the pods behind it.
 */
export function partiesMeant(world: PolicyWorld, meant: MeantParties): readonly Party[] {
  switch (meant.kind) {
    case 'pods':
      return meant.pods.map((pod) => ({ kind: 'pod', pod }));
    case 'party':
      return [meant.party];
    case 'ranges':
      return meant.ranges.flatMap((range) =>
        [...prefixesOfRange(range)].flatMap((prefix) =>
          piecesOf(world, prefix)
            .filter(({ isPrivate }) => !(meant.isPublic && isPrivate))
            .map(
              ({ address, holder }): Party =>
                (meant.isPublic ? undefined : holder) ?? { kind: 'address', address },
            ),
        ),
      );
  }
}
