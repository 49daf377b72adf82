import { expect, it } from 'vitest';
import { wantedEndText } from '../policy/wanted/end-text.ts';
import { place } from '../text/caret.ts';
import { readYaml } from '../text/yaml-text.ts';
import { endOfText, readFlows } from './flows-file.ts';

const read = (flows: string) =>
  readFlows(
    readYaml({ id: 'f', text: () => `apiVersion: aksnet/v1\nkind: Flows\nflows:\n${flows}` }),
  );

it.each([
  ['a workload', 'shop/web', 'workload shop/web'],
  ['a namespace', 'shop/*', 'pods shop/*'],
  ['a range', '10.9.0.0/16', 'range 10.9.0.0/16'],
  ['an address', '10.9.0.1', 'range 10.9.0.1/32'],
  ['an address of six', '2001:db8::1', 'range 2001:db8::1/128'],
  ['a name, in any case', 'API.example.com', 'name api.example.com'],
  ['a pattern', '*.example.com', 'name *.example.com'],
  ['the Internet', 'internet', 'internet internet'],
  ['nodes', 'nodes', 'nodes nodes'],
])('%s is an end', (_, text, said) => {
  const end = endOfText(text);
  expect(end === undefined ? undefined : `${end.kind} ${wantedEndText(end)}`).toBe(said);
});

it.each([
  ['one word, which might be anything', 'shop'],
  ['bits behind the prefix', '10.9.0.1/16'],
  ['three parts', 'a/b/c'],
  ['capitals of a namespace', 'Shop/web'],
  ['nothing', ''],
  ['a prototype', '__proto__/web'],
])('%s is no end', (_, text) => {
  expect(endOfText(text)).toBeUndefined();
});

it('ports are numbers, with protocols, ranges, or a protocol alone', () => {
  const { flows, diagnostics } = read(
    '  - { from: a/b, to: c/d, ports: [80, { port: 53, protocol: UDP }, { port: 1, endPort: 9 }, { protocol: SCTP }] }\n',
  );
  expect(diagnostics).toEqual([]);
  expect(flows[0]?.ports).toEqual([
    { protocol: 'TCP', port: 80 },
    { protocol: 'UDP', port: 53 },
    { protocol: 'TCP', port: 1, endPort: 9 },
    { protocol: 'SCTP' },
  ]);
});

it('a flow that cannot be read is told with its place, and the others are used', () => {
  const { flows, diagnostics } = read(
    [
      '  - { from: a/b, to: shop, ports: [80] }',
      '  - { from: a/b, to: { namespace: c, labels: { tier: x } } }',
      '  - { from: a/b, to: c/d, ports: [{ port: 9, endPort: 2 }] }',
      '  - { from: { namespaces: { team: t } }, to: c/d, ports: [0] }',
    ].join('\n'),
  );
  expect(diagnostics.map((one) => place(one))).toEqual(['f:4:22', 'f:6:55', 'f:7:59']);
  expect(flows.map(({ from, to }) => `${wantedEndText(from)} -> ${wantedEndText(to)}`)).toContain(
    'a/b -> c/tier=x',
  );
});
