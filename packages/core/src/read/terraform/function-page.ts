// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the page shows Terraform, whose templates look the same
import { any, type TerraformFunction } from './function.ts';
import { functionGroups } from './functions.ts';

/** The page of the documentation that lists the functions, as Markdown. */
export function functionPage(): string {
  const groups = functionGroups.flatMap(({ title, functions }) => [
    '',
    `## ${title}`,
    '',
    '| function | arguments | what it answers |',
    '|---|---|---|',
    ...functions.toSorted((a, b) => (a.name < b.name ? -1 : 1)).map(row),
  ]);
  return [...introduction, ...groups, ...names, ''].join('\n');
}

const introduction: readonly string[] = [
  '# Functions of Terraform that are worked out',
  '',
  'When `aksnet read` reads Terraform code, expressions with these functions get a value, and it is the value',
  'that Terraform gives them. What is not in this table (files, time, chance, regular expressions, encodings)',
  'stays *not known*, with the expression; read the plan (`terraform show -json`) to know it.',
];

const names: readonly string[] = [
  '',
  '## Names that nobody knows yet',
  '',
  'Parts of an id that are not known are `~`. A resource whose name is not known (`"rg-${random_pet.x.id}"`) is',
  'called `~` and its Terraform address, so that what refers to it still finds it: `~module.net.azurerm_subnet.a`.',
];

const row = ({ name, says, arguments: [least, most] }: TerraformFunction): string =>
  `| \`${name}\` | ${least === most ? least : most === any ? `${least} or more` : `${least} to ${most}`} | ${says} |`;
