import { formatPrefix } from '@aksnet/net';
import { describe, expect, it } from 'vitest';
import { all } from '../estate/estate.ts';
import { isUnknown } from '../evidence/knowable.ts';
import { readJson } from '../text/json-text.ts';
import { read } from './read.ts';

const reading = (value: unknown) =>
  read([{ document: readJson({ id: 'a.json', text: () => JSON.stringify(value) }), about: {} }], {
    day: '2026-11-23',
  });

const group = '/subscriptions/s/resourceGroups/g/providers/Microsoft.Network';
const network = `${group}/virtualNetworks/net`;
const picked = { id: `${network}/subnets/nodes`, name: 'nodes', addressPrefixes: ['10.0.1.0/24'] };

/** What is known of the subnet's route table, and the codes of what was said. */
function told(value: unknown): string {
  const { estate, diagnostics } = reading(value);
  const [subnet] = all(estate, 'subnet');
  const { routeTable } = subnet ?? {};
  const table = isUnknown(routeTable) ? 'not known' : (routeTable ?? 'none');
  return [table, ...diagnostics.map(({ code }) => code)].join(', ');
}

describe('what a body lacks is absent only when nobody picked its fields', () => {
  it.each<[why: string, body: object, expected: string]>([
    [
      'REST, with its wrapper',
      { id: picked.id, properties: { addressPrefix: '10.0.1.0/24' } },
      'none',
    ],
    ['az: every answer has a state', { ...picked, provisioningState: 'Succeeded' }, 'none'],
    ['az: or a tag of its version', { ...picked, etag: 'x' }, 'none'],
    ['PowerShell, in capitals', { ...picked, ProvisioningState: 'Succeeded' }, 'none'],
    [
      'kinds without a state have type and group',
      { ...picked, type: 'Microsoft.Network/virtualNetworks/subnets', resourceGroup: 'g' },
      'none',
    ],
    ['fields that a query picked', picked, 'not known, partial-body'],
    ['with the type among them', { ...picked, type: 'subnets' }, 'not known, partial-body'],
    ['with the field that is asked, empty', { ...picked, routeTable: null }, 'none, partial-body'],
  ])('%s', (_, body, expected) => {
    expect(told(body)).toBe(expected);
  });
});

it('keeps what was picked', () => {
  const [subnet] = all(reading([picked]).estate, 'subnet');
  const { prefixes } = subnet ?? {};
  expect(isUnknown(prefixes) ? prefixes : prefixes?.map(formatPrefix)).toEqual(['10.0.1.0/24']);
});

it('is said once for a document', () => {
  const second = { ...picked, id: `${network}/subnets/pods` };
  expect(reading([picked, second]).diagnostics.map(({ message }) => message)).toEqual([
    'this resource is what a query left of it, and so it is with 1 more here: fields that are missing are not known',
  ]);
});

describe('what lies inside of such a body', () => {
  const nested = (item: object) => told({ id: network, addressSpace: {}, subnets: [item] });
  it.each<[string, object, string]>([
    ['was picked like it', { id: picked.id, addressPrefixes: ['10.0.1.0/24'] }, 'not known'],
    ['or taken over whole', { ...picked, etag: 'x' }, 'none'],
  ])('%s', (_, item, expected) => {
    expect(nested(item)).toBe(`${expected}, partial-body`);
  });

  it('is no list of all', () => {
    expect(reading({ id: network, subnets: [picked] }).estate.coverage).toEqual([]);
  });
});

it('a whole network beside it tells what it lacks', () => {
  const whole = {
    id: network,
    etag: 'x',
    addressSpace: { addressPrefixes: ['10.0.0.0/16'] },
    subnets: [{ ...picked, etag: 'x', routeTable: { id: `${group}/routeTables/rt` } }],
  };
  expect(told([whole, picked])).toBe(`${group}/routeTables/rt, partial-body`.toLowerCase());
});
