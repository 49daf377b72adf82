import { findRule, rulePage, rules } from '@aksnet/core/check';
import {
  assumptions,
  type Citation,
  isAssumptionName,
  isLimitId,
  isModeId,
  limits,
  modes,
} from '@aksnet/core/facts';
import { findQuestion, questionPage, questionTitles } from '@aksnet/core/policy';
import { nearestWord } from '@aksnet/core/text';
import type { Call } from '../command.ts';
import { CliFailure, type ExitCode, exitCodes } from '../errors.ts';

/** `aksnet explain`: pages of rules, assumptions, limits and modes, all offline. */
export async function run(call: Call): Promise<ExitCode> {
  const [name] = call.inputs;
  await call.output.print(name === undefined ? everything() : explained(name));
  return exitCodes.clean;
}

/** Who knows which names. A new kind of name is one entry. */
const explainers: readonly ((name: string) => string | undefined)[] = [
  (name) => {
    const rule = findRule(name.toUpperCase());
    return rule === undefined ? undefined : rulePage(rule);
  },
  (name) => {
    const question = findQuestion(name);
    return question === undefined ? undefined : questionPage(question);
  },
  (name) => {
    if (!isAssumptionName(name)) return undefined;
    const { question, values, cite, default: chosen } = assumptions[name];
    return [
      `# Assumption ${name}`,
      question,
      `Answers: ${Object.entries(values)
        .map(([value, means]) => `${value} (${means})`)
        .join(', ')}. Default: ${chosen}.`,
      `Choose another in the requirements: assumptions: { ${name}: ... }`,
      sources(cite),
    ].join('\n\n');
  },
  (name) => {
    if (!isLimitId(name)) return undefined;
    const { what, value, cite } = limits[name];
    return [
      `# Limit ${name}`,
      `${what}: ${value}`,
      'A raised limit is stated in the requirements under raisedLimits.',
      sources(cite),
    ].join('\n\n');
  },
  (name) => {
    if (!isModeId(name)) return undefined;
    const { title, status, podsReachableFrom, cite } = modes[name];
    return [
      `# Mode ${name}`,
      `${title}. Status: ${status}.`,
      `Pods can be called by their own address from: ${podsReachableFrom}.`,
      sources(cite),
    ].join('\n\n');
  },
];

function explained(name: string): string {
  for (const explain of explainers) {
    const text = explain(name);
    if (text !== undefined) return text;
  }
  const near = nearestWord(name, [
    ...[...rules, ...questionTitles].map(({ code }) => code),
    ...[assumptions, modes, limits].flatMap((table) => Object.keys(table)),
  ]);
  throw new CliFailure('usage', `nothing is called ${name}`, {
    hint: `${near === undefined ? '' : `the nearest name is ${near}; `}aksnet explain lists everything that has a page`,
  });
}

const sources = (cite: readonly Citation[]): string =>
  [
    'Sources:',
    ...cite.map(
      ({ document, date, note }) =>
        `- ${document}${date === undefined ? '' : `, ${date}`}${note === undefined ? '' : ` (${note})`}`,
    ),
  ].join('\n');

function everything(): string {
  return [
    'Rules',
    ...rules.map((rule) => `  ${rule.code.padEnd(14)} ${rule.title}`),
    '',
    'Questions about policies',
    ...questionTitles.map(({ code, title }) => `  ${code.padEnd(14)} ${title}`),
    '',
    'Assumptions',
    ...Object.entries(assumptions).map(
      ([name, { question }]) => `  ${name.padEnd(34)} ${question}`,
    ),
    '',
    'Modes',
    ...Object.values(modes).map((mode) => `  ${mode.id.padEnd(18)} ${mode.title}`),
    '',
    'Limits',
    ...Object.entries(limits).map(
      ([id, limit]) => `  ${id.padEnd(36)} ${limit.value} ${limit.what}`,
    ),
  ].join('\n');
}
