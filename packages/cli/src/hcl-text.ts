import {
  type HclAnswer,
  readHcl,
  type TextDocument,
  type TextInput,
  whyNotParsed,
} from '@aksnet/core/text';

/** Reads a file of Terraform code, or of values for its variables. The parser is loaded on the first one. */
export async function readHclFile(input: TextInput): Promise<TextDocument> {
  return readHcl(input, await parsed(input));
}

async function parsed({ id, text }: TextInput): Promise<HclAnswer> {
  const problem = whyNotParsed(text());
  if (problem !== undefined) return { ok: false, problem };
  const { parse } = await import('@cdktn/hcl2json');
  try {
    const value: unknown = await parse(id, text());
    return { ok: true, value };
  } catch (error) {
    return { ok: false, problem: error instanceof Error ? error.message : String(error) };
  }
}
