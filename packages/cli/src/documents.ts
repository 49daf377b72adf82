import type { Diagnostic } from '@aksnet/core';
import { located, readJson, renderDiagnostic, type TextDocument } from '@aksnet/core/text';
import { type Input, readInput } from './inputs.ts';
import type { Output } from './output.ts';

/** Reads a file as JSON when it is JSON, else as YAML. */
export async function readDocument(name: string): Promise<TextDocument> {
  const input = await readInput(name);
  const text = { id: input.name, text: (): string => input.text };
  if (isJson(input)) return readJson(text);
  const { readYaml } = await import('./read-yaml.ts');
  return readYaml(text);
}

/** A name that ends in `.yaml` decides, since YAML may begin with a brace too; else the text does. */
export const isJson = ({ name, text }: Input): boolean =>
  !/\.ya?ml$/i.test(name) && /^\uFEFF?\s*[{[]/.test(text.slice(0, 1000));

/** Tells what is wrong with a document, each with its line and caret; answers whether any is an error. */
export function tellDiagnostics(
  document: TextDocument,
  diagnostics: readonly Diagnostic[],
  output: Output,
): boolean {
  const shown = located(diagnostics, document);
  for (const diagnostic of shown.slice(0, mostShown)) output.tell(renderDiagnostic(diagnostic));
  if (shown.length > mostShown) output.tell(`... and ${shown.length - mostShown} more`);
  return shown.some((diagnostic) => diagnostic.severity === 'error');
}

/** Beyond this, a list of complaints helps nobody. */
const mostShown = 50;
