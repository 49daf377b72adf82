// Bundles the command as it is shipped: one entry, and a chunk for what only some commands need. Made
// from the TypeScript sources, whose types are only taken away; they are checked elsewhere.
import { execFileSync } from 'node:child_process';
import { existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';
import { BUNDLE, noteBundle, ROOT, sourcesNow } from './sources.mjs';

const conditions = ['@aksnet/source', 'module', 'node'];
const sources = sourcesNow();
// Nobody sees half a bundle: it is made elsewhere and then moved.
const made = join(ROOT, '.cache', `bundle-${process.pid}`);
try {
  await build({
    configFile: false,
    root: ROOT,
    logLevel: 'warn',
    resolve: { conditions },
    // Dependencies go in too: hundreds of small files cost more to find and open than to run.
    // The parser of Terraform code stays outside: it opens its WebAssembly beside its own files.
    ssr: { noExternal: true, external: ['@cdktn/hcl2json'], resolve: { conditions } },
    build: {
      ssr: join(ROOT, 'packages', 'cli', 'src', 'main.ts'),
      outDir: made,
      emptyOutDir: true,
      target: 'node20.19',
      // Names and lines stay readable in a stack trace; smaller files would hardly load faster.
      minify: false,
      license: { fileName: 'licenses.md' },
      rolldownOptions: {
        // Compiled code can be kept for scripts only, not for modules.
        output: {
          format: 'cjs',
          entryFileNames: '[name].cjs',
          chunkFileNames: '[name].cjs',
          // A script that is loaded with compiled code can require what stays outside, and not import it.
          dynamicImportInCjs: false,
        },
      },
    },
  });
  // In a process of its own, in which nothing is compiled yet.
  execFileSync(process.execPath, [join(ROOT, 'scripts', 'compile-bundle.mjs'), made]);
  rmSync(BUNDLE, { recursive: true, force: true });
  renameSync(made, BUNDLE);
} catch (error) {
  // Another process may have made one at the same time, from the same sources.
  if (!['ENOTEMPTY', 'EEXIST'].includes(error.code) || !existsSync(BUNDLE)) throw error;
} finally {
  rmSync(made, { recursive: true, force: true });
}
noteBundle(sources);
