import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { preset, presetIds, readRequirements } from '@aksnet/core/requirements';
import { readYaml } from '@aksnet/core/text';
import type { Call } from '../command.ts';
import { tellDiagnostics } from '../documents.ts';
import { CliFailure, type ExitCode, exitCodes } from '../errors.ts';
import { type Asked, fewestNodes, nodesIn } from './init-answers.ts';
import { type Answered, fromQuestions } from './init-questions.ts';

/** `aksnet init`: a commented requirements file, by questions on a terminal, from options otherwise. */
export async function run(call: Call): Promise<ExitCode> {
  const given = call.text('out');
  // Nobody answers questions for a file that cannot be written.
  if (given !== undefined && existsSync(given)) throw isThere(given);
  const asked: Answered | undefined =
    givesAnything(call) || !call.output.interactive
      ? fromOptions(call)
      : await fromQuestions({ wantsFile: given === undefined && process.stdout.isTTY === true });
  if (asked === undefined) return exitCodes.unusable;
  const text = preset(asked.preset, asked.answers);
  if (!isReadable(text, call)) return exitCodes.unusable;
  const out = given ?? asked.out;
  if (out === undefined) {
    await call.output.print(text);
    return exitCodes.clean;
  }
  try {
    await writeFile(out, text, { flag: 'wx' });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST')
      throw isThere(out, error);
    throw new CliFailure('not-writable', `${out} cannot be written`, { cause: error });
  }
  call.output.tell(`written to ${out}; next: aksnet design ${out} --out plan`);
  return exitCodes.clean;
}

const isThere = (file: string, cause?: unknown): CliFailure =>
  new CliFailure('not-writable', `${file} is there already and stays as it is`, {
    ...(cause === undefined ? {} : { cause }),
    hint: 'choose another name, or move it away',
  });

/** Whether the file can be read with these answers in it; what is wrong with them is told. */
function isReadable(text: string, call: Call): boolean {
  const document = readYaml({ id: 'these answers', text: () => text });
  const { diagnostics } = readRequirements(document);
  return !tellDiagnostics(document, diagnostics, call.output);
}

const givesAnything = (call: Call): boolean =>
  ['preset', 'name', 'nodes'].some((name) => call.text(name) !== undefined) ||
  call.list('region').length > 0 ||
  call.list('pool').length > 0;

function fromOptions(call: Call): Asked {
  const nodes = call.text('nodes');
  if (nodes !== undefined && nodesIn(nodes) === undefined)
    throw new CliFailure('usage', `--nodes ${nodes} is not a number of nodes`, {
      hint: `a cluster has ${fewestNodes} at least: three for the system pool, one for workloads`,
    });
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
