import { describe, expect, test } from 'vitest';
import { inlinePool } from '../../src/codec/azure/agent-pools.ts';
import { azureCodecs } from '../../src/codec/azure.ts';
import type { AnyElement } from '../../src/estate/elements/kinds.ts';
import { type Estate, everything, withElements } from '../../src/estate/estate.ts';
import { isUnknown, unknown } from '../../src/evidence/knowable.ts';
import { testClusters } from '../fixtures/clusters.ts';
import { hubSpoke } from '../fixtures/hub-spoke.ts';
import { oneOfEach } from '../fixtures/one-of-each.ts';
import { readBack } from './bodies.ts';

const estate: Estate = withElements(hubSpoke(), [...oneOfEach, ...testClusters]);
const elements = [...everything(estate)].filter((element) => element.kind in azureCodecs);

/** What `encode` says to lose, by kind: the model's words, and what only Azure can tell. */
const lost: Readonly<Record<string, readonly string[]>> = {
  virtualNetwork: ['dnsVia', 'dnsServers', 'heldFor', 'routingDomain'],
  subnet: ['purpose', 'usedAddresses'],
  virtualHub: ['firewall', 'privatePrefixes'],
  firewall: ['privateAddress'],
  routeTable: [],
  privateEndpoint: ['state', 'addresses'],
  privateDnsZone: ['location'],
  privateDnsLink: ['location'],
  cluster: ['dnsPrefix'],
};

/** The element without its place in the estate and without what is lost. */
function comparable(element: AnyElement): Readonly<Record<string, unknown>> {
  const dropped = new Set(['source', 'owner', 'layer', 'spelled', ...(lost[element.kind] ?? [])]);
  const fields = Object.entries(element).filter(([key]) => !dropped.has(key));
  return Object.fromEntries(fields);
}

describe('what is written is read back', () => {
  test('the fixtures have every kind', () => {
    const seen = new Set<string>(elements.map((element) => element.kind));
    expect(Object.keys(azureCodecs).filter((kind) => !seen.has(kind))).toEqual([]);
  });

  test.each(elements.map((element) => [`${element.kind} ${element.name}`, element] as const))(
    '%s',
    (_, element) => {
      const { elements: read, diagnostics } = readBack(element, estate);
      expect(diagnostics).toEqual([]);
      const own = read.find(({ kind, id }) => kind === element.kind && id === element.id);
      expect(own).toBeDefined();
      if (own !== undefined) expect(comparable(own)).toEqual(comparable(spelledOut(element)));
    },
  );

  test('a cluster brings its first System pool along', () => {
    const [cluster] = estate.elements.cluster.values();
    if (cluster === undefined) throw new Error('the fixture has no cluster');
    const pool = inlinePool(estate, cluster.id);
    const read = readBack(cluster, estate).elements.filter(({ kind }) => kind === 'agentPool');
    expect(read.map(({ id }) => id)).toEqual([pool?.id]);
    expect(read.map(comparable)).toEqual(pool === undefined ? [] : [comparable(pool)]);
  });
});

/** What a body cannot say: the address of a firewall still to be made, and that a list apart is empty. */
function spelledOut(element: AnyElement): AnyElement {
  if (element.kind === 'privateDnsZone' && isUnknown(element.records) === false) {
    const untold = unknown({ kind: 'notListed', what: 'record sets', within: element.id });
    return element.records.length === 0 ? { ...element, records: untold } : element;
  }
  if (element.kind !== 'routeTable' || isUnknown(element.routes)) return element;
  const routes = element.routes.map(({ via, ...route }) =>
    via === undefined ? route : { ...route, nextHopAddresses: [] },
  );
  return { ...element, routes };
}
