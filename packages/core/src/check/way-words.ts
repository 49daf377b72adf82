import type { Estate } from '../estate/estate.ts';
import type { Way } from '../estate/routed.ts';
import { type Prose, prose, words } from '../evidence/prose.ts';
import { called } from './range-words.ts';

/** How a range is routed to a VNet, as the end of a sentence. */
export function wayWords(estate: Estate, way: Way): Prose {
  switch (way.kind) {
    case 'own':
      return words('it is the range of the VNet itself');
    case 'peer':
      return prose`it is reached by the peering ${called(estate, way.peering)}`;
    case 'hub':
      return prose`it is reached through the hub ${called(estate, way.through)}`;
    case 'gateway':
      return prose`the gateway ${called(estate, way.gateway)} has learnt it`;
    case 'domain':
      return way.domain === undefined
        ? words('it may be routed there, for nothing places it in another routing domain')
        : prose`both belong to the routing domain ${called(estate, way.domain)}`;
  }
}
