import { everything } from '@aksnet/core';
import { missingElements, planData, type ReadResult, summaryOf } from '@aksnet/core/read';
import { jsonShape, pageFormat, readPage, readSummaryPage } from '@aksnet/core/render';
import type { Call } from '../command.ts';
import { CliFailure, type ExitCode, exitCodes } from '../errors.ts';
import { withLines } from '../locate.ts';
import { textOptions } from '../output.ts';
import { codeOf, readAll } from '../reading.ts';

/** `aksnet read`: what the inputs hold, and what could not be understood. */
export async function run(call: Call): Promise<ExitCode> {
  const read = await readAll(call);
  const result = call.flag('summary') ? read : await withLines(read);
  await call.output.print(printed(call, result));
  const isEmpty = [...everything(result.estate)].length === 0 && result.own.length === 0;
  if (isEmpty) return exitCodes.unusable;
  return codeOf(result);
}

function printed(call: Call, result: ReadResult): string {
  const format = call.text('format') ?? 'text';
  const isShort = call.flag('summary');
  if (format === 'json') return `${JSON.stringify(json(result, isShort), null, 2)}\n`;
  const page = pageFormat(format);
  if (page === undefined) throw new CliFailure('usage', `there is no format ${format}`);
  return page.print(isShort ? readSummaryPage(result) : readPage(result), textOptions(call.output));
}

/** The shape only gains fields. `plan` is the estate as a plan that every other command takes. */
function json(result: ReadResult, isShort: boolean): object {
  const summary = { shape: jsonShape, ...summaryOf(result) };
  if (isShort) return summary;
  return {
    ...summary,
    documents: result.documents,
    unread: result.unread,
    missing: missingElements(result.estate),
    coverage: result.estate.coverage,
    remarks: result.diagnostics,
    leftAside: result.ignored,
    plan: planData(result.estate),
  };
}
