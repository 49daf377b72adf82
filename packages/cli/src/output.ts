import type { TextOptions } from '@aksnet/core/render';
import pc from 'picocolors';

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
  const { stdout, stderr } = process;
  let shown = 0;
  const clear = (): void => {
    if (shown > 0) stderr.write(`\r${' '.repeat(shown)}\r`);
    shown = 0;
  };
  return {
    print: (text) =>
      new Promise((resolve, reject) => {
        clear();
        const end = text.endsWith('\n') ? text : `${text}\n`;
        stdout.write(end, (error) =>
          error === null || error === undefined ? resolve() : reject(error),
        );
      }),
    tell: (text) => {
      clear();
      stderr.write(text.endsWith('\n') ? text : `${text}\n`);
    },
    progress: (text) => {
      if (stderr.isTTY !== true) return;
      clear();
      const line = text.slice(0, (stderr.columns || 80) - 1);
      stderr.write(line);
      shown = line.length;
    },
    colour: pc.isColorSupported && stdout.isTTY === true,
    width: Math.min(stdout.columns || 100, 120),
    interactive: process.stdin.isTTY === true && stderr.isTTY === true,
  };
}

/** How pages are printed for this output. */
export const textOptions = (output: Output): TextOptions => ({
  width: output.width,
  colour: output.colour,
});
