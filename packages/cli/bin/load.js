// Loads the bundle with code that was compiled when the bundle was made: compiling takes longer than
// running most commands. That code suits one version of V8 only; others compile for themselves.
import { existsSync, readFileSync } from 'node:fs';
import module, { createRequire } from 'node:module';
import { join } from 'node:path';
import { Script } from 'node:vm';

/** The file of a bundle that everything starts from. */
const entry = 'main.cjs';

/** Where the code that V8 of this process can use is kept. */
export const compiledFolder = (bundle) =>
  join(bundle, `compiled-${process.versions.v8}-${process.arch}`);

/** What the entry exports. */
export function load(bundle) {
  if (existsSync(compiledFolder(bundle))) return scriptsOf(bundle).entry;
  // From Node 22 on, code that was compiled once is kept for the next run.
  module.enableCompileCache?.();
  return createRequire(join(bundle, entry))(`./${entry}`);
}

/** What the entry exports, and the script of every chunk that was loaded so far, by name. */
export function scriptsOf(bundle) {
  const outside = createRequire(join(bundle, entry));
  const modules = new Map();
  const scripts = new Map();
  const require = (id) => (id.startsWith('./') ? chunk(id.slice(2)) : outside(id));
  const chunk = (name) => {
    const known = modules.get(name);
    if (known !== undefined) return known.exports;
    const made = { exports: {} };
    modules.set(name, made);
    const filename = join(bundle, name);
    // On one line, so that line numbers are those of the file.
    const wrapped = `(function (exports, require, module) {${readFileSync(filename, 'utf8')}\n})`;
    const cachedData = bytesOf(join(compiledFolder(bundle), name));
    const script = new Script(wrapped, { filename, ...(cachedData && { cachedData }) });
    scripts.set(name, script);
    script.runInThisContext()(made.exports, require, made);
    return made.exports;
  };
  return { entry: chunk(entry), scripts };
}

function bytesOf(file) {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}
