import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { run, tempFolder } from './run.ts';

const pod = (name: string): string =>
  `apiVersion: v1\nkind: Pod\nmetadata: { name: ${name}, namespace: shop, labels: { app: ${name} } }\nspec: { containers: [{ name: c, image: i }] }\n`;

const policy = `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: api, namespace: shop }
spec:
  podSelector: { matchLabels: { app: api } }
  ingress: [{ from: [{ podSelector: { matchLabels: { app: web } } }], ports: [{ port: 8080 }] }]
`;

/** A file with three pods and a policy. */
function shop(): string {
  const file = join(tempFolder(), 'shop.yaml');
  writeFileSync(file, [pod('web'), pod('api'), pod('job'), policy].join('---\n'));
  return file;
}

const reach = (...args: readonly string[]) => run('policy', 'reach', shop(), ...args);

it('tells who reaches one end, by receiver', async () => {
  const { code, out } = await reach('--to', 'shop/api');
  expect([code, out.split('\n')[0]]).toEqual([0, 'reach to shop/api']);
  expect(out).toMatch(/^shop\/api +TCP 8080 +shop\/web$/m);
});

it('tells where a workload and a policy are written', async () => {
  const { out } = await reach('--from', 'shop/web', '--to', 'shop/api', '-f', 'json');
  const json = JSON.parse(out);
  expect(json.links).toHaveLength(1);
  expect(json.groups[0].of[0].at).toMatchObject({ position: { line: 1, column: 1 } });
  const html = await reach('-f', 'html');
  expect(html.out).toMatch(/NetworkPolicy shop\/api","at":"[^"]*shop\.yaml:16:1"/);
});

it.each(['text', 'json', 'csv', 'markdown', 'dot', 'svg', 'html'])('prints %s', async (format) => {
  const { code, out } = await reach('-f', format);
  expect(code).toBe(0);
  expect(out).toContain('TCP 8080');
});

it.each([
  ['a port that is none', ['--port', 'http'], '53/udp'],
  ['somebody who is not there', ['--from', 'shop/wep'], 'was shop/web'],
])('refuses %s', async (_, args, told) => {
  const { code, out, err } = await reach(...args);
  expect([code, out]).toEqual([2, '']);
  expect(err).toContain(told);
});

it('tells what is open to the world, and what no policy is about', async () => {
  const { code, out } = await run('policy', 'exposure', shop());
  expect(code).toBe(0);
  expect(out).toContain('No policy about ingress: shop/job, shop/web.');
  const { out: csv } = await run('policy', 'exposure', shop(), '-f', 'csv');
  expect(csv).toContain('"shop","web","Pod","ingress","no","world","any IPv4 address"');
});
