// The reporter of every test run: one short line per test file, failures in full, and a last line
// that people and machines read alike: `N passed, N failed, N skipped`.
//
// When AKSNET_TEST_SUMMARY names a file, the counts go there as JSON instead of the last line, because
// scripts/test.mjs adds its own steps to them first.
import { writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';

const SLOW_FILE_MS = 2000;
const SHOWN_STACK_FRAMES = 4;
const COLOURED = process.stdout.isTTY === true && process.env.NO_COLOR === undefined;

/** @implements {import('vitest/reporters').Reporter} */
export default class HouseReporter {
  #root = process.cwd();
  #started = Date.now();
  #summaryFile = process.env.AKSNET_TEST_SUMMARY;
  #watching = false;
  #done = 0;
  #files = 0;

  onInit(vitest) {
    this.#root = vitest.config.root;
    this.#watching = vitest.config.watch;
  }

  onTestRunStart(specifications) {
    this.#started = Date.now();
    this.#done = 0;
    this.#files = specifications.length;
  }

  onTestModuleEnd(module) {
    this.#done += 1;
    const tests = [...module.children.allTests()];
    const failed = tests.filter((test) => test.result().state === 'failed');
    const skipped = tests.filter((test) => test.result().state === 'skipped');
    const broken =
      module.errors().length > 0 || failed.length > 0 || suiteErrors(module).length > 0;
    const ms = module.diagnostic().duration;
    const notes = [
      `${tests.length} ${tests.length === 1 ? 'test' : 'tests'}`,
      failed.length > 0 ? `${failed.length} failed` : '',
      skipped.length > 0 ? `${skipped.length} skipped` : '',
      ms > SLOW_FILE_MS ? seconds(ms) : '',
    ].filter((note) => note !== '');
    const place = `${String(this.#done).padStart(String(this.#files).length)}/${this.#files}`;
    print(`  ${place} ${broken ? 'FAIL' : 'ok  '} ${this.#name(module)} (${notes.join(', ')})`);
  }

  /** What a test prints is shown beside the test's name, so that stray output can be traced. */
  onUserConsoleLog(log) {
    const stream = log.type === 'stderr' ? process.stderr : process.stdout;
    stream.write(log.content.endsWith('\n') ? log.content : `${log.content}\n`);
  }

  onTestRunEnd(modules, unhandledErrors, reason) {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const inState = (state) => tests.filter((test) => test.result().state === state);
    const failures = [
      ...inState('failed').map((test) => ({
        title: `${this.#name(test.module)} > ${test.fullName}`,
        errors: test.result().errors ?? [],
      })),
      ...modules.flatMap((module) => this.#moduleFailures(module)),
      ...unhandledErrors.map((error) => ({ title: 'outside of any test', errors: [error] })),
    ];
    for (const failure of failures) this.#printFailure(failure);

    const skipped = inState('skipped');
    if (skipped.length > 0) {
      print('\nskipped:');
      for (const test of skipped) {
        const note = test.result().note ?? 'no reason given';
        print(`  ${this.#name(test.module)} > ${test.fullName}: ${note}`);
      }
    }

    const counts = {
      passed: inState('passed').length,
      failed: failures.length,
      skipped: skipped.length,
    };
    if (reason === 'interrupted') {
      print('\nthe run was interrupted');
      counts.failed += 1;
    }
    if (this.#summaryFile !== undefined) {
      writeFileSync(this.#summaryFile, JSON.stringify(counts));
      return;
    }
    if (modules.length === 0) print('no test file matches');
    print(`\n${this.#watching ? 'watching; ' : ''}took ${seconds(Date.now() - this.#started)}`);
    print(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
  }

  /** A file that cannot be loaded and a hook that throws count as one failure each: neither is a test. */
  #moduleFailures(module) {
    const own = module.errors();
    return [
      ...(own.length > 0 ? [{ title: `${this.#name(module)} could not be run`, errors: own }] : []),
      ...suiteErrors(module).map(({ suite, errors }) => ({
        title: `${this.#name(module)} > ${suite.fullName}`,
        errors,
      })),
    ];
  }

  #name(module) {
    return relative(this.#root, module.moduleId).replaceAll('\\', '/');
  }

  #printFailure({ title, errors }) {
    print(`\nFAIL ${title}`);
    for (const error of errors) {
      const name = error.name === undefined ? '' : `${error.name}: `;
      print(indent(`${name}${error.message ?? String(error)}`));
      if (error.diff !== undefined) print(indent(error.diff));
      for (const line of this.#position(error)) print(indent(`at ${line}`));
      if (error.cause !== undefined && error.cause !== null) {
        print(
          indent(`caused by ${error.cause.name ?? 'error'}: ${error.cause.message ?? error.cause}`),
        );
      }
    }
  }

  /** Frames in our own files, nearest first; the raw stack when nothing could be placed. */
  #position(error) {
    const frames = (error.stacks ?? []).filter((frame) => !frame.file.includes('node_modules'));
    if (frames.length > 0) {
      return frames
        .slice(0, SHOWN_STACK_FRAMES)
        .map((frame) => `${relative(this.#root, frame.file)}:${frame.line}:${frame.column}`);
    }
    return (error.stack ?? '')
      .split('\n')
      .filter((line) => line.trim().startsWith('at '))
      .slice(0, SHOWN_STACK_FRAMES)
      .map((line) => line.trim().replace(/^at /, ''));
  }
}

function suiteErrors(module) {
  return [...module.children.allSuites()]
    .map((suite) => ({ suite, errors: suite.errors() }))
    .filter(({ errors }) => errors.length > 0);
}

function print(line) {
  process.stdout.write(`${COLOURED ? line : stripVTControlCharacters(line)}\n`);
}

function indent(text) {
  return text
    .split('\n')
    .map((line) => `  ${line}`)
    .join('\n');
}

function seconds(ms) {
  return `${(ms / 1000).toFixed(1)} s`;
}
