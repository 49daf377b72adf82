import { all } from '@aksnet/core';
import {
  type EstateModel,
  editPolicies,
  engineReasons,
  estateModels,
  isReadingChoice,
  lifelineChanges,
  type ModelWish,
  policyCauses,
  policyDiff,
} from '@aksnet/core/policy';
import {
  countsOf,
  type PolicyDiffReport,
  pageFormat,
  policyDiffCsv,
  policyDiffJson,
  policyDiffPage,
} from '@aksnet/core/render';
import type { Call } from '../../command.ts';
import { CliFailure, type ExitCode, exitCodes } from '../../errors.ts';
import { documentsAgain, locateIn } from '../../locate.ts';
import { textOptions } from '../../output.ts';
import { type PolicyInputs, readPolicies, theModel } from './reading.ts';

/** `aksnet policy diff`: what a change of policies, or of the engine, opens and closes. */
export async function run(call: Call): Promise<ExitCode> {
  const { before, after, names, isBetweenEngines } = await statesOf(call);
  call.output.progress('comparing');
  const diff = policyDiff(before.model.model, after.model.model);
  const policies = policyCauses(diff.comparing);
  const engines = engineReasons(diff.comparing);
  const documents = await documentsAgain(
    [before, after].flatMap(({ model }) =>
      model.world.policies.flat().map(({ source }) => source.document),
    ),
  );
  const [locateOld, locateNew] = [before, after].map(({ inputs }) =>
    locateIn(documents, inputs.estate),
  );
  const report: PolicyDiffReport = {
    names,
    readings: [readingOf(before.model), readingOf(after.model)],
    isBetweenEngines,
    diff,
    changes: diff.changes.map((change) => ({
      change,
      policies: isBetweenEngines ? [] : policies(change),
      engines: isBetweenEngines ? engines(change) : [],
    })),
    lifelines: lifelineChanges(before.model.model, after.model.model),
    locate: (wanted) => locateNew?.(wanted) ?? locateOld?.(wanted),
  };
  await call.output.print(printed(call, report));
  return codeOf(call, report);
}

interface State {
  readonly inputs: PolicyInputs;
  readonly model: EstateModel;
}

interface States {
  readonly before: State;
  readonly after: State;
  readonly names: readonly [string, string];
  readonly isBetweenEngines: boolean;
}

const readingOf = ({ world }: EstateModel): string =>
  world.dialects.map(({ name }) => name).join(' and ');

async function statesOf(call: Call): Promise<States> {
  const [from, to] = [call.text('engineFrom'), call.text('engineTo')];
  if (from !== undefined || to !== undefined) return betweenEngines(call, { from, to });
  const withThese = call.list('with');
  const without = call.list('without');
  if (withThese.length > 0 || without.length > 0) return edited(call, { withThese, without });
  const [one, other, ...more] = call.inputs;
  if (one === undefined || other === undefined || more.length > 0)
    throw new CliFailure('usage', 'two folders or files are compared', {
      hint: 'aksnet policy diff before/ after/, or cluster/ --with new-policies/, or inputs with --engine-from and --engine-to',
    });
  const inputs = await readPolicies({ ...call, inputs: [one] });
  const before = { inputs, model: theModel(inputs) };
  const changed = await readPolicies({ ...call, inputs: [other] });
  const after = { inputs: changed, model: beside(changed, before.model, changed.wish) };
  return { before, after, names: [one, other], isBetweenEngines: false };
}

/** The model of inputs that shares what it takes to be compared with another one. */
const beside = (inputs: PolicyInputs, other: EstateModel, wish: ModelWish): EstateModel =>
  theModel({ ...inputs, wish: { ...wish, beside: other.world } });

async function betweenEngines(
  call: Call,
  asked: { readonly from: string | undefined; readonly to: string | undefined },
): Promise<States> {
  const [from = 'auto', to = 'auto'] = [asked.from, asked.to];
  if (!isReadingChoice(from) || !isReadingChoice(to))
    throw new CliFailure('usage', `there is no engine ${isReadingChoice(from) ? to : from}`);
  const told = await readPolicies(call);
  const inputs = withoutSctp(told);
  const { wish } = inputs;
  const model = theModel({ ...inputs, wish: { ...wish, reading: from } });
  const after = beside(inputs, model, { ...wish, reading: to });
  const aside = inputs === told ? '' : ' (SCTP left aside: no pod listens on it)';
  return {
    before: { inputs, model },
    after: { inputs, model: after },
    names: [readingOf(model), `${readingOf(after)}${aside}`],
    isBetweenEngines: true,
  };
}

/**
 * An engine that does not filter SCTP would differ between all pairs from one that does, which hides all
 * else. Where no pod listens on it, both are compared as if they filtered it, unless the user chose.
 */
function withoutSctp(inputs: PolicyInputs): PolicyInputs {
  const { estate } = inputs;
  const isUsed = all(estate, 'workload').some(({ ports }) =>
    ports.some(({ protocol }) => protocol === 'SCTP'),
  );
  if (isUsed || estate.assume['cilium.sctp'] !== undefined) return inputs;
  const without = { ...estate, assume: { ...estate.assume, 'cilium.sctp': 'on' } };
  return { ...inputs, estate: without, models: estateModels(without) };
}

async function edited(
  call: Call,
  edit: { readonly withThese: readonly string[]; readonly without: readonly string[] },
): Promise<States> {
  const inputs = await readPolicies(call);
  const model = theModel(inputs);
  const coming =
    edit.withThese.length === 0
      ? undefined
      : await readPolicies({ ...call, inputs: edit.withThese });
  const made = editPolicies(inputs.estate, {
    ...(coming === undefined ? {} : { with: coming.estate }),
    without: edit.without,
  });
  if (made.notFound.length > 0)
    throw new CliFailure('not-found', `no policy is called ${made.notFound.join(', ')}`, {
      hint: 'write namespace/name as in --without shop/web',
    });
  if (made.leftOut > 0)
    call.output.tell(`of what --with names, ${made.leftOut} objects are no policies: left out`);
  const changed = { ...inputs, estate: made.estate, models: estateModels(made.estate) };
  return {
    before: { inputs, model },
    after: { inputs: changed, model: beside(changed, model, inputs.wish) },
    names: [
      call.inputs.join(' '),
      [
        'with the change:',
        `${made.added} added,`,
        `${made.replaced} replaced,`,
        `${edit.without.length} taken away`,
      ].join(' '),
    ],
    isBetweenEngines: false,
  };
}

function printed(call: Call, report: PolicyDiffReport): string {
  const format = call.text('format') ?? 'text';
  if (format === 'json') return `${JSON.stringify(policyDiffJson(report), null, 2)}\n`;
  if (format === 'csv') return policyDiffCsv(report);
  const page = pageFormat(format);
  if (page === undefined) throw new CliFailure('usage', `there is no format ${format}`);
  return page.print(policyDiffPage(report), textOptions(call.output));
}

function codeOf(call: Call, report: PolicyDiffReport): ExitCode {
  const { losing, gaining, lifelinesLost } = countsOf(report);
  const fails: Readonly<Record<string, boolean>> = {
    lost: losing > 0 || lifelinesLost > 0,
    gained: gaining > 0,
    any: report.changes.length > 0 || report.lifelines.length > 0,
    none: false,
  };
  return fails[call.text('failOn') ?? 'lost'] === true ? exitCodes.findings : exitCodes.clean;
}
