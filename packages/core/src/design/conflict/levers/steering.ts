import { prose, quote } from '../../../evidence/prose.ts';
import { isModeId } from '../../../facts/modes.ts';
import { isInForce } from '../../../requirements/preferences.ts';
import type { Lever, Scope } from '../lever.ts';

/** Weight of a wish that was a command: the most that the requirements let a wish have. */
const asMuchAsCan = 10;

/** What must be whatever it costs, and what would need a waiver. */
export function steeringLevers({ requirements }: Scope): readonly Lever[] {
  const { require, waivers } = requirements;
  const unwaived = require.filter(
    ({ for: question, option }) =>
      question === 'cniMode' &&
      isModeId(option) &&
      !waivers.some(
        (waiver) =>
          waiver.for === 'legacyMode' &&
          waiver.option === option &&
          isInForce(waiver, requirements.organisation.day),
      ),
  );
  const ended = (option: string): number =>
    waivers.findIndex((waiver) => waiver.for === 'legacyMode' && waiver.option === option);
  return [
    ...unwaived.map(
      ({ option }): Lever => ({
        path: ended(option) < 0 ? ['waivers'] : ['waivers', ended(option), 'until'],
        asks:
          ended(option) < 0
            ? prose`no waiver allows the mode ${option}`
            : prose`the waiver for the mode ${option} ended on ${waivers[ended(option)]?.until ?? ''}`,
        change: prose`add a waiver: ${`for: legacyMode, option: ${option}`}, with ${'owner'}, ${'reason'} and ${'until'}`,
        release: (given) => ({
          ...given,
          waivers: [
            ...given.waivers,
            // Who takes the blame, and until when, does not bear on what becomes possible.
            { for: 'legacyMode', option, owner: '?', reason: '?', until: '9999-12-31' },
          ],
        }),
      }),
    ),
    ...require.map(
      (bound, i): Lever => ({
        path: ['require', i],
        asks: prose`${bound.for} must be ${bound.option}: ${quote(bound.reason)}`,
        change: prose`make ${`${bound.for}: ${bound.option}`} one of the ${'preferences'} instead, or drop it`,
        release: (given) => ({
          ...given,
          require: given.require.filter((one) => one !== bound),
          preferences: [
            ...given.preferences,
            { for: bound.for, prefer: bound.option, weight: asMuchAsCan, reason: bound.reason },
          ],
        }),
      }),
    ),
  ];
}
