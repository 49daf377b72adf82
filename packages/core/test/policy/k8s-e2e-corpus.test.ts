import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { Protocol } from '../../src/policy/port-set.ts';
import { modelOfManifests, passes } from './manifests.ts';

const file = fileURLToPath(
  new URL('../../../../../shared/corpus/netpol/k8s-e2e.json', import.meta.url),
);
const hasCorpus = existsSync(file);
if (!hasCorpus)
  console.warn('skipped: the cases of the Kubernetes suite need ../shared/corpus/netpol');

interface Probe {
  readonly port: number;
  readonly protocol: Protocol;
  readonly table: Readonly<Record<string, Readonly<Record<string, boolean>>>>;
}
interface Step {
  readonly policies: readonly unknown[];
  readonly podLabels: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly nsLabels: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly probes: readonly Probe[];
}
interface Case {
  readonly case: string;
  readonly pods: Readonly<Record<string, { readonly ip: string; readonly labels: object }>>;
  readonly containerPorts: readonly { readonly port: number }[];
  readonly steps: readonly Step[];
}

const cases: readonly Case[] = hasCorpus ? JSON.parse(readFileSync(file, 'utf8')) : [];

function manifestsOf(one: Case, step: Step): readonly unknown[] {
  const pods = Object.entries(one.pods).map(([place, { ip, labels }]) => {
    const [namespace = '', name = ''] = place.split('/');
    return {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { namespace, name, labels: step.podLabels[place] ?? labels },
      spec: {
        containers: [
          {
            ports: one.containerPorts.map(({ port, ...rest }) => ({
              ...rest,
              containerPort: port,
            })),
          },
        ],
      },
      status: { podIP: ip, phase: 'Running' },
    };
  });
  const namespaces = new Set(pods.map(({ metadata }) => metadata.namespace));
  return [
    ...[...namespaces].map((name) => ({
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name, labels: step.nsLabels[name] ?? { ns: name } },
    })),
    ...pods,
    ...step.policies,
  ];
}

describe.skipIf(!hasCorpus)('the cases of the Kubernetes suite, cell for cell', () => {
  it.each(cases.map((one) => [one.case, one] as const))('%s', (_, one) => {
    for (const step of one.steps) {
      const model = modelOfManifests(manifestsOf(one, step));
      for (const { port, protocol, table } of step.probes)
        for (const [from, row] of Object.entries(table))
          for (const [to, expected] of Object.entries(row))
            expect(
              passes(model, [from, to], [protocol, port]),
              `${from} -> ${to} ${protocol} ${port}`,
            ).toBe(expected ? 'yes' : 'no');
    }
  });
});
