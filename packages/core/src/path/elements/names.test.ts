import { address } from '@aksnet/net';
import { describe, expect, it } from 'vitest';
import {
  changed,
  link,
  policy,
  policyId,
  without,
  world,
  zone,
  zoneId,
} from '../../../test/path/draw.ts';
import { smallWorld } from '../../../test/path/small-world.ts';
import type { Estate } from '../../estate/estate.ts';
import { endpoint, firewall, subnet, subnetId, vnet, vnetId } from '../../estate/sketch.ts';
import { notStated } from '../../evidence/knowable.ts';
import { lookUp } from './names.ts';

const ask = (estate: Estate, network: string, name: string) =>
  lookUp(estate, { network: vnetId(network), name });
const vault = 'vault.vault.azure.net';

describe('a service with a private endpoint', () => {
  it('is private where its zone is linked, by way of an alias', () => {
    const looked = ask(smallWorld, 'spoke', vault);
    expect(looked.answer.kind).toBe('private');
    expect(looked.aliases).toEqual(['vault.privatelink.vaultcore.azure.net']);
    expect(looked.zone).toBe(zoneId('privatelink.vaultcore.azure.net'));
  });

  it('is public where its zone is not linked, and the links that are there are told', () => {
    const looked = ask(smallWorld, 'hub', vault);
    expect(looked.answer).toEqual({ kind: 'public' });
    expect(looked.linkedTo).toEqual([vnetId('spoke')]);
  });

  it('does not exist where a linked zone has no record for it', () => {
    const bare = changed(smallWorld, (element) =>
      element.kind === 'privateEndpoint' ? { ...element, zones: [] } : element,
    );
    expect(ask(bare, 'spoke', vault).answer.kind).toBe('nothing');
  });

  it('is public after all where the link falls back', () => {
    const bare = changed(smallWorld, (element) => {
      if (element.kind === 'privateEndpoint') return { ...element, zones: [] };
      return element.kind === 'privateDnsLink'
        ? { ...element, resolutionPolicy: 'NxDomainRedirect' as const }
        : element;
    });
    expect(ask(bare, 'spoke', vault).answer.kind).toBe('public');
  });

  it("of somebody else may not exist where the zone is linked: it hangs on the owner's endpoints", () => {
    expect(ask(smallWorld, 'spoke', 'other.vault.azure.net').answer.kind).toBe('unknown');
    expect(ask(smallWorld, 'hub', 'other.vault.azure.net').answer.kind).toBe('public');
  });
});

describe('records', () => {
  const estate = world([
    vnet('a', ['10.0.0.0/16']),
    zone('corp.example', { api: '10.0.0.9', '*': '10.0.0.1' }),
    zone('deep.corp.example', { api: '10.0.0.7' }),
    link('corp.example', 'a'),
    link('deep.corp.example', 'a'),
  ]);
  it.each([
    ['by name', 'API.corp.example', '10.0.0.9'],
    ['by the star', 'www.corp.example', '10.0.0.1'],
    ['in the zone with the longest suffix', 'api.deep.corp.example', '10.0.0.7'],
  ])('%s', (_, name, found) => {
    expect(ask(estate, 'a', name).answer).toEqual({
      kind: 'private',
      to: { kind: 'address', address: address(found) },
    });
  });
  it('a longer zone hides what a shorter one would answer', () => {
    expect(ask(estate, 'a', 'www.deep.corp.example').answer.kind).toBe('nothing');
  });
});

describe('DNS servers of a VNet', () => {
  const via = (said: Parameters<typeof policy>[1]) =>
    world([
      vnet('hub', ['10.0.0.0/24']),
      subnet('hub/fw', '10.0.0.0/26'),
      firewall('fw', subnetId('hub', 'fw'), { policy: policyId('p') }),
      policy('p', said),
      vnet('spoke', ['10.1.0.0/16'], { dnsServers: [address('10.0.0.4')] }),
      subnet('spoke/pe', '10.1.0.0/24'),
      endpoint('pe', subnetId('spoke', 'pe'), {
        target: '/x/vaults/vault',
        zones: [zoneId('privatelink.vaultcore.azure.net')],
      }),
      zone('privatelink.vaultcore.azure.net'),
      link('privatelink.vaultcore.azure.net', 'hub'),
    ]);

  it('a firewall asks in the name of its own VNet', () => {
    const looked = ask(via({}), 'spoke', vault);
    expect(looked).toMatchObject({ asker: vnetId('hub'), answer: { kind: 'private' } });
  });

  it('a firewall without proxy answers nothing', () => {
    expect(ask(via({ dnsProxy: false }), 'spoke', vault).answer.kind).toBe('nothing');
  });

  it('what an own server answers is not known', () => {
    const own = world([vnet('a', ['10.0.0.0/16'], { dnsServers: [address('10.0.0.53')] })]);
    expect(ask(own, 'a', 'api.example.com').answer).toMatchObject({
      kind: 'unknown',
      missing: [{ kind: 'notModelled' }],
    });
  });
});

describe('what is not known', () => {
  it('DNS servers', () => {
    const dark = world([vnet('a', ['10.0.0.0/16'], { dnsServers: notStated('dnsServers') })]);
    expect(ask(dark, 'a', 'api.example.com').answer.kind).toBe('unknown');
  });

  it('links that nobody listed may be there', () => {
    const estate = without(smallWorld, (element) => element.kind === 'privateDnsLink');
    const partial = {
      ...estate,
      coverage: estate.coverage.filter(({ kind }) => kind !== 'privateDnsLink'),
    };
    expect(ask(estate, 'spoke', vault).answer.kind).toBe('public');
    expect(ask(partial, 'spoke', vault).answer.kind).toBe('unknown');
  });
});

it.each(['__proto__', 'constructor.vault.azure.net', '..', ''])('survives %j', (name) => {
  expect(['public', 'nothing', 'unknown']).toContain(ask(smallWorld, 'spoke', name).answer.kind);
});
