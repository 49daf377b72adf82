import { connectionsAsked, evaluateEach, type QuestionEnd } from '@aksnet/core/policy';
import {
  type EvaluationReport,
  evaluationPage,
  evaluationsJson,
  pageFormat,
} from '@aksnet/core/render';
import type { Call } from '../../command.ts';
import { CliFailure, type ExitCode } from '../../errors.ts';
import { documentsAgain, locateIn } from '../../locate.ts';
import { textOptions } from '../../output.ts';
import { codeOf } from '../../reading.ts';
import { endIn, protocolIn, readPolicies, sendersIn, theModel } from './reading.ts';

/** `aksnet policy eval`: what becomes of one connection, or of those between two groups, and why. */
export async function run(call: Call): Promise<ExitCode> {
  const from = call.text('from') ?? '';
  const text = call.text('to') ?? '';
  const inputs = await readPolicies(call);
  const model = theModel(inputs);
  const to = endIn(model, text);
  const port = portOf(to);
  const protocol = protocolIn(call);
  const { connections, service } = connectionsAsked(model.model, {
    from: sendersIn(model, from),
    to,
    protocol,
    port,
    assume: model.assume,
  });
  if (connections.length === 0 && service === undefined)
    throw typeof port === 'string'
      ? new CliFailure('not-found', `no pod of ${text} has a ${protocol} port of that name`)
      : new CliFailure('usage', 'there is nothing between a pod and itself to be asked');
  const policies = model.world.policies.flat();
  const documents = await documentsAgain(policies.map(({ source }) => source.document));
  await call.output.print(
    printed(call, {
      asked: { from, to: text, protocol, port },
      answers: evaluateEach(model.model, connections),
      ...(service === undefined ? {} : { service }),
      model,
      locate: locateIn(documents, inputs.estate),
    }),
  );
  return codeOf(inputs.read);
}

function portOf({ text, port }: QuestionEnd): number | string {
  if (port !== undefined) return port;
  throw new CliFailure('usage', `--to ${text} names no port`, {
    hint: 'write data/db:5432, svc:data/db:80, 203.0.113.7:443 or [2001:db8::1]:443',
  });
}

function printed(call: Call, report: EvaluationReport): string {
  const format = call.text('format') ?? 'text';
  if (format === 'json') return `${JSON.stringify(evaluationsJson(report), null, 2)}\n`;
  const page = pageFormat(format);
  if (page === undefined) throw new CliFailure('usage', `there is no format ${format}`);
  return page.print(evaluationPage(report), textOptions(call.output));
}
