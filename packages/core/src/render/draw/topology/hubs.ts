import { all, type Estate } from '../../../estate/estate.ts';
import { knownOr } from '../../../evidence/knowable.ts';
import type { ElementId } from '../../../evidence/source.ts';
import { pairs } from './links.ts';
import type { Link } from './scene.ts';

/**
 * The networks on which others hang: a Virtual WAN hub; a VNet with peers that has a firewall, a
 * gateway or transit for others, that is known by name only, or several of whose peers have no other
 * peer. A VNet without peers is none.
 */
export function hubIds(estate: Estate, exits: readonly Link[]): ReadonlySet<ElementId> {
  const peers = peersByNetwork(estate);
  const serving = servingIds(estate, exits);
  const hubs = new Set<ElementId>(all(estate, 'virtualHub').map((hub) => hub.id));
  for (const [id, others] of peers) {
    const leaves = [...others].filter((other) => peers.get(other)?.size === 1);
    const isUnseen = !estate.elements.virtualNetwork.has(id);
    if (serving.has(id) || leaves.length > 1 || isUnseen) hubs.add(id);
  }
  return hubs;
}

function peersByNetwork(estate: Estate): ReadonlyMap<ElementId, ReadonlySet<ElementId>> {
  const peers = new Map<ElementId, Set<ElementId>>();
  const add = (from: ElementId, to: ElementId): void => {
    peers.set(from, (peers.get(from) ?? new Set()).add(to));
  };
  for (const { a, b } of pairs(estate)) {
    add(a, b);
    add(b, a);
  }
  return peers;
}

function servingIds(estate: Estate, exits: readonly Link[]): ReadonlySet<ElementId> {
  const transit = all(estate, 'peering')
    .filter((peering) => knownOr(peering.allowGatewayTransit, false))
    .map((peering) => peering.from);
  const withExits = exits.flatMap((link) =>
    link.kind === 'outside' || (link.kind === 'internet' && link.by === 'firewall') ? [link.a] : [],
  );
  return new Set([...transit, ...withExits]);
}
