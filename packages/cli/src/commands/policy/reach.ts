import {
  type Asked,
  askedBy,
  type EstateModel,
  grains,
  pairsAsked,
  portsAsked,
  type ReachAsk,
  type Relation,
  reachTable,
  relationOf,
} from '@aksnet/core/policy';
import {
  pageFormat,
  type ReachReport,
  reachFormat,
  reachPage,
  reachSummaryJson,
  reachSummaryPage,
} from '@aksnet/core/render';
import type { Call } from '../../command.ts';
import { CliFailure, type ExitCode } from '../../errors.ts';
import { documentsAgain, locateIn } from '../../locate.ts';
import { textOptions } from '../../output.ts';
import { codeOf } from '../../reading.ts';
import { readPolicies, theModel } from './reading.ts';

/** More pairs than this are told in sum, unless all are asked for. */
const mostPairs = 250_000;

/** `aksnet policy reach`: who reaches whom. */
export async function run(call: Call): Promise<ExitCode> {
  const ports = portsOf(call);
  const inputs = await readPolicies(call);
  const model = theModel(inputs);
  const ask: ReachAsk = {
    by: grains.find((grain) => grain === call.text('by')) ?? 'workload',
    from: ends(model, call.list('from')),
    to: ends(model, call.list('to')),
    ...(ports === undefined ? {} : { ports: model.world.ports.of(ports) }),
  };
  call.output.progress('working out who reaches whom');
  const relation = relationOf(model.model);
  const pairs = pairsAsked(relation, ask);
  if (pairs > mostPairs && !call.flag('all')) {
    await call.output.print(inSum(call, { relation, model, pairs }));
    return codeOf(inputs.read);
  }
  const table = reachTable(relation, ask);
  const isTold = detailed.has(formatOf(call));
  const sources = isTold
    ? [
        ...model.world.policies.flat().map(({ source }) => source.document),
        ...model.world.pods.map(({ workload }) => workload.source.document),
        ...[...table.shut, ...table.astray].map(({ entry }) => entry.source.document),
      ]
    : [...table.shut, ...table.astray].map(({ entry }) => entry.source.document);
  const documents = await documentsAgain(sources);
  const port = call.text('port');
  await call.output.print(
    printed(call, {
      asked: {
        by: ask.by,
        from: call.list('from'),
        to: call.list('to'),
        ...(port === undefined ? {} : { port }),
        groupBy: groupBy(call),
      },
      table,
      model,
      locate: locateIn(documents, inputs.estate),
    }),
  );
  return codeOf(inputs.read);
}

/** Formats that tell where things are written. */
const detailed: ReadonlySet<string> = new Set(['json', 'html']);

const formatOf = (call: Call): string => call.text('format') ?? 'text';

/** Who asks for receivers only wants to see who gets there. */
function groupBy(call: Call): 'sender' | 'receiver' {
  const wish = call.text('groupBy');
  if (wish === 'receiver' || wish === 'sender') return wish;
  return call.list('to').length > 0 && call.list('from').length === 0 ? 'receiver' : 'sender';
}

function portsOf(call: Call): ReturnType<typeof portsAsked> {
  const text = call.text('port');
  if (text === undefined) return undefined;
  const found = portsAsked(text);
  if (found === undefined)
    throw new CliFailure('usage', `--port ${text} is no port`, {
      hint: 'write 5432, 53/udp or 8000-9000/tcp',
    });
  return found;
}

function ends({ model }: EstateModel, texts: readonly string[]): Asked {
  const found = askedBy(model, texts);
  if (found.ok) return found.asked;
  const { text, says, near } = found.unknown;
  throw new CliFailure(
    'not-found',
    `${text}: ${says}`,
    near.length === 0 ? {} : { hint: `was ${near.join(' or ')} meant?` },
  );
}

interface TooMany {
  readonly relation: Relation;
  readonly model: EstateModel;
  readonly pairs: number;
}

function inSum(call: Call, summary: TooMany): string {
  const format = formatOf(call);
  if (format === 'json') return `${JSON.stringify(reachSummaryJson(summary), null, 2)}\n`;
  const page = pageFormat(format);
  if (page !== undefined && format !== 'html')
    return page.print(reachSummaryPage(summary), textOptions(call.output));
  throw new CliFailure('usage', `${summary.pairs} pairs are too many for ${format}`, {
    hint: 'ask for fewer with --from and --to, put pods together with --by namespace, or say --all',
  });
}

function printed(call: Call, report: ReachReport): string {
  const format = formatOf(call);
  const other = reachFormat(format);
  if (other !== undefined) return other.print(report);
  const page = pageFormat(format);
  if (page === undefined) throw new CliFailure('usage', `there is no format ${format}`);
  return page.print(reachPage(report), textOptions(call.output));
}
