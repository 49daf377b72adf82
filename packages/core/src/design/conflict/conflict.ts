import type { Decision } from '../../evidence/decision.ts';
import type { Prose } from '../../evidence/prose.ts';
import type { ElementId, Path } from '../../evidence/source.ts';
import { checks } from '../../requirements/checks/checks.ts';
import type { Requirements } from '../../requirements/schema.ts';
import { clusterAsks } from '../ask.ts';
import { type Decided, decide, type Undecidable } from '../decide.ts';
import { placesOf } from '../places.ts';
import type { Lever, Scope } from './lever.ts';
import { leversOf } from './levers.ts';

/*
 * Requirements that no network meets. Which of them contradict each other is found by deciding again
 * and again: everything that could give way is given up, then taken back one by one as far as the
 * decision stays impossible without it. What is left is a smallest contradiction: with any one of its
 * members less, and everything else given up, there is a network. The ways out are found the same way:
 * a change is offered only after the whole decision was taken again with it and held.
 * Cost: n decisions for each contradiction and each change, n requirements that could give way.
 */

/** A requirement, or a change of one, with where it is written. */
export interface Written {
  readonly path: Path;
  readonly says: Prose;
  /** The same place as `file:line:column`, where somebody knows. */
  readonly place?: string;
}

/** Changes after which a network is possible: it was decided again with them. */
export interface WayOut {
  readonly changes: readonly Written[];
  /** What is decided then, where the ways out differ or the contradiction lies. */
  readonly decisions: readonly Pick<Decision, 'decision' | 'chosen' | 'label' | 'about'>[];
}

/** Requirements that cannot be met together, and why. */
export interface Contradiction {
  /** None of them can be left out: without it, the others could be met. */
  readonly asked: readonly Written[];
  readonly because: readonly Prose[];
}

/** A decision that cannot be taken, why, and what would help. */
export interface Impossible {
  readonly about: readonly ElementId[];
  readonly question: string;
  /** One after another: each stands in the way by itself. */
  readonly contradictions: readonly Contradiction[];
  readonly waysOut: readonly WayOut[];
}

/** What cannot be decided, explained; the same contradiction in several places is told once. */
export function conflicts(
  requirements: Requirements,
  undecidable: readonly Undecidable[],
): readonly Impossible[] {
  const alike = new Map<string, { readonly first: Undecidable; readonly about: ElementId[] }>();
  for (const one of undecidable) {
    const key = JSON.stringify([one.cluster?.kind, one.question, one.why()]);
    const group = alike.get(key);
    if (group === undefined) alike.set(key, { first: one, about: [...one.about] });
    else group.about.push(...one.about);
  }
  return [...alike.values()].map(({ first, about }) => ({
    ...explained(requirements, first, undecidable),
    about: [...new Set(about)],
  }));
}

function explained(
  requirements: Requirements,
  one: Undecidable,
  all: readonly Undecidable[],
): Impossible {
  const scope = scopeOf(requirements, one);
  const levers = scope === undefined ? [] : leversOf(scope);
  const known = all.filter((other) => !isSame(other, one));
  const attempt = (released: readonly Lever[]): Decided =>
    decideWithout(requirements, one, released);
  const standing = (released: readonly Lever[]): Undecidable | undefined =>
    attempt(released).undecidable.find((other) => !known.some((k) => isSame(other, k)));
  // Of a cluster that was split off only a way out has to tell whether it stands.
  const own = (released: readonly Lever[]): Undecidable | undefined =>
    attempt(released).undecidable.find(
      (other) => other.cluster?.kind === one.cluster?.kind && !known.some((k) => isSame(other, k)),
    );
  const found = contradictions(levers, own);
  const search: Search = {
    levers,
    conflicts: found.map(({ kept }) => kept),
    attempt,
    holds: (released) => standing(released) === undefined && isConsistent(requirements, released),
  };
  return {
    about: one.about,
    question: one.question,
    contradictions:
      found.length === 0
        ? [{ asked: [], because: one.why() }]
        : found.map(({ kept, why }) => ({
            asked: kept.map(({ path, asks }) => ({ path, says: asks })),
            because: why,
          })),
    waysOut: waysOut(search),
  };
}

