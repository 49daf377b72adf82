import { describe, expect, it } from 'vitest';
import { type Ending, hasPassed } from './calendar.ts';
import { errorsWithExit, knownError } from './errors.ts';
import { isAtLeast, minorVersion } from './kubernetes-version.ts';
import { modeMigration } from './lifecycle/migrations.ts';
import { metricAlerts } from './metrics/alerts.ts';
import { platformMetric } from './metrics.ts';
import type { ModeId } from './modes.ts';
import { napMaxNodes } from './nap.ts';

describe('hasPassed', () => {
  it.each<[Ending, string, boolean]>([
    ['2028-03-31', '2028-03-30', false],
    ['2028-03-31', '2028-03-31', true],
    ['2028-03-31', '2029-01-01', true],
    ['2026-11', '2026-11-30', false],
    ['2026-11', '2026-12-01', true],
    ['2026-11', '2026-10-31', false],
  ])('%s on %s: %s', (when, today, passed) => {
    expect(hasPassed(when, today)).toBe(passed);
  });
});

describe('versions', () => {
  it.each([
    ['1.33', '1.33', true],
    ['1.33.4', '1.33', true],
    ['v1.9', '1.10', false],
    ['1.100', '1.99', true],
    ['2.0', '1.99', true],
    ['latest', '1.33', undefined],
    ['1', '1.33', undefined],
    ['1.33; rm -rf ~', '1.33', undefined],
  ])('%s is at least %s: %s', (version, minimum, answer) => {
    expect(isAtLeast(version, minimum)).toBe(answer);
  });

  it('reads previews', () => {
    expect(minorVersion('1.35.0-alpha.1')).toEqual({ major: 1, minor: 35 });
  });
});

describe('modeMigration', () => {
  it.each<[ModeId, ModeId, string | undefined]>([
    ['nodeSubnet', 'overlay', 'inPlace'],
    ['kubenet', 'overlay', 'inPlace'],
    ['podSubnetDynamic', 'overlay', 'rebuild'],
    ['podSubnetDynamic', 'podSubnetStatic', 'newPools'],
    ['overlay', 'nodeSubnet', 'rebuild'],
    ['nodeSubnet', 'kubenet', undefined],
    ['byo', 'overlay', undefined],
  ])('%s to %s: %s', (from, to, kind) => {
    expect(modeMigration(from, to)?.path.kind).toBe(kind);
  });
});

describe('errors', () => {
  it('are found by code and by exit status', () => {
    expect(knownError('subnetisfull')?.code).toBe('SubnetIsFull');
    expect(errorsWithExit(52).map((error) => error.code)).toEqual([
      'VMExtensionError_K8SAPIServerDNSLookupFail',
    ]);
    expect(knownError('__proto__')).toBeUndefined();
  });
});

describe('metrics', () => {
  it('are matched in exact case', () => {
    const balancer = 'microsoft.network/LoadBalancers';
    expect(platformMetric(balancer, 'UsedSnatPorts')?.dimensions).toContain('BackendIPAddress');
    expect(platformMetric(balancer, 'UsedSNATPorts')).toBeUndefined();
  });

  it('exist for every alert on them', () => {
    const missing = metricAlerts.filter(
      (alert) => platformMetric(alert.resourceType, alert.metric) === undefined,
    );
    expect(missing.map((alert) => alert.id)).toEqual([]);
  });
});

describe('napMaxNodes', () => {
  const open = { byLimits: undefined, freeAddresses: 251, podRangeBlocks: 256, clusterLimit: 5000 };

  it('is the least of what bounds it, and says which', () => {
    expect(napMaxNodes(open)).toEqual({ boundBy: 'freeAddresses', nodes: 251 });
    expect(napMaxNodes({ ...open, byLimits: 40 })).toEqual({ boundBy: 'byLimits', nodes: 40 });
    expect(napMaxNodes({ ...open, podRangeBlocks: 4 }).boundBy).toBe('podRangeBlocks');
  });
});
