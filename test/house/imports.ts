import { posix } from 'node:path';
import { Visitor } from 'vite';
import { syntaxOf, type TextFile } from './repository.ts';

/** One `import`, `export … from`, `import()` or `import('…')` type. */
export interface Import {
  readonly specifier: string;
  readonly offset: number;
}

/** Everything that a file names of other modules, in the order of the text. */
export function importsOf(file: TextFile): readonly Import[] {
  const { program, module } = syntaxOf(file);
  const found: Import[] = module.staticImports.map(({ start, moduleRequest }) => ({
    specifier: moduleRequest.value,
    offset: start,
  }));
  for (const { entries } of module.staticExports) {
    for (const { start, moduleRequest } of entries) {
      if (moduleRequest !== null) found.push({ specifier: moduleRequest.value, offset: start });
    }
  }
  new Visitor({
    ImportExpression({ source, start }) {
      // A computed name cannot be held against the table of floors, so it never passes.
      const known = source.type === 'Literal' && typeof source.value === 'string';
      found.push({ specifier: known ? String(source.value) : '(computed)', offset: start });
    },
    TSImportType({ source, start }) {
      found.push({ specifier: source.value, offset: start });
    },
  }).visit(program);
  return found.sort((a, b) => a.offset - b.offset);
}

/** The file that a relative import means; undefined for packages. */
export function targetOf(importer: string, specifier: string): string | undefined {
  if (!specifier.startsWith('.')) return undefined;
  return posix.normalize(posix.join(posix.dirname(importer), specifier));
}
