import {
  addressCount,
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
import { addressesOf, type World, worldSize } from './small-world.ts';

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

  /** One letter per address: Taken, Held, X for excluded, Free or - for outside. */
  map(holds: readonly Hold[] = this.holds): string {
    const letters = new Array<string>(worldSize).fill('-');
    const write = (letter: string, blocks: readonly Prefix[], onlyOver = /./): void => {
      for (const block of blocks) {
        const [from, to] = this.placesOf(block);
        for (let at = from; at < to; at++) {
          if (onlyOver.test(letters[at] ?? '')) letters[at] = letter;
        }
      }
    };
    write('F', this.roots);
    write(
      'H',
      holds.map((hold) => hold.block),
    );
    write('X', this.excluded, /[FH]/);
    write('T', this.claims);
    return letters.join('');
  }

  /** From which address of the world to which, counted from 0, the last one not included. */
  private placesOf(block: Prefix): readonly [number, number] {
    if (contains(block, this.world.whole)) return [0, worldSize];
    const from = Number(BigInt(block.first) - BigInt(this.world.whole.first));
    return [from, from + addressCount(block)];
  }

  /** Free blocks that are in no larger free block of the same root. */
  free(holds: readonly Hold[] = this.holds): Prefix[] {
    const map = this.map(holds);
    const blocks: Prefix[] = [];
    const walk = (block: Prefix): void => {
      const isFree = /^F*$/.test(map.slice(...this.placesOf(block)));
      if (isFree && this.roots.some((root) => contains(root, block))) blocks.push(block);
      else if (block.length < this.world.whole.length + 8)
        for (const half of halves(block)) walk(half);
    };
    walk(this.world.whole);
    return blocks;
  }

  /** The length of the largest free block, as far as it is inside; undefined when there is none. */
  largest(within: Prefix = this.world.whole, holds?: readonly Hold[]): number | undefined {
    const parts = this.free(holds).filter((block) => meets(block, within));
    const lengths = parts.map((part) => Math.max(part.length, within.length));
    return lengths.length > 0 ? Math.min(...lengths) : undefined;
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
