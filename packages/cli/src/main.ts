import { Command, CommanderError, Option } from 'commander';
import { type Call, type CommandEntry, isGroup, type OptionSpec } from './command.ts';
import { commands } from './commands.ts';
import { CliFailure, type ExitCode, exitCodes } from './errors.ts';
import { type Output, processOutput, tellFailure } from './output.ts';
import { version } from './version.ts';

/** Runs a command line and gives its exit code; never throws for what a user can cause. */
export async function main(
  args: readonly string[],
  output: Output = processOutput(),
): Promise<ExitCode> {
  let code: ExitCode = exitCodes.clean;
  const help: string[] = [];
  const program = build({
    output,
    done: (next) => {
      code = next;
    },
    help: (text) => {
      help.push(text);
    },
  });
  try {
    await program.parseAsync([...args], { from: 'user' });
    return code;
  } catch (error) {
    const wantsHelp = error instanceof CommanderError && error.exitCode === 0;
    return wantsHelp ? await printed(help.join(''), output) : failed(error, output);
  }
}

async function printed(text: string, output: Output): Promise<ExitCode> {
  try {
    await output.print(text);
    return exitCodes.clean;
  } catch (error) {
    return failed(error, output);
  }
}

/** What the program is built around. */
interface Around {
  readonly output: Output;
  readonly done: (code: ExitCode) => void;
  /** Takes help that was asked for; it is printed when parsing has ended. */
  readonly help: (text: string) => void;
}

function build(around: Around): Command {
  const { output } = around;
  const program = new Command('aksnet')
    .description(
      'Decides, sizes, allocates and proves the network of Azure Kubernetes Service clusters.',
    )
    .version(version, '-V, --version', 'show the version')
    .helpOption('-h, --help', 'show this help')
    .helpCommand('help [command]', 'show the help of a command')
    .exitOverride()
    .configureOutput({
      writeOut: around.help,
      writeErr: output.tell,
      getOutHelpWidth: () => output.width,
      getErrHelpWidth: () => output.width,
      getOutHasColors: () => output.colour,
      getErrHasColors: () => false,
    })
    .addHelpText('after', helpTail);
  for (const entry of commands) program.addCommand(commandOf(entry, program, around));
  return program;
}

const helpTail = `
Exit codes: 0 clean, 1 findings, 2 wrong usage or unreadable input, 3 failure.
Wanted output goes to standard output, everything else to standard error.

Example:
  $ aksnet design examples/financial-saas/requirements.yaml --out plan
`;

function commandOf(entry: CommandEntry, above: Command, around: Around): Command {
  const command = new Command(entry.name)
    .copyInheritedSettings(above)
    .description(entry.summary)
    .helpOption('-h, --help', 'show this help')
    .addHelpText('after', examplesOf(entry));
  if (isGroup(entry)) {
    command.helpCommand('help [command]', 'show the help of a command');
    for (const below of entry.commands) command.addCommand(commandOf(below, command, around));
    return command;
  }
  if (entry.takes !== '') command.argument(entry.takes);
  for (const option of entry.options) command.addOption(optionOf(option));
  command.action(async () => {
    const body = await entry.load();
    around.done(await body.run(callOf(command, around.output)));
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
  if (spec.required === true) option.makeOptionMandatory();
  return spec.default === undefined ? option : option.default(spec.default);
}

const examplesOf = ({ examples }: CommandEntry): string =>
  [
    '',
    'Examples:',
    ...examples.flatMap((example) => [`  $ ${example.line}`, `      ${example.says}`]),
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
  if (error instanceof CommanderError) return exitCodes.unusable;
  if (error instanceof CliFailure) return tellFailure(error, output);
  output.tell(
    'aksnet: this is a defect of aksnet itself, not of your input. Please report what you ran together with:',
  );
  output.tell(error instanceof Error ? (error.stack ?? error.message) : String(error));
  return exitCodes.failure;
}
