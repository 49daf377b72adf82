import { code, joined, type Prose, prose, words } from '../evidence/prose.ts';
import type { Path } from '../evidence/source.ts';
import type { Requirements } from '../requirements/schema.ts';
import { nearestWord } from '../text/nearest.ts';
import { answersOf } from './decisions/questions.ts';

/** A name that means nothing, and where it is written. */
interface Misnamed {
  readonly path: Path;
  readonly says: Prose;
}

/** Commands and wishes that name no decision, or no option of it: a command that does nothing is no help. */
export function unknownNames({ require, preferences }: Requirements): readonly Misnamed[] {
  return [
    ...require.flatMap(({ for: question, option }, i) => unknown(['require', i], question, option)),
    ...preferences.flatMap(({ for: question, prefer }, i) =>
      unknown(['preferences', i], question, prefer),
    ),
  ];
}

function unknown(at: Path, question: string, option: string): readonly Misnamed[] {
  const options = answersOf.get(question);
  const where = code(String(at[0]));
  if (options === undefined)
    return [
      {
        path: [...at, 'for'],
        says: prose`${where} speaks of ${code(question)}, which is no decision${known(question, [...answersOf.keys()])}`,
      },
    ];
  return options.includes(option)
    ? []
    : [
        {
          path: [...at, at[0] === 'require' ? 'option' : 'prefer'],
          says: prose`${where} asks for ${code(option)}, which is no answer to ${code(question)}${known(option, options)}`,
        },
      ];
}

/** What may have been meant, and what there is. */
function known(text: string, names: readonly string[]): Prose {
  const nearest = nearestWord(text, names);
  return prose`${nearest === undefined ? words('') : prose`; was ${code(nearest)} meant?`} (there are ${joined(names.map(code))})`;
}
