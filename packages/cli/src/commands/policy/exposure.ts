import { exposures } from '@aksnet/core/policy';
import { exposureCsv, exposureJson, exposurePage, pageFormat } from '@aksnet/core/render';
import type { Call } from '../../command.ts';
import { CliFailure, type ExitCode } from '../../errors.ts';
import { textOptions } from '../../output.ts';
import { codeOf } from '../../reading.ts';
import { readPolicies, theModel } from './reading.ts';

/** `aksnet policy exposure`: what workloads are open to beyond one another. */
export async function run(call: Call): Promise<ExitCode> {
  const inputs = await readPolicies(call);
  const model = theModel(inputs);
  const report = { exposures: exposures(model.model), model };
  const format = call.text('format') ?? 'text';
  const page = pageFormat(format);
  if (format === 'json')
    await call.output.print(`${JSON.stringify(exposureJson(report), null, 2)}\n`);
  else if (format === 'csv') await call.output.print(exposureCsv(report));
  else if (page !== undefined)
    await call.output.print(page.print(exposurePage(report), textOptions(call.output)));
  else throw new CliFailure('usage', `there is no format ${format}`);
  return codeOf(inputs.read);
}
