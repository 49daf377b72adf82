import { openReading, type ReadResult } from '@aksnet/core/read';
import type { TextDocument } from '@aksnet/core/text';
import type { Call } from './command.ts';
import { CliFailure, type ExitCode, exitCodes } from './errors.ts';
import { documentsOf, filesOf } from './sources.ts';
import { today } from './today.ts';

/**
 * Reads every input of a call as one network; a file in a folder that cannot be opened is told and hides
 * no other. @param kept documents that were read before, by the names of their inputs
 */
export async function readAll(
  call: Call,
  kept: ReadonlyMap<string, TextDocument> = new Map(),
): Promise<ReadResult> {
  const { output } = call;
  const cluster = call.text('cluster');
  const reading = openReading({
    day: call.text('day') ?? today(),
    ...(cluster === undefined ? {} : { cluster }),
  });
  let files = 0;
  for await (const { name, about } of filesOf(call.inputs)) {
    files += 1;
    output.progress(`reading ${files}: ${name}`);
    const document = kept.get(name);
    if (document !== undefined) {
      reading.add({ document, about });
      continue;
    }
    try {
      for await (const batch of documentsOf(name))
        for (const sourced of batch) reading.add({ ...sourced, about });
    } catch (error) {
      if (!(error instanceof CliFailure) || call.inputs.includes(name)) throw error;
      reading.tell({
        severity: 'error',
        code: 'not-readable',
        message: error.message,
        document: name,
        ...(error.hint === undefined ? {} : { hint: error.hint }),
      });
    }
  }
  if (files === 0)
    throw new CliFailure('not-found', 'there is no file to read in what was named', {
      hint: 'name a file, or a folder with .json, .yaml, .csv or .tf files',
    });
  output.progress('putting it together');
  return reading.finish();
}

/**
 * What reading alone comes to: a file of which nothing could be read outweighs a value that could not be
 * understood.
 */
export function codeOf({ documents, diagnostics }: ReadResult): ExitCode {
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  const understood = new Set(
    documents.filter(({ format }) => format !== undefined).map(({ document }) => document),
  );
  if (errors.some(({ document }) => !understood.has(document))) return exitCodes.unusable;
  return errors.length > 0 ? exitCodes.findings : exitCodes.clean;
}
