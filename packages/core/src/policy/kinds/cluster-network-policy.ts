import type { KubernetesObject } from '../../estate/elements/kubernetes.ts';
import type { Policy, PortTerm } from '../rule.ts';
import type { PolicyKind, Reading } from './reading.ts';
import { readTiered, type TierForm } from './tiered.ts';
import { fieldOf, onlyWordOf, portOf, textOf, wholeOf, wordsOf } from './value.ts';

const transports = { tcp: 'TCP', udp: 'UDP', sctp: 'SCTP' } as const;

const form: Omit<TierForm, 'tier'> = {
  objectKind: 'ClusterNetworkPolicy',
  actions: { Accept: 'allow', Deny: 'deny', Pass: 'pass' },
  words: ['tier', 'priority'],
  portsWord: 'protocols',
  readPort,
  most: 25,
};

const tiers = { Admin: 'admin', Baseline: 'baseline' } as const;

/**
 * policy.networking.k8s.io/v1alpha2 ClusterNetworkPolicy: the Admin tier is asked before NetworkPolicy, the
 * Baseline tier after it.
 */
export const clusterNetworkPolicy: PolicyKind = {
  group: 'policy.networking.k8s.io',
  kind: 'ClusterNetworkPolicy',
  isEnforced: ({ adminKinds }) => adminKinds,
  read: (object, reading) => [read(object, reading)],
};

function read(object: KubernetesObject, reading: Reading): Policy {
  const spec = fieldOf(object.body, 'spec');
  const spoken = textOf(fieldOf(spec, 'tier')) ?? '';
  const tier = spoken === 'Admin' || spoken === 'Baseline' ? tiers[spoken] : undefined;
  const priority = wholeOf(fieldOf(spec, 'priority'), 0, 1000);
  // Without a tier there is no place in the order, whatever the number.
  const place = { priority: tier === undefined ? undefined : priority };
  return readTiered(object, { ...form, tier: tier ?? 'admin' }, { reading, place });
}

/** A protocol with its port or range, or the name of a port, whose protocol the pod tells. */
function readPort(value: unknown, { ports, dialect }: Reading): PortTerm | undefined {
  const [word, said] =
    onlyWordOf(value, [...Object.keys(transports), 'destinationNamedPort']) ?? [];
  if (word === 'destinationNamedPort') {
    const name = textOf(said);
    const mode = dialect.namedPorts;
    if (name === undefined || name === '' || mode === 'none') return undefined;
    return { kind: 'named', name, protocol: undefined, mode };
  }
  const transport = Object.entries(transports).find(([key]) => key === word)?.[1];
  const port = wordsOf(said, ['destinationPort'])?.['destinationPort'];
  const [form, number] = onlyWordOf(port, ['number', 'range']) ?? [];
  if (transport === undefined || form === undefined) return undefined;
  const range =
    form === 'number' ? { start: number, end: number } : wordsOf(number, ['start', 'end']);
  const first = portOf(range?.['start']);
  const last = portOf(range?.['end']);
  if (first === undefined || last === undefined) return undefined;
  if (form === 'range' && first >= last) return undefined;
  return { kind: 'numbers', ports: ports.of([{ protocol: transport, first, last }]) };
}
