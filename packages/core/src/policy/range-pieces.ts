import {
  type Address,
  addressAfter,
  compareAddresses,
  contains,
  containsAddress,
  firstAddress,
  formatAddress,
  lastAddress,
  type Prefix,
  parseAddress,
} from '@aksnet/net';
import { supportedPodSpace } from '../facts/reserved-ranges.ts';
import type { Party } from './match.ts';
import { isSeenAsNode } from './match.ts';
import type { Peer } from './rule.ts';
import type { PolicyWorld } from './world.ts';

/** A stretch of addresses that no policy, pod or node of the world tells apart, by its first one. */
export interface RangePiece {
  readonly address: Address;
  /** Who has the address inside the cluster. */
  readonly holder?: Party;
  /** In the private space that pods get addresses from. */
  readonly isPrivate: boolean;
}

/**
 * The pieces of a range. A block begins and ends where it does, so the first address of each piece stands for
 * all of it. Cost: one comparison per block of every policy, and per pod and node with an address.
 */
export function piecesOf(world: PolicyWorld, range: Prefix): readonly RangePiece[] {
  const holders = holdersIn(world, range);
  const blocks = [...blocksOf(world), ...supportedPodSpace.map(({ prefix }) => prefix)];
  const starts = new Map<string, Address>();
  const start = (address: Address | undefined): void => {
    if (address !== undefined && containsAddress(range, address))
      starts.set(formatAddress(address), address);
  };
  start(firstAddress(range));
  for (const block of blocks) {
    if (block.family !== range.family || contains(block, range)) continue;
    start(firstAddress(block));
    start(addressAfter(lastAddress(block), 1));
  }
  for (const key of holders.keys()) {
    const parsed = parseAddress(key);
    if (!parsed.ok) continue;
    start(parsed.value);
    start(addressAfter(parsed.value, 1));
  }
  return [...starts.values()].toSorted(compareAddresses).map((address): RangePiece => {
    const holder = holders.get(formatAddress(address));
    return {
      address,
      isPrivate: supportedPodSpace.some(({ prefix }) => containsAddress(prefix, address)),
      ...(holder === undefined ? {} : { holder }),
    };
  });
}

function blocksOf(world: PolicyWorld): readonly Prefix[] {
  const peers = world.policies
    .flat()
    .flatMap(({ ingress, egress }) => [...(ingress?.rules ?? []), ...(egress?.rules ?? [])])
    .flatMap((rule): readonly Peer[] => rule.peers);
  return peers.flatMap((peer) => (peer.kind === 'addresses' ? [peer.block, ...peer.except] : []));
}

/** Nodes go before pods on their network, which have the same address. */
function holdersIn(world: PolicyWorld, range: Prefix): ReadonlyMap<string, Party> {
  const found = new Map<string, Party>();
  const hold = (addresses: readonly Address[], party: Party): void => {
    for (const address of addresses)
      if (containsAddress(range, address)) found.set(formatAddress(address), party);
  };
  for (const pod of world.pods)
    if (!isSeenAsNode(pod, world)) hold(pod.addresses ?? [], { kind: 'pod', pod });
  for (const node of world.nodes.values()) hold(node.addresses, { kind: 'node', node });
  return found;
}
