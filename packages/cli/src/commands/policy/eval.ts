import {
  type EstateModel,
  evaluateEach,
  type PartiesFound,
  type PortAsked,
  partiesOf,
  protocols,
} from '@aksnet/core/policy';
import {
  type EvaluationReport,
  evaluationPage,
  evaluationsJson,
  pageFormat,
} from '@aksnet/core/render';
import type { Call } from '../../command.ts';
import { CliFailure, type ExitCode, exitCodes } from '../../errors.ts';
import { documentsAgain, locateIn } from '../../locate.ts';
import { textOptions } from '../../output.ts';
import { readPolicies, theModel } from './reading.ts';

/** `aksnet policy eval`: what becomes of one connection, or of those between two groups, and why. */
export async function run(call: Call): Promise<ExitCode> {
  const from = call.text('from') ?? '';
  const { end: to, ...port } = receiverOf(call);
  const inputs = await readPolicies(call);
  const model = theModel(inputs);
  const [first, ...others] = evaluateEach(model.model, {
    from: found(model, from),
    to: found(model, to),
    ...port,
  });
  if (first === undefined)
    throw new CliFailure('usage', 'there is nothing between a pod and itself to be asked');
  const policies = model.world.policies.flat();
  const documents = await documentsAgain(policies.map(({ source }) => source.document));
  await call.output.print(
    printed(call, {
      asked: { from, to, ...port },
      answers: [first, ...others],
      model,
      locate: locateIn(documents, inputs.estate),
    }),
  );
  return exitCodes.clean;
}

function receiverOf(call: Call): PortAsked & { readonly end: string } {
  const text = call.text('to') ?? '';
  const [, end = '', digits = ''] = /^(.*):(\d{1,5})$/.exec(text) ?? [];
  const port = Number(digits);
  if (port < 1 || port > 65535)
    throw new CliFailure('usage', `--to ${text} names no port`, {
      hint: 'write data/db:5432, 203.0.113.7:443 or [2001:db8::1]:443',
    });
  const protocol = protocols.find((one) => one === call.text('protocol')) ?? 'TCP';
  return { end: end.replace(/^\[(.*)\]$/, '$1'), protocol, port };
}

function found({ world }: EstateModel, text: string): NonNullable<PartiesFound['found']> {
  const parties = partiesOf(world, text);
  if (parties.found !== undefined) return parties.found;
  throw new CliFailure(
    'not-found',
    parties.says,
    parties.near === undefined ? {} : { hint: `was ${parties.near} meant?` },
  );
}

function printed(call: Call, report: EvaluationReport): string {
  const format = call.text('format') ?? 'text';
  if (format === 'json') return `${JSON.stringify(evaluationsJson(report), null, 2)}\n`;
  const page = pageFormat(format);
  if (page === undefined) throw new CliFailure('usage', `there is no format ${format}`);
  return page.print(evaluationPage(report), textOptions(call.output));
}
