import { type Prefix, parsePrefix } from '@aksnet/net';
import type { Cluster } from '../../estate/elements/cluster.ts';
import type {
  KubernetesObject,
  NetworkPolicy,
  PolicyPeer,
  PolicyPort,
  PolicyRule,
} from '../../estate/elements/kubernetes.ts';
import { all, type Estate } from '../../estate/estate.ts';
import { grouped } from '../../estate/grouped.ts';
import { view } from '../../estate/view.ts';
import { viewOf } from '../../estate/view-of.ts';
import { isUnknown, type Missing } from '../../evidence/knowable.ts';
import { assumed, isAssumptionName } from '../../facts/assumptions.ts';
import { type EngineProfile, engineProfile, isEngineId } from '../../facts/policy-engines.ts';
import { unlessListed } from '../network-of.ts';
import {
  type Cut,
  every,
  isCut,
  type Match,
  maybe,
  not,
  nothing,
  portsIn,
  some,
  when,
  whereIn,
  whole,
} from '../packet.ts';
import { passes, type Ruling, stops, unsure } from '../step.ts';
import { ciliumPart, ciliumSelects } from './cilium.ts';
import type { Attempt, PodParty } from './policy-party.ts';
import { asksNameOnly, isNegative, nameLabel, selects } from './selector.ts';

/** What is asked: whether policies of the cluster let a pod make or take a connection. */
export interface PolicyQuestion extends Omit<Attempt, 'profile'> {
  readonly cluster: Cluster;
  readonly os: 'Linux' | 'Windows';
}

const nowhere = '';
const keyOf = (cluster: string | undefined, namespace: string | undefined): string =>
  `${cluster ?? nowhere} ${namespace ?? nowhere}`;

const standardPolicies = view((estate: Estate) =>
  grouped(all(estate, 'networkPolicy'), (policy) => keyOf(policy.cluster, policy.namespace)),
);

/** Kinds beside NetworkPolicy that can let pass or block, and who reads them. */
const otherKinds: Readonly<Record<string, EngineProfile['extraKinds'] | 'any'>> = {
  CiliumNetworkPolicy: 'cilium',
  CiliumClusterwideNetworkPolicy: 'cilium',
  GlobalNetworkPolicy: 'calico',
  AdminNetworkPolicy: 'any',
  BaselineAdminNetworkPolicy: 'any',
};

const otherPolicies = view((estate: Estate) =>
  grouped(
    all(estate, 'kubernetesObject').filter(
      ({ objectKind, apiVersion }) =>
        Object.hasOwn(otherKinds, objectKind) || apiVersion.startsWith('projectcalico'),
    ),
    (object) => keyOf(object.cluster, object.namespace),
  ),
);

/** What one policy has to do with an attempt. */
interface Part {
  readonly id: string;
  /** Whether it closes the pod in this direction. */
  readonly closes: Match;
  readonly allows: Match;
}

/**
 * Judges a connection at one end by the policies that select the pod there, in the dialect of the
 * cluster's engine. No policy that selects it: it passes. Otherwise one of them must allow it. A kind
 * or a key that is not read leaves the answer open and is named.
 */
export function askPolicies(estate: Estate, question: PolicyQuestion): Ruling | Cut {
  const { cluster, os, own } = question;
  const { plugin, policyEngine } = cluster.network;
  if (isUnknown(policyEngine)) return unsure(...policyEngine.unknown);
  if (isUnknown(plugin)) return unsure(...plugin.unknown);
  if (plugin === 'none') return askOwnPlugin(estate);
  if (!isEngineId(policyEngine)) return unsure({ kind: 'notModelled', feature: policyEngine });
  const version = cluster.kubernetesVersion;
  const profile = engineProfile(policyEngine, {
    os,
    ...(isUnknown(version) ? {} : { kubernetesVersion: version }),
  });
  const spared = passedOver(estate, { ...question, profile });
  if (spared !== undefined) return spared;
  const attempt: Attempt = { ...question, profile };
  return ruled(partsOf(estate, cluster, attempt), missingAround(estate, cluster, own));
}

const askOwnPlugin = (estate: Estate): Ruling =>
  assumed('byo.enforcesPolicy', estate.assume) === 'no'
    ? passes(undefined, ['byo.enforcesPolicy'])
    : unsure({
        kind: 'notModelled',
        feature: "NetworkPolicy of the customer's own network plugin",
      });

/** What an engine lets pass without asking a policy. */
function passedOver(estate: Estate, attempt: Attempt): Ruling | undefined {
  const { profile, own, far, direction, protocol } = attempt;
  const isIpv6 = own.address.kind === 'range' && own.address.range.family === 6;
  if (!profile.enforces) return passes('no engine');
  if (own.hostNetwork && !profile.selectsHostNetworkPods) return passes('host network');
  if (isIpv6 && !profile.families.includes(6)) return passes('family');
  const local = direction === 'in' ? profile.ownNodeIngress : profile.ownNodeEgress;
  if (far.kind === 'node' && far.own && local === 'allowed') return passes('own node');
  if (protocol !== 'SCTP' || profile.sctp === true) return undefined;
  if (profile.sctp === false) return passes('SCTP');
  return assumed(profile.sctp, estate.assume) === 'on' ? undefined : passes('SCTP', [profile.sctp]);
}

