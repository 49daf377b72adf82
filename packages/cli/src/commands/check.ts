import { stat } from 'node:fs/promises';
import {
  type Diagnostic,
  type Estate,
  estateOf,
  everything,
  type Finding,
  type RuleCode,
} from '@aksnet/core';
import { check, checklist, findRule, rules } from '@aksnet/core/check';
import {
  belongsTogether,
  formats,
  isOwnFile,
  type OwnContent,
  readOwnFile,
} from '@aksnet/core/read';
import { checklistPage, findingFormat, findingsPage, pageFormat } from '@aksnet/core/render';
import { nearestWord, renderDiagnostic, type TextDocument } from '@aksnet/core/text';
import type { Call } from '../command.ts';
import { readDocument, tellDiagnostics } from '../documents.ts';
import { CliFailure, type ExitCode, exitCodes } from '../errors.ts';
import { documentsAgain, locateIn } from '../locate.ts';
import { tellFailure, textOptions } from '../output.ts';
import { codeOf, readAll } from '../reading.ts';
import { documentOf } from '../sources.ts';
import { today } from '../today.ts';
import { version } from '../version.ts';

/**
 * `aksnet check`: what the rules say. Files of ours are judged one by one; with anything else among them
 * (dumps, templates, manifests) all inputs are one network.
 */
export async function run(call: Call): Promise<ExitCode> {
  const asked = askedOf(call);
  const looks = await Promise.all(call.inputs.map(firstLook));
  if (looks.some(({ isOwn }) => !isOwn)) return judgeTogether(looks, asked);
  refuseSeveral(call);
  const codes: ExitCode[] = [];
  for (const look of looks) codes.push(await judgeOrTell(look, asked));
  return gravest.find((code) => codes.includes(code)) ?? exitCodes.clean;
}

/** What an input is, as far as one look tells. */
interface Look {
  readonly name: string;
  /** A file of ours, or one that nobody can read, which is told when it is judged alone. */
  readonly isOwn: boolean;
  readonly document?: TextDocument;
}

/** Files beyond this many bytes are none that people write. */
const longestOwn = 32 * 1024 * 1024;

async function firstLook(name: string): Promise<Look> {
  try {
    const about = name === '-' ? undefined : await stat(name);
    if (about?.isDirectory() === true || (about?.size ?? 0) > longestOwn)
      return { name, isOwn: false };
    const document = await documentOf(name);
    const isKnown = formats.some(({ recognises }) => recognises(document));
    return { name, document, isOwn: !isKnown || isOwnFile(document) };
  } catch {
    return { name, isOwn: true };
  }
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
  if (call.flag('checklist') && pageFormat(format) === undefined)
    throw new CliFailure('usage', `the checklist cannot be printed as ${format}`, {
      hint: 'text, markdown and html can',
    });
  return { call, only: codesOf(call), day: dayOf(call) };
}

/** Several networks in one output need a format in which they may follow one another. */
function refuseSeveral(call: Call): void {
  const format = call.text('format') ?? 'text';
  if (call.inputs.length < 2 || inARow.has(format)) return;
  throw new CliFailure('usage', `${format} holds the findings of one input`, {
    hint: `call once per file, or ask for ${[...inARow].join(', ')}`,
  });
}

/** Formats that may follow one another in one output. */
const inARow: ReadonlySet<string> = new Set(['text', 'markdown', 'github']);

/** One file that cannot be read hides no other. */
async function judgeOrTell(look: Look, asked: Asked): Promise<ExitCode> {
  try {
    return await judge(look, asked);
  } catch (error) {
    if (error instanceof CliFailure) return tellFailure(error, asked.call.output);
    throw error;
  }
}

async function judge(look: Look, { call, only, day }: Asked): Promise<ExitCode> {
  const { output } = call;
  const { name: file } = look;
  const document = look.document ?? (await readDocument(file));
  const { content, diagnostics } = readOwnFile(document);
  const broken = tellDiagnostics(document, diagnostics, output);
  if (content === undefined) return exitCodes.unusable;
  output.progress(`judging ${file}`);
  const { estate, obstacles } = await networkIn(content, day);
  const result = check(estate, only === undefined ? {} : { only });
  await output.print(
    printed(call, { estate, result, documents: new Map([[document.id, document]]) }),
  );
  if (obstacles > 0)
    output.tell(
      `aksnet: ${obstacles === 1 ? 'something stands' : `${obstacles} things stand`} in the way of a plan; aksnet design ${file} tells what`,
    );
  if (broken) return exitCodes.unusable;
  return obstacles > 0 || result.findings.some(isGrave) ? exitCodes.findings : exitCodes.clean;
}

/** All inputs as one network, and what could not be understood of them. */
async function judgeTogether(
  looks: readonly Look[],
  { call, only, day }: Asked,
): Promise<ExitCode> {
  const { output } = call;
  const kept = new Map(
    looks.flatMap(({ name, document }) => (document === undefined ? [] : [[name, document]])),
  );
  const read = await readAll(call, kept);
  const estate = day === undefined ? read.estate : { ...read.estate, day };
  if (everything(estate).next().done === true)
    throw new CliFailure('not-readable', 'nothing in what was named is known here', {
      hint: 'aksnet read tells what it looked at and why it was left aside',
    });
  output.progress('judging');
  const result = check(estate, only === undefined ? {} : { only });
  for (const one of read.diagnostics.filter(isTelling).slice(0, mostTold))
    output.tell(renderDiagnostic(one));
  const told = read.diagnostics.filter(isTelling).length;
  if (told > mostTold) output.tell(`... and ${told - mostTold} more; aksnet read tells all`);
  for (const { kind } of read.own)
    if (kind === 'requirements')
      output.tell('aksnet: requirements say what is wanted; check them alone, or design them');
  const documents = await documentsAgain([
    ...result.findings.map(({ source }) => source?.document ?? ''),
    ...read.documents
      .filter(({ format }) => belongsTogether(format))
      .map(({ document }) => document),
  ]);
  await output.print(printed(call, { estate, result, documents }));
  const code = codeOf(read);
  if (code !== exitCodes.clean) return code;
  return result.findings.some(isGrave) ? exitCodes.findings : exitCodes.clean;
}

/** Notes say what was left aside, which is no matter of a check. */
const isTelling = ({ severity }: Diagnostic): boolean => severity === 'error';

/** Beyond this, a list of complaints helps nobody. */
const mostTold = 20;

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
  readonly documents: ReadonlyMap<string, TextDocument>;
}

function printed(call: Call, { estate, result, documents }: Judged): string {
  const format = call.text('format') ?? 'text';
  const locate = locateIn(documents, estate);
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
