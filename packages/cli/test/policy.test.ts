import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readingChoices } from '@aksnet/core/policy';
import { expect, it } from 'vitest';
import * as z from 'zod';
import { policyCommands } from '../src/commands/policy.ts';
import { run, tempFolder } from './run.ts';

const manifests = `apiVersion: v1
kind: Namespace
metadata: { name: shop, labels: { team: shop } }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec:
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: c, image: i, ports: [{ containerPort: 8080 }] }] }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: api, namespace: shop }
spec:
  template:
    metadata: { labels: { app: api } }
    spec: { containers: [{ name: c, image: i, ports: [{ containerPort: 8080 }] }] }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: api-ingress, namespace: shop }
spec:
  podSelector: { matchLabels: { app: api } }
  ingress:
    - from: [{ podSelector: { matchLabels: { app: front } } }]
      ports: [{ port: 8080 }]
`;

const assertions = (items: string): string => `apiVersion: aksnet/v1\nkind: Assertions\n${items}`;

/** A folder with the manifests and a file of assertions. */
function folder(items = 'must:\n  - { from: shop/web, to: shop/api, port: 8080 }\n') {
  const made = tempFolder();
  mkdirSync(join(made, 'app'));
  const file = join(made, 'app', 'app.yaml');
  const asserted = join(made, 'app', 'assertions.yaml');
  writeFileSync(file, manifests);
  writeFileSync(asserted, assertions(items));
  return { file, asserted };
}

it('writes policies for wanted flows, and proves that they give just those', async () => {
  const { file } = folder();
  const flows = join(tempFolder(), 'flows.yaml');
  const out = join(tempFolder(), 'policies');
  writeFileSync(
    flows,
    'apiVersion: aksnet/v1\nkind: Flows\nflows:\n  - { from: shop/web, to: shop/api }\n',
  );
  const args = ['policy', 'generate', file, '--flows', flows];
  const { code, out: text } = await run(...args, '-f', 'json', '--out', out);
  expect(code).toBe(0);
  expect(JSON.parse(text)).toMatchObject({ verdict: 'equal', closed: ['shop'], differences: [] });
  const again = await run(
    'policy',
    'eval',
    file,
    out,
    '--from',
    'shop/web',
    '--to',
    'shop/api:8080',
  );
  expect(again.code).toBe(0);
  const unenforced = await run(...args, '--engine', 'none');
  expect(unenforced.code).toBe(1);
  expect(unenforced.out).toContain('unenforced');
});

it('policy generate wants to be told which flows', async () => {
  const { file } = folder();
  const { code, err } = await run('policy', 'generate', file);
  expect([code, err]).toEqual([2, expect.stringContaining('--observed')]);
});

const evaluated = (file: string, ...args: readonly string[]) =>
  run('policy', 'eval', file, '--from', 'shop/web', '--to', 'shop/api:8080', ...args);

it('offers every way to read policies', () => {
  const [evaluate] = policyCommands.commands;
  const options = evaluate !== undefined && 'options' in evaluate ? evaluate.options : [];
  const engine = options.find(({ flags }) => flags.startsWith('--engine'));
  expect([...(engine?.choices ?? [])].sort()).toEqual([...readingChoices].sort());
});

it('explains why a connection is denied: verdict first, then who closes it, then what nearly opens', async () => {
  const { file } = folder();
  const { code, out, err } = await evaluated(file);
  expect([code, err]).toEqual([0, '']);
  const [first, , , lead] = out.split('\n');
  expect(first).toBe('denied: shop/web to shop/api on TCP 8080');
  expect(lead).toContain('What shop/api may take in is closed by shop/api-ingress');
  const words = out.replace(/\s+/g, ' ');
  expect(words).toContain(`${file}:21:1`);
  expect(words).toContain(`rule 1 of shop/api-ingress (${file}:27:7)`);
  expect(words).toContain('wants pod app=front, it has app=web');
  expect(words).toContain('--engine names its engine');
});

