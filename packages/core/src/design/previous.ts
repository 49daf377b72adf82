import type { Prefix } from '@aksnet/net';
import { all, type Estate } from '../estate/estate.ts';
import { isKnown, type Knowable, knownOr } from '../evidence/knowable.ts';
import type { PreviousRanges } from './allocation.ts';
import { v6 } from './needs-v6.ts';

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
    const known = knownOr(prefixes, []);
    const [four, six] = [known.filter((p) => p.family === 4), known.filter((p) => p.family === 6)];
    if (four.length > 0) found.set(id, { prefixes: four, held });
    if (six.length > 0) found.set(`${id}${v6}`, { prefixes: six, held: [] });
  };
  for (const network of all(estate, 'virtualNetwork'))
    keep(`${network.id}#prefixes`, network.prefixes, network.heldFor);
  for (const hub of all(estate, 'virtualHub'))
    if (isKnown(hub.prefix)) keep(`${hub.id}#prefix`, [hub.prefix]);
  for (const subnet of all(estate, 'subnet')) keep(`${subnet.id}#prefixes`, subnet.prefixes);
  for (const cluster of all(estate, 'cluster')) {
    keep(`${cluster.id}#network.podRanges`, cluster.network.podRanges, cluster.network.heldFor);
    keep(`${cluster.id}#network.serviceRanges`, cluster.network.serviceRanges);
  }
  return found;
}
