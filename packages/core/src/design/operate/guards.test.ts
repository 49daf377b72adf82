import { contains, parsePrefix } from '@aksnet/net';
import { describe, expect, it } from 'vitest';
import { hubSpoke } from '../../../test/fixtures/hub-spoke.ts';
import { requirementsOf, smallest } from '../../../test/fixtures/requirements.ts';
import { type Estate, estateOf } from '../../estate/estate.ts';
import { cluster, domain, external, sketchedFrame, vnet } from '../../estate/sketch.ts';
import { plain } from '../../evidence/prose.ts';
import { policyAliases } from '../../facts/azure-policy/aliases.ts';
import { builtInPolicies } from '../../facts/azure-policy/built-ins.ts';
import { publicAccessPolicies } from '../../facts/azure-policy/public-access.ts';
import { paasServices } from '../../facts/paas-services.ts';
import { requirementsSchema } from '../../requirements/schema.ts';
import { assignmentBody, definitionBody, type Guard, guards, type PolicyJson } from './guards.ts';

const clusterType = 'Microsoft.ContainerService/managedClusters';
const networkType = 'Microsoft.Network/virtualNetworks';

/** A request: the values of its aliases; absent ones are not in it. */
type Request = Readonly<Record<string, string | readonly string[]>>;

/**
 * A policy engine that knows just what our rules use, read from the documents and not from the rules: a
 * function that fails denies, so failures are thrown and count as a match.
 */
class Engine {
  readonly parameters: Readonly<Record<string, PolicyJson>>;
  readonly request: Request;
  constructor(parameters: Readonly<Record<string, PolicyJson>>, request: Request) {
    this.parameters = parameters;
    this.request = request;
  }

  matches(rule: PolicyJson): boolean {
    const { if: condition } = rule as { if: PolicyJson };
    try {
      return this.holds(condition, new Map());
    } catch (error) {
      if (error instanceof PolicyFailure) return true;
      throw error;
    }
  }

  private holds(condition: PolicyJson, scope: ReadonlyMap<string, string>): boolean {
    const c = condition as Record<string, PolicyJson>;
    if (c['allOf']) return (c['allOf'] as PolicyJson[]).every((each) => this.holds(each, scope));
    if (c['anyOf']) return (c['anyOf'] as PolicyJson[]).some((each) => this.holds(each, scope));
    if (c['count']) {
      const count = c['count'] as Record<string, string> & { where: PolicyJson };
      const name = count['name'] ?? count['field'] ?? '';
      const items =
        count['value'] === undefined
          ? (this.request[count['field'] ?? ''] as readonly string[] | undefined)
          : (this.evaluate(count['value'], scope) as readonly string[]);
      const found = (items ?? []).filter((item) =>
        this.holds(count.where, new Map([...scope, [name, item]])),
      ).length;
      return c['greater'] === undefined ? found === c['equals'] : found > Number(c['greater']);
    }
    const value =
      c['field'] === undefined
        ? this.evaluate(String(c['value']), scope)
        : this.request[String(c['field'])];
    if (c['exists'] !== undefined) return (value !== undefined) === (c['exists'] === 'true');
    const [a, b] = [value, c['equals']].map((v) => (typeof v === 'string' ? v.toLowerCase() : v));
    return a === b;
  }

  private evaluate(text: string, scope: ReadonlyMap<string, string>): unknown {
    let rest = text.replace(/^\[|\]$/g, '');
    const term = (): (() => unknown) => {
      const literal = /^'([^']*)'/.exec(rest);
      if (literal !== null) {
        rest = rest.slice(literal[0].length);
        return () => literal[1];
      }
      const [head = '', name = ''] = /^(\w+)\(/.exec(rest) ?? [];
      if (head === '') throw new Error(`cannot read ${rest}`);
      rest = rest.slice(head.length);
      const args: (() => unknown)[] = [];
      while (!rest.startsWith(')')) {
        args.push(term());
        if (rest.startsWith(',')) rest = rest.slice(1);
      }
      rest = rest.slice(1);
      return () => this.call(name, args, scope);
    };
    return term()();
  }

  private call(
    name: string,
    args: readonly (() => unknown)[],
    scope: ReadonlyMap<string, string>,
  ): unknown {
    const arg = (i: number): unknown => args[i]?.();
    const text = (i: number): string => {
      const value = arg(i);
      if (typeof value !== 'string') throw new PolicyFailure(`${name} of ${String(value)}`);
      return value;
    };
    const functions: Readonly<Record<string, () => unknown>> = {
      parameters: () => this.parameters[text(0)],
      current: () => scope.get(text(0)),
      field: () => this.request[text(0)],
      coalesce: () => args.map((each) => each()).find((value) => value !== undefined),
      empty: () => text(0) === '',
      contains: () => text(0).includes(text(1)),
      equals: () => arg(0) === arg(1),
      or: () => arg(0) === true || arg(1) === true,
      false: () => false,
      if: () => (arg(0) === true ? arg(1) : arg(2)),
      ipRangeContains: () => rangeContains(text(0), text(1)),
    };
    const run = functions[name];
    if (run === undefined) throw new Error(`no function ${name}`);
    return run();
  }
}

