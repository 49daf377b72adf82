import { formatPrefix, type Prefix, prefix } from '@aksnet/net';
import { all, type Estate } from '../estate/estate.ts';
import { ranges } from '../estate/ranges.ts';
import { view } from '../estate/view.ts';
import { type Prose, prose, words } from '../evidence/prose.ts';
import { reservedRanges, supportedPodSpace } from '../facts/reserved-ranges.ts';
import { type SpaceKindId, spaceKinds } from '../facts/space-kinds.ts';
import { firstFree } from './first-free.ts';

/*
 * A free range for a fix. What is proposed is free among the ranges that the
 * Estate names, and kept clear of everything reserved, of holds and of ranges of other scopes too, so
 * that it needs no second look. The same question is answered once per Estate.
 */

/** A range that is free among those known, for a kind of range; undefined when none is left. */
export function freeRange(estate: Estate, kind: SpaceKindId, length: number): Prefix | undefined {
  return proposer(estate)(kind, length);
}

/** The sentence that proposes such a range, with what it rests on. */
export function proposal(estate: Estate, kind: SpaceKindId, length: number): Prose {
  const free = freeRange(estate, kind, length);
  const title = words(spaceKinds[kind].title);
  return free === undefined
    ? prose`No /${length} of private space is free for it among the ranges known here; ask for a smaller one or for new space.`
    : prose`Free for a ${title} among the ranges known here: for example ${free}.`;
}

type Proposer = (kind: SpaceKindId, length: number) => Prefix | undefined;

const proposer: (estate: Estate) => Proposer = view((estate) => {
  const answers = new Map<string, Prefix | undefined>();
  return (kind, length) => {
    const question = `${kind}/${length}`;
    if (!answers.has(question)) {
      const busy = [...busyRanges(estate), ...reservedFor(kind)];
      answers.set(question, firstFree(spacesFor(estate, kind), length, busy));
    }
    return answers.get(question);
  };
});

const busyRanges: (estate: Estate) => readonly Prefix[] = view((estate) => {
  const byText = new Map(ranges(estate).held.map(({ prefix }) => [formatPrefix(prefix), prefix]));
  return [...byText.values()];
});

/** What is reserved, and the range that container bridges used to have. */
const reservedFor = (kind: SpaceKindId): readonly Prefix[] =>
  reservedRanges.filter(({ binds }) => binds.includes(kind)).map((reserved) => reserved.prefix);

/** Routed ranges come from the pools of the organisation; where there are none, from private space. */
function spacesFor(estate: Estate, kind: SpaceKindId): readonly Prefix[] {
  if (spaceKinds[kind].scope === 'routed') {
    const pools = all(estate, 'routingDomain').flatMap((domain) => domain.pools);
    return pools.length > 0 ? pools : routedFirst;
  }
  return kind === 'service' ? serviceFirst : podsFirst;
}

const supported = supportedPodSpace.map((space) => space.prefix);
const startingWith = (first: string): readonly Prefix[] => {
  const preferred = prefix(first);
  const others = supported.filter((space) => formatPrefix(space) !== first);
  return [preferred, ...others];
};

/** Space that organisations route least is looked at first for what never leaves a cluster. */
const podsFirst = startingWith('100.64.0.0/10');
const serviceFirst = startingWith('172.16.0.0/12');
const routedFirst = startingWith('10.0.0.0/8');
