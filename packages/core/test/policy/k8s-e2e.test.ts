import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeEach, expect, it } from 'vitest';
import { specification } from './dialect.ts';
import type { Labels, Manifest, NetworkPolicyManifest, Protocol } from './manifest-types.ts';
import { naiveReader } from './naive.ts';

/* The truth tables of the suite that every network plugin must pass. They are not part of the project. */

const corpus = fileURLToPath(
  new URL('../../../../../shared/corpus/netpol/k8s-e2e.json', import.meta.url),
);

beforeEach((context) => {
  if (!existsSync(corpus)) context.skip('the truth tables are not beside the project');
});

type Table<T> = Readonly<Record<string, T>>;

interface Suite {
  readonly case: string;
  readonly pods: Table<{ readonly ip: string; readonly labels: Labels }>;
  readonly containerPorts: readonly { name: string; protocol: string; port: number }[];
  readonly steps: readonly {
    readonly policies: readonly NetworkPolicyManifest[];
    readonly podLabels: Table<Labels>;
    readonly nsLabels: Table<Labels>;
    readonly probes: readonly {
      readonly port: number;
      readonly protocol: Protocol;
      readonly table: Table<Table<boolean>>;
    }[];
  }[];
}

function objectsOf(suite: Suite, step: Suite['steps'][number]): readonly Manifest[] {
  const names = Object.keys(suite.pods).map((path) => path.split('/'));
  const namespaces = new Set(names.map(([namespace = '']) => namespace));
  return [
    ...[...namespaces].map((name): Manifest => {
      const labels = { ns: name, ...step.nsLabels[name] };
      return { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } };
    }),
    ...names.map(([namespace = '', name = '']): Manifest => {
      const path = `${namespace}/${name}`;
      const { ip, labels } = suite.pods[path] ?? { ip: '', labels: {} };
      const ports = suite.containerPorts.map((p) => ({ ...p, containerPort: p.port }));
      return {
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: { name, namespace, labels: { ...labels, ...step.podLabels[path] } },
        spec: { containers: [{ name: 'main', ports }] },
        status: { phase: 'Running', podIP: ip },
      };
    }),
    ...step.policies,
  ];
}

it('agrees with every cell of the suite', () => {
  const suites: readonly Suite[] = JSON.parse(readFileSync(corpus, 'utf8'));
  const wrong: string[] = [];
  let cells = 0;
  for (const suite of suites) {
    for (const [at, step] of suite.steps.entries()) {
      const reader = naiveReader(objectsOf(suite, step), specification);
      for (const { port, protocol, table } of step.probes) {
        for (const [from, row] of Object.entries(table)) {
          for (const [to, expected] of Object.entries(row)) {
            cells += 1;
            const got = reader.allows({ from: { pod: from }, to: { pod: to }, protocol, port });
            if (got !== expected) wrong.push(`${suite.case} ${at}: ${from} > ${to} ${expected}`);
          }
        }
      }
    }
  }
  expect(wrong).toEqual([]);
  expect(cells).toBe(506);
});