/** Contradictions that are told at most: each takes as many decisions as there are requirements. */
const mostContradictions = 3;

interface Found {
  readonly kept: readonly Lever[];
  readonly why: readonly Prose[];
}

/**
 * Smallest contradictions that share nothing: what the first rests on is given up for the next. What
 * trades one thing for another is not given up meanwhile; it belongs to a contradiction that it resolves.
 */
function contradictions(
  levers: readonly Lever[],
  standing: (released: readonly Lever[]) => Undecidable | undefined,
): readonly Found[] {
  const trading = levers.filter(({ trades }) => trades === true);
  const all = levers.filter(({ trades }) => trades !== true);
  const without = (kept: readonly Lever[]): readonly Lever[] =>
    all.filter((lever) => !kept.includes(lever));
  const found: Found[] = [];
  let open: readonly Lever[] = all;
  while (found.length < mostContradictions) {
    if (standing(without(open)) === undefined) break;
    let kept = open;
    for (const lever of open) {
      const fewer = kept.filter((other) => other !== lever);
      if (standing(without(fewer)) !== undefined) kept = fewer;
    }
    const traded = trading.filter((lever) => standing([...without(kept), lever]) === undefined);
    const why = standing(without(kept))?.why() ?? [];
    found.push({
      kept: levers.filter((lever) => kept.includes(lever) || traded.includes(lever)),
      why,
    });
    // What stands though everything is given up is told once.
    if (kept.length === 0) break;
    open = open.filter((lever) => !kept.includes(lever));
  }
  return found;
}

/** Ways out that are offered, and sets of changes that are tried, at most. */
const [mostWaysOut, mostTries] = [6, 64];

interface Search {
  readonly levers: readonly Lever[];
  readonly conflicts: readonly (readonly Lever[])[];
  readonly holds: (released: readonly Lever[]) => boolean;
  readonly attempt: (released: readonly Lever[]) => Decided;
}

/**
 * One member of every contradiction has to give way. Where one change resolves a contradiction, a second
 * is offered beside it if it lets more of what was asked be kept; where none does, two are tried.
 */
function waysOut(search: Search): readonly WayOut[] {
  const { levers, conflicts: sets, holds, attempt } = search;
  const members = sets.flat();
  const ordered = (some: readonly Lever[]): readonly Lever[] =>
    levers.filter((lever) => some.includes(lever));
  const oneOfEach = sets
    .reduce<readonly (readonly Lever[])[]>(
      (rows, set) => rows.flatMap((row) => set.map((lever) => [...row, lever])),
      sets.length === 0 ? [] : [[]],
    )
    .slice(0, mostTries)
    .map(ordered);
  const enough = oneOfEach.filter(holds);
  const better = enough.flatMap((some) =>
    members
      .filter((lever) => !some.includes(lever) && !enough.some((other) => other.includes(lever)))
      .map((lever) => ordered([...some, lever]))
      .filter((more) => differ(attempt(some), attempt(more)) && holds(more)),
  );
  const beyond =
    enough.length > 0
      ? []
      : oneOfEach
          .flatMap((some) =>
            levers
              .filter((lever) => !some.includes(lever))
              .map((lever) => ordered([...some, lever])),
          )
          .slice(0, mostTries)
          .filter(holds);
  const decided = unlike([...enough, ...better, ...beyond])
    .slice(0, mostWaysOut)
    .map((released) => ({ released, decisions: attempt(released).decisions }));
  const open = new Set([
    ...topicsThatVary(decided.map(({ decisions }) => decisions)),
    ...sets.flatMap((kept) => [
      ...topicsThatVary(
        kept.map((lever) => {
          const others = levers.filter((other) => other === lever || !kept.includes(other));
          return attempt(others).decisions;
        }),
      ),
    ]),
  ]);
  return decided.map(({ released, decisions }) => ({
    changes: released.map(({ path, change }) => ({ path, says: change })),
    decisions: distinct(
      decisions
        .filter(({ decision }) => open.has(decision))
        .map(({ decision, chosen, label, about }) => ({ decision, chosen, label, about })),
    ),
  }));
}

