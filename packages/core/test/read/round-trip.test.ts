import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { armJson } from '../../src/codec/arm-json.ts';
import { azureCodecs } from '../../src/codec/azure.ts';
import { design } from '../../src/design/design.ts';
import { type AnyElement, type Kind, kinds } from '../../src/estate/elements/kinds.ts';
import { all, type Estate, everything } from '../../src/estate/estate.ts';
import { sameValue } from '../../src/estate/same.ts';
import { missingElements } from '../../src/read/missing.ts';
import { planData } from '../../src/read/plan-data.ts';
import { type ReadResult, read } from '../../src/read/read.ts';
import { readRequirements } from '../../src/requirements/requirements.ts';
import { readJson } from '../../src/text/json-text.ts';
import { readYaml } from '../../src/text/yaml-text.ts';
import { deployment } from '../../src/write/deployment.ts';
import { comparable, spelledOut } from '../arm/losses.ts';

/* What `design` makes of the worked example, written as Azure would answer it, is read as that network. */

const day = '2026-11-23';
const file = new URL('../../../../examples/financial-saas/requirements.yaml', import.meta.url);

let estate: Estate;
let bodies: readonly Readonly<Record<string, unknown>>[];

beforeAll(() => {
  const document = readYaml({ id: 'requirements.yaml', text: () => readFileSync(file, 'utf8') });
  const { requirements } = readRequirements(document);
  if (requirements === undefined) throw new Error('the example cannot be read');
  estate = design({ requirements, day }).estate;
  bodies = deployment(estate).resources.map(({ body, subscription, resourceGroup }) =>
    armJson(body, {
      ...(subscription === undefined ? {} : { subscription }),
      ...(resourceGroup === undefined ? {} : { resourceGroup }),
    }),
  );
}, 60_000);

const reading = (...values: readonly unknown[]): ReadResult =>
  read(
    values.map((value, i) => ({
      document: readJson({ id: `${i}.json`, text: () => JSON.stringify(value) }),
      about: {},
    })),
    { day },
  );

/** What bodies cannot say beside what the codecs state, and why. */
const alsoLost: ReadonlySet<string> = new Set([
  // Nested resources lie where their parents lie.
  ...['agentPool', 'peering', 'ruleCollectionGroup', 'subnet'].map((kind) => `${kind} location`),
  // Only Azure answers these.
  ...['peering remotePrefixes', 'peering state', 'publicIp address', 'publicIpPrefix prefix'],
  'virtualNetworkGateway learned',
  // Words of the requirements.
  ...['agentPool purpose', 'cluster duty', 'cluster environment', 'cluster serviceCount'],
  'privateEndpoint publicAccess',
  // An extension lies where its target lies.
  'diagnosticSetting location',
  // Flat and with nothing but its SKU, a workspace looks like the head that lists show.
  ...['logWorkspace retentionDays', 'logWorkspace sku'],
  // Left out where it is what Azure does anyway.
  ...['agentPool taints', 'agentPool upgrade'],
]);

/** Fields on which two elements differ beyond what is lost. */
function differences(designed: AnyElement, found: AnyElement | undefined): readonly string[] {
  if (found === undefined) return [`${designed.kind} ${designed.name} is missing`];
  const [before, after] = [comparable(spelledOut(designed)), comparable(found)];
  return [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((field) => !sameValue(before[field], after[field], field))
    .map((field) => `${designed.kind} ${field}`)
    .filter((name) => !alsoLost.has(name));
}

const ofAzure = (from: Estate): readonly AnyElement[] =>
  [...everything(from)].filter(({ kind }) => kind in azureCodecs);

function expectSame(result: ReadResult): void {
  const back = new Map(ofAzure(result.estate).map((element) => [element.id, element]));
  expect(result.diagnostics).toEqual([]);
  // Identities and their roles are deployed beside the network and no part of it.
  const beside = new Set(result.ignored.map(({ type }) => type));
  expect([...beside].sort()).toEqual([
    'Microsoft.Authorization/roleAssignments',
    'Microsoft.ManagedIdentity/userAssignedIdentities',
  ]);
  expect([...back.keys()].sort()).toEqual(
    ofAzure(estate)
      .map(({ id }) => id)
      .sort(),
  );
  const found = ofAzure(estate).flatMap((one) => differences(one, back.get(one.id)));
  expect([...new Set(found)].sort()).toEqual([]);
}

/** As `az` prints it: no wrapper, whatever it wraps. */
/** As `az` prints a body: flat, and with the state that every answer of Azure carries. */
const asAz = (body: object): unknown => flattened({ ...body, provisioningState: 'Succeeded' });

const flattened = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(flattened);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, inner]) =>
      key === 'properties' && typeof inner === 'object' && inner !== null
        ? Object.entries(inner).map(([name, one]): readonly [string, unknown] => [
            name,
            flattened(one),
          ])
        : [[key, flattened(inner)] as const],
    ),
  );
};

/** As PowerShell exports it: keys begin with a capital, but for those of the user. */
const capitalised = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(capitalised);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key.charAt(0).toUpperCase() + key.slice(1),
      ofUsers.has(key) ? inner : capitalised(inner),
    ]),
  );
};

const ofUsers: ReadonlySet<string> = new Set(['tags', 'nodeLabels', 'userAssignedIdentities']);

describe('the worked example', () => {
  test('has enough to prove something', () => {
    expect(bodies.length).toBeGreaterThan(100);
    const seen = new Set(ofAzure(estate).map(({ kind }) => kind));
    expect(seen.size).toBeGreaterThan(15);
  });

  test.each<[form: string, spell: () => readonly unknown[]]>([
    ['one list', () => [bodies]],
    ['pages of a list', () => [{ value: bodies.slice(0, 50) }, { value: bodies.slice(50) }]],
    ['a file for each, in whatever order', () => bodies.toReversed()],
    [
      'rows of Resource Graph',
      () => [{ count: bodies.length, data: bodies, total_records: bodies.length }],
    ],
    ['as az prints it', () => [bodies.map(asAz)]],
    ['as PowerShell exports it', () => [bodies.map(capitalised)]],
    [
      'ids in other letters',
      () => [bodies.map((one) => ({ ...one, id: shouted(String(one['id'])) }))],
    ],
  ])('is read back from bodies of Azure: %s', (...[, spell]) => {
    expectSame(reading(...spell()));
  });

  test('read twice contradicts nothing', () => {
    const { diagnostics } = reading(bodies, bodies.map(asAz));
    expect(diagnostics).toEqual([]);
  });

  test('misses nothing but what the estate refers to and does not hold', () => {
    const ids = (of: Estate) =>
      missingElements(of)
        .map(({ id }) => id)
        .sort();
    const unheld = new Set(ids(estate));
    expect(ids(reading(bodies).estate).filter((id) => !unheld.has(id))).toEqual([]);
  });

  test('is read back from plan.json, element by element', () => {
    const result = reading(planData(estate));
    expect(result.diagnostics).toEqual([]);
    // What was designed stands in the file of the plan; all else is as it was.
    const placed = (kind: Kind) =>
      all(estate, kind).map((one, i) => ({
        ...one,
        source: { document: '0.json', path: ['elements', kind, i] },
      }));
    for (const kind of kinds)
      expect([kind, all(result.estate, kind)]).toEqual([kind, placed(kind)]);
  });
});

/** Azure answers ids in whatever letters they were once sent. */
const shouted = (id: string): string =>
  id.replace(/\/resourceGroups\/[^/]+/i, (part) => part.toUpperCase());
