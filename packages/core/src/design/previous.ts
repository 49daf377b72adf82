import type { Prefix } from '@aksnet/net';
import { all, type Estate } from '../estate/estate.ts';
import { isKnown, type Knowable } from '../evidence/knowable.ts';
import type { PreviousRanges } from './allocate.ts';

/** The ranges of an earlier plan by the ids of their needs, so that a new design keeps them. */
export function previousRanges(estate: Estate): PreviousRanges {
  const found = new Map<
    string,
    { readonly prefixes: readonly Prefix[]; readonly held: readonly Prefix[] }
  >();
  const keep = (
    id: string,
    prefixes: Knowable<readonly Prefix[]>,
    held: readonly Prefix[] = [],
  ): void => {
    if (isKnown(prefixes) && prefixes.length > 0) found.set(id, { prefixes, held });
  };
  for (const network of all(estate, 'virtualNetwork'))
    keep(`${network.id}#prefixes`, network.prefixes, network.heldFor);
  for (const subnet of all(estate, 'subnet')) keep(`${subnet.id}#prefixes`, subnet.prefixes);
  for (const cluster of all(estate, 'cluster')) {
    keep(`${cluster.id}#network.podRanges`, cluster.network.podRanges, cluster.network.heldFor);
    keep(`${cluster.id}#network.serviceRanges`, cluster.network.serviceRanges);
  }
  return found;
}