class PolicyFailure extends Error {}

function rangeContains(outer: string, inner: string): boolean {
  const [a, b] = [parsePrefix(outer), parsePrefix(inner)];
  if (!a.ok || !b.ok || a.value.family !== b.value.family)
    throw new PolicyFailure(`${outer} and ${inner}`);
  return contains(a.value, b.value);
}

const planned = (): Estate =>
  estateOf(sketchedFrame, [
    domain('corp', '10.80.0.0/12', 'fd00::/48'),
    vnet('v', ['10.80.0.0/20']),
    external('dc', 'onPremises', ['192.168.0.0/16']),
    external('agents', 'docker', ['172.17.0.0/16']),
    cluster('c', { access: { private: true, runCommand: false } }),
  ]);

const guard = (all: readonly Guard[], id: string): Guard => {
  const found = all.find((each) => each.id === id);
  if (found === undefined) throw new Error(`no guard ${id}`);
  return found;
};

const flags = (one: Guard, request: Request): boolean => {
  if (one.definition.kind === 'builtIn') throw new Error('not ours');
  return new Engine(one.parameters, request).matches(one.definition.policyRule);
};

const ofCluster = (profile: Readonly<Record<string, string>>): Request => ({
  type: clusterType,
  ...Object.fromEntries(
    Object.entries(profile).map(([key, value]) => [`${clusterType}/networkProfile.${key}`, value]),
  ),
});

describe('pod and Service ranges', () => {
  const one = guard(guards({ estate: planned() }), 'aksnet-forbidden-cluster-ranges');

  it.each<[string, Readonly<Record<string, string>>, boolean]>([
    ['reserved by AKS', { serviceCidr: '172.30.0.0/16' }, true],
    ['inside a reserved one', { podCidr: '172.31.4.0/24' }, true],
    ['around a reserved one', { serviceCidr: '172.16.0.0/12' }, true],
    ['around a VNet', { podCidr: '10.0.0.0/8' }, true],
    ['part of on-premises', { serviceCidr: '192.168.4.0/22' }, true],
    ['clear of everything', { serviceCidr: '172.20.0.0/16', podCidr: '100.64.0.0/16' }, false],
    ['of the other family', { podCidr: 'fd12::/64' }, false],
    ['what only the build agents use', { serviceCidr: '172.17.0.0/16' }, false],
    ['empty', { serviceCidr: '' }, false],
    ['not said', {}, false],
  ])('%s', (_, profile, flagged) => {
    expect(flags(one, ofCluster(profile))).toBe(flagged);
  });

  it('judges clusters only', () => {
    expect(flags(one, { ...ofCluster({ podCidr: '10.0.0.0/8' }), type: networkType })).toBe(false);
  });

  it('says that defaults are not seen, and when they would be wrong', () => {
    const says = (estate: Estate): string =>
      guard(guards({ estate }), one.id).cannotSee.map(plain).join(' ');
    expect(says(planned())).toContain('10.0.0.0/16 and 10.244.0.0/16');
    expect(says(planned())).not.toContain('would be wrong');
    const met = estateOf(sketchedFrame, [vnet('v', ['10.0.0.0/20'])]);
    expect(says(met)).toContain('10.0.0.0/16 would be wrong');
  });
});

describe('VNet ranges', () => {
  const one = guard(guards({ estate: planned() }), 'aksnet-networks-in-plan');
  const request = (...prefixes: readonly string[]): Request => ({
    type: networkType,
    [`${networkType}/addressSpace.addressPrefixes[*]`]: prefixes,
  });

  it.each<[string, readonly string[], boolean]>([
    ['in a pool', ['10.88.0.0/16'], false],
    ['two in pools', ['10.88.0.0/16', 'fd00:0:0:1::/64'], false],
    ['one outside', ['10.88.0.0/16', '10.200.0.0/16'], true],
    ['around a pool', ['10.0.0.0/8'], true],
    ['of IPv6 outside', ['fd01::/64'], true],
    ['none', [], false],
  ])('%s', (_, prefixes, flagged) => {
    expect(flags(one, request(...prefixes))).toBe(flagged);
  });

  it('is not made without pools', () => {
    expect(guards({ estate: hubSpoke() }).map((each) => each.id)).not.toContain(one.id);
  });
});

