import { lintPolicies } from '@aksnet/core/policy';
import {
  asFindings,
  findingFormat,
  findingsPage,
  type LintReport,
  lintJson,
  pageFormat,
  repairsText,
} from '@aksnet/core/render';
import type { Call } from '../../command.ts';
import { CliFailure, type ExitCode, exitCodes } from '../../errors.ts';
import { documentsAgain, locateIn } from '../../locate.ts';
import { textOptions } from '../../output.ts';
import { codeOf } from '../../reading.ts';
import { version } from '../../version.ts';
import { readPolicies, theModel } from './reading.ts';

/** `aksnet policy lint`: which policies and rules do nothing, or not what they seem to. */
export async function run(call: Call): Promise<ExitCode> {
  const inputs = await readPolicies(call);
  const { model, cluster } = theModel(inputs);
  call.output.progress('asking');
  const { estate, read } = inputs;
  const result = lintPolicies({ estate, model, ...(cluster === undefined ? {} : { cluster }) });
  const documents = await documentsAgain(
    result.findings.flatMap(({ source }) => source?.document ?? []),
  );
  const report: LintReport = { estate, result, locate: locateIn(documents, estate), version };
  await call.output.print(call.flag('fix') ? repairsText(report) : printed(call, report));
  if (codeOf(read) === exitCodes.unusable) return exitCodes.unusable;
  const isWrong = result.findings.some(({ severity }) => severity !== 'note');
  return isWrong ? exitCodes.findings : exitCodes.clean;
}

function printed(call: Call, report: LintReport): string {
  const format = call.text('format') ?? 'text';
  if (format === 'json') return `${JSON.stringify(lintJson(report), null, 2)}\n`;
  const page = pageFormat(format);
  if (page !== undefined)
    return page.print(findingsPage(asFindings(report)), textOptions(call.output));
  const other = findingFormat(format);
  if (other === undefined) throw new CliFailure('usage', `there is no format ${format}`);
  return other.print(asFindings(report));
}
