import { code, joined, type Prose, prose, words } from '../evidence/prose.ts';
import type { Requirements } from '../requirements/schema.ts';
import { nearestWord } from '../text/nearest.ts';
import { clusterQuestions, surroundingQuestions } from './decide.ts';
import { hubTopology } from './decisions/hub-topology.ts';
import { ingressQuestion } from './decisions/ingress.ts';
import { poolSubnet } from './decisions/pool-subnets.ts';

/** What can be asked for, by the names under which requirements speak of it. */
const questions: ReadonlyMap<string, readonly string[]> = new Map(
  [hubTopology, ...clusterQuestions, ...surroundingQuestions, ingressQuestion, poolSubnet].map(
    ({ id, options }) => [id, options.map((option) => option.id)],
  ),
);

/** Commands and wishes that name no decision, or no option of it: a command that does nothing is no help. */
export function unknownNames({ require, preferences }: Requirements): readonly Prose[] {
  return [
    ...require.flatMap(({ for: question, option }) => unknown('require', question, option)),
    ...preferences.flatMap(({ for: question, prefer }) => unknown('preferences', question, prefer)),
  ];
}

function unknown(where: string, question: string, option: string): readonly Prose[] {
  const options = questions.get(question);
  if (options === undefined)
    return [
      prose`${code(where)} speaks of ${code(question)}, which is no decision${known(question, [...questions.keys()])}`,
    ];
  return options.includes(option)
    ? []
    : [
        prose`${code(where)} asks for ${code(option)}, which is no answer to ${code(question)}${known(option, options)}`,
      ];
}

/** What may have been meant, and what there is. */
function known(text: string, names: readonly string[]): Prose {
  const nearest = nearestWord(text, names);
  return prose`${nearest === undefined ? words('') : prose`; was ${code(nearest)} meant?`} (there are ${joined(names.map(code))})`;
}