it('gives the same as data, with ids and lines', async () => {
  const { file } = folder();
  const { out } = await evaluated(file, '--engine', 'cilium', '-f', 'json');
  expect(JSON.parse(out)).toMatchObject({
    shape: 1,
    verdict: 'denied',
    reading: { engines: ['cilium'] },
    answers: [
      {
        from: { kind: 'pod', namespace: 'shop', name: 'web' },
        ingress: {
          because: { kind: 'noRule', policies: [0] },
          policies: [
            {
              kind: 'NetworkPolicy',
              name: 'api-ingress',
              at: { document: file, position: { line: 21, column: 1 } },
              rules: [{ number: 1, role: 'peerDiffers', at: { position: { line: 27 } } }],
            },
          ],
        },
      },
    ],
  });
});

it.each([
  ['markdown', '# denied: `shop/web` to `shop/api` on `TCP 8080`'],
  ['html', '<h1>denied: '],
])('prints %s', async (format, title) => {
  const { out } = await evaluated(folder().file, '-f', format);
  expect(out).toContain(title);
});

it.each([
  ['a port that is none', ['--to', 'shop/api:0'], 'names no port'],
  ['no port', ['--to', 'shop/api'], 'names no port'],
  ['a workload that is not there', ['--to', 'shop/apo:8080'], 'was shop/api meant?'],
  ['a version that is none', ['--kubernetes-version', 'latest'], '1.33'],
  ['a cluster that is not there', ['--cluster', 'other'], 'other'],
])('refuses %s', async (_, args, told) => {
  const { code, out, err } = await evaluated(folder().file, ...args);
  expect([code, out]).toEqual([2, '']);
  expect(err).toContain(told);
});

it('refuses inputs without pods', async () => {
  const { file } = folder();
  writeFileSync(file, 'apiVersion: v1\nkind: Namespace\nmetadata: { name: shop }\n');
  const { code, err } = await evaluated(file);
  expect([code, err]).toEqual([2, expect.stringContaining('no pod')]);
});

const tested = (file: string, ...args: readonly string[]) => run('policy', 'test', file, ...args);

it.each([
  ['holds', 'mustNot:\n  - { from: shop/web, to: shop/api }\n', 0],
  ['fails', 'must:\n  - { from: shop/web, to: shop/api, port: 8080 }\n', 1],
  ['names nothing', 'mustNot:\n  - { from: shop/wbe, to: shop/api }\n', 1],
])('ends as an assertion that %s asks', async (word, items, expected) => {
  const { code, out, err } = await tested(folder(items).asserted);
  expect([code, err]).toEqual([expected, '']);
  expect(out).toContain(word);
});

it('counts what is undetermined as failed, unless told otherwise', async () => {
  const { asserted, file } = folder('must:\n  - { from: internet, to: shop/web, port: 8080 }\n');
  writeFileSync(
    file,
    `${manifests}---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: hash, namespace: shop }
spec: { podSelector: { matchLabels: { pod-template-hash: abc } } }
`,
  );
  const strict = await tested(asserted);
  expect([strict.code, strict.out]).toEqual([1, expect.stringContaining('undetermined')]);
  expect((await tested(asserted, '--allow-undetermined')).code).toBe(0);
});

it.each([
  ['a mistyped key, reading on', 'must:\n  - { from: a/b, too: c/d }\n', ':4:18'],
  ['nothing in it', '', 'asserts nothing'],
])('ends with 2 for a file of assertions with %s', async (_, items, told) => {
  const { code, err } = await tested(folder(items).asserted);
  expect(code).toBe(2);
  expect(err.split(told)).toHaveLength(2);
});

const failing = 'must:\n  - { name: "x", from: shop/web, to: shop/api, port: 8080 }\n';

it('reports in the formats of other tools, each with file and line', async () => {
  const { asserted } = folder(failing);
  const printed = async (format: string) => (await tested(asserted, '-f', format)).out;
  const json = z.object({
    failed: z.number(),
    results: z.array(z.object({ outcome: z.string() })),
  });
  expect(json.parse(JSON.parse(await printed('json')))).toMatchObject({
    failed: 1,
    results: [{ outcome: 'fails' }],
  });
  expect(await printed('junit')).toContain('<failure type="fails"');
  expect(await printed('tap')).toMatch(/^TAP version 14\n1\.\.1\nnot ok 1 - x\n {2}---\n/);
  expect(await printed('github')).toMatch(
    /^::error file=[^,]+assertions\.yaml,line=4,col=5,title=x::/,
  );
  expect(JSON.parse(await printed('sarif'))).toMatchObject({
    runs: [{ results: [{ ruleId: 'must', level: 'error' }] }],
  });
});
