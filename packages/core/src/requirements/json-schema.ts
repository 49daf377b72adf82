import * as z from 'zod';
import { requirementsSchema } from './schema.ts';

/**
 * The schema of requirements files as JSON Schema 2020-12, for editors. It describes what is written,
 * not what reading makes of it; rules across several keys are told by reading only.
 */
export function requirementsJsonSchema(): Readonly<Record<string, unknown>> {
  const { $schema, ...rest } = z.toJSONSchema(requirementsSchema, {
    io: 'input',
    unrepresentable: 'any',
  });
  return {
    $schema,
    title: 'aksnet requirements',
    description: 'What is asked of the network of AKS clusters.',
    ...rest,
  };
}
