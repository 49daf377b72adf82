import { describe, expect, it } from 'vitest';
import {
  isOutboundChangeAllowed,
  type OutboundTypeId,
  outboundChange,
  outboundTypes,
  type VnetKind,
} from './outbound.ts';

describe('outboundChange', () => {
  it.each<[OutboundTypeId, OutboundTypeId, VnetKind, string]>([
    ['loadBalancer', 'managedNATGateway', 'managed', 'allowed'],
    ['loadBalancer', 'block', 'managed', 'allowed'],
    ['none', 'loadBalancer', 'managed', 'allowed'],
    ['managedNATGatewayV2', 'managedNATGateway', 'managed', 'refused'],
    ['managedNATGatewayV2', 'none', 'managed', 'outbound.managedNatV2ToNone'],
    ['managedNATGateway', 'loadBalancer', 'managed', 'outbound.managedNatToLoadBalancer'],
    ['loadBalancer', 'userDefinedRouting', 'managed', 'refused'],
    ['loadBalancer', 'userDefinedRouting', 'byo', 'allowed'],
    ['userDefinedRouting', 'none', 'byo', 'allowed'],
    ['none', 'block', 'byo', 'refused'],
    ['loadBalancer', 'managedNATGateway', 'byo', 'refused'],
    ['loadBalancer', 'loadBalancer', 'byo', 'same'],
  ])('%s to %s, %s: %s', (from, to, ...[vnet, change]) => {
    expect(outboundChange(from, to, vnet)).toBe(change);
  });

  it('never leads to a type that the VNet cannot have', () => {
    const ids = Object.values(outboundTypes).map((type) => type.id);
    const vnets: readonly VnetKind[] = ['managed', 'byo'];
    for (const vnet of vnets) {
      for (const from of ids.filter((id) => outboundTypes[id].vnets.includes(vnet))) {
        for (const to of ids.filter((id) => !outboundTypes[id].vnets.includes(vnet))) {
          expect(outboundChange(from, to, vnet), `${from} to ${to} in ${vnet}`).toBe('refused');
        }
      }
    }
  });

  it('settles a conflict by what is assumed', () => {
    const change = outboundChange('managedNATGatewayV2', 'none', 'managed');
    expect(isOutboundChangeAllowed(change)).toBe(false);
    const choices = { 'outbound.managedNatV2ToNone': 'allowed' };
    expect(isOutboundChangeAllowed(change, choices)).toBe(true);
    expect(isOutboundChangeAllowed('allowed')).toBe(true);
  });
});