/** Each set of changes once. */
const unlike = (sets: readonly (readonly Lever[])[]): readonly (readonly Lever[])[] =>
  sets.filter(
    (set, i) =>
      sets.findIndex(
        (other) => other.length === set.length && other.every((lever) => set.includes(lever)),
      ) === i,
  );

/** Whether the first cluster gets another network: a second one may have been split off. */
function differ(a: Decided, b: Decided): boolean {
  const [one] = a.clusters;
  const [other] = b.clusters;
  return JSON.stringify(one?.picked) !== JSON.stringify(other?.picked);
}

/** Questions that are answered differently from one network to the next. */
function topicsThatVary(networks: readonly (readonly Decision[])[]): ReadonlySet<string> {
  const answers = networks.map((decisions) => {
    const chosen = new Map<string, string>();
    for (const { decision, chosen: option } of decisions)
      if (!chosen.has(decision)) chosen.set(decision, option);
    return chosen;
  });
  const [first, ...others] = answers;
  return new Set(
    [...(first ?? [])].flatMap(([topic, option]) =>
      others.some((other) => other.get(topic) !== option) ? [topic] : [],
    ),
  );
}

const distinct = (decisions: WayOut['decisions']): WayOut['decisions'] => [
  ...new Map(decisions.map((d) => [JSON.stringify([d.about, d.decision, d.chosen]), d])).values(),
];

function scopeOf(requirements: Requirements, one: Undecidable): Scope | undefined {
  const region = requirements.regions.find(({ name }) => name === one.region);
  if (region === undefined) return undefined;
  const index = requirements.clusters.findIndex(({ name }) => name === one.cluster?.kind);
  const wish = requirements.clusters[index];
  return {
    requirements,
    region,
    ...(wish === undefined || one.cluster === undefined ? {} : { cluster: { wish, index } }),
  };
}

const isSame = (a: Undecidable, b: Undecidable): boolean =>
  a.question === b.question && a.region === b.region && a.cluster?.kind === b.cluster?.kind;

/** Decides again with some requirements given up, as little of the whole as the question touches. */
function decideWithout(
  requirements: Requirements,
  one: Undecidable,
  released: readonly Lever[],
): Decided {
  const known = new Set(requirements.clusters.map(({ name }) => name));
  const changed = releasing(requirements, released);
  const narrow: Requirements = {
    ...changed,
    regions: changed.regions.filter(({ name }) => name === one.region),
    clusters: changed.clusters
      .filter(
        ({ name }) => one.cluster !== undefined && (name === one.cluster.kind || !known.has(name)),
      )
      .map((cluster) => ({
        ...cluster,
        regions: [one.region],
        environments: one.cluster === undefined ? [] : [one.cluster.environment],
      })),
  };
  return decide(narrow, placesOf(narrow), clusterAsks(narrow));
}

const releasing = (requirements: Requirements, released: readonly Lever[]): Requirements =>
  released.reduce((given, lever) => lever.release(given), requirements);

/** Whether reading the changed requirements would find nothing that it does not find now. */
function isConsistent(requirements: Requirements, released: readonly Lever[]): boolean {
  const faults = (given: Requirements): ReadonlySet<string> =>
    new Set(
      checks.flatMap((check) =>
        [...check(given)]
          .filter(({ severity }) => severity === 'error')
          .map(({ message }) => message),
      ),
    );
  const before = faults(requirements);
  return [...faults(releasing(requirements, released))].every((fault) => before.has(fault));
}
