import { formatAddress, formatPrefix, prefixesOfRange } from '@aksnet/net';
import type { Labels, PolicyPeer } from '../../estate/elements/kubernetes.ts';
import { supportedPodSpace } from '../../facts/reserved-ranges.ts';
import type { MeantParties } from '../ends.ts';
import { isSeenAsNode, type Party } from '../match.ts';
import type { PolicyPod } from '../pods.ts';
import { selects } from '../selector.ts';
import { nameLabel, type PolicyWorld } from '../world.ts';

/**
 * The labels by which a selector means these pods of one namespace and as few others as it can: one label
 * where that means nobody else that all labels together would not; undefined: they have none in common.
 */
export function labelsFor(world: PolicyWorld, pods: readonly PolicyPod[]): Labels | undefined {
  const [first, ...more] = pods;
  if (first === undefined) return undefined;
  const common = [...first.labels].flatMap(([key, value]) =>
    value !== undefined && !isMade(key) && more.every(({ labels }) => labels.get(key) === value)
      ? [[key, value] as const]
      : [],
  );
  if (common.length === 0) return undefined;
  const neighbours = world.pods.filter(({ namespace }) => namespace === first.namespace);
  const meant = (labels: Labels): number =>
    neighbours.filter((pod) => selects({ matchLabels: labels }, pod.labels) !== 'no').length;
  const all = Object.fromEntries(common);
  const fewest = meant(all);
  const single = common.find(([key, value]) => meant({ [key]: value }) === fewest);
  return single === undefined ? all : { [single[0]]: single[1] };
}

/** Labels that controllers give anew with every version. */
const isMade = (key: string): boolean =>
  key === 'pod-template-hash' ||
  key === 'controller-revision-hash' ||
  key.endsWith('controller-uid');

/**
 * Peers that mean the parties, for a rule of a policy in a namespace; undefined: no peer can (names, pods
 * that have no label or are of several namespaces).
 */
export function peersFor(
  world: PolicyWorld,
  parties: readonly Party[],
  namespace: string,
): readonly PolicyPeer[] | undefined {
  const pods: PolicyPod[] = [];
  const blocks = new Set<string>();
  for (const party of parties) {
    if (party.kind === 'name') return undefined;
    if (party.kind === 'pod' && !isSeenAsNode(party.pod, world)) pods.push(party.pod);
    else for (const text of addressesOf(party)) blocks.add(text);
  }
  const peers: PolicyPeer[] = [...blocks].map((cidr) => ({ kind: 'ipBlock', cidr, except: [] }));
  for (const group of byNamespace(pods)) {
    const [first] = group;
    const labels = labelsFor(world, group);
    if (first === undefined) continue;
    const isHere = first.namespace === namespace;
    peers.push({
      kind: 'pods',
      ...(isHere ? {} : { namespaceSelector: { matchLabels: { [nameLabel]: first.namespace } } }),
      ...(labels === undefined && !isHere
        ? {}
        : { podSelector: labels === undefined ? {} : { matchLabels: labels } }),
    });
  }
  return peers.length === 0 ? undefined : peers;
}

/** More blocks than this are no small change. */
const mostBlocks = 8;

/** Peers that mean ranges as they were asked for; what is public is all but private space. */
export function rangePeers(meant: MeantParties): readonly PolicyPeer[] | undefined {
  if (meant.kind !== 'ranges') return undefined;
  const blocks = meant.ranges.flatMap((range) => [...prefixesOfRange(range)]);
  if (blocks.length > mostBlocks) return [];
  const holes = meant.isPublic ? supportedPodSpace.map(({ prefix }) => prefix) : [];
  return blocks.map((block) => ({
    kind: 'ipBlock',
    cidr: formatPrefix(block),
    except: holes.filter((hole) => hole.family === block.family).map(formatPrefix),
  }));
}

function byNamespace(pods: readonly PolicyPod[]): readonly (readonly PolicyPod[])[] {
  const names = new Set(pods.map(({ namespace }) => namespace));
  return [...names].map((name) => pods.filter(({ namespace }) => namespace === name));
}

function addressesOf(party: Exclude<Party, { kind: 'name' }>): readonly string[] {
  const addresses =
    party.kind === 'address'
      ? [party.address]
      : party.kind === 'node'
        ? party.node.addresses
        : (party.pod.addresses ?? []);
  return addresses.map((one) => `${formatAddress(one)}/${one.family === 4 ? 32 : 128}`);
}
