import type { Cluster } from '../estate/elements/cluster.ts';
import { all, type Estate } from '../estate/estate.ts';
import type { Id } from '../estate/id.ts';
import { view } from '../estate/view.ts';
import { type ApiCaller, type IntentEnd, intentsOf } from '../path/intents.ts';
import { type Proven, verify } from '../path/verify.ts';
import type { Whereabouts } from '../requirements/access.ts';
import { clusterAsks } from './ask.ts';
import type { DesignResult } from './design.ts';
import { clusterSubnets, hubsOf } from './surroundings.ts';

/**
 * Whether the designed network does what was asked: every flow wanted or forbidden, what AKS itself must
 * reach, the names of private endpoints, and everybody who calls an API server. Each is followed as
 * packets there and back. Cost: traces x hops x rules; ask only where the answer is shown.
 */
export const provenIntents: (result: DesignResult) => readonly Proven[] = view(
  ({ estate, requirements }) =>
    verify(estate, intentsOf(estate, apiCallers({ estate, requirements }))),
);

/** People and agents of the requirements, with where they stand in the estate. */
function apiCallers({
  estate,
  requirements,
}: Pick<DesignResult, 'estate' | 'requirements'>): readonly ApiCaller[] {
  const byName = new Map(all(estate, 'cluster').map((cluster) => [cluster.name, cluster]));
  return clusterAsks(requirements).flatMap(({ name, cluster: { apiServer } }) => {
    const cluster = byName.get(name);
    if (cluster === undefined) return [];
    return [...apiServer.people, ...apiServer.agents].flatMap((caller) => {
      const ends = endsOf(estate, cluster, caller.from);
      return ends.map(
        ({ from, says }): ApiCaller => ({
          cluster: cluster.id,
          name: `${caller.name} (${says})`,
          from,
        }),
      );
    });
  });
}

interface Standpoint {
  readonly from: IntentEnd;
  readonly says: string;
}

/** Where a word or the name of ranges in use is in the estate; nothing when the estate has no such place. */
function endsOf(estate: Estate, cluster: Cluster, from: Whereabouts): readonly Standpoint[] {
  const known = places.get(from);
  if (known !== undefined) return known(estate, cluster);
  return all(estate, 'externalRange')
    .filter((range) => range.name === from || range.as === from)
    .map((range) => ({
      from: { kind: 'outside', name: range.name, ranges: [range.id] },
      says: range.name,
    }));
}

type PlaceOf = (estate: Estate, cluster: Cluster) => readonly Standpoint[];

const inHub: PlaceOf = (estate, cluster) =>
  networksOf(estate, cluster).map((network) => ({
    from: { kind: 'network', network },
    says: 'in the hub',
  }));

/** Words for places; any other word names ranges in use. A new word is one entry. */
const places: ReadonlyMap<Whereabouts, PlaceOf> = new Map<Whereabouts, PlaceOf>([
  ['cluster', (_, { id }) => [{ from: { kind: 'pool', cluster: id }, says: 'in the cluster' }]],
  ['internet', () => [{ from: { kind: 'internet' }, says: 'on the internet' }]],
  ['hub', inHub],
  ['bastion', inHub],
]);

function networksOf(estate: Estate, cluster: Cluster): readonly Id<'virtualNetwork'>[] {
  const network = clusterSubnets(estate, cluster)[0]?.virtualNetwork;
  return network === undefined ? [] : hubsOf(estate, network).map(({ id }) => id);
}
