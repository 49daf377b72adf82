// The examples of the operations fact base: flow log lines and special subnets.
import { prefix } from '@aksnet/net';
import { describe, expect, it } from 'vitest';
import { parseNsgFlowTuple, parseVnetFlowTuple, sumOfFlow } from './flow-tuples.ts';
import { judgeNoProxyEntry } from './http-proxy.ts';
import { limits } from './limits.ts';
import { cidrOverlap } from './range-checks.ts';
import { judgeLength, type SpecialSubnetId, specialSubnets } from './special-subnets.ts';
import { hubSpaces, judgeHubLength, routingUnitsFor, udrBehindHub } from './virtual-wan.ts';

describe('flow log lines', () => {
  it('reads an outbound flow that begins', () => {
    const line = '1663146003599,10.0.0.6,52.239.184.180,23956,443,6,O,B,NX,0,0,0,0';
    expect(parseVnetFlowTuple(line)).toMatchObject({
      source: '10.0.0.6',
      destination: '52.239.184.180',
      destinationPort: 443,
      protocol: 'TCP',
      direction: 'out',
      state: 'begin',
      allowed: true,
    });
  });

  it('reads a denied inbound flow', () => {
    const line = '1663145998065,101.33.218.153,10.0.0.6,55188,22,6,I,D,NX,0,0,0,0';
    expect(parseVnetFlowTuple(line)).toMatchObject({
      allowed: false,
      direction: 'in',
      destinationPort: 22,
    });
  });

  it('adds up the lines of a flow, counters left out or not', () => {
    const lines = [
      '1493763938,185.170.185.105,10.2.0.4,35370,23,6,I,B,NX,,,,',
      '1493695838,185.170.185.105,10.2.0.4,35370,23,6,I,C,NX,1021,588096,8005,4610880',
      '1493696138,185.170.185.105,10.2.0.4,35370,23,6,I,E,NX,52,29952,47,27072',
    ];
    const tuples = lines
      .map((line) => parseVnetFlowTuple(line))
      .filter((each) => each !== undefined);
    expect(sumOfFlow(tuples)).toEqual({ packets: 9125, bytes: 5_256_000 });
  });

  it('reads a line of a security group', () => {
    const line = '1487282421,192.0.2.95,10.1.0.4,51529,5358,T,I,D';
    expect(parseNsgFlowTuple(line)).toMatchObject({ allowed: false, protocol: 'TCP' });
  });

  it.each(['', 'a,b', '1,2,3,4,5,6,X,B,NX,0,0,0,0', '1487282421,192.0.2.95,10.1.0.4,x,5358,T,I,D'])(
    'does not take %j for a line',
    (line) => {
      expect(parseVnetFlowTuple(line)).toBeUndefined();
      expect(parseNsgFlowTuple(line)).toBeUndefined();
    },
  );
});

describe('overlap as policies say it', () => {
  it.each([
    ['172.30.0.0/16', '172.16.0.0/12', true],
    ['172.30.0.0/16', '172.30.4.0/22', true],
    ['172.30.0.0/16', '172.20.0.0/16', false],
  ])('%s and %s: %s', (forbidden, cidr, meets) => {
    expect(cidrOverlap(prefix(forbidden), prefix(cidr))).toBe(meets);
  });
});

describe('Virtual WAN hubs', () => {
  it.each([
    [180, 3, { total: 540, action: 'newHub' }],
    [200, 1, { total: 200, action: 'none' }],
    [601, 1, { total: 601, action: 'overLimit' }],
  ])('%i VNets of %i ranges', (vnets, spacesEach, expected) => {
    expect(hubSpaces(Array.from({ length: vnets }, () => spacesEach))).toEqual(expected);
  });

  it.each([
    [25, 'tooSmall'],
    [24, 'belowAdvice'],
    [23, 'fits'],
  ])('a range of /%i: %s', (length, verdict) => {
    expect(judgeHubLength(length)).toBe(verdict);
  });

  it('has an error for a default route that is only learnt', () => {
    expect(udrBehindHub({ hasExplicitDefault: false, learnsDefault: true })).toEqual({
      ok: false,
      error: 'RouteTableMissingDefaultRouteError',
    });
    expect(udrBehindHub({ hasExplicitDefault: true, learnsDefault: true })).toEqual({ ok: true });
  });

  it.each([
    [0, 2],
    [2000, 2],
    [2001, 3],
    [50_000, 50],
    [50_001, undefined],
  ])('%i machines need %s units', (machines, units) => {
    expect(routingUnitsFor(machines)).toBe(units);
  });
});

describe('special subnets', () => {
  it.each<[SpecialSubnetId, number, string]>([
    ['bastion', 27, 'tooSmall'],
    ['bastion', 26, 'fits'],
    ['dnsResolverInbound', 29, 'tooSmall'],
    ['dnsResolverInbound', 28, 'fits'],
    ['dnsResolverOutbound', 23, 'tooLarge'],
    ['firewallManagement', 27, 'tooSmall'],
    ['gateway', 29, 'belowAdvice'],
    ['gateway', 30, 'tooSmall'],
    ['node', 30, 'fits'],
  ])('%s of /%i: %s', (id, length, verdict) => {
    expect(judgeLength(specialSubnets[id], length).kind).toBe(verdict);
  });

  it('leave the bounds of every subnet to the limits', () => {
    expect(limits['subnet-prefix-ipv4-smallest'].value).toBe(29);
  });
});

describe('entries of noProxy', () => {
  it.each([
    ['*.contoso.com', 'wildcard'],
    ['*', 'wildcard'],
    ['', 'empty'],
    ['a b', 'notAName'],
    ['$(rm -rf ~)', 'notAName'],
    ['-x.example', 'notAName'],
  ])('%j is refused: %s', (entry, because) => {
    expect(judgeNoProxyEntry(entry)).toEqual({ ok: false, because });
  });

  it.each(['.svc.cluster.local', 'contoso.com', '10.0.0.0/16', '168.63.129.16', 'fd00::/8', '::1'])(
    '%s passes',
    (entry) => {
      expect(judgeNoProxyEntry(entry)).toEqual({ ok: true });
    },
  );
});