/** Policies and objects that may have to do with a pod. */
interface Candidates {
  readonly standard: readonly NetworkPolicy[];
  readonly others: readonly KubernetesObject[];
}

/** Candidates by the labels of a pod (one object per workload), then by cluster and namespace. */
const remembered = viewOf((_estate: Estate, _labels: unknown) => new Map<string, Candidates>());

/** Policies that may select a pod: asked for every connection of it, so remembered. */
function candidatesFor(
  estate: Estate,
  cluster: Cluster,
  { namespace, labels }: PodParty,
): Candidates {
  const key = keyOf(cluster.id, namespace);
  const known = remembered(estate, labels);
  const before = known.get(key);
  if (before !== undefined) return before;
  const standard = standardPolicies(estate).get(key) ?? [];
  const others = [key, keyOf(cluster.id, undefined)].flatMap(
    (place) => otherPolicies(estate).get(place) ?? [],
  );
  const found: Candidates = {
    standard: standard.filter(({ podSelector }) => selects(podSelector, labels).kind !== 'none'),
    others: others.filter(
      (object) => object.objectKind !== ciliumKind || ciliumSelects(object, labels).kind !== 'none',
    ),
  };
  known.set(key, found);
  return found;
}

const ciliumKind = 'CiliumNetworkPolicy';

function partsOf(estate: Estate, cluster: Cluster, attempt: Attempt): readonly Part[] {
  const { standard, others } = candidatesFor(estate, cluster, attempt.own);
  return [
    ...standard.map(
      (policy): Part => ({ id: policy.id, ...standardPart(estate, policy, { cluster, attempt }) }),
    ),
    ...others.flatMap((object): readonly Part[] => {
      const reader = Object.hasOwn(otherKinds, object.objectKind)
        ? otherKinds[object.objectKind]
        : 'calico';
      if (reader !== 'any' && reader !== attempt.profile.extraKinds) return [];
      return [{ id: object.id, ...otherPart(object, attempt) }];
    }),
  ];
}

function otherPart(object: KubernetesObject, attempt: Attempt): Omit<Part, 'id'> {
  if (object.objectKind === ciliumKind) return ciliumPart(object, attempt);
  const doubt = maybe({ kind: 'notModelled', feature: object.objectKind });
  return { closes: doubt, allows: doubt };
}

interface Asking {
  readonly cluster: Cluster;
  readonly attempt: Attempt;
}

const types = { in: 'Ingress', out: 'Egress' } as const;

function standardPart(
  estate: Estate,
  policy: NetworkPolicy,
  { cluster, attempt }: Asking,
): Omit<Part, 'id'> {
  const { own, direction, profile } = attempt;
  const rules = direction === 'in' ? policy.ingress : policy.egress;
  const applies = policy.policyTypes.includes(types[direction]);
  if (!applies || isSkipped(policy, profile)) return { closes: nothing, allows: nothing };
  const closes = selects(policy.podSelector, own.labels);
  if (closes.kind === 'none') return { closes, allows: nothing };
  const open = some(rules.map((rule) => ruleMatch(estate, rule, { cluster, attempt })));
  return { closes, allows: every(closes, open) };
}

/** Words in a policy that not every engine reads. */
interface HardWords {
  readonly negative: boolean;
  readonly except: boolean;
  readonly endPort: boolean;
}

const hardWords: (policy: NetworkPolicy) => HardWords = view((policy) => {
  const rules = [...policy.ingress, ...policy.egress];
  const peers = rules.flatMap((rule) => rule.peers);
  const selectors = peers.flatMap((peer) =>
    peer.kind === 'pods' ? [peer.podSelector, peer.namespaceSelector] : [],
  );
  return {
    negative: [policy.podSelector, ...selectors].some(isNegative),
    except: peers.some((peer) => peer.kind === 'ipBlock' && peer.except.length > 0),
    endPort: rules.some((rule) => rule.ports.some((port) => port.endPort !== undefined)),
  };
});

/** Some engines drop a whole policy for one word in it that they do not read. */
function isSkipped(policy: NetworkPolicy, profile: EngineProfile): boolean {
  const { negative, except, endPort } = hardWords(policy);
  return (
    (negative && profile.negativeSelectors === 'policySkipped') ||
    (except && profile.except === 'policySkipped') ||
    (endPort && profile.endPort === 'policySkipped')
  );
}

function ruleMatch(estate: Estate, { peers, ports }: PolicyRule, asking: Asking): Match {
  return every(
    ports.length === 0 ? whole : some(ports.map((port) => portMatch(estate, port, asking))),
    peers.length === 0 ? whole : some(peers.map((peer) => peerMatch(estate, peer, asking.attempt))),
  );
}

