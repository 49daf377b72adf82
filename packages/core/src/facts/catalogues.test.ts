// Every entry says where it was read. The catalogues are listed here once; an entry without a
// document, or with an empty one, fails.
import { describe, expect, it } from 'vitest';
import { apiAccessKinds } from './api-access.ts';
import { assumed, assumptions, isAssumptionName, isAssumptionValue } from './assumptions.ts';
import { policyAliasCite } from './azure-policy/aliases.ts';
import { builtInPolicyCite } from './azure-policy/built-ins.ts';
import type { Citation } from './citation.ts';
import { clouds, isCloudId } from './clouds.ts';
import { incompatibilityRules } from './compatibility.ts';
import { dataPlanes, isDataPlaneId } from './data-planes.ts';
import { knownErrors } from './errors.ts';
import { ingressOptions, isIngressId } from './ingress.ts';
import { migrations } from './lifecycle/migrations.ts';
import { retirements } from './lifecycle/retirements.ts';
import { isLimitId, limits, limitValue } from './limits.ts';
import { metricAlerts } from './metrics/alerts.ts';
import { prometheusAlerts, prometheusFamilies } from './metrics/prometheus.ts';
import { platformMetrics } from './metrics.ts';
import { isModeId, modes } from './modes.ts';
import { isOutboundTypeId, outboundTypes } from './outbound.ts';
import { featureRoutes, systemRoutes } from './platform/routing.ts';
import {
  defaultSecurityRules,
  platformTags,
  requiredFlows,
  serviceTags,
} from './platform/security-rules.ts';
import { isEngineId, policyEngines } from './policy-engines.ts';
import { portHolds } from './port-hold.ts';
import { privateZones } from './private-dns-zones.ts';
import { requiredEgress } from './required-egress.ts';
import { reservedRanges, wellKnownAddresses } from './reserved-ranges.ts';
import { isSpaceKindId, spaceKinds } from './space-kinds.ts';
import { isSpecialSubnetId, specialSubnets } from './special-subnets.ts';

interface Entry {
  readonly cite: readonly Citation[];
}

const catalogues: Readonly<Record<string, readonly Entry[]>> = {
  apiAccessKinds: Object.values(apiAccessKinds),
  assumptions: Object.values(assumptions),
  builtInPolicies: [{ cite: builtInPolicyCite }],
  policyAliases: [{ cite: policyAliasCite }],
  clouds: Object.values(clouds),
  incompatibilityRules,
  dataPlanes: Object.values(dataPlanes),
  knownErrors,
  ingressOptions: Object.values(ingressOptions),
  migrations,
  retirements: Object.values(retirements),
  limits: Object.values(limits),
  metricAlerts,
  prometheusAlerts,
  prometheusFamilies,
  platformMetrics,
  modes: Object.values(modes),
  outboundTypes: Object.values(outboundTypes),
  featureRoutes,
  systemRoutes,
  defaultSecurityRules,
  platformTags,
  requiredFlows,
  serviceTags,
  policyEngines: Object.values(policyEngines),
  portHolds: Object.values(portHolds),
  privateZones,
  requiredEgress,
  reservedRanges,
  wellKnownAddresses,
  spaceKinds: Object.values(spaceKinds),
  specialSubnets: Object.values(specialSubnets),
};

/** Entries that name no document, by their place in the catalogue. */
function uncited(entries: readonly Entry[]): readonly number[] {
  return entries.flatMap((entry, at) =>
    entry.cite.length > 0 && entry.cite.every((each) => each.document.trim() !== '') ? [] : [at],
  );
}

describe('citations', () => {
  it.each(Object.entries(catalogues))('%s: every entry names a document', (_name, entries) => {
    expect(entries.length).toBeGreaterThan(0);
    expect(uncited(entries)).toEqual([]);
  });

  it('would notice an entry without a document', () => {
    expect(uncited([{ cite: [] }, { cite: [{ document: ' ' }] }])).toEqual([0, 1]);
  });
});

describe('keys', () => {
  it.each<[string, Readonly<Record<string, { readonly id: string }>>]>([
    ['apiAccessKinds', apiAccessKinds],
    ['clouds', clouds],
    ['dataPlanes', dataPlanes],
    ['ingressOptions', ingressOptions],
    ['modes', modes],
    ['outboundTypes', outboundTypes],
    ['policyEngines', policyEngines],
    ['retirements', retirements],
    ['spaceKinds', spaceKinds],
    ['specialSubnets', specialSubnets],
  ])('%s: an entry knows the name it is listed under', (_name, catalogue) => {
    expect(Object.entries(catalogue).filter(([key, entry]) => key !== entry.id)).toEqual([]);
  });

  it.each<[string, readonly { readonly id: string }[]]>([
    ['incompatibilityRules', incompatibilityRules],
    ['migrations', migrations],
    ['metricAlerts', metricAlerts],
    ['prometheusAlerts', prometheusAlerts],
    ['requiredFlows', requiredFlows],
  ])('%s: no two entries share an id', (_name, entries) => {
    const ids = entries.map((entry) => entry.id);
    expect([...new Set(ids)]).toEqual(ids);
  });

  it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty', ''])(
    'nobody takes %j for a name',
    (text) => {
      const answers = [
        isAssumptionName,
        isCloudId,
        isDataPlaneId,
        isIngressId,
        isLimitId,
        isModeId,
        isOutboundTypeId,
        isEngineId,
        isSpaceKindId,
        isSpecialSubnetId,
      ].map((is) => is(text));
      expect(answers).not.toContain(true);
    },
  );
});

describe('assumptions', () => {
  it('have a question, at least two answers and a default among them', () => {
    for (const [name, assumption] of Object.entries(assumptions)) {
      expect(assumption.question, name).toMatch(/\?$/);
      expect(Object.keys(assumption.values).length, name).toBeGreaterThan(1);
      expect(Object.keys(assumption.values), name).toContain(assumption.default);
    }
  });

  it('go by the choice, and by the default when it is no answer', () => {
    expect(assumed('serviceCidr.slash12')).toBe('refused');
    expect(assumed('serviceCidr.slash12', { 'serviceCidr.slash12': 'allowed' })).toBe('allowed');
    expect(assumed('serviceCidr.slash12', { 'serviceCidr.slash12': '__proto__' })).toBe('refused');
    expect(isAssumptionValue('serviceCidr.slash12', 'toString')).toBe(false);
  });
});

describe('limits', () => {
  const grant = (value: number) =>
    ({ limit: 'nodes-per-cluster', value, by: 'a support request', when: '2026-01-01' }) as const;

  it('are raised by the greatest grant, never lowered', () => {
    expect(limitValue('nodes-per-cluster')).toBe(5000);
    expect(limitValue('nodes-per-cluster', [grant(6000), grant(7000)])).toBe(7000);
    expect(limitValue('nodes-per-cluster', [grant(100)])).toBe(5000);
  });

  it('stay where Azure raises nothing', () => {
    const granted = { ...grant(500), limit: 'max-pods-per-node' } as const;
    expect(limitValue('max-pods-per-node', [granted])).toBe(250);
  });

  it('follow the assumption where pages disagree', () => {
    const choices = { 'overlay.podsPerCluster': '250000' };
    expect(limitValue('pods-per-cluster-overlay')).toBe(200_000);
    expect(limitValue('pods-per-cluster-overlay', [], choices)).toBe(250_000);
  });

  it('agree with the default of their assumption', () => {
    for (const limit of Object.values(limits)) {
      if (limit.assumption === undefined) continue;
      expect(Number(assumptions[limit.assumption].default), limit.what).toBe(limit.value);
    }
  });
});
