import { describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import type { WantedEnd } from '../../src/estate/wanted-flow.ts';
import { engineProfile } from '../../src/facts/policy-engines.ts';
import type { GeneratedPolicies } from '../../src/policy/generate/request.ts';
import { generateWanted, type WantedPolicies } from '../../src/policy/generate-wanted.ts';
import { estateWorld, type ReadingChoice } from '../../src/policy/of-estate.ts';
import { proofOf } from '../../src/policy/proof/proof.ts';
import { manifests } from '../../src/write/manifests.ts';
import { dialectOf, specification } from './dialect.ts';
import type { Labels, NetworkPolicyManifest, PodManifest } from './manifest-types.ts';
import { estateOfManifests } from './manifests.ts';
import { naiveReader } from './naive.ts';
import { type RandomWanted, randomWanted } from './random-wanted.ts';

const readings: readonly ReadingChoice[] = ['specification', 'azure', 'calico', 'cilium'];
const seeds = Array.from({ length: 150 }, (_, i) => 100 + i);

const generated = (seed: number, reading: ReadingChoice): WantedPolicies => {
  const names = reading === 'cilium';
  const { manifests: objects, flows } = randomWanted(seed, names);
  const estate = estateOfManifests(objects);
  const world = estateWorld(estate, { reading });
  return generateWanted(estate, world, { flows, options: { names } });
};

const told = ({ proof }: WantedPolicies): readonly string[] =>
  proof.differences.map(({ kind, sure, from, to, ports, why, by }) => {
    const list = proof.world.ports
      .intervals(ports)
      .map(({ protocol, first, last }) => `${protocol} ${first}-${last}`);
    return `${kind} ${sure} ${from.text} -> ${to.text} ${list.join()} ${why} [${by.join()}]`;
  });

describe.each(readings)('generated for %s', (reading) => {
  it('policies let pass what was wanted and nothing else', () => {
    for (const seed of seeds) {
      const made = generated(seed, reading);
      expect(told(made), `seed ${seed}`).toEqual([]);
      expect(made.proof.verdict, `seed ${seed}`).toBe('equal');
    }
  });
});

/** Generated policies as they stand in YAML. */
const written = ({ elements }: GeneratedPolicies): readonly NetworkPolicyManifest[] =>
  parseAllDocuments(manifests(elements)).map((document) => document.toJS());

/** The plain answer: some flow says so, or it is a look-up of names, or both ends are left open. */
function isWanted(
  { manifests: objects, flows }: RandomWanted,
  [from, to]: readonly [PodManifest, PodManifest],
  [protocol, port]: readonly ['TCP' | 'UDP' | 'SCTP', number],
): boolean {
  const isOpen = (pod: PodManifest): boolean => pod.metadata.namespace === 'kube-system';
  if (isOpen(from) && isOpen(to)) return true;
  if (isOpen(to) && port === 53 && protocol !== 'SCTP') return true;
  const holds = (of: Labels | null | undefined, asked: Labels): boolean =>
    Object.entries(asked).every(([key, value]) => of?.[key] === value);
  const means = (end: WantedEnd, { metadata }: PodManifest): boolean => {
    const home = objects.find(
      (one) => one.kind === 'Namespace' && one.metadata.name === metadata.namespace,
    );
    const named = { 'kubernetes.io/metadata.name': metadata.namespace ?? '' };
    if (end.kind === 'workload')
      return end.name === metadata.name && end.namespace === metadata.namespace;
    if (end.kind === 'pods')
      return end.namespace === metadata.namespace && holds(metadata.labels, end.labels);
    return end.kind === 'namespaces' && holds({ ...home?.metadata.labels, ...named }, end.labels);
  };
  return flows.some(
    (flow) =>
      means(flow.from, from) &&
      means(flow.to, to) &&
      (flow.ports.length === 0 ||
        flow.ports.some(
          (one) =>
            one.protocol === protocol &&
            (one.port === undefined || (one.port <= port && port <= (one.endPort ?? one.port))),
        )),
  );
}

it.each(['specification', 'azure', 'calico', 'cilium'] as const)(
  'the plain reader of %s finds the same in the written manifests',
  (reading) => {
    const dialect =
      reading === 'specification'
        ? specification
        : dialectOf(engineProfile(reading, { os: 'Linux' }));
    let passing = 0;
    for (const seed of seeds.slice(0, 60)) {
      const drawn = randomWanted(seed);
      const estate = estateOfManifests(drawn.manifests);
      const { generated: made } = generateWanted(estate, estateWorld(estate, { reading }), drawn);
      const kept = drawn.manifests.filter(({ kind }) => kind !== 'NetworkPolicy');
      const naive = naiveReader([...kept, ...written(made)], dialect);
      const pods = drawn.manifests.filter((one) => one.kind === 'Pod');
      for (const from of pods)
        for (const to of pods) {
          if (from === to) continue;
          for (const protocol of ['TCP', 'UDP', 'SCTP'] as const)
            for (const port of [53, 79, 80, 82, 443, 446, 5432, 8080, 8086, 9999]) {
              if (protocol === 'SCTP' && !dialect.sctp) continue;
              const wish = isWanted(drawn, [from, to], [protocol, port]);
              if (wish) passing += 1;
              const question = {
                from: { pod: `${from.metadata.namespace}/${from.metadata.name}` },
                to: { pod: `${to.metadata.namespace}/${to.metadata.name}` },
                protocol,
                port,
              };
              expect(naive.allows(question), `seed ${seed} ${JSON.stringify(question)}`).toBe(wish);
            }
        }
    }
    expect(passing).toBeGreaterThan(1000);
  },
);

it('a policy that is taken away, or one rule too many, does not pass the proof', () => {
  let [missed, added] = [0, 0];
  const few = seeds.slice(0, 40);
  for (const seed of few) {
    const drawn = randomWanted(seed);
    const { flows } = drawn;
    const estate = estateOfManifests(drawn.manifests);
    const world = estateWorld(estate, { reading: 'specification' });
    const { generated: made, request, flows: settled } = generateWanted(estate, world, { flows });
    const prove = (elements: GeneratedPolicies['elements']) =>
      proofOf(world, { request, flows: settled, generated: { elements, notes: [] } });
    const [dns, ...rest] = made.elements.filter(({ name }) => name === 'allow-dns');
    expect(
      prove(made.elements.filter((one) => one !== dns)).differences.every(
        ({ kind, to }) => kind === 'less' && to.text === 'kube-system/coredns[Pod]',
      ),
      `seed ${seed} ${rest.length}`,
    ).toBe(true);
    missed += prove(made.elements.filter((one) => one !== dns)).verdict === 'different' ? 1 : 0;
    const wide = made.elements.map((one) =>
      one.kind === 'networkPolicy' && one.name === 'default-deny-all'
        ? { ...one, ingress: [{ peers: [], ports: [{ protocol: 'TCP', port: 9 } as const] }] }
        : one,
    );
    added += prove(wide).differences.some(({ kind, sure }) => kind === 'more' && sure) ? 1 : 0;
  }
  expect([missed, added]).toEqual([few.length, few.length]);
});
