import { formatAddress } from '@aksnet/net';
import type { LabelSelector } from '../../estate/elements/kubernetes.ts';
import type { Party } from '../match.ts';
import type { PolicyPod } from '../pods.ts';
import type { Protocol } from '../port-set.ts';
import type { Direction } from '../rule.ts';
import { nameLabel } from '../world.ts';
import { farWord, type Repair } from './repair.ts';

/** A port as a NetworkPolicy writes it. */
export interface WrittenPort {
  readonly protocol: Protocol;
  readonly port: number;
}

/** What a policy that opens something is made from. */
export interface Opening {
  readonly namespace: string;
  readonly name: string;
  readonly pods: LabelSelector;
  readonly direction: Direction;
  readonly peers: readonly Readonly<Record<string, unknown>>[];
  readonly ports: readonly WrittenPort[];
}

/** A further policy that opens connections and leaves all others as they are. */
export const opening = ({ namespace, name, pods, direction, peers, ports }: Opening): Repair => [
  {
    kind: 'add',
    manifest: {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name: nameFrom(name), namespace },
      spec: {
        podSelector: pods,
        policyTypes: [direction === 'ingress' ? 'Ingress' : 'Egress'],
        [direction]: [{ [farWord[direction]]: peers, ports }],
      },
    },
  },
];

/** The labels of a pod as a selector that selects it and its like. */
export const likeOf = ({ workload }: PolicyPod): LabelSelector => ({
  matchLabels: workload.podLabels,
});

/** Another end as an entry of `from` or `to`; undefined for what NetworkPolicy cannot name. */
export function peerFor(party: Party): Readonly<Record<string, unknown>> | undefined {
  if (party.kind === 'pod')
    return {
      namespaceSelector: { matchLabels: { [nameLabel]: party.pod.namespace } },
      podSelector: likeOf(party.pod),
    };
  if (party.kind !== 'address') return undefined;
  const bits = party.address.family === 4 ? 32 : 128;
  return { ipBlock: { cidr: `${formatAddress(party.address)}/${bits}` } };
}

/** Letters that names of objects may have, and no more of them than fit. */
const nameFrom = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^a-z0-9-]+/g, '-')
    .slice(0, 63)
    .replace(/^-+|-+$/g, '');
