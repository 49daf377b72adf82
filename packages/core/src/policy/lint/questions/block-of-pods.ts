import { containsAddress, type Prefix } from '@aksnet/net';
import { prose, words } from '../../../evidence/prose.ts';
import { policyEngines } from '../../../facts/policy-engines.ts';
import type { PolicyPod } from '../../pods.ts';
import type { Peer } from '../../rule.ts';
import type { PolicyNode } from '../../world.ts';
import { blamed, rulesOf } from '../blame.ts';
import type { Field } from '../field.ts';
import type { LintQuestion, LintVerdict } from '../question.ts';
import { farWord, patching } from '../repair.ts';
import { witnessOf } from '../witness.ts';

type Block = Extract<Peer, { kind: 'addresses' }>;

function* judge(field: Field): Generator<LintVerdict> {
  if (field.model.world.dialects.every((one) => one.ipBlockMatchesPods && one.ipBlockMatchesNodes))
    return;
  for (const { policy, rule, direction, place } of rulesOf(field)) {
    const [first] = field.selected(policy);
    if (first === undefined || first.asNode) continue;
    for (const [j, peer] of rule.peers.entries()) {
      if (peer.kind !== 'addresses' || (peer.matchesPods && peer.matchesNodes)) continue;
      const pod = peer.matchesPods ? undefined : podIn(field, peer, first.pod);
      const node = pod !== undefined || peer.matchesNodes ? undefined : nodeIn(field, peer);
      if (pod === undefined && node === undefined) continue;
      const far =
        pod === undefined
          ? ({ kind: 'node', node: node ?? nobody } as const)
          : ({ kind: 'pod', pod } as const);
      const near = { kind: 'pod', pod: first.pod } as const;
      const { ports } = field.model.world;
      let among = rule.ports === undefined ? ports.every('TCP') : 0;
      for (const term of rule.ports ?? [])
        if (term.kind === 'numbers') among = ports.union(among, term.ports);
      const [from, to] = direction === 'egress' ? [near, far] : [far, near];
      const witness = witnessOf(field.model, { from, to, among });
      if (witness?.verdict === 'passes') continue;
      const path = [...rule.path, farWord[direction], j];
      yield blamed(policy, {
        path: place === undefined ? rule.path : [...path, 'ipBlock'],
        severity: peer.block.length === 0 ? 'note' : 'warning',
        says: prose`${peer.block} holds addresses of ${words(pod === undefined ? 'nodes' : 'pods')}, and this engine does not match those by ipBlock.`,
        fix: words(
          pod === undefined
            ? 'Name the entities host and remote-node in a policy of Cilium.'
            : 'Name the pods by a selector beside the block, if they are meant.',
        ),
        ...(witness === undefined ? {} : { witness }),
        repair:
          place === undefined || pod === undefined
            ? []
            : patching(policy.id, {
                op: 'add',
                path: [...rule.path, farWord[direction], '-'],
                value: podsLike(pod),
              }),
      });
    }
  }
}

const nobody: PolicyNode = { name: '', labels: new Map(), addresses: [] };

const podsLike = ({ namespace, workload }: PolicyPod): unknown => ({
  namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': namespace } },
  podSelector: { matchLabels: workload.podLabels },
});

const isIn = ({ block, except }: Block, address: Parameters<typeof containsAddress>[1]): boolean =>
  containsAddress(block, address) && !except.some((hole: Prefix) => containsAddress(hole, address));

/** A pod with a recorded address in the block. */
const podIn = ({ model }: Field, peer: Block, near: PolicyPod): PolicyPod | undefined =>
  model.world.pods.find(
    (pod) => pod !== near && !pod.hostNetwork && pod.addresses?.some((one) => isIn(peer, one)),
  );

const nodeIn = ({ model }: Field, peer: Block): PolicyNode | undefined =>
  [...model.world.nodes.values()].find(({ addresses }) => addresses.some((one) => isIn(peer, one)));

/** AKS-NP-011: a range with pods or nodes in it, where the engine matches those by labels only. */
export const blockOfPods: LintQuestion = {
  code: 'AKS-NP-011',
  title: 'Range holds pods or nodes, which this engine does not match by address',
  severity: 'warning',
  about: 'policies',
  judge,
  cite: policyEngines.cilium.cite,
  page: {
    what: 'An ipBlock covers addresses of pods or nodes, and the engine matches only what lies outside of the cluster by address.',
    why: 'Under Cilium not even 0.0.0.0/0 means pods or nodes: after a change from another engine such connections are refused.',
    judged:
      'An address of a pod or node among the inputs lies in the block, and no other rule lets the connection through. A note for blocks of length 0, which usually mean the Internet.',
    undetermined: 'Never; only recorded addresses are looked at.',
    fix: 'Add an entry with selectors for the pods, or the entities host and remote-node of Cilium for nodes.',
  },
};
