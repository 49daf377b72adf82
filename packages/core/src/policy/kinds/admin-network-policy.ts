import type { KubernetesObject } from '../../estate/elements/kubernetes.ts';
import { protocols } from '../port-set.ts';
import type { PortTerm } from '../rule.ts';
import { headOf, idle, type PolicyKind, type Reading, remark } from './reading.ts';
import { readTiered, type TierForm } from './tiered.ts';
import { fieldOf, onlyWordOf, portOf, textOf, wholeOf, wordsOf } from './value.ts';

const shared = { portsWord: 'ports', readPort, most: 100 } as const;

const admin: TierForm = {
  ...shared,
  objectKind: 'AdminNetworkPolicy',
  tier: 'admin',
  actions: { Allow: 'allow', Deny: 'deny', Pass: 'pass' },
  words: ['priority'],
};

const baseline: TierForm = {
  ...shared,
  objectKind: 'BaselineAdminNetworkPolicy',
  tier: 'baseline',
  actions: { Allow: 'allow', Deny: 'deny' },
  words: [],
};

const group = 'policy.networking.k8s.io';

const converted = (to: string) =>
  remark('converted', `an older kind, read as a ClusterNetworkPolicy of the ${to} tier`);

/** policy.networking.k8s.io/v1alpha1 AdminNetworkPolicy: what became the Admin tier. */
export const adminNetworkPolicy: PolicyKind = {
  group,
  kind: admin.objectKind,
  isEnforced: ({ adminKinds }) => adminKinds,
  read: (object, reading) => {
    const priority = wholeOf(fieldOf(fieldOf(object.body, 'spec'), 'priority'), 0, 1000);
    const place = { priority, remarks: [converted('Admin')] };
    return [readTiered(object, admin, { reading, place })];
  },
};

/**
 * policy.networking.k8s.io/v1alpha1 BaselineAdminNetworkPolicy: what became the Baseline tier. A cluster
 * has one, named `default`; the API refuses any other name.
 */
export const baselineAdminNetworkPolicy: PolicyKind = {
  group,
  kind: baseline.objectKind,
  isEnforced: ({ adminKinds }) => adminKinds,
  read: (object, reading) => [readBaseline(object, reading)],
};

function readBaseline(object: KubernetesObject, reading: Reading) {
  const { objectKind, tier } = baseline;
  if (object.name !== 'default') {
    const says = 'the API takes no name but default for this kind';
    const at = remark('policySkipped', says, 'metadata', 'name');
    return idle({ ...headOf(object), objectKind, tier }, at);
  }
  const place = { priority: 0, remarks: [converted('Baseline')] };
  return readTiered(object, baseline, { reading, place });
}

/** `portNumber`, `portRange` or `namedPort`; a protocol left out is TCP. */
function readPort(value: unknown, { ports, dialect }: Reading): PortTerm | undefined {
  const [word, said] = onlyWordOf(value, ['portNumber', 'portRange', 'namedPort']) ?? [];
  if (word === 'namedPort') {
    const name = textOf(said);
    const mode = dialect.namedPorts;
    if (name === undefined || name === '' || mode === 'none') return undefined;
    return { kind: 'named', name, protocol: undefined, mode };
  }
  const isRange = word === 'portRange';
  const words = wordsOf(said, isRange ? ['protocol', 'start', 'end'] : ['protocol', 'port']);
  const spoken = words?.['protocol'] ?? 'TCP';
  const protocol = protocols.find((known) => known === spoken);
  const first = portOf(words?.[isRange ? 'start' : 'port']);
  const last = portOf(words?.[isRange ? 'end' : 'port']);
  if (protocol === undefined || first === undefined || last === undefined) return undefined;
  if (isRange && first >= last) return undefined;
  return { kind: 'numbers', ports: ports.of([{ protocol, first, last }]) };
}
