import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: { conditions: ['@aksnet/source'] },
  ssr: { resolve: { conditions: ['@aksnet/source'] } },
  test: {
    include: ['packages/*/src/**/*.test.ts', 'packages/*/test/**/*.test.ts', 'test/**/*.test.ts'],
    exclude: ['**/node_modules/**', '**/dist/**'],
    globalSetup: ['./scripts/before-tests.mjs'],
    reporters: ['./scripts/reporter.mjs'],
    hookTimeout: 60_000,
    testTimeout: 60_000,
    // Nothing here keeps state between tests, so files share a worker and load the sources once.
    isolate: false,
  },
});
