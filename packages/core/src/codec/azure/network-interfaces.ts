import { formatAddress, parseAddress } from '@aksnet/net';
import type {
  InterfaceAddress,
  NetworkInterface,
} from '../../estate/elements/network-interface.ts';
import { mapKnown } from '../../evidence/knowable.ts';
import type { Cursor } from '../../text/cursor.ts';
import type { ArmValue, Codec } from '../codec.ts';
import { apiVersions } from './api-versions.ts';
import {
  absentIs,
  absentIsUnknown,
  each,
  idAt,
  identity,
  idsAt,
  isGiven,
  textOr,
} from './reading.ts';
import { fields, frame, idObject, idObjects, ifGiven } from './writing.ts';

const kind = {
  kind: 'networkInterface',
  spelledAs: 'Microsoft.Network/networkInterfaces',
  apiVersion: apiVersions.network,
} as const;

/**
 * Network interfaces of machines. Those of private endpoints are parts of the endpoint and read there.
 * Lost by `encode`: the machine, for ARM takes the tie from the machine's side.
 */
export const networkInterfaces: Codec<'networkInterface'> = {
  ...kind,
  decode(at) {
    if (isGiven(idAt(at, 'privateEndpoint'))) return [];
    const element: NetworkInterface = {
      ...identity(at, kind),
      addresses: absentIsUnknown(
        each(at, 'ipConfigurations', interfaceAddress),
        'ipConfigurations',
      ),
      groups: groupsOf(at),
      securityGroup: idAt(at, 'networkSecurityGroup'),
      forwards: absentIs(at.boolean('enableIPForwarding'), false),
      machine: idAt(at, 'virtualMachine'),
    };
    return [element];
  },
  encode: (element) => ({
    ...frame(kind, element),
    properties: fields({
      enableIPForwarding: ifGiven(element.forwards, (forwards) => (forwards ? true : undefined)),
      networkSecurityGroup: idObject(element.securityGroup),
      ipConfigurations: ifGiven(element.addresses, (all) =>
        all.map((one, i) => spellAddress(one, i, element)),
      ),
    }),
  }),
  needs: ['addresses'],
  fields: {
    addresses: 'properties.ipConfigurations',
    groups: 'properties.ipConfigurations.0.properties.applicationSecurityGroups',
    securityGroup: 'properties.networkSecurityGroup.id',
    forwards: 'properties.enableIPForwarding',
    machine: 'properties.virtualMachine.id',
  },
};

const interfaceAddress = (at: Cursor): InterfaceAddress => ({
  name: textOr(at.string('name'), ''),
  subnet: absentIsUnknown(idAt(at, 'subnet'), 'subnet.id'),
  address: absentIsUnknown(at.parsed('privateIPAddress', parseAddress), 'privateIPAddress'),
  publicIp: idAt(at, 'publicIPAddress'),
});

/** ARM says them once for each address. */
function groupsOf(at: Cursor): NetworkInterface['groups'] {
  const lists = each(at, 'ipConfigurations', (item) =>
    absentIs(idsAt<'applicationSecurityGroup'>(item, 'applicationSecurityGroups'), []),
  );
  return mapKnown(absentIsUnknown(lists, 'ipConfigurations'), (all) => [...new Set(all.flat())]);
}

/** An address that is known is asked for again; otherwise Azure chooses one. */
const spellAddress = (
  one: InterfaceAddress,
  i: number,
  { groups }: NetworkInterface,
): ArmValue => ({
  name: one.name,
  properties: fields({
    subnet: idObject(one.subnet),
    privateIPAllocationMethod: isGiven(one.address) ? 'Static' : 'Dynamic',
    privateIPAddress: ifGiven(one.address, formatAddress),
    publicIPAddress: idObject(one.publicIp),
    applicationSecurityGroups: idObjects(groups),
    primary: i === 0 ? true : undefined,
  }),
});
