import {
  type EstateModel,
  estateModels,
  generateWanted,
  type ObservedLog,
  readObserved,
  readObservedTable,
  type SetAside,
  type WantedFlow,
  wantedOfLogs,
  withSeenWorkloads,
} from '@aksnet/core/policy';
import {
  type GeneratedReport,
  generatedFiles,
  generatedJson,
  generatedPage,
  generatedYaml,
  pageFormat,
} from '@aksnet/core/render';
import { readFlows } from '@aksnet/core/requirements';
import { renderDiagnostic } from '@aksnet/core/text';
import type { Call } from '../../command.ts';
import { readDocument, tellDiagnostics } from '../../documents.ts';
import { CliFailure, type ExitCode, exitCodes } from '../../errors.ts';
import { readInput } from '../../inputs.ts';
import { write } from '../../out-folder.ts';
import { type Output, textOptions } from '../../output.ts';
import { type PolicyInputs, readPolicies, theModel } from './reading.ts';

/** `aksnet policy generate`: policies for wanted flows, and the proof of what they let pass. */
export async function run(call: Call): Promise<ExitCode> {
  const declared = await declaredFlows(call);
  const logs: ObservedLog[] = [];
  for (const file of call.list('observed')) logs.push(await logOf(file, call.output));
  if (call.text('flows') === undefined && logs.length === 0)
    throw new CliFailure('usage', 'nothing says which flows are wanted', {
      hint: 'name a file of flows with --flows, or a log of seen ones with --observed',
    });
  const inputs = withSeen(await readPolicies(call, call.text('flows')), logs);
  const model = theModel(inputs);
  const { flows, setAside } = fromLogs(call, { logs, model });
  call.output.progress('writing policies and proving them');
  const made = generateWanted(inputs.estate, model, {
    flows: [...declared.flows, ...flows],
    options: optionsOf(call),
  });
  const engines = model.world.dialects.map(({ name }) => name);
  const report: GeneratedReport = { made, setAside, engines };
  const out = call.text('out');
  if (out !== undefined) await deliver(call, out, report);
  await call.output.print(printed(call, report));
  if (declared.isBroken) return exitCodes.unusable;
  return made.proof.verdict === 'equal' ? exitCodes.clean : exitCodes.findings;
}

async function declaredFlows(
  call: Call,
): Promise<{ readonly flows: readonly WantedFlow[]; readonly isBroken: boolean }> {
  const file = call.text('flows');
  if (file === undefined) return { flows: [], isBroken: false };
  const document = await readDocument(file);
  const { flows, diagnostics } = readFlows(document);
  return { flows, isBroken: tellDiagnostics(document, diagnostics, call.output) };
}

/** A table ends in `.csv`; everything else is JSON, of one line each or as a whole. */
async function logOf(file: string, output: Output): Promise<ObservedLog> {
  const input = await readInput(file);
  const text = { id: input.name, text: (): string => input.text };
  const log = /\.csv$/i.test(file) ? readObservedTable(await table(text)) : readObserved(text);
  const told = log.diagnostics.slice(0, mostTold);
  for (const one of told) output.tell(renderDiagnostic(one));
  const left = log.diagnostics.length - told.length;
  if (left > 0) output.tell(`... and ${left} more in ${file}`);
  const { passedOver, flows, records } = log;
  output.tell(
    `${file}: ${flows.length} of ${records} records are connections; ${passedOver.reply} are answers, ${passedOver.noTransport} without ports, ${passedOver.otherKind} of other kinds`,
  );
  return log;
}

async function table(text: { readonly id: string; readonly text: () => string }) {
  const { readCsv } = await import('../../csv-text.ts');
  return readCsv(text);
}

/** Beyond this, a list of complaints helps nobody. */
const mostTold = 20;

/** The inputs with the workloads that only the logs know. */
function withSeen(inputs: PolicyInputs, logs: readonly ObservedLog[]): PolicyInputs {
  const { model } = inputs.models(inputs.wish);
  if (model === undefined || logs.length === 0) return inputs;
  const estate = withSeenWorkloads(inputs.estate, logs, model.world);
  return { ...inputs, estate, models: estateModels(estate) };
}

function fromLogs(
  call: Call,
  { logs, model }: { readonly logs: readonly ObservedLog[]; readonly model: EstateModel },
): { readonly flows: readonly WantedFlow[]; readonly setAside: readonly SetAside[] } {
  return wantedOfLogs(logs, model.world, {
    wanted: call.flag('includeDropped') ? ['forwarded', 'dropped', 'audit'] : ['forwarded'],
    names: call.flag('names'),
  });
}

function optionsOf(call: Call) {
  const close = call.list('namespace');
  const version = call.text('kubernetesVersion');
  return {
    ...(close.length === 0 ? {} : { close }),
    ...(call.flag('names') ? { names: true } : {}),
    ...(call.flag('localDns') ? { localDns: true } : {}),
    ...(version === undefined ? {} : { kubernetesVersion: version }),
  };
}

async function deliver(call: Call, folder: string, report: GeneratedReport): Promise<void> {
  const files = generatedFiles(report);
  const changes = await write(folder, files, call.flag('force'));
  for (const { kind, path } of changes) if (kind !== 'same') call.output.tell(`${kind} ${path}`);
  call.output.tell(`written to ${folder}`);
}

function printed(call: Call, report: GeneratedReport): string {
  const format = call.text('format') ?? 'text';
  if (format === 'json') return `${JSON.stringify(generatedJson(report), null, 2)}\n`;
  if (format === 'yaml') return generatedYaml(report);
  const page = pageFormat(format);
  if (page === undefined) throw new CliFailure('usage', `there is no format ${format}`);
  return page.print(generatedPage(report), textOptions(call.output));
}
