import { requirementsJsonSchema } from '@aksnet/core/requirements';
import type { Call } from '../command.ts';
import { type ExitCode, exitCodes } from '../errors.ts';

/** `aksnet schema`: JSON Schema of the requirements file. */
export async function run(call: Call): Promise<ExitCode> {
  await call.output.print(JSON.stringify(requirementsJsonSchema(), undefined, 2));
  return exitCodes.clean;
}
