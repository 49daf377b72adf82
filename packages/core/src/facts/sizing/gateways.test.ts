import { describe, expect, it } from 'vitest';
import { apiServersInSubnet, appGatewayIps, appGatewaySubnetRemaining } from './gateways.ts';

// Examples that Microsoft publishes, or arithmetic on them; the last column says where.

describe('appGatewayIps', () => {
  it.each([
    [
      'ms-agw-15',
      { instances: 15, privateFrontend: false },
      20,
      'application-gateway/configuration-infrastructure.md',
    ],
    [
      'ms-agw-27',
      { instances: 27, privateFrontend: true },
      33,
      'application-gateway/configuration-infrastructure.md',
    ],
  ])('%s', (_id, i, expected) => {
    expect(appGatewayIps(i)).toEqual(expected);
  });
});

describe('appGatewaySubnetRemaining', () => {
  it.each([
    [
      'ms-agw-three',
      {
        prefix: 24,
        gateways: [
          { instances: 10, privateFrontend: true },
          { instances: 2, privateFrontend: false },
          { instances: 15, privateFrontend: true },
        ],
      },
      222,
      'application-gateway/configuration-infrastructure.md',
    ],
  ])('%s', (_id, i, expected) => {
    expect(appGatewaySubnetRemaining(i)).toEqual(expected);
  });
});

describe('apiServersInSubnet', () => {
  it.each([
    [29, 0],
    [28, 1],
    [27, 3],
    [26, 6],
  ])('a /%i holds %i', (length, servers) => {
    expect(apiServersInSubnet(length)).toBe(servers);
  });
});
