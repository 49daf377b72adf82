import { prefix } from '@aksnet/net';
import type { Peer } from '../../rule.ts';

/** A peer that is meant, or may be. */
export interface Said {
  readonly peer: Peer;
  /** Why it may not be meant; absent: it surely is. */
  readonly doubt?: string;
}

const pods: Peer = { kind: 'pods', namespaces: { kind: 'matching', selector: {} }, pods: {} };
const apiServer: Peer = { kind: 'apiServer' };
const nodes = (which: 'any' | 'own' | 'other'): Peer => ({ kind: 'nodes', which });

const family = (text: string): Peer => ({
  kind: 'addresses',
  block: prefix(text),
  except: [],
  matchesPods: false,
  matchesNodes: false,
});

const onlyDual = 'where a cluster has one family, Cilium does not tell the world by family';
const mayBeUnmanaged = 'no file tells which pods Cilium does not manage';

/**
 * Entities: ends that have no labels of their own (layer3.rst "Entities based" and pkg/policy/api/
 * entity.go of cilium/cilium). `host` is the node of the pod with what runs on its network, `cluster`
 * everything inside with the API server. Ends that take no part here (Cilium's own proxy and health
 * checks, pods that have no identity yet) match nobody.
 */
export const entities: Readonly<Record<string, readonly Said[]>> = {
  all: [{ peer: { kind: 'everyone' } }],
  world: [{ peer: { kind: 'outside' } }],
  'world-ipv4': [{ peer: family('0.0.0.0/0'), doubt: onlyDual }],
  'world-ipv6': [{ peer: family('::/0'), doubt: onlyDual }],
  cluster: [{ peer: pods }, { peer: nodes('any') }, { peer: apiServer }],
  host: [{ peer: nodes('own') }],
  'remote-node': [{ peer: nodes('other') }],
  'kube-apiserver': [{ peer: apiServer }],
  unmanaged: [{ peer: pods, doubt: mayBeUnmanaged }],
  ingress: [],
  health: [],
  init: [],
  none: [],
};
