import { expect, test } from 'vitest';
import { readJson } from '../text/json-text.ts';
import { read } from './read.ts';
import { subnetUsages } from './subnet-usages.ts';

const subnet =
  '/subscriptions/S/resourceGroups/g/providers/Microsoft.Network/virtualNetworks/n/subnets/a';

const usage = (id: unknown, currentValue: unknown, limit: unknown = 251) => ({
  id,
  currentValue,
  limit,
  unit: 'Count',
});

function usagesOf(...answers: readonly (readonly [value: unknown, collected?: string])[]) {
  const documents = answers.map(([value, collected], i) => ({
    document: readJson({ id: `${i}.json`, text: () => JSON.stringify(value) }),
    about: collected === undefined ? {} : { collected },
  }));
  const { estate } = read(documents, { day: '2026-11-23' });
  return [...subnetUsages(estate)].map(([id, { used, limit, source }]) => [
    id,
    used,
    limit,
    source.document,
  ]);
}

test('what Azure counted is told by subnet, in canonical spelling', () => {
  expect(usagesOf([{ value: [usage(subnet, 12)] }])).toEqual([
    [subnet.toLowerCase(), 12, 251, '0.json'],
  ]);
});

test.each([
  ['as az prints it: the items alone', [usage(`${subnet}2`, 1, 9), usage(subnet, 12)]],
  ['as a recording keeps it', { request: {}, response: { value: [usage(subnet, 12)] } }],
])('%s', (_, value) => {
  expect(usagesOf([value]).at(-1)).toEqual([subnet.toLowerCase(), 12, 251, '0.json']);
});

test('the answer collected last counts, whichever comes first', () => {
  const newer = [{ value: [usage(subnet, 30)] }, '2026-11-20T00:00:00Z'] as const;
  const older = [{ value: [usage(subnet, 12)] }, '2026-11-01T00:00:00Z'] as const;
  for (const answers of [
    [newer, older],
    [older, newer],
    [newer, [older[0]] as const],
  ])
    expect(usagesOf(...answers).map(([, used]) => used)).toEqual([30]);
});

test.each([
  ['a subnet that Azure does not count', usage(subnet, -1, -1)],
  ['an id that is none', usage('x', 1)],
  ['an id of something else', usage(subnet.replace('/subnets/a', ''), 1)],
  ['a number that is a text', usage(subnet, '1')],
])('%s is left out', (_, item) => {
  expect(usagesOf([{ value: [usage(`${subnet}2`, 1), item] }])).toHaveLength(1);
});
