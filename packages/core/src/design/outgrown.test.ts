import { formatPrefix, type Prefix } from '@aksnet/net';
import { describe, expect, test } from 'vitest';
import { requirementsOf, smallest } from '../../test/fixtures/requirements.ts';
import { diff } from '../estate/diff.ts';
import { all, type Estate } from '../estate/estate.ts';
import { knownOr } from '../evidence/knowable.ts';
import { plain } from '../evidence/prose.ts';
import { planLedgers } from '../render/pages/plan.ts';
import type { Requirements } from '../requirements/schema.ts';
import { type DesignResult, design } from './design.ts';

const day = '2026-11-23';
const run = (requirements: Requirements, previous?: Estate): DesignResult =>
  design({ requirements, day, ...(previous === undefined ? {} : { previous }) });

const shop = (most: number, rest: object = {}, ...more: readonly object[]): Requirements =>
  requirementsOf({
    ...smallest,
    ...rest,
    clusters: [
      {
        ...smallest.clusters[0],
        pools: [
          ...smallest.clusters[0].pools,
          { name: 'apps', minNodes: 1, maxNodes: most },
          ...more,
        ],
      },
    ],
  });

const ranges = (prefixes: readonly Prefix[]): string => prefixes.map(formatPrefix).join(' ');
const subnet = ({ estate }: DesignResult, name: string): string =>
  all(estate, 'subnet')
    .filter((one) => one.name === name)
    .map(({ prefixes }) => ranges(knownOr(prefixes, [])))
    .join(' ');
const network = ({ estate }: DesignResult): string =>
  all(estate, 'virtualNetwork')
    .map(({ prefixes }) => ranges(knownOr(prefixes, [])))
    .join(' ');
const says = (result: DesignResult): string =>
  result.obstacles
    .flatMap((one) => (one.kind === 'full' ? one.because.map(plain) : [one.kind]))
    .join('\n');

const nodes = 'snet-shop-nodes';
const before = run(shop(40));

test('the plan before', () => {
  expect([subnet(before, nodes), network(before)]).toEqual(['10.0.0.0/25', '10.0.0.0/24']);
});

describe('a pool that grows beyond the subnet it stands in', () => {
  const after = run(shop(300), before.estate);

  test('is told with what the subnet has, what it needs, and what can be done', () => {
    expect(after.obstacles.map(({ kind }) => kind)).toEqual(['full']);
    expect(says(after)).toContain(
      'snet-shop-nodes has 10.0.0.0/25 with 128 addresses and now needs 725 addresses, a /22',
    );
    expect(says(after)).toContain('subnet.resizeInUse: yes under assumptions');
    expect(says(after)).toContain('write further pools with subnet: own for the rest');
  });

  test('changes neither the subnet nor its VNet', () => {
    expect([subnet(after, nodes), network(after)]).toEqual([
      subnet(before, nodes),
      network(before),
    ]);
    const changed = diff(before.estate, after.estate).flatMap((one) =>
      one.kind === 'changed' ? [one.after.kind] : [one.kind],
    );
    expect(changed).not.toContain('subnet');
    expect(changed).not.toContain('virtualNetwork');
  });

  test('has a ledger that shows what the subnet holds', () => {
    const [ledger] = planLedgers(after).filter(({ subject }) => subject.endsWith(nodes));
    expect(ledger?.supply).toBe(128);
  });

  test.each([
    [60, '10.0.0.0/23, covers it: the VNet gets 10.0.1.0/24 as a further range'],
    [300, '10.0.1.0/24 is left, too small for all of it'],
  ])('to %i nodes: the room held for the VNet is looked at', (most, room) => {
    expect(says(run(shop(most), before.estate))).toContain(room);
  });

  test('the way that is proposed works: the pool as it was, and another one beside it', () => {
    const beside = run(
      shop(40, {}, { name: 'more', minNodes: 1, maxNodes: 260, subnet: 'own' }),
      before.estate,
    );
    expect(says(beside)).toBe('');
    expect(subnet(beside, nodes)).toBe(subnet(before, nodes));
    expect(subnet(beside, `${nodes}-more`)).toMatch(/\/22$/);
    expect(network(beside)).toMatch(/^10\.0\.0\.0\/24 /);
  });
});

describe('where somebody found that subnets in use can be enlarged', () => {
  const assumptions = { 'subnet.resizeInUse': 'yes' };
  // Without a subnet for the API server nothing lies beside that of the nodes.
  const require = [{ for: 'apiAccess', option: 'privateLink', reason: 'house standard' }];
  const roomy = { require, assumptions };
  const start = run(shop(20, roomy));

  test('the subnet grows in place into the free room beside it', () => {
    expect(subnet(start, nodes)).toBe('10.0.0.0/26');
    const grown = run(shop(40, roomy), start.estate);
    expect(says(grown)).toBe('');
    expect(subnet(grown, nodes)).toBe('10.0.0.0/25');
    expect(network(grown)).toBe(network(start));
  });

  test('and is refused with the reason where that room is taken', () => {
    const grown = run(shop(300, roomy), start.estate);
    expect(says(grown)).toMatch(/now needs 10\.0\.0\.0\/22, which reaches out of/);
    expect(subnet(grown, nodes)).toBe('10.0.0.0/26');
  });
});
