import { joined, type Prose, prose, words } from '../../../evidence/prose.ts';
import type { PeerWalk, PolicyWalk, RuleWalk, SideEvaluation } from '../../../policy/evaluation.ts';
import type { PortSets } from '../../../policy/port-set.ts';
import type { Locate } from '../place.ts';
import { ruleProse } from './because.ts';
import { differenceProse } from './difference.ts';
import { partyText } from './party.ts';
import { peersProse, portsProse } from './peer.ts';

/** Rules beyond these are not near. */
const mostNear = 3;

interface Near {
  readonly policy: PolicyWalk;
  readonly walk: RuleWalk;
  /** Points in which it does not fit: a port counts for one, so does each label. */
  readonly distance: number;
}

/** Rules of a side that would have let the connection pass, had one or two points been otherwise. */
export function nearMisses(
  side: SideEvaluation,
  far: Parameters<typeof partyText>[0],
  { locate, ports }: { readonly locate: Locate; readonly ports: PortSets },
): readonly Prose[] {
  if (side.verdict !== 'denied' || side.because.kind !== 'noRule') return [];
  const near = side.policies.flatMap((policy) =>
    policy.rules
      .filter(({ rule }) => rule.action === 'allow')
      .map((walk): Near => ({ policy, walk, distance: distanceOf(walk) })),
  );
  return near
    .filter(({ distance }) => distance <= 2)
    .toSorted((a, b) => a.distance - b.distance)
    .slice(0, mostNear)
    .map(({ policy, walk }) => {
      const at = ruleProse(walk, policy, locate);
      const what = prose`allows ${peersProse(walk.rule)} on ${portsProse(walk.rule, ports)}`;
      const why = walk.peer === 'no' ? joined(misfits(walk, ports), ', and ') : undefined;
      return why === undefined
        ? prose`${at} ${what}: another port`
        : prose`${at} ${what}; ${partyText(far)}: ${why}`;
    });
}

function distanceOf(walk: RuleWalk): number {
  const { port, peer } = walk;
  const apart = peer === 'no' ? (closest(walk.peers)?.differences.length ?? 9) : 0;
  return apart + (port === 'no' ? 1 : 0);
}

/** The peer that lacks least. */
export const closest = (peers: readonly PeerWalk[]): PeerWalk | undefined =>
  peers.toSorted((a, b) => a.differences.length - b.differences.length)[0];

/** In which points a rule does not fit: whom it means, and for which ports it is. */
export function misfits(walk: RuleWalk, ports: PortSets): readonly Prose[] {
  const peer = closest(walk.peers);
  const wrongPeer: readonly Prose[] =
    walk.peer === 'yes'
      ? []
      : [peer === undefined ? words('means nobody') : differencesProse(peer)];
  const wrongPort: readonly Prose[] =
    walk.port === 'yes'
      ? []
      : [
          prose`is for ${portsProse(walk.rule, ports)} only${joined(walk.named.map(namedProse), '')}`,
        ];
  return [...wrongPeer, ...wrongPort];
}

/** What a name of a port is on the receiver. */
const namedProse = ({ name, ports }: RuleWalk['named'][number]): Prose =>
  ports.length === 0
    ? prose`; the receiver has no such port ${name}`
    : prose`; ${name} is ${words(ports.join(', '))} there`;

const differencesProse = ({ differences }: PeerWalk): Prose =>
  joined(differences.map(differenceProse), ', and ');
