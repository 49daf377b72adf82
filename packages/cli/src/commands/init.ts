import { writeFile } from 'node:fs/promises';
import {
  type PresetAnswers,
  type PresetId,
  preset,
  presetIds,
  readRequirements,
} from '@aksnet/core/requirements';
import { readYaml } from '@aksnet/core/text';
import type { Call } from '../command.ts';
import { tellDiagnostics } from '../documents.ts';
import { CliFailure, type ExitCode, exitCodes } from '../errors.ts';

/** `aksnet init`: a commented requirements file, by questions on a terminal, from options otherwise. */
export async function run(call: Call): Promise<ExitCode> {
  const asked =
    givesAnything(call) || !call.output.interactive ? fromOptions(call) : await fromQuestions();
  if (asked === undefined) return exitCodes.unusable;
  const text = preset(asked.preset, asked.answers);
  if (!isReadable(text, call)) return exitCodes.unusable;
  const out = call.text('out');
  if (out === undefined) {
    await call.output.print(text);
    return exitCodes.clean;
  }
  try {
    await writeFile(out, text, { flag: 'wx' });
  } catch (error) {
    const there = error instanceof Error && 'code' in error && error.code === 'EEXIST';
    throw there
      ? new CliFailure('not-writable', `${out} is there already and stays as it is`, {
          cause: error,
          hint: 'choose another name, or move it away',
        })
      : new CliFailure('not-writable', `${out} cannot be written`, { cause: error });
  }
  call.output.tell(`written to ${out}; next: aksnet design ${out} --out plan`);
  return exitCodes.clean;
}

/** Whether the file can be read with these answers in it; what is wrong with them is told. */
function isReadable(text: string, call: Call): boolean {
  const document = readYaml({ id: 'these answers', text: () => text });
  const { diagnostics } = readRequirements(document);
  return !tellDiagnostics(document, diagnostics, call.output);
}

interface Asked {
  readonly preset: PresetId;
  readonly answers: PresetAnswers;
}

const givesAnything = (call: Call): boolean =>
  ['preset', 'name', 'nodes'].some((name) => call.text(name) !== undefined) ||
  call.list('region').length > 0 ||
  call.list('pool').length > 0;

function fromOptions(call: Call): Asked {
  const nodes = call.text('nodes');
  if (nodes !== undefined && !/^\d{1,5}$/.test(nodes))
    throw new CliFailure('usage', `--nodes ${nodes} is not a number of nodes`);
  const name = call.text('name');
  return {
    preset: presetIds.find((id) => id === call.text('preset')) ?? 'general',
    answers: {
      ...(name === undefined ? {} : { name }),
      ...(call.list('region').length === 0 ? {} : { regions: call.list('region') }),
      ...(call.list('pool').length === 0 ? {} : { pools: call.list('pool') }),
      ...(nodes === undefined ? {} : { maxNodes: Number(nodes) }),
    },
  };
}

const presetWords: Readonly<Record<PresetId, string>> = {
  general: 'general production default',
  flat: 'enterprise network with routable pods',
  restricted: 'highly restricted, inspected egress',
  migration: 'away from a legacy mode',
};

/** Questions on the terminal; undefined when they are broken off. */
async function fromQuestions(): Promise<Asked | undefined> {
  const { intro, isCancel, select, text } = await import('@clack/prompts');
  intro('aksnet init: a requirements file to start from');
  const chosen = await select({
    message: 'Which pattern comes nearest?',
    options: presetIds.map((id) => ({ value: id, label: presetWords[id] })),
  });
  if (isCancel(chosen)) return undefined;
  const name = await text({ message: 'Name of the organisation', placeholder: 'Contoso' });
  if (isCancel(name)) return undefined;
  const regions = await text({
    message: 'Regions, the primary first',
    placeholder: 'westeurope northeurope',
  });
  if (isCancel(regions)) return undefined;
  const pools = await text({
    message: 'Ranges from which VNets may be cut',
    placeholder: '10.64.0.0/12',
  });
  if (isCancel(pools)) return undefined;
  const nodes = await text({
    message: 'Most nodes of a cluster, in the years you plan for',
    placeholder: '50',
    validate: (value) =>
      value === undefined || value === '' || /^\d{1,5}$/.test(value)
        ? undefined
        : 'a number of nodes was expected',
  });
  if (isCancel(nodes)) return undefined;
  const words = (value: string | undefined): readonly string[] =>
    (value ?? '').split(/[\s,]+/).filter((word) => word !== '');
  return {
    preset: chosen,
    answers: {
      ...(name === undefined || name === '' ? {} : { name }),
      ...(words(regions).length === 0 ? {} : { regions: words(regions) }),
      ...(words(pools).length === 0 ? {} : { pools: words(pools) }),
      ...(nodes === undefined || nodes === '' ? {} : { maxNodes: Number(nodes) }),
    },
  };
}
