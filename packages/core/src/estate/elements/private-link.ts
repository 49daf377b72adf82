import type { Address } from '@aksnet/net';
import type { Knowable } from '../../evidence/knowable.ts';
import type { Id } from '../id.ts';
import type { Element } from './element.ts';

/** Microsoft.Network/privateEndpoints, with its zone group. */
export interface PrivateEndpoint extends Element<'privateEndpoint'> {
  readonly subnet: Knowable<Id<'subnet'>>;
  /** ARM id of the service behind it (a vault, a registry), canonical; unknown before it exists. */
  readonly target: Knowable<string>;
  readonly targetType: Knowable<string>;
  readonly groupIds: Knowable<readonly string[]>;
  readonly state: Knowable<'Approved' | 'Pending' | 'Rejected' | 'Disconnected'>;
  readonly addresses: Knowable<readonly Address[]>;
  /** Zones that hold its records. */
  readonly zones: Knowable<readonly Id<'privateDnsZone'>[]>;
  /** Whether its target answers on the internet as well, as somebody vouches; absent: nobody said. */
  readonly publicAccess?: PublicAccess;
}

/** Whether a service of Azure answers on the internet (`publicNetworkAccess`), and on whose word. */
export interface PublicAccess {
  readonly is: 'enabled' | 'disabled';
  /** Who guarantees it, in the requirements' words. */
  readonly by: string;
}

/** Microsoft.Network/privateLinkServices. */
export interface PrivateLinkService extends Element<'privateLinkService'> {
  readonly subnet: Knowable<Id<'subnet'>>;
  readonly natAddressCount: Knowable<number>;
  /** ARM ids of the load balancer frontends that it puts behind itself, canonical. */
  readonly frontends?: Knowable<readonly string[]>;
}
