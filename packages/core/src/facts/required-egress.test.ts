import { describe, expect, it } from 'vitest';
import type { CloudId } from './clouds.ts';
import { documentedEndpoints, type EgressQuestion, requiredEndpoints } from './required-egress.ts';

const plain: EgressQuestion = {
  cloud: 'public',
  region: 'westeurope',
  addOns: [],
  apiAccess: 'privateLink',
  customDns: false,
};

function destinations(question: EgressQuestion): readonly string[] {
  return requiredEndpoints(question).flatMap((endpoint) => endpoint.destinations);
}

function ports(question: EgressQuestion): readonly string[] {
  const network = requiredEndpoints(question).filter((endpoint) => endpoint.kind === 'network');
  return network.map((endpoint) => `${endpoint.protocol} ${endpoint.port}`);
}

describe('documentedEndpoints', () => {
  it.each<[CloudId, number]>([
    ['public', 13],
    ['usgov', 13],
    ['china', 15],
  ])('the core of cloud %s has %i rules', (cloud, count) => {
    const core = documentedEndpoints.filter(
      (endpoint) => endpoint.group.startsWith('core') && endpoint.clouds.includes(cloud),
    );
    expect(core.length).toBe(count);
  });

  it('holds the 64 rules of the page, sign-in written out per cloud', () => {
    const signIn = documentedEndpoints.filter((endpoint) => endpoint.group === 'workload-identity');
    expect(signIn.map((endpoint) => endpoint.clouds)).toEqual([['public'], ['usgov'], ['china']]);
    expect(documentedEndpoints.length - signIn.length + 1).toBe(64);
  });
});

describe('requiredEndpoints', () => {
  it('a private cluster needs neither tunnel nor API server, but names', () => {
    expect(ports(plain)).toEqual([]);
    expect(destinations(plain)).toContain('mcr.microsoft.com');
    expect(destinations(plain).join()).not.toContain('hcp');
  });

  it('a public one needs both, in its own region', () => {
    const question: EgressQuestion = { ...plain, apiAccess: 'public' };
    expect(ports(question)).toEqual(['UDP 1194', 'TCP 9000', 'TCP 443']);
    expect(destinations(question)).toContain('*.hcp.westeurope.azmk8s.io');
    expect(destinations(question)).toContain('AzureCloud.westeurope');
  });

  it('drops the tunnel when the agent is known to carry it, and the API when pods do not call it', () => {
    const question: EgressQuestion = { ...plain, apiAccess: 'public', konnectivity: true };
    expect(ports(question)).toEqual(['TCP 443']);
    expect(ports({ ...question, podsCallApiServer: false })).toEqual([]);
  });

  it('asks for DNS only with own servers, for time only with old nodes', () => {
    expect(ports({ ...plain, customDns: true })).toEqual(['UDP 53']);
    expect(ports({ ...plain, oldNodes: true })).toEqual(['UDP 123']);
  });

  it('leaves placeholders where the region is not known', () => {
    const { region: _region, ...rest } = plain;
    expect(destinations({ ...rest, apiAccess: 'public' })).toContain('*.hcp.<location>.azmk8s.io');
  });

  it('adds what add-ons need in the cloud asked for, and passes over unknown words', () => {
    const question: EgressQuestion = {
      ...plain,
      cloud: 'usgov',
      addOns: ['azure-policy', '__proto__', 'no-such-add-on'],
    };
    expect(destinations(question)).toContain('data.policy.azure.us');
    expect(destinations(question)).not.toContain('data.policy.core.windows.net');
  });

  it('mixes no clouds', () => {
    const addOns = [...new Set(documentedEndpoints.map((endpoint) => endpoint.group))];
    const clouds: readonly CloudId[] = ['public', 'usgov', 'china'];
    for (const cloud of clouds) {
      const found = requiredEndpoints({ ...plain, cloud, addOns, apiAccess: 'public' });
      expect(found.every((endpoint) => endpoint.clouds.includes(cloud))).toBe(true);
    }
    const china = destinations({ ...plain, cloud: 'china', addOns: ['workload-identity'] });
    expect(china).toContain('login.chinacloudapi.cn');
    expect(china).not.toContain('login.microsoftonline.com');
  });
});
