import { entriesOf } from '../entries.ts';
import type { Call, TemplateFunction } from '../function.ts';
import { scopePieces } from '../place.ts';
import type { Value } from '../value.ts';

const { evaluated, notModelled, unknown } = entriesOf('scope');

/** Where a deployment goes. What nobody states is `~` in names and ids. */
export const scopeFunctions: readonly TemplateFunction[] = [
  {
    ...evaluated('resourceGroup', [0, 0], (_, at) => {
      const { place } = at.asked;
      return place.level === 'resourceGroup'
        ? described(at, 'resourceGroup()', {
            id: at.text(scopePieces(place), [place.subscription, place.resourceGroup]),
            name: place.resourceGroup,
            type: 'Microsoft.Resources/resourceGroups',
          })
        : at.fails('there is no resource group at this scope');
    }),
    says: 'its id and name where a nested deployment states them, else `~`; its location is not known',
  },
  {
    ...evaluated('subscription', [0, 0], (_, at) => {
      const { place } = at.asked;
      return described(at, 'subscription()', {
        id: at.text(scopePieces({ ...place, level: 'subscription' }), [place.subscription]),
        subscriptionId: place.subscription,
      });
    }),
    says: 'its id where a nested deployment states it, else `~`',
  },
  unknown('managementGroup', [0, 0], 'where the template is deployed'),
  unknown('tenant', [0, 0], 'where the template is deployed'),
  notModelled('toLogicalZone', 'zones of one subscription are not those of another'),
  notModelled('toLogicalZones', 'zones of one subscription are not those of another'),
  notModelled('toPhysicalZone', 'zones of one subscription are not those of another'),
  notModelled('toPhysicalZones', 'zones of one subscription are not those of another'),
];

/** An object of which these keys are known. */
function described(at: Call, name: string, known: Readonly<Record<string, Value>>): Value {
  const byKey = new Map(Object.entries(known).map(([key, value]) => [key.toLowerCase(), value]));
  return at.partly(name, (key) => byKey.get(key.toLowerCase()));
}