describe('pools of the requirements', () => {
  const requirements = requirementsSchema.parse({
    apiVersion: 'aksnet/v1',
    kind: 'Requirements',
    organisation: { name: 'o' },
    addresses: {
      domains: [
        { name: 'corp', pools: ['10.80.0.0/12'], overlayPods: { pools: ['100.64.0.0/10'] } },
      ],
    },
    regions: [{ name: 'westeurope', domain: 'corp' }],
    environments: [{ name: 'prod' }],
    clusters: [{ name: 'c', regions: ['westeurope'], environment: 'prod' }],
  });
  const found = guards({ estate: planned(), requirements });

  it.each<[string, Readonly<Record<string, string>>, boolean]>([
    ['inside', { podCidr: '100.65.0.0/16' }, false],
    ['outside', { podCidr: '10.244.0.0/16' }, true],
    ['not said', {}, false],
  ])('pod range %s', (_, profile, flagged) => {
    expect(flags(guard(found, 'aksnet-pod-ranges-in-plan'), ofCluster(profile))).toBe(flagged);
  });

  it('are asked for only where there are some', () => {
    expect(found.map((each) => each.id)).not.toContain('aksnet-service-ranges-in-plan');
  });
});

describe('public access', () => {
  const depending = (security: object) =>
    requirementsOf({
      ...smallest,
      clusters: [
        {
          ...smallest.clusters[0],
          dependencies: [
            { service: 'sqlDatabase' },
            { service: 'eventHubs' },
            { service: 'redis' },
          ],
        },
      ],
      security,
    });
  const ids = (security: object): readonly string[] =>
    guards({ estate: planned(), requirements: depending(security) }).map((each) => each.id);
  const databases = ['aksnet-private-sql', 'aksnet-private-event-hubs', 'aksnet-private-redis'];

  it('is watched on what is depended on, where it is forbidden', () => {
    expect(ids({ publicPaasAccess: 'forbidden' })).toEqual(expect.arrayContaining(databases));
    expect(ids({ publicPaasAccess: 'forbidden' })).not.toContain('aksnet-private-cosmos');
  });

  it('is nobody’s business where it is allowed', () => {
    for (const id of databases) expect(ids({ publicPaasAccess: 'allowed' })).not.toContain(id);
  });

  it('is found by policies and on types that the facts know', () => {
    const types = new Set(Object.values(paasServices).map((service) => service.resourceType));
    for (const { policy, resourceType } of publicAccessPolicies) {
      expect(types).toContain(resourceType);
      expect(builtInPolicies.find(({ id }) => id === policy)?.effects).toContain('Deny');
    }
  });
});

describe('habits', () => {
  it('guard what every cluster does', () => {
    const ids = guards({ estate: planned() }).map((each) => each.id);
    expect(ids).toContain('aksnet-private-clusters');
    expect(ids).toContain('aksnet-policy-engine');
  });

  it('do not flag what was decided otherwise', () => {
    const mixed = estateOf(sketchedFrame, [
      cluster('open'),
      cluster('closed', { access: { private: true } }),
      cluster('old', { network: { plugin: 'kubenet', policyEngine: 'none' } }),
    ]);
    const ids = guards({ estate: mixed }).map((each) => each.id);
    for (const id of ['aksnet-private-clusters', 'aksnet-no-kubenet', 'aksnet-policy-engine'])
      expect(ids).not.toContain(id);
  });

  it.each<[string, Readonly<Record<string, string>>, boolean]>([
    ['none', { networkPolicy: 'none' }, true],
    ['absent', {}, true],
    ['cilium', { networkPolicy: 'cilium' }, false],
  ])('engine %s', (_, profile, flagged) => {
    const one = guard(guards({ estate: planned() }), 'aksnet-policy-engine');
    expect(flags(one, ofCluster(profile))).toBe(flagged);
  });
});

describe('bodies', () => {
  const all = [...guards({ estate: planned() }), ...guards({ estate: hubSpoke() })];

  it('name only aliases that the facts confirm', () => {
    const known = new Map(policyAliases.map((each) => [each.alias, each.standing]));
    for (const one of all)
      for (const [alias] of JSON.stringify(definitionBody(one) ?? '').matchAll(
        /Microsoft\.\w+\/\w+\/[\w.[\]*]+/g,
      ))
        expect(['built-in', 'listed']).toContain(known.get(alias));
  });

  it('assign every parameter that has no default', () => {
    for (const one of all) {
      const body = definitionBody(one) as
        | { properties: { parameters: Record<string, { defaultValue?: unknown }> } }
        | undefined;
      const given = assignmentBody(one, '/subscriptions/s') as {
        properties: { parameters: object; policyDefinitionId: string };
      };
      for (const [name, parameter] of Object.entries(body?.properties.parameters ?? {}))
        if (parameter.defaultValue === undefined)
          expect(Object.keys(given.properties.parameters)).toContain(name);
      const isBuiltIn = one.definition.kind === 'builtIn';
      expect(given.properties.policyDefinitionId.startsWith('/providers/')).toBe(isBuiltIn);
    }
  });
});
