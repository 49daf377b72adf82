// Terraform files as the command line reads them, for tests.
import { parse } from '@cdktn/hcl2json';
import type { Supplied } from '../../src/read/format.ts';
import { type ReadResult, read } from '../../src/read/read.ts';
import { readHcl, whyNotParsed } from '../../src/text/hcl-text.ts';

/** A file of the text. */
export async function hclFile(id: string, text: string): Promise<Supplied> {
  const input = { id, text: () => text };
  const problem = whyNotParsed(text);
  if (problem !== undefined) return { document: readHcl(input, { ok: false, problem }), about: {} };
  try {
    const value: unknown = await parse(id, text);
    return { document: readHcl(input, { ok: true, value }), about: {} };
  } catch (error) {
    const told = error instanceof Error ? error.message : String(error);
    return { document: readHcl(input, { ok: false, problem: told }), about: {} };
  }
}

/** What a folder of files, by their paths, is understood as. */
export async function readHclFiles(files: Readonly<Record<string, string>>): Promise<ReadResult> {
  const documents: Supplied[] = [];
  for (const [id, text] of Object.entries(files)) documents.push(await hclFile(id, text));
  return read(documents, { day: '2026-11-23' });
}
