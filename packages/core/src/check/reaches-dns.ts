import { contains, meets, type Prefix, parsePrefix } from '@aksnet/net';
import type {
  NetworkPolicy,
  PolicyPeer,
  PolicyPort,
  PolicyRule,
} from '../estate/elements/kubernetes.ts';
import type { Estate } from '../estate/estate.ts';
import { isUnknown, type Knowable, type Missing } from '../evidence/knowable.ts';
import { engineProfile } from '../facts/policy-engines.ts';
import { localDnsRange } from '../facts/reserved-ranges.ts';
import type { NamespaceView } from './namespaces.ts';
import { type PartlyKnownLabels, selects } from './selects.ts';

/*
 * Whether pods that are closed for egress may still look up names: in AKS at the CoreDNS pods of
 * kube-system on port 53, and with LocalDNS at the listener of their node.
 */

const dnsPort = 53;
const dnsPortNames: ReadonlySet<string> = new Set(['dns', 'dns-tcp']);
const dnsNamespace: PartlyKnownLabels = {
  labels: { 'kubernetes.io/metadata.name': 'kube-system' },
  isWhole: false,
};
const dnsPods: PartlyKnownLabels = { labels: { 'k8s-app': 'kube-dns' }, isWhole: false };

/** Whether policies let a look-up out: yes, no, or why it cannot be told. */
export type Reaches = true | false | { readonly missing: readonly Missing[] };

/** One look-up: from a namespace, over a protocol, to the DNS pods or the listener of the node. */
export interface LookUp {
  readonly estate: Estate;
  readonly of: NamespaceView;
  readonly protocol: 'UDP' | 'TCP';
  readonly target: 'server' | 'listener';
}

/** Whether the policies that select a pod let the look-up out; one that allows it is enough. */
export const reachesDns = (policies: readonly NetworkPolicy[], lookUp: LookUp): Reaches =>
  anyOf(policies.flatMap(({ egress }) => egress.map((rule) => ruleReaches(rule, lookUp))));

function anyOf(answers: readonly Reaches[]): Reaches {
  if (answers.includes(true)) return true;
  const missing = answers.flatMap((answer) => (typeof answer === 'object' ? answer.missing : []));
  return missing.length > 0 ? { missing } : false;
}

function ruleReaches({ peers, ports }: PolicyRule, lookUp: LookUp): Reaches {
  if (!portsHold(ports, lookUp.protocol)) return false;
  return peers.length === 0 || anyOf(peers.map((peer) => peerReaches(peer, lookUp)));
}

const portsHold = (ports: readonly PolicyPort[], protocol: LookUp['protocol']): boolean =>
  ports.length === 0 ||
  ports.some((port) => {
    if (port.protocol !== protocol) return false;
    if (port.port === undefined) return true;
    if (typeof port.port === 'string') return dnsPortNames.has(port.port);
    return port.port <= dnsPort && dnsPort <= (port.endPort ?? port.port);
  });

function peerReaches(peer: PolicyPeer, lookUp: LookUp): Reaches {
  if (peer.kind === 'ipBlock') return blockReaches(peer, lookUp);
  // Without a namespace selector the peer lies in the namespace of the policy itself.
  if (lookUp.target === 'listener' || peer.namespaceSelector === undefined) return false;
  const answers = [
    selects(peer.namespaceSelector, dnsNamespace),
    peer.podSelector === undefined || selects(peer.podSelector, dnsPods),
  ];
  if (answers.includes(false)) return false;
  return answers.includes('unknown')
    ? notModelled('further labels of kube-system and of its DNS pods')
    : true;
}

type Block = Extract<PolicyPeer, { readonly kind: 'ipBlock' }>;

/** A block reaches what lies in it, unless the engine never matches pods or nodes by blocks. */
function blockReaches({ cidr, except }: Block, lookUp: LookUp): Reaches {
  const block = parsePrefix(cidr);
  if (!block.ok) return false;
  const ranges = targetRanges(lookUp);
  if (isUnknown(ranges)) return { missing: ranges.unknown };
  if (ranges === undefined) return false;
  if (block.value.length === 0 && except.length === 0) return true;
  if (ranges.length === 0) return notModelled(`whether the DNS pods have addresses in ${cidr}`);
  if (!ranges.some((range) => meets(range, block.value))) return false;
  const isWhole = except.length === 0 && ranges.every((range) => contains(block.value, range));
  return isWhole || notModelled(`whether the DNS pods have addresses in ${cidr}`);
}

/** Where the target has its addresses; undefined when blocks never match it. */
function targetRanges({ estate, of, target }: LookUp): Knowable<readonly Prefix[] | undefined> {
  const cluster = of.cluster === undefined ? undefined : estate.elements.cluster.get(of.cluster);
  if (cluster === undefined)
    return { unknown: [{ kind: 'notStated', field: `the cluster of namespace ${of.name}` }] };
  const { policyEngine, podRanges } = cluster.network;
  if (isUnknown(policyEngine)) return policyEngine;
  const profile = engineProfile(policyEngine, { os: 'Linux' });
  const matches = target === 'server' ? profile.ipBlockMatchesPods : profile.ipBlockMatchesNodes;
  if (matches === false) return undefined;
  return target === 'listener' ? [localDnsRange] : podRanges;
}

const notModelled = (feature: string): Reaches => ({ missing: [{ kind: 'notModelled', feature }] });
