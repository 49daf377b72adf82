import type { TemplateFunction } from './function.ts';

const answers: Readonly<Record<TemplateFunction['answers'], string>> = {
  evaluated: 'evaluated',
  unknown: 'unknown by nature',
  notModelled: 'not modelled',
};

/** The page that says of every function of ARM templates whether it is evaluated. */
export function functionsPage(functions: readonly TemplateFunction[]): string {
  const families = [...new Set(functions.map(({ family }) => family))].sort();
  const count = (wanted: TemplateFunction['answers']): number =>
    functions.filter((entry) => entry.answers === wanted).length;
  return [
    '# Functions of ARM templates',
    '',
    'Generated from the catalogue in `packages/core/src/read/arm-template/functions.ts`; do not edit.',
    '',
    `${functions.length} functions: ${count('evaluated')} are evaluated, ${count('unknown')} only a deployment can answer, ${count('notModelled')} are not modelled.`,
    'What is not evaluated is *unknown* in every finding that depends on it, never a guess.',
    '',
    ...intro,
    '',
    ...families.flatMap((family) => [
      `## ${family.charAt(0).toUpperCase()}${family.slice(1)} functions`,
      '',
      '| function | here | |',
      '|---|---|---|',
      ...functions
        .filter((entry) => entry.family === family)
        .toSorted((a, b) => (a.name.toLowerCase() < b.name.toLowerCase() ? -1 : 1))
        .map((entry) => `| \`${entry.name}\` | ${answers[entry.answers]} | ${entry.says ?? ''} |`),
      '',
    ]),
  ].join('\n');
}

const intro: readonly string[] = [
  '## What is not known, in names and ids',
  '',
  'Subscription and resource group of a deployment are `~` in ids, unless a nested deployment states them.',
  'Any other part of a name that is not known is spelled `~word.hash`: the word is the parameter or function',
  'that it comes from, and the hash is taken from the expression with its arguments (for a parameter without',
  'a value: from its template and its name). Two resources of which the names use the same expression get the',
  'same mark, so that references between them are followed; other expressions get other marks. A parameter',
  'without a value is another unknown in every template, even under the same name.',
  '',
  'Values of secure parameters, of key vaults and of `list*` are never read, and so never shown.',
  '',
  'An argument that is not known makes the result unknown, except where it cannot matter: `and` with something',
  'false, `empty` of a text of which a part is known, the branch of `if` that is not taken, a name split out',
  'of an id of which only the subscription is missing.',
];
