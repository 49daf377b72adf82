import { formatAddress, parseAddress } from '@aksnet/net';
import type {
  Frontend,
  LoadBalancer,
  LoadBalancingRule,
  OutboundRule,
} from '../../estate/elements/egress.ts';
import type { Id } from '../../estate/id.ts';
import { type Knowable, mapKnown } from '../../evidence/knowable.ts';
import type { Cursor } from '../../text/cursor.ts';
import type { ArmValue, Codec } from '../codec.ts';
import { apiVersions } from './api-versions.ts';
import {
  absentIs,
  absentIsUnknown,
  allKnown,
  each,
  idAt,
  identity,
  isGiven,
  textOr,
} from './reading.ts';
import { fields, frame, given, idObject, ifGiven, noneIfEmpty, partOf } from './writing.ts';

const kind = {
  kind: 'loadBalancer',
  spelledAs: 'Microsoft.Network/loadBalancers',
  apiVersion: apiVersions.network,
} as const;

const skus = ['Basic', 'Standard', 'Gateway'] as const;
const protocols = ['Tcp', 'Udp', 'All'] as const;

/** The one backend pool that rules of a load balancer made here share; members join it by themselves. */
const pool = 'backend';

/**
 * Load balancers. AKS makes its own and changes them; here they are for reading, and for the few that
 * stand outside a cluster. Lost by `encode`: nothing of the model, which holds no members of pools.
 */
export const loadBalancers: Codec<'loadBalancer'> = {
  ...kind,
  decode: (at) => {
    const element: LoadBalancer = {
      ...identity(at, kind),
      sku: absentIsUnknown(at.at('sku').enumOf('name', skus), 'sku.name'),
      frontends: absentIs(each(at, 'frontendIPConfigurations', frontend), []),
      rules: absentIs(each(at, 'loadBalancingRules', rule), []),
      outboundRules: absentIs(each(at, 'outboundRules', outboundRule), []),
    };
    return [element];
  },
  encode: (element) => {
    const rules = given(element.rules) ?? [];
    const outbound = given(element.outboundRules) ?? [];
    return {
      ...frame(kind, element),
      sku: fields({ name: given(element.sku) }),
      properties: fields({
        frontendIPConfigurations: ifGiven(element.frontends, (all) => all.map(spellFrontend)),
        backendAddressPools: rules.length + outbound.length > 0 ? [{ name: pool }] : undefined,
        loadBalancingRules: noneIfEmpty(rules.map((one) => spellRule(one, element.id))),
        outboundRules: noneIfEmpty(outbound.map((one) => spellOutbound(one, element.id))),
      }),
    };
  },
  needs: ['sku', 'frontends'],
  fields: {
    sku: 'sku.name',
    frontends: 'properties.frontendIPConfigurations',
    rules: 'properties.loadBalancingRules',
    outboundRules: 'properties.outboundRules',
  },
};

function frontend(at: Cursor): Frontend {
  const subnet = idAt<'subnet'>(at, 'subnet');
  const publicIp = idAt<'publicIp'>(at, 'publicIPAddress');
  const address = at.parsed('privateIPAddress', parseAddress);
  return {
    name: textOr(at.string('name'), ''),
    ...(isGiven(subnet) ? { subnet } : {}),
    ...(isGiven(address) ? { address } : {}),
    ...(isGiven(publicIp) ? { publicIp } : {}),
  };
}

const lastName = (id: Knowable<string | undefined>): string =>
  textOr(id, '').split('/').at(-1) ?? '';

function rule(at: Cursor): Knowable<LoadBalancingRule> {
  const protocol = absentIsUnknown(at.enumOf('protocol', protocols), 'protocol');
  const frontendPort = absentIsUnknown(at.number('frontendPort'), 'frontendPort');
  const backendPort = absentIs(at.number('backendPort'), 0);
  const floatingIp = absentIs(at.boolean('enableFloatingIP'), false);
  if (!isGiven(protocol)) return protocol;
  if (!isGiven(frontendPort)) return frontendPort;
  if (!isGiven(backendPort)) return backendPort;
  return mapKnown(floatingIp, (floating) => ({
    name: textOr(at.string('name'), ''),
    frontend: lastName(at.at('frontendIPConfiguration').string('id')),
    protocol,
    frontendPort,
    backendPort,
    floatingIp: floating,
  }));
}

function outboundRule(at: Cursor): Knowable<OutboundRule> {
  const frontends = absentIs(
    each(at, 'frontendIPConfigurations', (item) => mapKnown(item.string('id'), lastName)),
    [],
  );
  const ports = absentIs(at.number('allocatedOutboundPorts'), 0);
  const idle = at.number('idleTimeoutInMinutes');
  return mapKnown(allKnown([frontends]), ([names = []]) =>
    mapKnown(ports, (allocatedPorts) => ({
      name: textOr(at.string('name'), ''),
      frontends: names,
      allocatedPorts,
      ...(isGiven(idle) ? { idleTimeout: idle } : {}),
    })),
  );
}

const spellFrontend = (one: Frontend): ArmValue => ({
  name: one.name,
  properties: fields({
    subnet: idObject(one.subnet),
    publicIPAddress: idObject(one.publicIp),
    privateIPAddress: ifGiven(one.address, formatAddress),
    privateIPAllocationMethod:
      one.subnet === undefined ? undefined : one.address === undefined ? 'Dynamic' : 'Static',
  }),
});

const spellRule = (one: LoadBalancingRule, owner: Id): ArmValue => ({
  name: one.name,
  properties: {
    frontendIPConfiguration: partOf(owner, 'frontendIPConfigurations', one.frontend),
    backendAddressPool: partOf(owner, 'backendAddressPools', pool),
    protocol: one.protocol,
    frontendPort: one.frontendPort,
    backendPort: one.backendPort,
    enableFloatingIP: one.floatingIp,
    // Outbound rules are the only way out; a rule that also translated would compete with them.
    disableOutboundSnat: true,
  },
});

const spellOutbound = (one: OutboundRule, owner: Id): ArmValue => ({
  name: one.name,
  properties: fields({
    frontendIPConfigurations: one.frontends.map((name) =>
      partOf(owner, 'frontendIPConfigurations', name),
    ),
    backendAddressPool: partOf(owner, 'backendAddressPools', pool),
    protocol: 'All',
    allocatedOutboundPorts: one.allocatedPorts,
    idleTimeoutInMinutes: one.idleTimeout,
  }),
});
