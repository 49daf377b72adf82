import { contains, formatPrefix, meets, type Prefix, samePrefix } from '@aksnet/net';
import type { Path } from '../../evidence/source.ts';
import { reservedRangeCheck } from '../../facts/range-checks.ts';
import type { SpaceKindId } from '../../facts/space-kinds.ts';
import type { Domain } from '../addresses.ts';
import type { Requirements } from '../schema.ts';
import type { Concern } from './concern.ts';

interface Written {
  readonly range: Prefix;
  readonly path: Path;
  /** What new networks cut from it will be. */
  readonly as: Extract<SpaceKindId, 'vnet' | 'overlayPods' | 'service'>;
  readonly title: string;
}

/** Pools that overlap, that are taken or reserved, and ranges in use that are told twice. */
export function* ranges(requirements: Requirements): IterableIterator<Concern> {
  for (const [i, domain] of requirements.addresses.domains.entries()) {
    const pools = poolsOf(domain, ['addresses', 'domains', i]);
    yield* overlapping(pools);
    for (const pool of pools) {
      yield* tooWide(pool);
      yield* reserved(pool);
      yield* taken(pool, domain.name, requirements);
    }
  }
  yield* inUseTwice(requirements);
}

function poolsOf(domain: Domain, path: Path): readonly Written[] {
  const written = (list: readonly Prefix[], at: Path, rest: Pick<Written, 'as' | 'title'>) =>
    list.map((range, i): Written => ({ range, path: [...path, ...at, i], ...rest }));
  return [
    ...written(domain.pools, ['pools'], { as: 'vnet', title: 'routed pool' }),
    ...written(domain.overlayPods?.pools ?? [], ['overlayPods', 'pools'], {
      as: 'overlayPods',
      title: 'pool of pod ranges',
    }),
    ...written(domain.services?.pools ?? [], ['services', 'pools'], {
      as: 'service',
      title: 'pool of Service ranges',
    }),
  ];
}

/** Pairs are compared one by one: a domain has a handful of pools. */
function* overlapping(pools: readonly Written[]): IterableIterator<Concern> {
  for (const [i, pool] of pools.entries()) {
    for (const other of pools.slice(0, i)) {
      if (!meets(pool.range, other.range)) continue;
      yield {
        severity: 'error',
        code: 'overlapping-pools',
        message: `the ${pool.title} ${formatPrefix(pool.range)} overlaps the ${other.title} ${formatPrefix(other.range)} of the same routing domain`,
        path: pool.path,
        other: other.path,
        hint: 'what is cut from one would be cut from the other as well: take two ranges that are apart',
      };
    }
  }
}

/** The widest block that RFC 1918 sets apart is a /8: what is wider takes in what others own. */
const widestPrivate = 8;

function* tooWide({ range, path, title }: Written): IterableIterator<Concern> {
  if (range.family !== 4 || range.length >= widestPrivate) return;
  yield {
    severity: 'error',
    code: 'pool-too-wide',
    message: `the ${title} ${formatPrefix(range)} is wider than any private range, so most of it belongs to others`,
    path,
    hint: 'write what the organisation holds, within 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16',
  };
}

function* reserved(pool: Written): IterableIterator<Concern> {
  const { valid, hits } = reservedRangeCheck(pool.range, pool.as);
  const [around] = hits.filter(({ range }) => contains(range.prefix, pool.range));
  if (valid || around === undefined) return;
  yield {
    severity: 'error',
    code: 'reserved-range',
    message: `nothing of ${formatPrefix(pool.range)} can be used as ${pool.title}: ${formatPrefix(around.range.prefix)} is ${around.range.use}`,
    path: pool.path,
    hint: 'take a private range outside of it',
  };
}

function* taken(
  pool: Written,
  domain: string,
  requirements: Requirements,
): IterableIterator<Concern> {
  for (const [i, held] of requirements.addresses.inUse.entries()) {
    if (held.as === 'docker' || (held.domain ?? domain) !== domain) continue;
    // Pod and Service ranges of other clusters may be held again: they never leave their clusters.
    if (held.as === 'overlayPods' || held.as === 'service') continue;
    const at = held.ranges.findIndex((range) => contains(range, pool.range));
    const range = held.ranges[at];
    if (range === undefined) continue;
    yield {
      severity: 'error',
      code: 'pool-in-use',
      message: `nothing is left of the ${pool.title} ${formatPrefix(pool.range)}: ${held.name} holds ${formatPrefix(range)}`,
      path: pool.path,
      other: ['addresses', 'inUse', i, 'ranges', at],
      hint: 'ask for another range, or take the entry out if it is not in use',
    };
  }
}

function* inUseTwice(requirements: Requirements): IterableIterator<Concern> {
  const { inUse } = requirements.addresses;
  const all = inUse.flatMap((held, i) =>
    held.ranges.map((range, j) => ({ held, range, path: ['addresses', 'inUse', i, 'ranges', j] })),
  );
  // Same texts in one list, however long: a map instead of pairs.
  const first = new Map<string, (typeof all)[number]>();
  for (const one of all) {
    const key = `${one.held.domain ?? ''} ${formatPrefix(one.range)}`;
    const other = first.get(key);
    first.set(key, other ?? one);
    if (other === undefined || !samePrefix(other.range, one.range)) continue;
    yield {
      severity: 'warning',
      code: 'range-twice',
      message: `${formatPrefix(one.range)} is told to be in use twice: by ${one.held.name} and by ${other.held.name}`,
      path: one.path,
      other: other.path,
      hint: 'keep the entry of the one who holds it; two holders of one range cannot both be routed',
    };
  }
}
