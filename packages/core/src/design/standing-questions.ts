import type { ElementByKind } from '../estate/elements/kinds.ts';
import { all, type Estate, lookUp } from '../estate/estate.ts';
import { isKnown } from '../evidence/knowable.ts';
import { element, joined, prose } from '../evidence/prose.ts';
import type { Asker } from './asker.ts';
import { leftOut } from './locked.ts';
import { zonesIn } from './skeleton/region.ts';

/** What has to be settled about a network that an earlier plan made. A new question is one entry. */
export const standingAskers: readonly Asker[] = [
  ({ requirements, estate, previous }) =>
    previous === undefined
      ? []
      : leftOut(previous, estate).map((says) => ({
          owner: requirements.organisation.owners.network,
          says,
        })),
  ({ requirements, estate, previous }) =>
    previous === undefined
      ? []
      : requirements.regions.flatMap((region) => {
          const zones = zonesIn({ requirements, region });
          const behind = inOtherZones({ earlier: previous, estate, region: region.name, zones });
          return behind.length === 0
            ? []
            : [
                {
                  owner: requirements.organisation.owners.network,
                  says: prose`when ${joined(behind.map(({ id, name }) => element(id, name)))} in ${region.name} and what public addresses belong there move to the zones ${zones.join(', ')}, which pools name by now: what stands changes its zones only by being made anew, with other addresses, so it is left where it is`,
                },
              ];
        }),
];

interface Standing {
  readonly earlier: Estate;
  readonly estate: Estate;
  readonly region: string;
  /** Zones that pools of the region name; none ask for nothing. */
  readonly zones: readonly string[];
}

/** Firewalls and gateways of a region that stand in other zones than its pools name. */
const inOtherZones = ({
  earlier,
  estate,
  region,
  zones,
}: Standing): readonly ElementByKind['firewall' | 'applicationGateway'][] =>
  zones.length === 0
    ? []
    : [...all(estate, 'firewall'), ...all(estate, 'applicationGateway')].filter(
        (each) =>
          each.location === region &&
          lookUp(earlier, each.id) !== undefined &&
          isKnown(each.zones) &&
          each.zones.toSorted().join() !== zones.join(),
      );
