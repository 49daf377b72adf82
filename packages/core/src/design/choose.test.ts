import { expect, test } from 'vitest';
import { plain, words } from '../evidence/prose.ts';
import { type Choice, choose } from './choose.ts';
import type { Option, Question } from './decisions/question.ts';

interface Ask {
  readonly forbids: readonly string[];
}

const option = (id: string, points: number, sets: Option<Ask>['sets'] = {}): Option<Ask> => ({
  id,
  label: id,
  sets,
  unfit: (ask) => (ask.forbids.includes(id) ? [words(`${id} is forbidden`)] : []),
  merits: () => [{ points, says: words(`${id} has ${points}`) }],
  change: { how: 'never', price: words('none') },
  cite: [{ document: 'test' }],
});

const mode: Question<Ask> = {
  id: 'mode',
  asks: 'mode?',
  options: [
    option('good', 2, { mode: 'overlay' }),
    option('fair', 1, { mode: 'podSubnetDynamic' }),
  ],
};

const plane: Question<Ask> = {
  id: 'plane',
  asks: 'plane?',
  options: [option('new', 2, { dataPlane: 'cilium' }), option('old', 0, { dataPlane: 'azure' })],
};

const choice = (over: Partial<Choice<Ask>> = {}): Choice<Ask> => ({
  about: ['x'],
  ask: { forbids: [] },
  questions: [mode, plane],
  base: {},
  judge: () => ({ refused: [], discouraged: [] }),
  steering: { binding: [], preferred: [] },
  ...over,
});

const refuse =
  (mode: string, plane: string): Choice<Ask>['judge'] =>
  (combination) =>
    combination.mode === mode && combination.dataPlane === plane
      ? { refused: [{ because: words('they do not go together'), cite: [] }], discouraged: [] }
      : { refused: [], discouraged: [] };

test('takes the best of each question when nothing stands against it', () => {
  expect(choose(choice())).toMatchObject({
    kind: 'chosen',
    picked: { mode: 'good', plane: 'new' },
  });
});

test('gives up a merit where Azure refuses the best pair, and says which option was refused', () => {
  const chosen = choose(choice({ judge: refuse('overlay', 'cilium') }));
  expect(chosen).toMatchObject({ kind: 'chosen', picked: { mode: 'fair', plane: 'new' } });
  if (chosen.kind !== 'chosen') return;
  const [first] = chosen.decisions;
  expect(first?.lost.map((l) => [l.option, l.verdict, l.because.map(plain)])).toEqual([
    ['good', 'worse', ['they do not go together']],
  ]);
});

test('an option that no combination allows is impossible, not worse', () => {
  const chosen = choose(
    choice({
      judge: ({ mode }) => ({
        refused: mode === 'overlay' ? [{ because: words('never'), cite: [] }] : [],
        discouraged: [],
      }),
    }),
  );
  expect(chosen).toMatchObject({
    kind: 'chosen',
    decisions: [{ chosen: 'fair', lost: [{ option: 'good', verdict: 'impossible' }] }, {}],
  });
});

test('a requirement kills an option before merits are weighed', () => {
  const chosen = choose(choice({ ask: { forbids: ['good'] } }));
  expect(chosen).toMatchObject({
    decisions: [{ chosen: 'fair', lost: [{ option: 'good', verdict: 'unfit' }] }, {}],
  });
});

test('a binding requirement overrules merits, a preference adds to them', () => {
  const because = words('the board said so');
  const bound = choose(
    choice({
      steering: { binding: [{ question: 'mode', option: 'fair', because }], preferred: [] },
    }),
  );
  expect(bound).toMatchObject({ picked: { mode: 'fair' } });
  const liked = choose(
    choice({
      steering: {
        binding: [],
        preferred: [{ question: 'mode', option: 'fair', weight: 2, because }],
      },
    }),
  );
  expect(liked).toMatchObject({ picked: { mode: 'fair' } });
});

test('a tie goes to the option listed first', () => {
  const even: Question<Ask> = { ...mode, options: [option('first', 1), option('second', 1)] };
  expect(choose(choice({ questions: [even] }))).toMatchObject({ picked: { mode: 'first' } });
});

test('when nothing is possible, it says why with no reason too many', () => {
  const chosen = choose(
    choice({ ask: { forbids: ['fair', 'old'] }, judge: refuse('overlay', 'cilium') }),
  );
  expect(chosen.kind).toBe('impossible');
  if (chosen.kind !== 'impossible') return;
  expect(chosen.why().map(plain)).toEqual([
    'fair is forbidden',
    'old is forbidden',
    'they do not go together',
  ]);
});
