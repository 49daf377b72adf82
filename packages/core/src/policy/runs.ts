import type { Family } from '@aksnet/net';
import type { PodClasses } from './classes.ts';
import { holdsNamespace, matches, matchesAddressesOf } from './match.ts';
import type { PolicyPod } from './pods.ts';
import type { NamespaceTerm, Peer } from './rule.ts';
import { both, type Certainty, selectorKey, selects } from './selector.ts';
import type { PolicyWorld } from './world.ts';

/** Neighbouring classes that a peer means, with equal certainty: from `start` up to, not including, `end`. */
export interface Run {
  readonly start: number;
  readonly end: number;
  readonly certainty: Exclude<Certainty, 'no'>;
}

/** Finds the classes that peers mean, as few runs as there are; equal peers share them. */
export class PeerRuns {
  readonly #world: PolicyWorld;
  readonly #classes: PodClasses;
  readonly #known = new Map<string, readonly Run[]>();
  readonly #held = new Map<string, readonly Held[]>();
  readonly #local = new Map<string, readonly Run[]>();
  readonly #byAddress = new Map<Family, readonly Placed[]>();

  constructor(world: PolicyWorld, classes: PodClasses) {
    this.#world = world;
    this.#classes = classes;
  }

  /** Classes that the peer means. `near` is a pod whose rule it is, for peers that depend on its node. */
  of(peer: Peer, near: PolicyPod, family: Family): readonly Run[] {
    switch (peer.kind) {
      case 'everyone':
        return [{ start: 0, end: this.#classes.samples.length, certainty: 'yes' }];
      case 'unread':
        return [{ start: 0, end: this.#classes.samples.length, certainty: 'maybe' }];
      case 'pods':
        return this.#pods(peer);
      case 'addresses':
        return this.#addresses(peer, family);
      case 'outside':
      case 'names':
      case 'apiServer':
        return [];
      case 'nodes':
        return this.#each(this.#classes.nodesFrom, (pod) =>
          matches(peer, { kind: 'pod', pod }, { world: this.#world, family, near }),
        );
    }
  }

  #pods({ namespaces, pods }: Extract<Peer, { kind: 'pods' }>): readonly Run[] {
    const selector = selectorKey(pods);
    if (namespaces.kind === 'own')
      return this.#inNamespace(namespaces.namespace, 'yes', { pods, selector });
    const key = `${selectorKey(namespaces.selector)}\u0001${selector}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const found: Run[] = [];
    for (const { name, certainty } of this.#namespaces(namespaces))
      for (const run of this.#inNamespace(name, certainty, { pods, selector })) append(found, run);
    this.#known.set(key, found);
    return found;
  }

  /** Namespaces of the term that have pods, in the order of their classes. */
  #namespaces(term: Extract<NamespaceTerm, { kind: 'matching' }>): readonly Held[] {
    const key = selectorKey(term.selector);
    const known = this.#held.get(key);
    if (known !== undefined) return known;
    const found = [...this.#classes.ranges.keys()].flatMap((name): readonly Held[] => {
      const certainty = holdsNamespace(term, name, this.#world);
      return certainty === 'no' ? [] : [{ name, certainty }];
    });
    this.#held.set(key, found);
    return found;
  }

  #inNamespace(
    name: string,
    inNamespace: Exclude<Certainty, 'no'>,
    {
      pods,
      selector,
    }: { readonly pods: Extract<Peer, { kind: 'pods' }>['pods']; readonly selector: string },
  ): readonly Run[] {
    const range = this.#classes.ranges.get(name);
    if (range === undefined) return [];
    const [start, end] = range;
    if (selector === '') return [{ start, end, certainty: inNamespace }];
    const key = `${inNamespace} ${name}\u0001${selector}`;
    const known = this.#local.get(key);
    if (known !== undefined) return known;
    const found: Run[] = [];
    for (let at = start; at < end; at += 1) {
      const labels = this.#classes.samples[at]?.labels;
      if (labels === undefined) continue;
      const certainty = both(inNamespace, selects(pods, labels));
      if (certainty !== 'no') append(found, { start: at, end: at + 1, certainty });
    }
    this.#local.set(key, found);
    return found;
  }

  #addresses(peer: Extract<Peer, { kind: 'addresses' }>, family: Family): readonly Run[] {
    const { nodesFrom } = this.#classes;
    if (peer.block.family !== family) return [];
    const found: Run[] = [];
    for (const { at, certainty } of this.#placed(peer, family)) {
      if (at < nodesFrom ? !peer.matchesPods : !peer.matchesNodes) continue;
      append(found, { start: at, end: at + 1, certainty });
    }
    return found;
  }

  /** Classes that have or may have an address in the block, ascending. */
  #placed(
    peer: Extract<Peer, { kind: 'addresses' }>,
    family: Family,
  ): readonly { readonly at: number; readonly certainty: Exclude<Certainty, 'no'> }[] {
    const places = this.#byAddress.get(family) ?? this.#placesOf(family);
    const candidates = new Set<number>();
    const first = BigInt(peer.block.first);
    const end = first + (1n << BigInt((family === 4 ? 32 : 128) - peer.block.length));
    for (let i = firstAtOrAfter(places, first); i < places.length; i += 1) {
      const place = places[i];
      if (place === undefined || place.value >= end) break;
      candidates.add(place.at);
    }
    for (const at of this.#unplaced()) candidates.add(at);
    return [...candidates]
      .sort((a, b) => a - b)
      .flatMap((at) => {
        const pod = this.#classes.samples[at];
        const certainty = pod === undefined ? 'no' : matchesAddressesOf(peer, pod, family);
        return certainty === 'no' ? [] : [{ at, certainty }];
      });
  }

  #unplacedClasses: readonly number[] | undefined;
  #unplaced(): readonly number[] {
    this.#unplacedClasses ??= this.#classes.samples.flatMap(({ addresses }, at) =>
      addresses === undefined ? at : [],
    );
    return this.#unplacedClasses;
  }

  #placesOf(family: Family): readonly Placed[] {
    const places = this.#classes.samples
      .flatMap((pod, at) =>
        (pod.addresses ?? []).flatMap((address): readonly Placed[] =>
          address.family === family ? [{ value: BigInt(address.value), at }] : [],
        ),
      )
      .sort((a, b) => (a.value < b.value ? -1 : a.value > b.value ? 1 : 0));
    this.#byAddress.set(family, places);
    return places;
  }

  #each(from: number, answer: (pod: PolicyPod) => Certainty): readonly Run[] {
    const found: Run[] = [];
    for (let at = from; at < this.#classes.samples.length; at += 1) {
      const pod = this.#classes.samples[at];
      const certainty = pod === undefined ? 'no' : answer(pod);
      if (certainty !== 'no') append(found, { start: at, end: at + 1, certainty });
    }
    return found;
  }
}

/** A namespace that a term holds. */
interface Held {
  readonly name: string;
  readonly certainty: Exclude<Certainty, 'no'>;
}

/** A class at an address. */
interface Placed {
  readonly value: bigint;
  readonly at: number;
}

function firstAtOrAfter(places: readonly Placed[], value: bigint): number {
  let [low, high] = [0, places.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const place = places[middle];
    if (place !== undefined && place.value < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Adds a run behind the others, joined to the last where they touch and agree. */
function append(runs: Run[], run: Run): void {
  const last = runs.at(-1);
  if (last !== undefined && last.end === run.start && last.certainty === run.certainty)
    runs[runs.length - 1] = { ...last, end: run.end };
  else runs.push(run);
}
