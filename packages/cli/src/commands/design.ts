import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Estate } from '@aksnet/core';
import { type DesignResult, design, provenIntents } from '@aksnet/core/design';
import { readOwnFile } from '@aksnet/core/read';
import {
  differencePage,
  obstaclesJson,
  pageFormat,
  planFile,
  planFiles,
  planPage,
  summaryPage,
} from '@aksnet/core/render';
import { readRequirements } from '@aksnet/core/requirements';
import type { TextDocument } from '@aksnet/core/text';
import type { Call } from '../command.ts';
import { readDocument, tellDiagnostics } from '../documents.ts';
import { CliFailure, type ExitCode, exitCodes } from '../errors.ts';
import { type Change, compare, write } from '../out-folder.ts';
import { type Output, textOptions } from '../output.ts';
import { today } from '../today.ts';
import type { OutFile } from '../written-files.ts';

/** `aksnet design`: requirements in, a proven plan with all its files out. */
export async function run(call: Call): Promise<ExitCode> {
  const { output } = call;
  const [file] = call.inputs;
  if (file === undefined) throw new CliFailure('usage', 'name a requirements file');
  const out = call.text('out');
  if (out === undefined && (call.flag('dryRun') || call.flag('force')))
    throw new CliFailure('usage', '--dry-run and --force speak of a folder', {
      hint: 'name it with --out; without --out nothing is written anyway',
    });
  output.progress('reading requirements');
  const document = await readDocument(file);
  const { requirements, diagnostics, placeOf } = readRequirements(document);
  if (requirements === undefined) refuseOther(document);
  const broken = tellDiagnostics(document, diagnostics, output);
  if (requirements === undefined || broken) {
    output.tell(`aksnet: ${document.id} cannot be designed from as it is; nothing was written`);
    return exitCodes.unusable;
  }
  const previous = await previousPlan(call.text('previous'), out, output);
  output.progress('deciding, sizing and allocating');
  const result = design({
    requirements,
    day: today(),
    placeOf,
    ...(previous === undefined ? {} : { previous }),
  });
  output.progress('writing down');
  await show(call, result);
  if (previous !== undefined && call.flag('dryRun'))
    await showDifference(call, previous, result.estate);
  if (!isSound(result)) {
    output.tell('aksnet: the plan does not hold, so no file was written');
    return exitCodes.findings;
  }
  if (out !== undefined) await deliver(call, out, planFiles(result));
  return result.proof.result.findings.some((finding) => finding.severity !== 'note') ||
    provenIntents(result).some(({ holds }) => holds === 'no')
    ? exitCodes.findings
    : exitCodes.clean;
}

/** Another file of ours is not picked to pieces for what only requirements have. */
function refuseOther(document: TextDocument): void {
  const kind = readOwnFile(document).content?.kind;
  if (kind === undefined || kind === 'requirements') return;
  const what = kind === 'plan' ? 'a plan' : 'an address plan';
  throw new CliFailure('usage', `${document.id} holds ${what}; a design starts from requirements`, {
    hint: `judge it with aksnet check ${document.id}, or begin requirements with aksnet init`,
  });
}

/** A plan with an error among its findings, or with anything that could not be served, is shown and not written. */
const isSound = (result: DesignResult): boolean =>
  result.obstacles.length === 0 &&
  result.proof.result.findings.every((finding) => finding.severity !== 'error');

async function show(call: Call, result: DesignResult): Promise<void> {
  const { output } = call;
  const wanted = call.text('format') ?? 'text';
  const isJson = wanted === 'json';
  if (isJson && isSound(result)) return output.print(planFile(result).text);
  const format = pageFormat(isJson ? 'text' : wanted);
  if (format === undefined) throw new CliFailure('usage', `there is no format ${wanted}`);
  // plan.json has no place for what stands in the way, and a program must not take half a plan for a whole one.
  if (isJson) return output.print(obstaclesJson(result));
  return output.print(
    format.print(wanted === 'text' ? summaryPage(result) : planPage(result), textOptions(output)),
  );
}

/** What a dry run is asked for: what would be different from the plan that is there. */
async function showDifference(
  { text, output }: Call,
  before: Estate,
  after: Estate,
): Promise<void> {
  if ((text('format') ?? 'text') !== 'text') return;
  const format = pageFormat('text');
  if (format !== undefined)
    await output.print(format.print(differencePage(before, after), textOptions(output)));
}

/** The earlier plan: the one named, else the one in the folder that is written to. */
async function previousPlan(
  named: string | undefined,
  out: string | undefined,
  output: Output,
): Promise<Estate | undefined> {
  const file = named ?? (out === undefined ? undefined : await found(join(out, 'plan.json')));
  if (file === undefined) return undefined;
  const document = await readDocument(file);
  const { content, diagnostics } = readOwnFile(document);
  const broken = tellDiagnostics(document, diagnostics, output);
  // A plan that was understood in part would let ranges move that are in use.
  if (broken || content?.kind !== 'plan')
    throw new CliFailure('not-a-plan', `${file} cannot be read as the plan of an earlier design`, {
      hint: 'name a plan.json with --previous, or another folder with --out',
    });
  output.tell(`keeping the ranges of ${file}`);
  return content.estate;
}

async function found(file: string): Promise<string | undefined> {
  try {
    await stat(file);
    return file;
  } catch {
    return undefined;
  }
}

async function deliver(call: Call, folder: string, files: readonly OutFile[]): Promise<void> {
  const { output } = call;
  const dry = call.flag('dryRun');
  const changes = dry
    ? await compare(folder, files)
    : await write(folder, files, call.flag('force'));
  output.tell(`${headOf(folder, changes, dry)}: ${counted(changes)}`);
  const told = dry ? changes.filter(isNews) : changes.filter(isUnexpected);
  for (const { kind, path } of told) output.tell(`  ${kind.padEnd(9)}${path}`);
  if (!dry)
    output.tell(
      `open ${join(folder, 'report.html')} to look at it, or read ${join(folder, 'decisions.md')}`,
    );
}

const isNews = ({ kind }: Change): boolean => kind !== 'same';

/** What happened to files that are not part of the plan, or were not ours alone. */
const isUnexpected = ({ kind }: Change): boolean => kind === 'yours' || kind === 'gone';

function headOf(folder: string, changes: readonly Change[], dry: boolean): string {
  if (!changes.some(isNews)) return `nothing changes in ${folder}`;
  return dry ? `would write to ${folder}` : `written to ${folder}`;
}

const kinds: readonly Change['kind'][] = ['new', 'changed', 'same', 'gone', 'yours', 'blocked'];

const counted = (changes: readonly Change[]): string =>
  kinds
    .map((kind) => ({ kind, count: changes.filter((change) => change.kind === kind).length }))
    .filter(({ count }) => count > 0)
    .map(({ kind, count }) => `${count} ${kind}`)
    .join(', ');
