import { type Estate, estateOf, type Finding } from '@aksnet/core';
import { check, checklist, findRule, type RuleCode } from '@aksnet/core/check';
import { design } from '@aksnet/core/design';
import { type OwnContent, readOwnFile } from '@aksnet/core/read';
import {
  checklistPage,
  findingFormat,
  findingsPage,
  type Locate,
  pageFormat,
} from '@aksnet/core/render';
import type { TextDocument } from '@aksnet/core/text';
import type { Call } from '../command.ts';
import { readDocument, tellDiagnostics } from '../documents.ts';
import { CliFailure, type ExitCode, exitCodes } from '../errors.ts';
import { textOptions } from '../output.ts';
import { today } from '../today.ts';
import { version } from '../version.ts';

/** `aksnet check`: what the rules say of plans, address plans and requirements. */
export async function run(call: Call): Promise<ExitCode> {
  const { output } = call;
  const only = codesOf(call);
  let worst: ExitCode = exitCodes.clean;
  for (const file of call.inputs) {
    output.progress(`reading ${file}`);
    const document = await readDocument(file);
    const { content, diagnostics } = readOwnFile(document);
    const broken = tellDiagnostics(document, diagnostics, output);
    if (content === undefined) return exitCodes.unusable;
    output.progress(`judging ${file}`);
    const estate = estateIn(content, call.text('day') ?? today());
    const result = check(estate, only === undefined ? {} : { only });
    await output.print(printed(call, { estate, result, document }));
    if (broken) worst = exitCodes.unusable;
    else if (worst === exitCodes.clean && result.findings.some(isGrave)) worst = exitCodes.findings;
  }
  return worst;
}

const isGrave = (finding: Finding): boolean => finding.severity !== 'note';

function codesOf(call: Call): readonly RuleCode[] | undefined {
  const wanted = call.list('only');
  if (wanted.length === 0) return undefined;
  return wanted.map((text) => {
    const rule = findRule(text);
    if (rule === undefined)
      throw new CliFailure('usage', `there is no rule ${text}`, {
        hint: 'aksnet explain lists every rule',
      });
    return rule.code;
  });
}

/** The network that a file speaks of. */
function estateIn(content: OwnContent, day: string): Estate {
  switch (content.kind) {
    case 'plan':
      return content.estate;
    case 'addressPlan':
      return estateOf(
        { tense: 'planned', day, assume: {}, raised: [], coverage: [] },
        content.fragment,
      );
    case 'requirements':
      return design({ requirements: content.requirements, day }).estate;
  }
}

interface Judged {
  readonly estate: Estate;
  readonly result: ReturnType<typeof check>;
  readonly document: TextDocument;
}

function printed(call: Call, { estate, result, document }: Judged): string {
  const format = call.text('format') ?? 'text';
  const locate: Locate = (source, field) =>
    source.document === document.id
      ? (document.positionOf(field === undefined ? source.path : [...source.path, field]) ??
        document.positionOf(source.path))
      : undefined;
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
  if (call.flag('checklist'))
    throw new CliFailure('usage', `the checklist cannot be printed as ${format}`, {
      hint: 'text, markdown and html can',
    });
  return other.print(report);
}
