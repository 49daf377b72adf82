import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { run, tempFolder } from './run.ts';

const policy = (name: string, spec: string): string => `---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: ${name}, namespace: shop }
spec: ${spec}
`;

const workload = (name: string): string => `---
apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name}, namespace: shop }
spec:
  template:
    metadata: { labels: { app: ${name} } }
    spec: { containers: [{ name: c, image: i, ports: [{ containerPort: 8080 }] }] }
`;

const base = workload('web') + workload('api');
const deny = policy('deny', '{ podSelector: { matchLabels: { app: api } } }');

function files(): { readonly before: string; readonly after: string; readonly more: string } {
  const folder = tempFolder();
  const [before, after, more] = ['before', 'after', 'more'].map((name) =>
    join(folder, `${name}.yaml`),
  );
  if (before === undefined || after === undefined || more === undefined) throw new RangeError();
  writeFileSync(before, base);
  writeFileSync(after, base + deny);
  writeFileSync(more, deny);
  return { before, after, more };
}

it('exits with 1 when something is lost, 0 when nothing is, and as --fail-on says', async () => {
  const { before, after } = files();
  const code = async (...args: readonly string[]) => (await run('policy', 'diff', ...args)).code;
  expect(await code(before, after)).toBe(1);
  expect(await code(after, before)).toBe(0);
  expect(await code(after, before, '--fail-on', 'gained')).toBe(1);
  expect(await code(before, after, '--fail-on', 'none')).toBe(0);
  expect(await code(before, before, '--fail-on', 'any')).toBe(0);
  expect(await code(before)).toBe(2);
  expect(await code(after, '--without', 'shop/none')).toBe(2);
});

it('says the same of two files and of one with an edit, with the line of the policy', async () => {
  const { before, after, more } = files();
  const changes = async (...args: readonly string[]) => {
    const { out } = await run('policy', 'diff', ...args, '-f', 'json');
    return JSON.parse(out);
  };
  const two = await changes(before, after);
  const edit = await changes(before, '--with', more);
  const back = await changes(after, '--without', 'shop/deny');
  expect(two).toMatchObject({ shape: 1, summary: { added: 0, removed: 2, losing: 2 } });
  expect(edit.summary).toEqual(two.summary);
  expect(back.summary).toMatchObject({ added: 2, removed: 0, gaining: 2 });
  expect(edit.changes[0]).toMatchObject({
    kind: 'removed',
    from: { kind: 'workload', namespace: 'shop', name: 'web' },
    because: [{ kind: 'policy', did: 'added', name: 'deny', at: { document: more } }],
  });
});

it('groups what changes between engines by cause', async () => {
  const { before } = files();
  const out = policy(
    'web-out',
    '{ podSelector: { matchLabels: { app: web } }, policyTypes: [Egress], egress: [{ to: [{ ipBlock: { cidr: 0.0.0.0/0 } }] }] }',
  );
  writeFileSync(before, base + out);
  const engines = ['--engine-from', 'azure', '--engine-to', 'cilium'];
  const { code, out: text } = await run('policy', 'diff', before, ...engines);
  expect(code).toBe(1);
  const words = text.replace(/\s+/g, ' ');
  expect(words).toContain('ipBlock never matches pods, not even 0.0.0.0/0');
  expect(words).toContain('name the pods by selectors on the same ports');
  expect(words).toContain(`shop/web-out (${before}:`);
});

it('escapes hostile names in every form', async () => {
  const { before, after } = files();
  const hostile = '"=<b>x</b>|\\u001b[31m"';
  writeFileSync(after, base + policy(hostile, '{ podSelector: {} }'));
  for (const format of ['text', 'markdown', 'html', 'csv', 'json']) {
    const { out } = await run('policy', 'diff', before, after, '-f', format);
    expect(out, format).not.toContain('\u001b[31m');
    // In Markdown it stands in a span of code, where nothing is a tag.
    if (format === 'html') expect(out, format).not.toContain('<b>x</b>');
  }
});