function peerMatch(estate: Estate, peer: PolicyPeer, { own, far, profile }: Attempt): Match {
  if (peer.kind === 'ipBlock') {
    const { ipBlockMatchesPods, ipBlockMatchesNodes } = profile;
    const matched = { pod: ipBlockMatchesPods, node: ipBlockMatchesNodes, other: true }[far.kind];
    return byDialect(estate, matched, () => blockMatch(peer, far));
  }
  if (far.kind !== 'pod') return nothing;
  const inNamespace =
    peer.namespaceSelector === undefined
      ? when(far.namespace === own.namespace)
      : selects(
          peer.namespaceSelector,
          asksNameOnly(peer.namespaceSelector)
            ? { [nameLabel]: far.namespace }
            : far.namespaceLabels,
        );
  return every(inNamespace, selects(peer.podSelector ?? {}, far.labels));
}

/** A point of the dialect that may hang on an assumption. */
function byDialect(
  estate: Estate,
  says: EngineProfile['ipBlockMatchesPods'],
  match: () => Match,
): Match {
  if (typeof says === 'boolean') return says ? match() : nothing;
  const found = assumed(says, estate.assume) === 'yes' ? match() : nothing;
  return found.kind === 'all' || found.kind === 'none' ? { ...found, assumes: [says] } : found;
}

function blockMatch(
  { cidr, except }: Extract<PolicyPeer, { kind: 'ipBlock' }>,
  { address }: Attempt['far'],
): Match {
  const block = parsePrefix(cidr);
  const holes = except.map((text) => parsePrefix(text));
  if (!block.ok || holes.some((hole) => !hole.ok))
    return maybe({ kind: 'notModelled', feature: `ipBlock ${JSON.stringify(cidr)}` });
  const excepted = holes.flatMap((hole): readonly Prefix[] => (hole.ok ? [hole.value] : []));
  return every(whereIn(address, [block.value]), not(whereIn(address, excepted)));
}

function portMatch(estate: Estate, port: PolicyPort, { cluster, attempt }: Asking): Match {
  const { protocol, ports, profile } = attempt;
  if (port.protocol !== protocol) return nothing;
  if (port.port === undefined) return whole;
  if (typeof port.port === 'string') return namedPort(port.port, attempt);
  if (port.endPort === undefined) return portsIn(ports, [{ first: port.port, last: port.port }]);
  const version = cluster.kubernetesVersion;
  if (isUnknown(version)) return maybe(...version.unknown);
  const { endPort } = profile;
  const honoured =
    endPort === 'honoured' ||
    (isAssumptionName(endPort) && assumed(endPort, estate.assume) === 'honoured');
  const match = portsIn(ports, [{ first: port.port, last: honoured ? port.endPort : port.port }]);
  const relied = isAssumptionName(endPort) && (match.kind === 'all' || match.kind === 'none');
  return relied ? { ...match, assumes: [endPort] } : match;
}

/** A port by its name in the receiving pod. */
function namedPort(name: string, { own, far, direction, ports }: Attempt): Match {
  const pod: PodParty | undefined = direction === 'in' ? own : far.kind === 'pod' ? far : undefined;
  const numbers = (pod?.ports ?? []).filter((port) => port.name === name).map(({ port }) => port);
  if (numbers.length === 0) return maybe({ kind: 'notStated', field: `port named ${name}` });
  return portsIn(
    ports,
    numbers.map((number) => ({ first: number, last: number })),
  );
}

/** Why there may be policies beside those that were read. */
function missingAround(estate: Estate, cluster: Cluster, own: PodParty): readonly Missing[] {
  const homeless = standardPolicies(estate).get(keyOf(undefined, own.namespace)) ?? [];
  return [
    ...unlessListed(estate, 'networkPolicy', cluster.id),
    ...unlessListed(estate, 'kubernetesObject', cluster.id),
    ...(homeless.length === 0
      ? []
      : [{ kind: 'notStated', field: 'cluster of a NetworkPolicy' } as const]),
  ];
}

function ruled(parts: readonly Part[], missing: readonly Missing[]): Ruling | Cut {
  const allowed = some(parts.map((part) => part.allows));
  if (isCut(allowed)) return allowed;
  const closed = some(parts.map((part) => part.closes));
  if (isCut(closed)) return closed;
  const doubts = parts.flatMap(({ closes }) => (closes.kind === 'maybe' ? closes.missing : []));
  if (allowed.kind === 'maybe') return unsure(...allowed.missing);
  if (allowed.kind === 'all') {
    // What may close the pod might also deny what another policy allows.
    if (doubts.length > 0) return unsure(...doubts);
    const deciding = parts.find((part) => part.allows.kind === 'all');
    return passes(deciding?.id, allowed.assumes);
  }
  if (missing.length > 0) return unsure(...missing);
  if (closed.kind === 'maybe') return unsure(...closed.missing);
  if (closed.kind === 'none') return passes('no policy');
  const closing = parts.filter((part) => part.closes.kind === 'all');
  const ruling = stops(closing[0]?.id, allowed.assumes);
  const lost = closing.slice(1).map(({ id }) => ({ what: id, because: 'noMatch' }) as const);
  return ruling.kind === 'unsure' ? ruling : { ...ruling, lost };
}
