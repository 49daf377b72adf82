import { describe, expect, it } from 'vitest';
import { leastCiliumVersion } from './engines/cilium.ts';
import type { OsType } from './os.ts';
import { type EngineId, engineOn, engineProfile } from './policy-engines.ts';

describe('engineProfile', () => {
  it('Azure NPM on Windows skips policies that Linux honours', () => {
    const linux = engineProfile('azure', { os: 'Linux' });
    const windows = engineProfile('azure', { os: 'Windows' });
    expect(linux).toMatchObject({ namedPorts: 'every', negativeSelectors: 'honoured', sctp: true });
    expect(windows).toMatchObject({
      namedPorts: 'none',
      negativeSelectors: 'policySkipped',
      except: 'policySkipped',
      sctp: false,
    });
  });

  it('Cilium keeps ipBlock to addresses outside and filters what others let through', () => {
    expect(engineProfile('cilium', { os: 'Linux' })).toMatchObject({
      enforces: true,
      ipBlockMatchesPods: false,
      ipBlockMatchesNodes: false,
      ownNodeEgress: 'filtered',
      throughLoadBalancer: 'filtered',
    });
  });

  it.each<[EngineId, OsType, boolean]>([
    ['cilium', 'Linux', true],
    ['cilium', 'Windows', false],
    ['azure', 'Windows', true],
    ['calico', 'Windows', true],
    ['none', 'Linux', false],
  ])('%s enforces on %s: %s', (engine, os, enforces) => {
    expect(engineProfile(engine, { os })).toMatchObject({ os, enforces });
  });

  it.each<[string | undefined, string | undefined, 'honoured' | 'ignored']>([
    ['1.31', undefined, 'ignored'],
    ['1.31', '1.17.2', 'honoured'],
    ['1.32.4', undefined, 'honoured'],
    ['1.36', undefined, 'honoured'],
    ['1.40', undefined, 'honoured'],
    ['1.29', undefined, 'ignored'],
    [undefined, undefined, 'honoured'],
  ])('Kubernetes %s, Cilium %s: endPort %s', (kubernetesVersion, ciliumVersion, endPort) => {
    const host = {
      os: 'Linux',
      ...(kubernetesVersion === undefined ? {} : { kubernetesVersion }),
      ...(ciliumVersion === undefined ? {} : { ciliumVersion }),
    } as const;
    expect(engineProfile('cilium', host).endPort).toBe(endPort);
  });

  it.each([
    ['1.28', [4]],
    ['1.29', [4, 6]],
  ])('Cilium on Kubernetes %s filters families %j', (kubernetesVersion, families) => {
    expect(engineProfile('cilium', { os: 'Linux', kubernetesVersion }).families).toEqual(families);
  });
});

describe('engines and their systems', () => {
  it('tells when Azure NPM ends, by system', () => {
    expect(engineOn('azure', 'Windows')?.retires?.value).toBe('2026-09-30');
    expect(engineOn('azure', 'Linux')?.retires?.value).toBe('2028-09-30');
    expect(engineOn('cilium', 'Windows')).toBeUndefined();
  });

  it.each([
    ['1.31', '1.16.16'],
    ['v1.33.2', '1.17.9'],
    ['1.36', '1.18.9'],
    ['1.37', '1.18.9'],
    ['1.30', undefined],
    ['latest', undefined],
  ])('Kubernetes %s runs Cilium %s or newer', (kubernetes, cilium) => {
    expect(leastCiliumVersion(kubernetes)).toBe(cilium);
  });
});
