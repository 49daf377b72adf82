import { expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { requirementsOf, smallest } from '../../../test/fixtures/requirements.ts';
import { hasKubectl, refusalByKubectl } from '../../../test/kubernetes/kubectl.ts';
import { isModelled, validate } from '../../../test/kubernetes/models.ts';
import { all } from '../../estate/estate.ts';
import { plain } from '../../evidence/prose.ts';
import { manifests } from '../../write/manifests.ts';
import { type DesignResult, design } from '../design.ts';

interface Policy {
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly spec: {
    readonly validations: readonly { readonly expression: string; readonly message: string }[];
    readonly variables?: readonly { readonly name: string; readonly expression: string }[];
  };
}

const bound = (pools: readonly object[], pool: string): DesignResult =>
  design({
    day: '2026-11-23',
    requirements: requirementsOf({
      ...smallest,
      clusters: smallest.clusters.map((cluster) => ({
        ...cluster,
        pools: [...cluster.pools, ...pools],
        namespaces: [{ name: 'vault', pool }, { name: 'shop' }],
      })),
    }),
  });

const spot = {
  name: 'cheap',
  purpose: 'spot',
  maxNodes: 3,
  taints: ['hot=yes:NoExecute', 'x:PreferNoSchedule'],
};
const result = bound([spot, { name: 'user', maxNodes: 3 }], 'cheap');

const objects = all(result.estate, 'kubernetesObject').filter(({ name }) => /-pool-/.test(name));
const policies = parseAllDocuments(manifests(objects)).map((each): Policy => each.toJS());

/** CEL, as far as it is written here, is JavaScript but for `has` and `exists`. */
function refusals(name: string, object: object): readonly string[] {
  const policy = policies.find(
    ({ kind, metadata }) => kind === 'ValidatingAdmissionPolicy' && metadata.name === name,
  );
  const js = (cel: string): string =>
    cel
      .replace(/has\(([\w.]+)\)/g, '($1 !== undefined)')
      .replace(/\.exists\(t, /g, '.some((t) => ')
      .replaceAll(' == ', ' === ');
  const run = (cel: string, variables: object): unknown =>
    new Function('object', 'variables', `return (${js(cel)})`)(object, variables);
  const variables = Object.fromEntries(
    (policy?.spec.variables ?? []).map((each) => [each.name, run(each.expression, {})]),
  );
  return (policy?.spec.validations ?? [])
    .filter(({ expression }) => run(expression, variables) !== true)
    .map(({ message }) => message);
}

const ours = { key: 'aksnet.io/pool', operator: 'Equal', value: 'cheap', effect: 'NoSchedule' };
const azures = { key: 'kubernetes.azure.com/scalesetpriority', operator: 'Exists' };
const asked = { key: 'hot', value: 'yes', effect: 'NoExecute' };
const whole = [ours, azures, asked];
const nodeSelector = { 'aksnet.io/pool': 'cheap' };
const pod = (spec: object): object => ({ kind: 'Pod', spec });

it.each([
  ['all of it', pod({ nodeSelector, tolerations: whole }), 0],
  [
    'a toleration of every value',
    pod({
      nodeSelector,
      tolerations: [{ key: 'aksnet.io/pool', operator: 'Exists' }, azures, asked],
    }),
    0,
  ],
  ['nothing', pod({}), 4],
  [
    'the selector of another pool',
    pod({ nodeSelector: { 'aksnet.io/pool': 'user' }, tolerations: whole }),
    1,
  ],
  [
    'no toleration of what AKS puts on spot nodes',
    pod({ nodeSelector, tolerations: [ours, asked] }),
    1,
  ],
  [
    'a toleration of the wrong effect',
    pod({ nodeSelector, tolerations: [ours, azures, { ...asked, effect: 'NoSchedule' }] }),
    1,
  ],
])('a pod of the namespace with %s', (_, object, count) => {
  expect(refusals('aksnet-on-pool-cheap', object)).toHaveLength(count);
});

it.each([
  ['nothing', pod({}), 0],
  [
    'tolerations of other taints',
    pod({ tolerations: [{ key: 'node.kubernetes.io/not-ready', operator: 'Exists' }] }),
    0,
  ],
  ['a toleration of another pool', pod({ tolerations: [{ ...ours, value: 'user' }] }), 0],
  ['our toleration', pod({ tolerations: [ours] }), 1],
  ['a toleration of every taint', pod({ tolerations: [{ operator: 'Exists' }] }), 1],
  ['a node by name', pod({ nodeName: 'aks-cheap-1' }), 1],
  [
    'our toleration in a Deployment',
    { kind: 'Deployment', spec: { template: pod({ tolerations: [ours] }) } },
    1,
  ],
  [
    'our toleration in a CronJob',
    {
      kind: 'CronJob',
      spec: { jobTemplate: { spec: { template: pod({ tolerations: [ours] }) } } },
    },
    1,
  ],
])('a pod of another namespace with %s', (_, object, count) => {
  expect(refusals('aksnet-off-pool-cheap', object)).toHaveLength(count);
});

it('gives pods of the namespace by annotations what admission asks for', () => {
  const vault = all(result.estate, 'namespace').find(({ name }) => name === 'vault');
  const { 'scheduler.alpha.kubernetes.io/node-selector': selector = '', ...rest } =
    vault?.annotations ?? {};
  const tolerations: unknown = JSON.parse(
    rest['scheduler.alpha.kubernetes.io/defaultTolerations'] ?? 'null',
  );
  const given = Object.fromEntries([selector.split('=')]);
  expect(refusals('aksnet-on-pool-cheap', pod({ nodeSelector: given, tolerations }))).toEqual([]);
  const shop = all(result.estate, 'namespace').find(({ name }) => name === 'shop');
  expect(shop?.annotations).toBeUndefined();
});

it('marks the pool, and no other', () => {
  const marks = all(result.estate, 'agentPool').map(({ name, labels, taints }) => [
    name,
    labels?.['aksnet.io/pool'],
    taints,
  ]);
  expect(marks).toContainEqual([
    'cheap',
    'cheap',
    ['hot=yes:NoExecute', 'x:PreferNoSchedule', 'aksnet.io/pool=cheap:NoSchedule'],
  ]);
  expect(marks).toContainEqual(['user', undefined, []]);
});

it('leaves a system pool to everybody, and asks', () => {
  const { estate, questions } = bound([], 'system');
  expect(all(estate, 'agentPool').flatMap(({ taints }) => taints ?? [])).toEqual([]);
  expect(questions.map(({ says }) => plain(says)).join('\n')).toContain('which pool "vault" gets');
});

it('fits the schemas of the API', () => {
  expect(policies).toHaveLength(4);
  for (const policy of policies) {
    expect(isModelled(policy.kind)).toBe(true);
    validate(policy.kind, policy);
  }
});

it.skipIf(!hasKubectl)('decodes by kubectl', () => {
  for (const object of [...objects, ...all(result.estate, 'namespace')])
    expect(refusalByKubectl(manifests([object]))).toBeUndefined();
});
