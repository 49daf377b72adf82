import {
  contains,
  containsAddress,
  type FreeSpace,
  firstAddress,
  type Hold,
  halves,
  meets,
  type Prefix,
  prefixOf,
  samePrefix,
  supernet,
} from '../src/index.ts';
import { addressesOf, type World } from './small-world.ts';

interface NaiveRequest {
  readonly length: number;
  readonly hold: number;
  readonly within?: Prefix | undefined;
  readonly keepHolds: boolean;
}

/**
 * What `FreeSpace` promises, done the stupid way: a list of claims, a list of holds, a list of
 * exclusions, and every question answered by looking at each of 256 addresses. Shares no code with the
 * real one beyond relations of prefixes, which have an oracle of their own.
 */
export class NaiveSpace {
  claims: Prefix[] = [];
  holds: Hold[] = [];
  excluded: Prefix[] = [];
  readonly world: World;
  readonly roots: readonly Prefix[];

  constructor(world: World, roots: readonly Prefix[]) {
    this.world = world;
    this.roots = roots;
  }

  /** One letter per address: Taken, Held, eXcluded, Free or - for outside. */
  map(holds: readonly Hold[] = this.holds): string {
    const is = (list: readonly Prefix[], a: ReturnType<typeof firstAddress>): boolean =>
      list.some((p) => containsAddress(p, a));
    const held = holds.map((hold) => hold.block);
    return addressesOf(this.world)
      .map((a) => {
        if (is(this.claims, a)) return 'T';
        if (!is(this.roots, a)) return '-';
        if (is(this.excluded, a)) return 'X';
        return is(held, a) ? 'H' : 'F';
      })
      .join('');
  }

  /** Free blocks that are in no larger free block of the same root. */
  free(holds: readonly Hold[] = this.holds): Prefix[] {
    const map = this.map(holds);
    const all = addressesOf(this.world);
    const isFree = (block: Prefix): boolean =>
      this.roots.some((root) => contains(root, block)) &&
      all.every((a, at) => !containsAddress(block, a) || map[at] === 'F');
    const blocks: Prefix[] = [];
    const walk = (block: Prefix): void => {
      if (isFree(block)) blocks.push(block);
      else if (block.length < this.world.whole.length + 8)
        for (const half of halves(block)) walk(half);
    };
    walk(this.world.whole);
    return blocks;
  }

  /** Best fit, lowest address; of blocks that reach out of `within`, the part inside. */
  bestFit(length: number, within: Prefix, holds?: readonly Hold[]): Prefix | undefined {
    const parts = this.free(holds).flatMap((block) => {
      if (contains(within, block)) return block;
      return contains(block, within) ? within : [];
    });
    const fitting = parts.filter((part) => part.length <= length);
    const best = Math.max(...fitting.map((part) => part.length));
    return fitting.find((part) => part.length === best);
  }

  allocate(request: NaiveRequest) {
    const { length, within = this.world.whole } = request;
    for (let spare = request.hold; spare >= 0; spare--) {
      const block = this.bestFit(length - spare, within);
      if (block) return this.take(block, length, spare);
    }
    for (const hold of request.keepHolds ? [] : this.holds) {
      const others = this.holds.filter((other) => other !== hold);
      const block = this.bestFit(length, within, others);
      if (block === undefined) continue;
      this.holds = others;
      return { ...this.take(block, length, 0), broken: hold };
    }
    return undefined;
  }

  private take(block: Prefix, length: number, spare: number) {
    const prefix = prefixOf(firstAddress(block), length);
    const hold = spare > 0 ? { owner: prefix, block: supernet(prefix, length - spare) } : undefined;
    this.claims.push(prefix);
    if (hold) this.holds.push(hold);
    return { prefix, hold, broken: undefined as Hold | undefined };
  }

  adopt(prefix: Prefix): boolean {
    if (!this.roots.some((root) => contains(root, prefix))) return false;
    if (this.claims.some((claim) => meets(claim, prefix))) return false;
    this.holds = this.holds.filter((hold) => !meets(hold.block, prefix));
    this.claims.push(prefix);
    return true;
  }

  release(prefix: Prefix): boolean {
    const before = this.claims.length;
    this.claims = this.claims.filter((claim) => !samePrefix(claim, prefix));
    this.holds = this.holds.filter((hold) => !samePrefix(hold.owner, prefix));
    return this.claims.length < before;
  }

  exclude(prefix: Prefix): void {
    // a hold survives an exclusion that lies in its owner only: nothing kept is lost
    this.holds = this.holds.filter(
      (hold) => !meets(hold.block, prefix) || contains(hold.owner, prefix),
    );
    this.excluded.push(prefix);
  }

  grow(prefix: Prefix, length: number): boolean {
    const grown = supernet(prefix, length);
    const own = this.holds.find((hold) => samePrefix(hold.owner, prefix));
    if (!this.claims.some((claim) => samePrefix(claim, prefix))) return false;
    if (!this.roots.some((root) => contains(root, grown))) return false;
    const map = this.map(this.holds.filter((hold) => hold !== own));
    const fits = addressesOf(this.world).every(
      (a, at) => !containsAddress(grown, a) || containsAddress(prefix, a) || map[at] === 'F',
    );
    if (!fits) return false;
    this.claims = this.claims.map((claim) => (samePrefix(claim, prefix) ? grown : claim));
    this.holds = this.holds.flatMap((hold) => {
      if (hold !== own) return hold;
      return contains(grown, hold.block) ? [] : { owner: grown, block: hold.block };
    });
    return true;
  }

  breakHold(owner: Prefix): void {
    this.holds = this.holds.filter((hold) => !samePrefix(hold.owner, owner));
  }
}

/** The same letters as `NaiveSpace.map`, from the real one. */
export function mapOf(space: FreeSpace, world: World): string {
  const letters = { free: 'F', taken: 'T', held: 'H', excluded: 'X', outside: '-' } as const;
  const blocks = space.blocksIn(world.whole);
  return addressesOf(world)
    .map((a) => letters[blocks.find((b) => containsAddress(b.prefix, a))?.state ?? 'outside'])
    .join('');
}
