import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  createFreeSpace,
  formatAddress,
  formatPrefix,
  nthAddress,
  type Prefix,
  prefix,
  prefixOf,
  subnets,
} from '../src/index.ts';

const isHere = hasTerraform();
const why = isHere ? '' : ' (left out: there is no terraform on the path)';

function hasTerraform(): boolean {
  try {
    execFileSync('terraform', ['version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

const seed = 20_260_801;
const prefixes: fc.Arbitrary<Prefix> = fc.oneof(
  fc
    .tuple(fc.nat(0xffffffff), fc.integer({ min: 1, max: 28 }))
    .map(([value, length]) => prefixOf({ family: 4, value }, length)),
  fc
    .tuple(fc.bigInt(2n ** 120n, 2n ** 128n - 1n), fc.integer({ min: 8, max: 120 }))
    .map(([value, length]) => prefixOf({ family: 6, value }, length)),
);

describe.skipIf(!isHere)(`Terraform and its cidr functions agree${why}`, () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'aksnet-tf-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** Answers of many expressions from one start of the console. */
  const ask = (expressions: readonly string[]): unknown => {
    const output = execFileSync('terraform', ['console'], {
      cwd: folder,
      input: `jsonencode([${expressions.join(', ')}])\n`,
      encoding: 'utf8',
      env: { ...process.env, TF_CLI_CONFIG_FILE: '', CHECKPOINT_DISABLE: '1' },
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    return JSON.parse(JSON.parse(output.trim()));
  };

  test('on the n-th subnet', () => {
    const cases = fc.sample(fc.tuple(prefixes, fc.integer({ min: 0, max: 4 }), fc.nat(15)), {
      seed,
      numRuns: 200,
    });
    const known = cases.map(([p, bits, n]) => ({ p, bits, n: n % 2 ** bits }));
    expect(
      ask(known.map(({ p, bits, n }) => `cidrsubnet("${formatPrefix(p)}", ${bits}, ${n})`)),
    ).toEqual(
      known.map(({ p, bits, n }) => {
        const found = [...subnets(p, p.length + bits)][n];
        return found && formatPrefix(found);
      }),
    );
  });

  test('on the n-th address', () => {
    const cases = fc.sample(fc.tuple(prefixes, fc.nat(15)), { seed, numRuns: 200 });
    expect(ask(cases.map(([p, n]) => `cidrhost("${formatPrefix(p)}", ${n})`))).toEqual(
      cases.map(([p, n]) => {
        const found = nthAddress(p, n);
        return found && formatAddress(found);
      }),
    );
  });

  test('on laying out subnets from large to small, where best fit is one behind the other', () => {
    const lengths = fc.array(fc.integer({ min: 2, max: 6 }), { minLength: 1, maxLength: 4 });
    const cases = fc
      .sample(lengths, { seed, numRuns: 50 })
      .map((bits) => bits.toSorted((a, b) => a - b));
    expect(ask(cases.map((bits) => `cidrsubnets("10.0.0.0/16", ${bits.join(', ')})`))).toEqual(
      cases.map((bits) => {
        const space = createFreeSpace([prefix('10.0.0.0/16')]);
        return bits.map((more) => {
          const answer = space.allocate({ length: 16 + more });
          return answer.ok && formatPrefix(answer.prefix);
        });
      }),
    );
  });
});
