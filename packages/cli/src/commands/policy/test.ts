import { dirname } from 'node:path';
import { type AssertionResult, decideAssertions } from '@aksnet/core/policy';
import {
  type AssertionsReport,
  assertionFormat,
  assertionsPage,
  countedAs,
  pageFormat,
} from '@aksnet/core/render';
import { readAssertions } from '@aksnet/core/requirements';
import type { Call } from '../../command.ts';
import { readDocument, tellDiagnostics } from '../../documents.ts';
import { CliFailure, type ExitCode, exitCodes } from '../../errors.ts';
import { documentsAgain, locateIn } from '../../locate.ts';
import { textOptions } from '../../output.ts';
import { codeOf } from '../../reading.ts';
import { version } from '../../version.ts';
import { readPolicies } from './reading.ts';

/** `aksnet policy test`: whether assertions hold, decided from the inputs alone. */
export async function run(call: Call): Promise<ExitCode> {
  const [file = '', ...named] = call.inputs;
  const document = await readDocument(file);
  const { assertions, diagnostics } = readAssertions(document);
  const isBroken = tellDiagnostics(document, diagnostics, call.output);
  if (assertions.length === 0) {
    if (isBroken) return exitCodes.unusable;
    throw new CliFailure('usage', `${file} asserts nothing`, {
      hint: 'write connections below must and mustNot; aksnet schema --of assertions',
    });
  }
  const inputs = await readPolicies({ ...call, inputs: inputsOf(file, named) }, file);
  call.output.progress('deciding');
  const { models, wish, estate, read } = inputs;
  const results = decideAssertions(assertions, { models, wish });
  const documents = await documentsAgain(policiesIn(results));
  const report: AssertionsReport = {
    results,
    allowUndetermined: call.flag('allowUndetermined'),
    locate: locateIn(new Map([...documents, [document.id, document]]), estate),
    version,
  };
  await call.output.print(printed(call, report));
  if (isBroken || codeOf(read) === exitCodes.unusable) return exitCodes.unusable;
  const isFailed = results.some((result) => countedAs(result, report) === 'failed');
  return isFailed ? exitCodes.findings : exitCodes.clean;
}

/** Without inputs, what lies beside the assertions. */
function inputsOf(file: string, named: readonly string[]): readonly string[] {
  if (named.length > 0) return named;
  if (file !== '-') return [dirname(file)];
  throw new CliFailure('usage', 'assertions from standard input need inputs named beside them', {
    hint: 'aksnet policy test - manifests/',
  });
}

/** Documents with policies that decided something that is told. */
const policiesIn = (results: readonly AssertionResult[]): readonly string[] =>
  results.flatMap(({ example }) =>
    [example?.egress, example?.ingress].flatMap((side) =>
      (side?.policies ?? []).map(({ policy }) => policy.source.document),
    ),
  );

function printed(call: Call, report: AssertionsReport): string {
  const format = call.text('format') ?? 'text';
  const page = pageFormat(format);
  if (page !== undefined) return page.print(assertionsPage(report), textOptions(call.output));
  const other = assertionFormat(format);
  if (other === undefined) throw new CliFailure('usage', `there is no format ${format}`);
  return other.print(report);
}
