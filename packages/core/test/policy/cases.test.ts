import { describe, expect, it } from 'vitest';
import { type EngineId, engineProfile } from '../../src/facts/policy-engines.ts';
import { dialectOf } from '../../src/policy/dialect.ts';
import { readings } from '../../src/policy/readings.ts';
import { relationOf } from '../../src/policy/relation.ts';
import { adminCases } from './admin-cases.ts';
import type { Dialect } from './dialect.ts';
import { engineAnswer } from './engine-answer.ts';
import { engineCases } from './engine-cases.ts';
import { ask, cluster } from './hand-made.ts';
import type { Manifest } from './manifest-types.ts';
import { modelIn } from './manifests.ts';
import { type Case, dialectCases, networkPolicyCases } from './naive-cases.ts';

/* The hand-made cases, put to the engine itself. */

function inEngine({ selectsHostNetworkPods, ...rest }: Partial<Dialect>) {
  return {
    ...readings.specification,
    ...rest,
    ...(selectsHostNetworkPods === undefined ? {} : { hostNetworkIsPod: selectsHostNetworkPods }),
  };
}

/** What the engine answers otherwise than the plain reader, and why. */
const otherwise: Readonly<Record<string, string>> = {
  'C1.7 an item with nothing in it matches nobody': 'the API server refuses it: not in force',
  'C1.7 an item with nothing in it takes nothing from the one beside it': 'as above',
  'C1.20 an endPort that is not allowed opens nothing': 'the API server refuses it: not in force',
  'C1.26 a pod reaches itself': 'a pod may stand for several of its workload',
  'C1.26 a pod reaches itself and not its neighbour': 'as above',
  'a pod reaches its own address': 'as above',
  'an address that a pod has is the pod; a family that an end lacks cannot be used':
    'the address of a pod is turned into the pod where a question is read',
  'nor are they where NetworkPolicy selects them': 'the reading of that kind takes them for pods',
  'names of hosts match no address': 'the engine cannot tell which address a name has: maybe',
  'the older kinds: Allow, portNumber, portRange, namedPort, one baseline':
    'a range must start below its end, so that its rule matches nothing',
};

/** Policies of one name would be one object: each gets a name of its own. */
function apart(objects: readonly Manifest[]): readonly Manifest[] {
  return objects.map((object, i) =>
    object.kind === 'NetworkPolicy'
      ? { ...object, metadata: { ...object.metadata, name: `${object.metadata.name}-${i}` } }
      : object,
  );
}

type Answers = Pick<Case, 'objects' | 'open' | 'closed'>;

function holds(
  { objects, open = [], closed = [] }: Answers,
  dialect: typeof readings.specification,
) {
  const model = modelIn([...cluster, ...apart(objects)], dialect);
  const asked = [...open, ...closed];
  const expected = [...open.map((text) => [text, 'yes']), ...closed.map((text) => [text, 'no'])];
  expect(asked.map((text) => [text, engineAnswer(model, ask(text))])).toEqual(expected);
  // What all pairs say by class is the same, where no one family is asked about.
  const relation = relationOf(model);
  const { pods, spans, ports } = model.world;
  for (const [at, text] of asked.entries()) {
    const { from, to, protocol, port, family } = ask(text);
    if (!('pod' in from) || !('pod' in to) || from.pod === to.pod || family !== undefined) continue;
    const place = (name: string): number =>
      pods.findIndex((pod) => `${pod.namespace}/${pod.name}` === name);
    const [source, target] = [place(from.pod), place(to.pod)];
    if (source < 0 || target < 0) continue;
    const span = relation.betweenPods(source, target);
    expect([text, ports.has(spans.sure(span), protocol, port)]).toEqual([text, at < open.length]);
  }
}

describe.each<[string, readonly Case[]]>([
  ['NetworkPolicy', networkPolicyCases],
  ['readings', dialectCases],
  ['the admin tiers', adminCases],
])('%s', (_, cases) => {
  const alike = cases.filter(({ says }) => !Object.hasOwn(otherwise, says));
  it.each(alike)('$says', (asked) => {
    holds(asked, inEngine(asked.dialect ?? {}));
  });
});

describe('engines of AKS', () => {
  it.each(engineCases)('C3 $engine: $says', (asked) => {
    const { engine, os = 'Linux', kubernetesVersion } = asked;
    const host = { os, ...(kubernetesVersion === undefined ? {} : { kubernetesVersion }) };
    holds(asked, dialectOf(engineProfile(engine, host)));
  });

  const columns = ['NPM Linux', 'NPM Windows', 'calico Linux', 'cilium Linux', 'none Linux'];
  it.each(columns)('%s passes and refuses something', (column) => {
    const own = engineCases.filter(
      ({ engine, os = 'Linux' }) => `${called[engine]} ${os}` === column,
    );
    expect(own.some(({ open = [] }) => open.length > 0)).toBe(true);
    expect(own.some(({ closed = [] }) => closed.length > 0)).toBe(true);
  });
});

const called: Readonly<Record<EngineId, string>> = {
  azure: 'NPM',
  calico: 'calico',
  cilium: 'cilium',
  none: 'none',
};

/**
 * Points that a table of who reaches whom can tell. Left out: 12 (pods to come) is asked in the tests of
 * exposure, 22 and 30 to 33 in those of Services, entries and below; 18, 23, 28 and 29 promise nothing.
 */
const points = [
  ...[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 14, 15, 16, 17, 19, 20, 21, 22, 24, 25, 26, 27, 33],
];

it.each(points)('C1.%s has a case that passes and one that does not', (point) => {
  const own = networkPolicyCases.filter(({ says }) => says.startsWith(`C1.${point} `));
  expect(own.some(({ open = [] }) => open.length > 0)).toBe(true);
  expect(own.some(({ closed = [] }) => closed.length > 0)).toBe(true);
});
