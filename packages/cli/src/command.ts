import type { ExitCode } from './errors.ts';
import type { Output } from './output.ts';

/** An option of a command, in commander's notation. */
export interface OptionSpec {
  readonly flags: string;
  readonly says: string;
  readonly default?: string;
  readonly choices?: readonly string[];
  /** May be given several times. */
  readonly many?: true;
  /** The command cannot do without it. */
  readonly required?: true;
}

/** What a command was called with. */
export interface Call {
  readonly inputs: readonly string[];
  readonly text: (name: string) => string | undefined;
  readonly flag: (name: string) => boolean;
  readonly list: (name: string) => readonly string[];
  readonly output: Output;
}

/** What commands and groups of commands have in common: all that their help is made from. */
interface Entry {
  readonly name: string;
  readonly summary: string;
  /** Command lines that work, each with what it does. */
  readonly examples: readonly { readonly line: string; readonly says: string }[];
}

/** A command: its help is made from this entry, its body is loaded when it is called. */
export interface CommandSpec extends Entry {
  /** Arguments in commander's notation, e.g. `<requirements>`. */
  readonly takes: string;
  readonly options: readonly OptionSpec[];
  readonly load: () => Promise<{ readonly run: (call: Call) => Promise<ExitCode> }>;
}

/** Commands that answer questions about one thing, under one name. */
export interface CommandGroup extends Entry {
  readonly commands: readonly CommandEntry[];
}

/** What may stand in a list of commands. */
export type CommandEntry = CommandSpec | CommandGroup;

/** Whether the entry is a group, which does nothing of its own. */
export const isGroup = (entry: CommandEntry): entry is CommandGroup => 'commands' in entry;

/** An entry with all words by which it is called: `policy eval`. */
export interface NamedEntry {
  readonly words: readonly string[];
  readonly entry: CommandEntry;
}

/** Every entry of the lists, groups before what is in them. */
export const everyEntry = (
  entries: readonly CommandEntry[],
  above: readonly string[] = [],
): readonly NamedEntry[] =>
  entries.flatMap((entry) => {
    const words = [...above, entry.name];
    const below = isGroup(entry) ? everyEntry(entry.commands, words) : [];
    return [{ words, entry }, ...below];
  });
