import { describe, expect, test } from 'vitest';
import { requirementsOf, smallest } from '../../test/fixtures/requirements.ts';
import { all } from '../estate/estate.ts';
import { plain } from '../evidence/prose.ts';
import { type DesignResult, design } from './design.ts';

interface Wish {
  readonly zones?: readonly number[];
  /** New connections a second to one partner, each 20 seconds long. */
  readonly rate?: number;
}

const [shop] = smallest.clusters;
const [pool] = shop?.pools ?? [];

const run = ({ zones = [], rate = 1 }: Wish, before?: DesignResult): DesignResult =>
  design({
    day: '2026-11-23',
    requirements: requirementsOf({
      ...smallest,
      hub: { topology: 'hubVnet', firewall: { kind: 'azureFirewall', tier: 'Standard' } },
      clusters: [
        {
          ...shop,
          pools: [{ ...pool, zones }],
          egress: {
            inspection: 'required',
            destinations: [{ name: 'pay', fqdn: 'pay.example', port: 443, rate, duration: 20 }],
          },
        },
      ],
    }),
    ...(before === undefined ? {} : { previous: before.estate }),
  });

const zonesOf = ({ estate }: DesignResult): readonly unknown[] => [
  ...new Set(
    [...all(estate, 'firewall'), ...all(estate, 'publicIp'), ...all(estate, 'publicIpPrefix')].map(
      ({ zones }) => JSON.stringify(zones),
    ),
  ),
];

const questions = (result: DesignResult): string =>
  result.questions.map(({ says }) => plain(says)).join('\n');

describe('zones of what stands', () => {
  const zonal = run({ zones: [1, 2, 3] });
  const plainOne = run({});

  test('follow the pools of a first plan', () => {
    expect(zonesOf(zonal)).toEqual(['["1","2","3"]']);
    expect(zonesOf(plainOne)).toEqual(['[]']);
  });

  test('stay when pools leave their zones, and nobody has to settle anything', () => {
    const later = run({}, zonal);
    expect(zonesOf(later)).toEqual(['["1","2","3"]']);
    expect(questions(later)).not.toContain('move to the zones');
  });

  test('stay when pools come to zones, and somebody is asked when they follow', () => {
    const later = run({ zones: [1, 2] }, plainOne);
    expect(zonesOf(later)).toEqual(['[]']);
    expect(questions(later)).toMatch(/when afw-\S+ in .* move to the zones 1, 2, which pools/);
  });
});

describe('a prefix of public addresses that stands', () => {
  const few = run({});
  const many = run({ rate: 700 });
  const prefixOf = ({ estate }: DesignResult) => all(estate, 'publicIpPrefix').map((p) => p.length);
  const within = ({ estate }: DesignResult): readonly number[] => {
    const ips = all(estate, 'publicIp').filter(({ name }) => name.startsWith('pip-firewall-'));
    return [ips.length, ips.filter(({ prefix }) => prefix !== undefined).length];
  };

  test('is as long as a first plan needs', () => {
    expect([prefixOf(few), within(few)]).toEqual([[27], [20, 20]]);
    expect(prefixOf(many)).toEqual([26]);
  });

  test('is not made anew for more addresses: those it has no room for stand beside it', () => {
    const later = run({ rate: 700 }, few);
    const [count = 0] = within(many);
    expect(count).toBeGreaterThan(32);
    expect([prefixOf(later), within(later)]).toEqual([[27], [count, 32]]);
    expect(later.obstacles).toEqual([]);
    expect(run({ rate: 700 }, later).estate.elements.publicIp).toEqual(
      later.estate.elements.publicIp,
    );
  });

  test('does not shrink with the load', () => {
    expect(prefixOf(run({}, many))).toEqual([26]);
  });
});
