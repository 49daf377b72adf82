import type { Prefix } from '@aksnet/net';
import type { Subnet } from '../estate/elements/network.ts';
import { all, type Estate } from '../estate/estate.ts';
import { grouped } from '../estate/grouped.ts';
import type { Id } from '../estate/id.ts';
import { isListedFor } from '../estate/listed.ts';
import { view } from '../estate/view.ts';
import {
  isUnknown,
  type Knowable,
  knownOr,
  type Missing,
  missingOf,
} from '../evidence/knowable.ts';
import { type Prose, prose } from '../evidence/prose.ts';
import { firstFree } from './first-free.ts';
import { called } from './range-words.ts';

/** The subnets of a VNet that are among the inputs. */
export const subnetsOf = (estate: Estate, network: Id<'virtualNetwork'>): readonly Subnet[] =>
  subnetsByNetwork(estate).get(network) ?? [];

const subnetsByNetwork = view((estate: Estate) =>
  grouped(all(estate, 'subnet'), (subnet) => subnet.virtualNetwork),
);

/** The first free IPv4 block of that length in a VNet, the room held behind it included. */
export function freeInNetwork(
  estate: Estate,
  network: Id<'virtualNetwork'>,
  length: number,
): Knowable<Prefix | undefined> {
  const there = estate.elements.virtualNetwork.get(network);
  if (there === undefined) return { unknown: [{ kind: 'notSupplied', what: network }] };
  if (isUnknown(there.prefixes)) return there.prefixes;
  const spaces = [...there.prefixes, ...(there.heldFor ?? [])];
  const busy = subnetsOf(estate, network).flatMap((subnet) => knownOr(subnet.prefixes, []));
  return firstFree(
    spaces.filter((space) => space.family === 4),
    length,
    busy.filter((range) => range.family === 4),
  );
}

/** Why a block that looks free in the VNet may be taken. */
export function missingInNetwork(
  estate: Estate,
  network: Id<'virtualNetwork'>,
): readonly Missing[] {
  const subnets = subnetsOf(estate, network);
  const notListed: readonly Missing[] = isListedFor(estate, 'subnet', network)
    ? []
    : [{ kind: 'notListed', what: 'subnet', within: network }];
  return [...subnets.flatMap((subnet) => missingOf(subnet.prefixes)), ...notListed];
}

/** Where in the VNet a subnet of that length would find room, as a sentence. */
export function roomProposal(estate: Estate, network: Id<'virtualNetwork'>, length: number): Prose {
  const free = freeInNetwork(estate, network, length);
  const name = called(estate, network);
  if (isUnknown(free)) return prose`It needs a /${length}.`;
  return free === undefined
    ? prose`It needs a /${length}, for which ${name} has no room: add a range to the VNet first.`
    : prose`It needs a /${length}; free in ${name} among the subnets known here: ${free}.`;
}
