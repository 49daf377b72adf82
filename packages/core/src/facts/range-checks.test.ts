import { address, formatPrefix, prefix } from '@aksnet/net';
import { describe, expect, it } from 'vitest';
import {
  cidrContainsRange,
  cidrOverlap,
  dnsServiceIpCheck,
  reservedRangeCheck,
  serviceRangeSize,
} from './range-checks.ts';
import type { SpaceKindId } from './space-kinds.ts';

interface ReservedInput {
  readonly cidr: string;
  readonly kind: SpaceKindId;
}

function reserved(input: ReservedInput): { valid: boolean; hits: readonly string[] } {
  const check = reservedRangeCheck(prefix(input.cidr), input.kind);
  const faults = check.hits.filter((hit) => hit.enforcement.kind !== 'remark');
  return { valid: check.valid, hits: faults.map((hit) => formatPrefix(hit.range.prefix)) };
}

interface DnsInput {
  readonly serviceCidr: string;
  readonly dnsServiceIp: string;
}

function dns(input: DnsInput): {
  valid: boolean;
  error?: string;
} {
  const verdict = dnsServiceIpCheck(prefix(input.serviceCidr), address(input.dnsServiceIp));
  const error = 'error' in verdict ? { error: verdict.error } : {};
  return { valid: verdict.valid, ...error };
}

// Examples that Microsoft publishes, or arithmetic on them; the last column says where.

describe('cidrOverlap', () => {
  it.each([
    [
      'ms-nap-conflict-pod',
      { a: '10.244.0.0/16', b: '10.244.1.0/24' },
      true,
      'node-auto-provisioning-networking.md',
    ],
    [
      'ms-nap-conflict-svc',
      { a: '10.0.0.0/16', b: '10.0.10.0/24' },
      true,
      'node-auto-provisioning-networking.md',
    ],
    [
      'ms-nap-safe',
      { a: '10.0.0.0/16', b: '10.1.0.0/24' },
      false,
      'node-auto-provisioning-networking.md',
    ],
  ])('%s', (_id, i, expected) => {
    expect(cidrOverlap(prefix(i.a), prefix(i.b))).toEqual(expected);
  });
});

describe('reservedRangeCheck', () => {
  const rows: readonly (readonly [string, ReservedInput, unknown, string])[] = [
    [
      'ms-reserved-superset',
      { cidr: '172.16.0.0/12', kind: 'overlayPods' },
      { valid: false, hits: ['172.30.0.0/16', '172.31.0.0/16'] },
      'concepts-network-cni-overview.md',
    ],
    [
      'service-172-30',
      { cidr: '172.30.0.0/16', kind: 'service' },
      { valid: false, hits: ['172.30.0.0/16'] },
      'concepts-network-cni-overview.md',
    ],
  ];
  it.each(rows)('%s', (_id, i, expected) => {
    expect(reserved(i)).toEqual(expected);
  });
});

describe('dnsServiceIpCheck', () => {
  const rows: readonly (readonly [string, DnsInput, unknown, string])[] = [
    [
      'ms-dns-out-of-range',
      { serviceCidr: '10.200.0.0/16', dnsServiceIp: '10.0.0.10' },
      { valid: false, error: 'DnsServiceIpOutOfServiceCidr' },
      'error-codes/dnsserviceipoutofservicecidr-error.md',
    ],
    [
      'dns-first-address',
      { serviceCidr: '10.0.0.0/16', dnsServiceIp: '10.0.0.1' },
      { valid: false },
      'concepts-network-ip-address-planning.md',
    ],
  ];
  it.each(rows)('%s', (_id, i, expected) => {
    expect(dns(i)).toEqual(expected);
  });
});

describe('cidrContainsRange', () => {
  it.each([
    [
      'authorized-range',
      { cidr: '137.117.106.88/29', first: '137.117.106.88', last: '137.117.106.95' },
      true,
      'api-server-authorized-ip-ranges.md',
    ],
  ])('%s', (_id, i, expected) => {
    expect(
      cidrContainsRange({ cidr: prefix(i.cidr), first: address(i.first), last: address(i.last) }),
    ).toEqual(expected);
  });
});

describe('dnsServiceIpCheck at its edges', () => {
  it.each([
    ['10.0.0.0/16', '10.0.0.10', true],
    ['10.0.0.0/16', '10.0.0.0', false],
    ['10.0.0.0/16', '10.0.255.255', true],
    ['fd12::/108', 'fd12::a', true],
    ['fd12::/108', 'fd12::1', false],
    ['10.0.0.0/16', 'fd12::a', false],
  ])('%s with %s: %s', (serviceCidr, dnsServiceIp, valid) => {
    expect(dns({ serviceCidr, dnsServiceIp }).valid).toBe(valid);
  });
});

describe('serviceRangeSize', () => {
  it.each([
    ['10.0.0.0/16', 'fits'],
    ['10.0.0.0/13', 'fits'],
    ['10.0.0.0/12', 'tooLargeByAssumption'],
    ['10.0.0.0/11', 'tooLarge'],
    ['fd12::/108', 'fits'],
    ['fd12::/64', 'tooLarge'],
  ])('%s %s', (range, size) => {
    expect(serviceRangeSize(prefix(range))).toBe(size);
  });

  it('lets a /12 pass when that is assumed', () => {
    const choices = { 'serviceCidr.slash12': 'allowed' };
    expect(serviceRangeSize(prefix('10.0.0.0/12'), choices)).toBe('fitsByAssumption');
  });
});
