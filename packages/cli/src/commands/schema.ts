import { jsonSchema, writtenFiles } from '@aksnet/core/requirements';
import type { Call } from '../command.ts';
import { type ExitCode, exitCodes } from '../errors.ts';

/** `aksnet schema`: JSON Schema of the requirements file, or of another that people write. */
export async function run(call: Call): Promise<ExitCode> {
  const file = writtenFiles.find((one) => one === call.text('of')) ?? 'requirements';
  await call.output.print(JSON.stringify(jsonSchema(file), undefined, 2));
  return exitCodes.clean;
}
