import { describe, expect, it } from 'vitest';
import {
  azureFirewallPorts,
  lbBackendIpConfigs,
  lbDefaultPorts,
  lbMaxNodes,
  lbPortsCheck,
  lbPortTiers,
  lbSurgeCheck,
  natGatewayPorts,
} from './snat.ts';

// Examples that Microsoft publishes, or arithmetic on them; the last column says where.

describe('lbMaxNodes', () => {
  it.each([
    ['ms-lb-0', { portsPerNode: 1000, outboundIps: 2 }, 128, 'configure-load-balancer-standard.md'],
    ['ms-lb-1', { portsPerNode: 1000, outboundIps: 7 }, 448, 'configure-load-balancer-standard.md'],
    ['ms-lb-2', { portsPerNode: 4000, outboundIps: 2 }, 32, 'configure-load-balancer-standard.md'],
    ['ms-lb-3', { portsPerNode: 4000, outboundIps: 7 }, 112, 'configure-load-balancer-standard.md'],
  ])('%s', (_id, i, expected) => {
    expect(lbMaxNodes(i)).toEqual(expected);
  });
});

describe('lbSurgeCheck', () => {
  it.each([
    [
      'ms-lb-surge',
      { nodes: 100, surge: 2, portsPerNode: 4000, outboundIps: 7 },
      { available: 448000, needed: 400000, surgeNeeded: 8000, spare: 48000, ok: true },
      'configure-load-balancer-standard.md',
    ],
  ])('%s', (_id, i, expected) => {
    expect(lbSurgeCheck(i)).toEqual(expected);
  });
});

describe('lbPortsCheck', () => {
  it.each([
    [
      'ms-lb-invalid',
      { nodes: 9, portsPerNode: 8000, outboundIps: 1 },
      {
        required: 72000,
        available: 64000,
        ok: false,
        error: 'InvalidLoadBalancerProfileAllocatedOutboundPorts',
      },
      'error-codes/invalidloadbalancerprofileallocatedoutboundports-error.md',
    ],
  ])('%s', (_id, i, expected) => {
    expect(lbPortsCheck(i)).toEqual(expected);
  });
});

describe('lbDefaultPorts', () => {
  it.each([
    ['ms-lb-default-48', { nodes: 48 }, 1024, 'configure-load-balancer-standard.md'],
    ['ms-lb-default-52', { nodes: 52 }, 512, 'configure-load-balancer-standard.md'],
  ])('%s', (_id, i, expected) => {
    expect(lbDefaultPorts(i.nodes)).toEqual(expected);
  });
});

describe('natGatewayPorts', () => {
  it.each([
    ['natgw-16', { ips: 16 }, 1032192, 'firewall/integrate-with-nat-gateway.md (2023-10-25)'],
  ])('%s', (_id, i, expected) => {
    expect(natGatewayPorts(i.ips)).toEqual(expected);
  });
});

describe('azureFirewallPorts', () => {
  it.each([
    [
      'azfw-250',
      { ips: 250, instances: 2 },
      1248000,
      'firewall/integrate-with-nat-gateway.md (2023-10-25)',
    ],
    ['azfw-1', { ips: 1, instances: 2 }, 4992, '2496 x 2 instances'],
  ])('%s', (_id, i, expected) => {
    expect(azureFirewallPorts(i)).toEqual(expected);
  });
});

describe('lbBackendIpConfigs', () => {
  it.each([
    [
      'ms-lb-backend',
      { services: 1, ports: 5, nodes: 2000 },
      10000,
      'best-practices-performance-scale-large.md',
    ],
  ])('%s', (_id, i, expected) => {
    expect(lbBackendIpConfigs(i)).toEqual(expected);
  });
});

describe('ports at their edges', () => {
  it.each([
    [0, undefined],
    [50, 1024],
    [51, 512],
    [1000, 32],
    [1001, undefined],
  ])('%i nodes get %s ports each', (nodes, ports) => {
    expect(lbDefaultPorts(nodes)).toBe(ports);
  });

  it('has no gap and no overlap between the tiers', () => {
    const tiers = lbPortTiers.value;
    expect(tiers.slice(1).map((tier) => tier.fromNodes)).toEqual(
      tiers.slice(0, -1).map((tier) => tier.toNodes + 1),
    );
  });

  it.each([
    [56, 1280, false],
    [4, 21_000, false],
    [9, 7104, true],
    [8, 8000, true],
  ])('one address, %i nodes with %i ports: %s', (nodes, portsPerNode, ok) => {
    expect(lbPortsCheck({ nodes, portsPerNode, outboundIps: 1 }).ok).toBe(ok);
  });

  it('refuses a surge that does not fit', () => {
    const check = lbSurgeCheck({ nodes: 64, surge: 1, portsPerNode: 1000, outboundIps: 1 });
    expect(check).toEqual({
      available: 64_000,
      needed: 64_000,
      surgeNeeded: 1000,
      spare: 0,
      ok: false,
    });
  });
});
