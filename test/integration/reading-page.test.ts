// docs/reading.md tells what the lists in the code say, and shows what the command prints.
import { readFileSync, writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { run } from '../../packages/cli/test/run.ts';
import { azureCodecs } from '../../packages/core/src/codec/azure.ts';
import { kinds } from '../../packages/core/src/estate/elements/kinds.ts';
import { besideTheNetwork } from '../../packages/core/src/read/beside.ts';
import { formats } from '../../packages/core/src/read/formats.ts';
import { recordedQuestions } from '../../packages/core/src/read/recorded-answers.ts';

const path = new URL('../../docs/reading.md', import.meta.url);
const dump = new URL('../../examples/live-dump', import.meta.url).pathname;

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

const code = (text: string): string => `\`${text}\``;

function kindRows(): readonly (readonly string[])[] {
  return kinds.flatMap((kind) => {
    const codec = azureCodecs[kind];
    if (codec === undefined) return [];
    const parts = (codec.parts ?? []).map(({ spelledAs }) => code(spelledAs)).join(', ');
    return [[code(kind), code(codec.spelledAs), parts]];
  });
}

async function summary(): Promise<string> {
  const { code: exit, out } = await run('read', dump, '--summary');
  expect(exit).toBe(0);
  return `\`\`\`text\n${out.trimEnd()}\n\`\`\``;
}

const generated = async (): Promise<Readonly<Record<string, string>>> => ({
  formats: table(
    ['format', 'what it is'],
    formats.map(({ id, says }) => [code(id), says]),
  ),
  kinds: table(['element', 'ARM type', 'parts of it that ARM keeps apart'], kindRows()),
  answers: recordedQuestions.map(code).join(', '),
  beside: besideTheNetwork
    .map(
      ({ type, why, fields }) =>
        `  - ${type === undefined ? '' : `${code(type)}: `}${why}: ${fields.map(code).join(', ')}`,
    )
    .join('\n'),
  summary: await summary(),
});

it('docs/reading.md is what the lists and the command say', async () => {
  const page = readFileSync(path, 'utf8');
  const blocks = await generated();
  const seen: string[] = [];
  const wanted = page.replace(/<!-- (\w+) -->\n[\s\S]*?<!-- end -->/g, (_, name: string) => {
    seen.push(name);
    return `<!-- ${name} -->\n${blocks[name] ?? 'no such block'}\n<!-- end -->`;
  });
  expect(seen.toSorted()).toEqual(Object.keys(blocks).toSorted());
  if (process.env['UPDATE_GOLDENS'] === '1') writeFileSync(path, wanted);
  else expect(page === wanted ? page : 'npm run update-goldens').toBe(wanted);
});
