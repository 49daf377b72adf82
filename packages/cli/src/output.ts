import type { TextOptions } from '@aksnet/core/render';
import { terminalText } from '@aksnet/core/text';
import pc from 'picocolors';
import { CliFailure, type ExitCode, exitCodes } from './errors.ts';

/**
 * Where a command speaks. Wanted output goes to `print` (standard output), everything else to `tell`
 * (standard error); progress shows on a terminal only.
 */
export interface Output {
  readonly print: (text: string) => Promise<void>;
  readonly tell: (text: string) => void;
  readonly progress: (text: string) => void;
  /** Whether standard output understands colours. */
  readonly colour: boolean;
  /** Columns to lay text out for. */
  readonly width: number;
  readonly interactive: boolean;
}

/** The output of a real process. */
export function processOutput(): Output {
  const { stdout, stderr, env } = process;
  // Each write gets its error in its own callback; without a listener the stream would throw it as well.
  for (const stream of [stdout, stderr])
    if (stream.listenerCount('error') === 0) stream.on('error', () => undefined);
  let shown = 0;
  const clear = (): void => {
    if (shown > 0) stderr.write(`\r${' '.repeat(shown)}\r`);
    shown = 0;
  };
  return {
    print: (text) =>
      new Promise((resolve, reject) => {
        clear();
        stdout.write(ended(text), (error) =>
          isNobodyListening(error) ? resolve() : reject(notPrinted(error)),
        );
      }),
    tell: (text) => {
      clear();
      // What is told quotes names and files of others, which may hold codes that a terminal obeys.
      stderr.write(ended(terminalText(text)));
    },
    progress: (text) => {
      if (stderr.isTTY !== true) return;
      clear();
      const line = terminalText(text).slice(0, (stderr.columns || 80) - 1);
      stderr.write(line);
      shown = line.length;
    },
    // picocolors also says yes in CI, where the output may well go to a file.
    colour: pc.isColorSupported && (stdout.isTTY === true || env['FORCE_COLOR'] !== undefined),
    width: Math.min(stdout.columns || 100, 120),
    // A terminal that is no column wide shows no question.
    interactive: process.stdin.isTTY === true && stderr.isTTY === true && stderr.columns > 0,
  };
}

const ended = (text: string): string => (text.endsWith('\n') ? text : `${text}\n`);

/** Nothing went wrong, or who was to read has seen enough: `aksnet explain | head`. */
const isNobodyListening = (error: Error | null | undefined): boolean =>
  error === null || error === undefined || ('code' in error && error.code === 'EPIPE');

const notPrinted = (error: Error | null | undefined): CliFailure =>
  new CliFailure('not-writable', `standard output cannot be written: ${error?.message ?? ''}`, {
    cause: error,
  });

/** How pages are printed for this output. */
export const textOptions = (output: Output): TextOptions => ({
  width: output.width,
  colour: output.colour,
});

/** Tells a failure with its next step; the answer is the exit code that it means. */
export function tellFailure(failure: CliFailure, output: Output): ExitCode {
  output.tell(`aksnet: ${failure.message}`);
  if (failure.hint !== undefined) output.tell(`  ${failure.hint}`);
  return failure.code === 'not-writable' ? exitCodes.failure : exitCodes.unusable;
}
