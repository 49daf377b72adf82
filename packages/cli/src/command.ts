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
}

/** What a command was called with. */
export interface Call {
  readonly inputs: readonly string[];
  readonly text: (name: string) => string | undefined;
  readonly flag: (name: string) => boolean;
  readonly list: (name: string) => readonly string[];
  readonly output: Output;
}

/** A command: its help is made from this entry, its body is loaded when it is called. */
export interface CommandSpec {
  readonly name: string;
  readonly summary: string;
  /** Arguments in commander's notation, e.g. `<requirements>`. */
  readonly takes: string;
  readonly options: readonly OptionSpec[];
  /** Command lines that work, each with what it does. */
  readonly examples: readonly { readonly line: string; readonly says: string }[];
  readonly load: () => Promise<{ readonly run: (call: Call) => Promise<ExitCode> }>;
}
