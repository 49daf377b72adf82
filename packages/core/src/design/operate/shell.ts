import type { AnyElement } from '../../estate/elements/kinds.ts';
import { parseArmId, unknownPart } from '../../estate/id.ts';
import { shellWord } from '../../write/escape.ts';

/** A piece of a POSIX command line that is quoted already. */
export interface ShellText {
  readonly shell: string;
}

/**
 * One command line. The template's own words are ours; a string inserted becomes one quoted word.
 * Names go behind `--option=`, so that one that begins with a dash is no option.
 */
export function sh(
  words: TemplateStringsArray,
  ...inserts: readonly (string | number | ShellText)[]
): string {
  return words.reduce((line, word, i) => `${line}${inserted(inserts[i - 1])}${word}`);
}

function inserted(insert: string | number | ShellText | undefined): string {
  if (insert === undefined) return '';
  if (typeof insert === 'object') return insert.shell;
  return typeof insert === 'number' ? String(insert) : shellWord(insert);
}

/** A value that only the person at the keyboard knows. @param name upper case, ours */
export const variable = (name: string): ShellText => ({ shell: `"$${name}"` });

/** What stands for the parts of an id that are not known before deployment. */
const asked: ReadonlyMap<string, string> = new Map([
  ['subscriptions', 'SUBSCRIPTION_ID'],
  ['resourcegroups', 'RESOURCE_GROUP'],
]);

/** The ARM id of an element as one word; parts that are not known are variables. */
export function armWord(element: AnyElement): ShellText {
  const parts = (element.spelled ?? element.id).split('/');
  const shell = parts.map((part, i) =>
    part === unknownPart
      ? variable(asked.get((parts[i - 1] ?? '').toLowerCase()) ?? 'NAME').shell
      : shellWord(i === 0 ? part : `/${part}`),
  );
  const slashed = shell.map((word, i) => (i > 0 && parts[i] === unknownPart ? `/${word}` : word));
  return { shell: parts.includes(unknownPart) ? slashed.join('') : shellWord(parts.join('/')) };
}

/** The options that tell `az` where an element is. */
export function located(element: AnyElement): ShellText {
  const place = parseArmId(element.spelled ?? element.id);
  const subscription = place?.subscription ?? variable('SUBSCRIPTION_ID');
  const group = place?.resourceGroup ?? variable('RESOURCE_GROUP');
  return { shell: sh`--subscription=${subscription} --resource-group=${group}` };
}

/** `kubectl` for one cluster; `az aks get-credentials` names the context after it. */
export const kubectl = (cluster: AnyElement): ShellText => ({
  shell: sh`kubectl --context=${cluster.name}`,
});
