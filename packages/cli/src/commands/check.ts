import { type Estate, estateOf, type Finding, type RuleCode } from '@aksnet/core';
import { check, checklist, findRule, rules } from '@aksnet/core/check';
import { type OwnContent, readOwnFile } from '@aksnet/core/read';
import { checklistPage, findingFormat, findingsPage, pageFormat } from '@aksnet/core/render';
import { nearestWord, type TextDocument } from '@aksnet/core/text';
import type { Call } from '../command.ts';
import { readDocument, tellDiagnostics } from '../documents.ts';
import { CliFailure, type ExitCode, exitCodes } from '../errors.ts';
import { locateIn } from '../locate.ts';
import { tellFailure, textOptions } from '../output.ts';
import { today } from '../today.ts';
import { version } from '../version.ts';

/** `aksnet check`: what the rules say of plans, address plans and requirements. */
export async function run(call: Call): Promise<ExitCode> {
  const asked = askedOf(call);
  const codes: ExitCode[] = [];
  for (const file of call.inputs) codes.push(await judgeOrTell(file, asked));
  return gravest.find((code) => codes.includes(code)) ?? exitCodes.clean;
}

/** What several files come to: one that could not be read outweighs findings in another. */
const gravest = [exitCodes.unusable, exitCodes.findings] as const;

/** What was asked for, held against what there is before anything is read. */
interface Asked {
  readonly call: Call;
  readonly only: readonly RuleCode[] | undefined;
  readonly day: string | undefined;
}

function askedOf(call: Call): Asked {
  const format = call.text('format') ?? 'text';
  if (call.inputs.length > 1 && !inARow.has(format))
    throw new CliFailure('usage', `${format} holds the findings of one input`, {
      hint: `call once per file, or ask for ${[...inARow].join(', ')}`,
    });
  if (call.flag('checklist') && pageFormat(format) === undefined)
    throw new CliFailure('usage', `the checklist cannot be printed as ${format}`, {
      hint: 'text, markdown and html can',
    });
  return { call, only: codesOf(call), day: dayOf(call) };
}

/** Formats that may follow one another in one output. */
const inARow: ReadonlySet<string> = new Set(['text', 'markdown', 'github']);

/** One file that cannot be read hides no other. */
async function judgeOrTell(file: string, asked: Asked): Promise<ExitCode> {
  try {
    return await judge(file, asked);
  } catch (error) {
    if (error instanceof CliFailure) return tellFailure(error, asked.call.output);
    throw error;
  }
}

async function judge(file: string, { call, only, day }: Asked): Promise<ExitCode> {
  const { output } = call;
  output.progress(`reading ${file}`);
  const document = await readDocument(file);
  const { content, diagnostics } = readOwnFile(document);
  const broken = tellDiagnostics(document, diagnostics, output);
  if (content === undefined) return exitCodes.unusable;
  output.progress(`judging ${file}`);
  const { estate, obstacles } = await networkIn(content, day);
  const result = check(estate, only === undefined ? {} : { only });
  await output.print(printed(call, { estate, result, document }));
  if (obstacles > 0)
    output.tell(
      `aksnet: ${obstacles === 1 ? 'something stands' : `${obstacles} things stand`} in the way of a plan; aksnet design ${file} tells what`,
    );
  if (broken) return exitCodes.unusable;
  return obstacles > 0 || result.findings.some(isGrave) ? exitCodes.findings : exitCodes.clean;
}

const isGrave = (finding: Finding): boolean => finding.severity !== 'note';

function codesOf(call: Call): readonly RuleCode[] | undefined {
  const wanted = call.list('only');
  if (wanted.length === 0) return undefined;
  return wanted.map((text) => {
    const rule = findRule(text.toUpperCase());
    if (rule !== undefined) return rule.code;
    const near = nearestWord(
      text,
      rules.map(({ code }) => code),
    );
    throw new CliFailure('usage', `there is no rule ${text}`, {
      hint: near === undefined ? 'aksnet explain lists every rule' : `the nearest is ${near}`,
    });
  });
}

function dayOf(call: Call): string | undefined {
  const day = call.text('day');
  if (day === undefined || isDay(day)) return day;
  throw new CliFailure('usage', `--day ${day} is no day`, { hint: 'write it as 2027-01-31' });
}

/** A day that the calendar has, as ISO 8601 writes it. */
function isDay(text: string): boolean {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(text) : Number.NaN;
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

interface Network {
  readonly estate: Estate;
  /** How many things stand in the way of a plan; only requirements can have any. */
  readonly obstacles: number;
}

/** The network that a file speaks of; a day that was asked for goes before the file's own. */
async function networkIn(content: OwnContent, day: string | undefined): Promise<Network> {
  switch (content.kind) {
    case 'plan':
      return {
        estate: day === undefined ? content.estate : { ...content.estate, day },
        obstacles: 0,
      };
    case 'addressPlan':
      return {
        estate: estateOf(
          {
            tense: 'planned',
            day: day ?? today(),
            assume: {},
            raised: [],
            coverage: content.coverage,
          },
          content.fragment,
        ),
        obstacles: 0,
      };
    case 'requirements': {
      // Only requirements have to be designed first, so only they load what designs.
      const { design } = await import('@aksnet/core/design');
      const { requirements } = content;
      const organisation = { ...requirements.organisation, ...(day === undefined ? {} : { day }) };
      const { estate, obstacles } = design({
        requirements: { ...requirements, organisation },
        day: today(),
      });
      return { estate, obstacles: obstacles.length };
    }
  }
}

interface Judged {
  readonly estate: Estate;
  readonly result: ReturnType<typeof check>;
  readonly document: TextDocument;
}

function printed(call: Call, { estate, result, document }: Judged): string {
  const format = call.text('format') ?? 'text';
  const locate = locateIn(document, estate);
  const report = { estate, result, locate, version };
  const page = pageFormat(format);
  if (page !== undefined) {
    const shown = call.flag('checklist')
      ? checklistPage(checklist(estate, result))
      : findingsPage(report);
    return page.print(shown, textOptions(call.output));
  }
  const other = findingFormat(format);
  if (other === undefined) throw new CliFailure('usage', `there is no format ${format}`);
  return other.print(report);
}
