import { Command, CommanderError, Option } from 'commander';
import type { Call, CommandSpec, OptionSpec } from './command.ts';
import { commands } from './commands.ts';
import { CliFailure, type ExitCode, exitCodes } from './errors.ts';
import { type Output, processOutput } from './output.ts';
import { version } from './version.ts';

/** Runs a command line and gives its exit code; never throws for what a user can cause. */
export async function main(
  args: readonly string[],
  output: Output = processOutput(),
): Promise<ExitCode> {
  let code: ExitCode = exitCodes.clean;
  const program = build(output, (next) => {
    code = next;
  });
  try {
    await program.parseAsync([...args], { from: 'user' });
    return code;
  } catch (error) {
    return failed(error, output);
  }
}

function build(output: Output, done: (code: ExitCode) => void): Command {
  const program = new Command('aksnet')
    .description(
      'Decides, sizes, allocates and proves the network of Azure Kubernetes Service clusters.',
    )
    .version(version)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => process.stdout.write(text),
      writeErr: (text) => output.tell(text),
    })
    .showSuggestionAfterError()
    .addHelpText('after', helpTail);
  for (const spec of commands) program.addCommand(commandOf(spec, output, done));
  return program;
}

const helpTail = `
Exit codes: 0 clean, 1 findings, 2 wrong usage or unreadable input, 3 failure.
Wanted output goes to standard output, everything else to standard error.

Example:
  $ aksnet design examples/financial-saas/requirements.yaml --out plan
`;

function commandOf(spec: CommandSpec, output: Output, done: (code: ExitCode) => void): Command {
  const command = new Command(spec.name).description(spec.summary).exitOverride();
  command.configureOutput({
    writeOut: (text) => process.stdout.write(text),
    writeErr: (text) => output.tell(text),
  });
  if (spec.takes !== '') command.argument(spec.takes);
  for (const option of spec.options) command.addOption(optionOf(option));
  command.addHelpText('after', examplesOf(spec));
  command.action(async () => {
    const body = await spec.load();
    done(await body.run(callOf(command, output)));
  });
  return command;
}

function optionOf(spec: OptionSpec): Option {
  const option = new Option(spec.flags, spec.says);
  if (spec.choices !== undefined) option.choices([...spec.choices]);
  if (spec.many === true)
    option.argParser((value: string, before: readonly string[] | undefined) => [
      ...(before ?? []),
      value,
    ]);
  return spec.default === undefined ? option : option.default(spec.default);
}

const examplesOf = (spec: CommandSpec): string =>
  [
    '',
    'Examples:',
    ...spec.examples.flatMap((example) => [`  $ ${example.line}`, `      ${example.says}`]),
    '',
  ].join('\n');

function callOf(command: Command, output: Output): Call {
  const options: Readonly<Record<string, unknown>> = command.opts();
  const value = (name: string): unknown =>
    Object.hasOwn(options, name) ? options[name] : undefined;
  return {
    inputs: command.args,
    text: (name) => {
      const found = value(name);
      return typeof found === 'string' ? found : undefined;
    },
    flag: (name) => value(name) === true,
    list: (name) => {
      const found = value(name);
      return Array.isArray(found)
        ? found.filter((item): item is string => typeof item === 'string')
        : [];
    },
    output,
  };
}

function failed(error: unknown, output: Output): ExitCode {
  if (error instanceof CommanderError)
    return error.exitCode === 0 ? exitCodes.clean : exitCodes.unusable;
  if (error instanceof CliFailure) {
    output.tell(`aksnet: ${error.message}`);
    if (error.hint !== undefined) output.tell(`  ${error.hint}`);
    return error.code === 'not-writable' ? exitCodes.failure : exitCodes.unusable;
  }
  output.tell(
    'aksnet: this is a defect of aksnet itself, not of your input. Please report what you ran together with:',
  );
  output.tell(error instanceof Error ? (error.stack ?? error.message) : String(error));
  return exitCodes.failure;
}
