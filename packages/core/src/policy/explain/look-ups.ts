import { firstAddress } from '@aksnet/net';
import { localDnsRange } from '../../facts/reserved-ranges.ts';
import { evaluate } from '../evaluate.ts';
import type { Evaluation } from '../evaluation.ts';
import type { Party } from '../match.ts';
import type { PolicyModel } from '../model.ts';
import { asMap, type PolicyPod } from '../pods.ts';
import { selects } from '../selector.ts';

/** Whether a sender may look a name up, which it does before it connects. */
export interface LookUp {
  readonly by: 'clusterDns' | 'localDns';
  /** No input holds the pods that answer: only the sender's side is judged. */
  readonly standsIn: boolean;
  readonly udp: Evaluation;
  readonly tcp: Evaluation;
}

const dnsPort = 53;
const dnsNamespace = 'kube-system';
const dnsLabels = { 'k8s-app': 'kube-dns' };

/**
 * The look-ups of a sender: with the DNS pods of the cluster, and with the listener that LocalDNS puts on
 * nodes. Which of the two its node uses, no policy tells.
 */
export function lookUpsOf(model: PolicyModel, from: Party): readonly LookUp[] {
  if (from.kind !== 'pod') return [];
  const known = model.world.pods.filter(
    ({ namespace, labels }) =>
      namespace === dnsNamespace && selects({ matchLabels: dnsLabels }, labels) === 'yes',
  );
  const [first = standIn(from.pod)] = known;
  const ask = (to: Party) => (protocol: 'UDP' | 'TCP') =>
    evaluate(model, { from, to, protocol, port: dnsPort });
  const cluster = ask({ kind: 'pod', pod: first });
  const local = ask({ kind: 'address', address: firstAddress(localDnsRange) });
  return [
    { by: 'clusterDns', standsIn: known.length === 0, udp: cluster('UDP'), tcp: cluster('TCP') },
    { by: 'localDns', standsIn: false, udp: local('UDP'), tcp: local('TCP') },
  ];
}

/** What the sender's side says of it; the whole where the pods that answer are known. */
export const lookUpVerdict = ({ standsIn }: LookUp, one: Evaluation): Evaluation['verdict'] =>
  standsIn ? (one.egress?.verdict ?? 'allowed') : one.verdict;

/** A DNS pod as every cluster has one, where no input holds it. */
const standIn = (beside: PolicyPod): PolicyPod => ({
  ...beside,
  namespace: dnsNamespace,
  labels: asMap(dnsLabels),
  owner: { kind: 'Deployment', namespace: dnsNamespace, name: 'coredns' },
  name: 'coredns',
  ports: [
    { name: 'dns', port: dnsPort, protocol: 'UDP' },
    { name: 'dns-tcp', port: dnsPort, protocol: 'TCP' },
  ],
  hostNetwork: false,
  addresses: undefined,
  node: undefined,
});
