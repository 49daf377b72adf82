import { normalize } from 'node:path';
import type { Estate } from '@aksnet/core';
import {
  type AssumptionName,
  assumptions,
  isAssumptionName,
  isAssumptionValue,
} from '@aksnet/core/facts';
import {
  type EstateModel,
  endOf,
  estateModels,
  isReadingChoice,
  type MeantParties,
  type ModelFound,
  type ModelWish,
  type Party,
  type Protocol,
  partiesMeant,
  protocols,
  type QuestionEnd,
} from '@aksnet/core/policy';
import type { ReadResult } from '@aksnet/core/read';
import { nearestHint, renderDiagnostic } from '@aksnet/core/text';
import type { Call } from '../../command.ts';
import { CliFailure } from '../../errors.ts';
import { readAll } from '../../reading.ts';

/** Inputs as commands on policies see them. */
export interface PolicyInputs {
  readonly read: ReadResult;
  readonly estate: Estate;
  /** How the call wants policies to be read. */
  readonly wish: ModelWish;
  readonly models: (wish: ModelWish) => ModelFound;
}

/**
 * Reads the inputs of a call, and tells what in them could not be read: an answer may hang on it.
 * @param told a file among them of which everything was told already
 */
export async function readPolicies(call: Call, told?: string): Promise<PolicyInputs> {
  const wish = wishOf(call);
  const assume = assumedIn(call);
  const read = await readAll(call);
  const errors = read.diagnostics.filter(
    ({ severity, document }) => severity === 'error' && !isSameFile(document, told),
  );
  for (const one of errors.slice(0, mostTold)) call.output.tell(renderDiagnostic(one));
  if (errors.length > mostTold)
    call.output.tell(`... and ${errors.length - mostTold} more; aksnet read tells all`);
  const estate = { ...read.estate, assume: { ...read.estate.assume, ...assume } };
  return { read, estate, wish, models: estateModels(estate) };
}

const isSameFile = (name: string, other: string | undefined): boolean =>
  other !== undefined && normalize(name) === normalize(other);

/** Beyond this, a list of complaints helps nobody. */
const mostTold = 20;

/** Answers that the call chooses where sources conflict or are silent: `--assume cilium.sctp=on`. */
function assumedIn(call: Call): Estate['assume'] {
  const chosen: { [Name in AssumptionName]?: string } = {};
  for (const text of call.list('assume')) {
    const [, name = '', value = ''] = /^([^=]+)=(.*)$/.exec(text) ?? [];
    if (!isAssumptionName(name))
      throw new CliFailure(
        'usage',
        nearestHint(`--assume ${text} names no assumption`, name || text, Object.keys(assumptions)),
        { hint: 'write it as name=value; aksnet explain tells the answers of a name' },
      );
    if (!isAssumptionValue(name, value)) {
      const values = Object.keys(assumptions[name].values);
      throw new CliFailure(
        'usage',
        nearestHint(`${value} is no answer of ${name}`, value, values),
        {
          hint: `its answers: ${values.join(', ')}`,
        },
      );
    }
    chosen[name] = value;
  }
  return chosen;
}

/** What the text of an end means in a cluster. */
export function endIn({ model }: EstateModel, text: string): QuestionEnd {
  const answer = endOf(model, text);
  if (answer.ok) return answer.end;
  const { says, near } = answer.unknown;
  throw new CliFailure(
    'not-found',
    says,
    near.length === 0 ? {} : { hint: `was ${near.join(' or ')} meant?` },
  );
}

/** Who sends, by the text of an end: never a Service. */
export const sendersIn = (model: EstateModel, text: string): readonly Party[] =>
  partiesMeant(model.world, senderIn(model, text));

/** The same as it was written: a range as a whole. */
export function senderIn(model: EstateModel, text: string): MeantParties {
  const { meant } = endIn(model, text);
  if (meant.kind !== 'service') return meant;
  throw new CliFailure('usage', `${text} is a Service, and nothing is sent from one`, {
    hint: 'name the workload behind it',
  });
}

/** The protocol that the call asks about. */
export const protocolIn = (call: Call): Protocol =>
  protocols.find((one) => one === call.text('protocol')) ?? 'TCP';

/** A port by number or by name. */
export function portWritten(text: string): number | string {
  if (!/^\d+$/.test(text)) return text;
  const port = Number(text);
  if (port >= 1 && port <= 65535) return port;
  throw new CliFailure('usage', `--port ${text} is no port: it is a number from 1 to 65535`);
}

function wishOf(call: Call): ModelWish {
  const cluster = call.text('cluster');
  const reading = call.text('engine') ?? 'auto';
  const kubernetesVersion = call.text('kubernetesVersion');
  if (!isReadingChoice(reading)) throw new CliFailure('usage', `there is no engine ${reading}`);
  if (kubernetesVersion !== undefined && !/^v?\d{1,4}\.\d{1,4}([.+-].*)?$/.test(kubernetesVersion))
    throw new CliFailure('usage', `--kubernetes-version ${kubernetesVersion} is no version`, {
      hint: 'write it as 1.33 or 1.33.4',
    });
  return {
    reading,
    ...(cluster === undefined ? {} : { cluster }),
    ...(kubernetesVersion === undefined ? {} : { kubernetesVersion }),
  };
}

/** The one cluster that a question is about. */
export function theModel({ models, wish }: PolicyInputs): EstateModel {
  const found = models(wish);
  if (found.model === undefined)
    throw new CliFailure(
      'usage',
      wish.cluster === undefined
        ? 'objects of several clusters are among the inputs'
        : `no cluster among the inputs is called ${wish.cluster}`,
      { hint: `name one with --cluster: ${found.clusters.join(', ')}` },
    );
  if (found.model.world.pods.length === 0)
    throw new CliFailure('not-readable', 'no pod and nothing that makes pods is among the inputs', {
      hint: 'aksnet read tells what was looked at; add manifests, or kubectl get all -A -o json',
    });
  return found.model;
}
