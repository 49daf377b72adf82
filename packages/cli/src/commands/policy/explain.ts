import { explain } from '@aksnet/core/policy';
import {
  type ExplanationReport,
  explanationJson,
  explanationPage,
  pageFormat,
} from '@aksnet/core/render';
import type { Call } from '../../command.ts';
import { CliFailure, type ExitCode } from '../../errors.ts';
import { documentsAgain, locateIn } from '../../locate.ts';
import { textOptions } from '../../output.ts';
import { codeOf } from '../../reading.ts';
import { endIn, portWritten, protocolIn, readPolicies, senderIn, theModel } from './reading.ts';

/** `aksnet policy explain`: why two may talk or not, and the least change that turns it. */
export async function run(call: Call): Promise<ExitCode> {
  const from = call.text('from') ?? '';
  const text = call.text('to') ?? '';
  const inputs = await readPolicies(call);
  const model = theModel(inputs);
  const to = endIn(model, text);
  const written = call.text('port');
  const port = written === undefined ? to.port : portWritten(written);
  const want = call.text('want');
  const protocol = protocolIn(call);
  call.output.progress('trying changes');
  const explanation = explain(model.model, {
    from: senderIn(model, from),
    to,
    protocol,
    ...(port === undefined ? {} : { port }),
    ...(want === 'allowed' || want === 'denied' ? { want } : {}),
    assume: model.assume,
  });
  const documents = await documentsAgain(
    model.world.policies.flat().map(({ source }) => source.document),
  );
  await call.output.print(
    printed(call, {
      asked: { from, to: text, protocol, ...(port === undefined ? {} : { port }) },
      explanation,
      model,
      locate: locateIn(documents, inputs.estate),
    }),
  );
  return codeOf(inputs.read);
}

function printed(call: Call, report: ExplanationReport): string {
  const format = call.text('format') ?? 'text';
  if (format === 'json') return `${JSON.stringify(explanationJson(report), null, 2)}\n`;
  const page = pageFormat(format);
  if (page === undefined) throw new CliFailure('usage', `there is no format ${format}`);
  return page.print(explanationPage(report), textOptions(call.output));
}
