import { describe, expect, it } from 'vitest';
import {
  mayShare,
  type Relation,
  type Sharing,
  type SpaceKindId,
  spaceKindOfSubnetName,
  spaceKinds,
} from './space-kinds.ts';

describe('mayShare', () => {
  it.each<[SpaceKindId, SpaceKindId, Relation, Sharing['kind']]>([
    // pod and Service ranges of independent clusters may be equal, even in one VNet
    ['overlayPods', 'overlayPods', 'connected', 'allowed'],
    ['service', 'service', 'connected', 'allowed'],
    ['overlayPods', 'service', 'connected', 'allowed'],
    // within one cluster they must differ
    ['overlayPods', 'service', 'sameCluster', 'refused'],
    ['overlayPods', 'overlayPods', 'sameCluster', 'refused'],
    // and they must be clear of everything routed to the cluster
    ['overlayPods', 'vnet', 'sameCluster', 'refused'],
    ['overlayPods', 'onPremises', 'connected', 'refused'],
    ['service', 'peer', 'connected', 'refused'],
    ['service', 'nodeSubnet', 'sameCluster', 'refused'],
    // routed ranges differ once connected, except that subnets lie in VNets
    ['vnet', 'vnet', 'connected', 'refused'],
    ['vnet', 'onPremises', 'connected', 'refused'],
    ['nodeSubnet', 'podSubnet', 'connected', 'refused'],
    ['nodeSubnet', 'vnet', 'connected', 'nests'],
    ['vnet', 'gatewaySubnet', 'sameCluster', 'nests'],
    // nothing routes between them
    ['vnet', 'vnet', 'unconnected', 'allowed'],
    ['service', 'onPremises', 'unconnected', 'allowed'],
    // the bridge lives inside a node
    ['docker', 'vnet', 'sameCluster', 'remark'],
  ])('%s and %s, %s: %s', (a, b, ...[relation, kind]) => {
    expect(mayShare(a, b, relation).kind).toBe(kind);
    expect(mayShare(b, a, relation).kind).toBe(kind);
  });

  it('gives the same answer both ways round for all pairs', () => {
    const relations: readonly Relation[] = ['sameCluster', 'connected', 'unconnected'];
    const ids = Object.values(spaceKinds).map((kind) => kind.id);
    for (const relation of relations) {
      for (const a of ids) {
        for (const b of ids) {
          expect(mayShare(a, b, relation)).toEqual(mayShare(b, a, relation));
        }
      }
    }
  });
});

describe('spaceKindOfSubnetName', () => {
  it.each([
    ['AzureFirewallSubnet', 'firewallSubnet'],
    ['azurebastionsubnet', 'bastionSubnet'],
    ['GatewaySubnet', 'gatewaySubnet'],
    ['snet-nodes', undefined],
    ['__proto__', undefined],
  ])('%s: %s', (name, kind) => {
    expect(spaceKindOfSubnetName(name)).toBe(kind);
  });
});
