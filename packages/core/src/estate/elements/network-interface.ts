import type { Address } from '@aksnet/net';
import type { Knowable } from '../../evidence/knowable.ts';
import type { Id } from '../id.ts';
import type { Element } from './element.ts';

/** One of the addresses of a network interface. */
export interface InterfaceAddress {
  readonly name: string;
  readonly subnet: Knowable<Id<'subnet'>>;
  readonly address: Knowable<Address>;
  /** `undefined`: it has none. */
  readonly publicIp: Knowable<Id<'publicIp'> | undefined>;
}

/** Microsoft.Network/networkInterfaces of machines; those of private endpoints are part of the endpoint. */
export interface NetworkInterface extends Element<'networkInterface'> {
  readonly addresses: Knowable<readonly InterfaceAddress[]>;
  /** What rules of security groups call it; Azure wants the same for each of its addresses. */
  readonly groups: Knowable<readonly Id<'applicationSecurityGroup'>[]>;
  readonly securityGroup: Knowable<Id<'networkSecurityGroup'> | undefined>;
  /** Whether it takes packets for others: an appliance does. */
  readonly forwards: Knowable<boolean>;
  /** ARM id of the machine that it is plugged into. */
  readonly machine: Knowable<string | undefined>;
}
