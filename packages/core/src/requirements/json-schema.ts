import * as z from 'zod';
import { addressPlanSchema } from './address-plan-schema.ts';
import { assertionsSchema } from './assertions-schema.ts';
import { requirementsSchema } from './schema.ts';

/** A kind of file that people write for us. */
export type WrittenFile = 'requirements' | 'address-plan' | 'assertions';

interface Published {
  readonly schema: z.ZodType;
  readonly title: string;
  readonly description: string;
}

const files: Readonly<Record<WrittenFile, Published>> = {
  requirements: {
    schema: requirementsSchema,
    title: 'aksnet requirements',
    description: 'What is asked of the network of AKS clusters.',
  },
  'address-plan': {
    schema: addressPlanSchema,
    title: 'aksnet address plan',
    description: 'A network of AKS clusters as somebody wrote it down.',
  },
  assertions: {
    schema: assertionsSchema,
    title: 'aksnet assertions',
    description: 'Connections that must be possible, and others that must not be.',
  },
};

/** Every kind of file that has a schema; the first is the one that most begin with. */
export const writtenFiles: readonly WrittenFile[] = ['requirements', 'address-plan', 'assertions'];

/**
 * The schema of a kind of file as JSON Schema 2020-12, for editors. It describes what is written,
 * not what reading makes of it; rules across several keys are told by reading only.
 */
export function jsonSchema(file: WrittenFile): Readonly<Record<string, unknown>> {
  const { schema, title, description } = files[file];
  const { $schema, ...rest } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  return { $schema, title, description, ...rest };
}
