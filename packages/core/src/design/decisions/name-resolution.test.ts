import { describe, expect, test } from 'vitest';
import { requirementsOf, smallest } from '../../../test/fixtures/requirements.ts';
import { all } from '../../estate/estate.ts';
import { knownOr } from '../../evidence/knowable.ts';
import { plain } from '../../evidence/prose.ts';
import { design } from '../design.ts';

const scope = '/subscriptions/00000000-0000-0000-0000-00000000a001/resourceGroups/rg/providers';
const network = `${scope}/Microsoft.Network`;
const smtp = { egress: { destinations: [{ name: 'mail', fqdn: 'smtp.example', port: 587 }] } };
const web = { egress: { destinations: [{ name: 'web', fqdn: 'web.example' }] } };
const flux = {
  apiServer: { exposure: 'public', gitops: { tool: 'flux', reaches: 'git.example', port: 22 } },
};
const ours = (tier: string, topology = 'hubVnet') => ({
  hub: { topology, firewall: { kind: 'azureFirewall', tier } },
});
const open = { exposure: 'public' };
const hub = {
  kind: 'virtualNetwork',
  use: 'hub',
  id: `${network}/virtualNetworks/hub`,
  ranges: ['10.15.0.0/24'],
};
const wall = {
  kind: 'firewall',
  id: `${network}/azureFirewalls/afw`,
  privateAddress: '10.15.0.4',
};
const policy = { kind: 'firewallPolicy', id: `${network}/firewallPolicies/p` };
const spoke = {
  kind: 'virtualNetwork',
  use: 'clusters',
  id: `${network}/virtualNetworks/spoke`,
  ranges: ['10.64.0.0/16'],
};
const theirs = (...more: readonly object[]) => ({
  hub: { topology: 'hubVnet' },
  existing: [hub, wall, ...more],
});

function planOf(cluster: object, rest: object) {
  const requirements = requirementsOf({
    ...smallest,
    ...rest,
    clusters: [{ ...smallest.clusters[0], ...cluster }],
  });
  return design({ requirements, day: '2026-11-23' });
}

function asked(cluster: object, rest: object): string {
  const { decisions, obstacles } = planOf(cluster, rest);
  const because = obstacles.flatMap((o) =>
    o.kind === 'impossible' ? o.what.contradictions.flatMap((one) => one.because.map(plain)) : [],
  );
  const chosen = decisions.find(({ decision }) => decision === 'nameResolution')?.chosen;
  return chosen ?? because.join(' ');
}

describe('whom a VNet asks for names', () => {
  test.each([
    {
      why: 'web names are seen in the request',
      cluster: web,
      rest: ours('Standard'),
      is: 'azureDns',
    },
    { why: 'no firewall at all', cluster: smtp, rest: {}, is: 'azureDns' },
    { why: 'a name on another port', cluster: smtp, rest: ours('Standard'), is: 'firewallProxy' },
    {
      why: 'a Git host on another port',
      cluster: flux,
      rest: ours('Standard'),
      is: 'firewallProxy',
    },
    { why: 'a firewall that is there', cluster: smtp, rest: theirs(), is: 'firewallProxy' },
    {
      why: 'a policy that is there, with the proxy on',
      cluster: smtp,
      rest: theirs({ ...policy, dnsProxy: true }),
      is: 'firewallProxy',
    },
    {
      why: 'a VNet that is there and asks the firewall',
      cluster: smtp,
      rest: theirs({ ...spoke, dnsServers: ['10.15.0.4'] }),
      is: 'firewallProxy',
    },
    {
      why: 'public names behind a virtual hub',
      cluster: { ...smtp, apiServer: open },
      rest: ours('Standard', 'virtualWan'),
      is: 'firewallProxy',
    },
  ])('$why: $is', ({ cluster, rest, is }) => {
    expect(asked(cluster, rest)).toBe(is);
  });

  test.each([
    { why: 'no proxy in the Basic tier', rest: ours('Basic'), says: 'Basic cannot proxy DNS' },
    {
      why: 'a proxy that is off',
      rest: theirs({ ...policy, dnsProxy: false }),
      says: 'is off, and it belongs to others',
    },
    {
      why: 'a VNet of others that asks nobody knows whom',
      rest: theirs(spoke),
      says: 'never changed',
    },
    {
      why: 'a VNet of others that asks somebody else',
      rest: theirs({ ...spoke, dnsServers: ['10.15.0.5'] }),
      says: 'never changed',
    },
    {
      why: 'private names behind a virtual hub',
      rest: ours('Standard', 'virtualWan'),
      says: 'in the name of no VNet',
    },
  ])('$why: refused', ({ rest, says }) => {
    expect(asked(smtp, rest)).toContain(says);
  });

  test('what is decided is written: the VNet asks the firewall, whose proxy is on', () => {
    const { estate } = planOf(smtp, ours('Standard'));
    const spokes = all(estate, 'virtualNetwork').filter(({ name }) => name.includes('prod'));
    expect(spokes.map(({ dnsVia }) => dnsVia)).toEqual([expect.stringMatching(/afw-westeurope$/)]);
    expect(all(estate, 'firewallPolicy').map(({ dnsProxy }) => dnsProxy)).toEqual([true]);
  });

  test('a firewall of the Basic tier has its management side and no proxy', () => {
    const { estate, obstacles } = planOf(web, ours('Basic'));
    expect(obstacles).toEqual([]);
    const [firewall] = all(estate, 'firewall');
    const side = estate.elements.subnet.get(firewall?.management?.subnet ?? '');
    expect(side?.name).toBe('AzureFirewallManagementSubnet');
    expect(knownOr(side?.prefixes ?? [], []).map(({ length }) => length)).toEqual([26]);
    expect(all(estate, 'firewallPolicy').map(({ dnsProxy }) => dnsProxy)).toEqual([false]);
    const standard = planOf(web, ours('Standard')).estate;
    expect(all(standard, 'firewall').map(({ management }) => management)).toEqual([undefined]);
  });
});
