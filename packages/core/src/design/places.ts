import { canonical, type Id, spelledArmId } from '../estate/id.ts';
import type { Source } from '../evidence/source.ts';
import { designed } from '../evidence/source.ts';
import type { Requirements } from '../requirements/schema.ts';

/** The part of a landing zone, each with its own team, subscription and resource groups. */
export type Layer = 'hub' | 'network' | 'cluster';

/** Where a resource is put: its layer, resource group and region. */
export interface Place {
  readonly layer: Layer;
  readonly resourceGroup: string;
  readonly region: string;
}

/** The fields that every designed ARM element has in common. */
export interface Head<K extends string> {
  readonly kind: K;
  readonly id: Id<K>;
  readonly name: string;
  readonly spelled: string;
  readonly layer: Layer;
  readonly owner: string;
  readonly location: string;
  readonly source: Source;
}

/** What a head is made of. */
export interface Named<K extends string> {
  readonly kind: K;
  /** ARM type. */
  readonly type: string;
  /** One name per type segment. */
  readonly names: readonly string[];
  readonly place: Place;
}

/** Names and ids of what a design creates. Pure in the requirements. */
export interface Places {
  readonly hub: (region: string) => Place;
  readonly network: (environment: string, region: string) => Place;
  readonly cluster: (name: string, region: string) => Place;
  readonly head: <K extends string>(named: Named<K>) => Head<K>;
  /** Head of what lies within another resource, wherever that one is: a subnet in a VNet. */
  readonly childHead: <K extends string>(child: Child<K>) => Head<K>;
}

/** What the head of a child is made of. */
export interface Child<K extends string> {
  readonly kind: K;
  /** The resource around it, with its id as spelled. */
  readonly of: { readonly name: string; readonly spelled?: string; readonly id: string };
  /** The last segment of its ARM type, e.g. `subnets`. */
  readonly type: string;
  readonly name: string;
  readonly place: Place;
}

/**
 * The naming scheme: kind, then what for, then environment and region, e.g.
 * `vnet-prod-southeastasia`. Resource groups: `rg-hub-<region>`, `rg-network-<environment>-<region>`,
 * `rg-<cluster>`.
 */
export function placesOf(requirements: Requirements): Places {
  const owners = requirements.organisation.owners;
  const subscriptions = requirements.subscriptions;
  return {
    hub: (region) => ({ layer: 'hub', resourceGroup: `rg-hub-${region}`, region }),
    network: (environment, region) => ({
      layer: 'network',
      resourceGroup: `rg-network-${environment}-${region}`,
      region,
    }),
    cluster: (name, region) => ({ layer: 'cluster', resourceGroup: `rg-${name}`, region }),
    head: ({ kind, type, names, place }) => {
      const subscription = subscriptions[place.layer];
      const spelled = spelledArmId({
        ...(subscription === undefined ? {} : { subscription }),
        resourceGroup: place.resourceGroup,
        type,
        names,
      });
      return {
        kind,
        id: canonical(spelled),
        name: names.at(-1) ?? '',
        spelled,
        layer: place.layer,
        owner: owners[place.layer],
        location: place.region,
        source: designed(place.layer, ...names),
      };
    },
    childHead: ({ kind, of, type, name, place }) => {
      const spelled = `${of.spelled ?? of.id}/${type}/${name}`;
      return {
        kind,
        id: canonical(spelled),
        name,
        spelled,
        layer: place.layer,
        owner: owners[place.layer],
        location: place.region,
        source: designed(place.layer, of.name, name),
      };
    },
  };
}
