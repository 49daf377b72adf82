import { describe, expect, it } from 'vitest';
import { modelOfManifests } from '../../../test/policy/manifests.ts';
import { answer, object, town } from '../../../test/policy/town.ts';
import type { ReadingChoice } from '../of-estate.ts';

const spec = { selector: 'app == "db"', types: ['Ingress'] };

const calico = (kind: string, version = 'projectcalico.org/v3', body: unknown = spec): unknown => {
  const isWide = kind !== 'NetworkPolicy' && kind !== 'StagedNetworkPolicy';
  const metadata = { name: 'a', ...(isWide ? {} : { namespace: 'data' }) };
  return object([version, kind], metadata, { spec: body });
};

/** Expected: to a pod of another namespace, and to one of its own. */
type Row = readonly [why: string, object: unknown, reading: ReadingChoice, expected: string];

const rows: readonly Row[] = [
  ['its namespace is undetermined', calico('NetworkPolicy'), 'calico', 'yes maybe'],
  ['also where no engine is known', calico('NetworkPolicy'), 'specification', 'yes maybe'],
  ['stored', calico('NetworkPolicy', 'crd.projectcalico.org/v1'), 'calico', 'yes maybe'],
  ['broken', calico('NetworkPolicy', 'projectcalico.org/v3', null), 'calico', 'yes maybe'],
  ['everybody is undetermined', calico('GlobalNetworkPolicy'), 'calico', 'maybe maybe'],
  ['another engine reads none', calico('GlobalNetworkPolicy'), 'cilium', 'yes yes'],
  ['nor does the other analyser', calico('GlobalNetworkPolicy'), 'netpol-analyzer', 'yes yes'],
  ['staged ones do nothing', calico('StagedGlobalNetworkPolicy'), 'calico', 'yes yes'],
  ['staged in a namespace', calico('StagedNetworkPolicy'), 'calico', 'yes yes'],
  ['nor does a tier', calico('Tier'), 'calico', 'yes yes'],
  ['nor a host endpoint', calico('HostEndpoint'), 'calico', 'yes yes'],
];

describe("Calico's kinds", () => {
  it.each(rows)('%s', (_, manifest, ...[reading, expected]) => {
    const model = modelOfManifests([...town, manifest], reading);
    const answers = ['shop/web', 'data/db'].map((to) =>
      answer(model, `203.0.113.9 -> ${to} TCP 80`),
    );
    expect(answers.join(' ')).toBe(expected);
    expect(model.world.policies[0]?.[0]?.remarks).toHaveLength(1);
  });
});
