import { type Prefix, parsePrefixLenient } from '@aksnet/net';
import type {
  LabelSelector,
  NetworkPolicy,
  PolicyPeer,
  PolicyPort,
  PolicyRule,
} from '../../estate/elements/kubernetes.ts';
import type { Path } from '../../evidence/source.ts';
import type { Direction, Peer, Policy, PolicyRemark, PortTerm, Rule, Side } from '../rule.ts';
import { headOf, idle, type Reading, remark } from './reading.ts';

const spelled = { ingress: 'Ingress', egress: 'Egress' } as const;
const directions = ['ingress', 'egress'] as const;

/**
 * networking.k8s.io/v1 NetworkPolicy as rules. All rules of all policies that select a pod add up; there is
 * no order and no deny. An engine may drop a whole policy for one word that it does not read: such a policy
 * does nothing, not even isolate.
 */
export function readNetworkPolicy(policy: NetworkPolicy, reading: Reading): Policy {
  const head = { ...headOf(policy), objectKind: 'NetworkPolicy', tier: 'standard' } as const;
  const { dialect } = reading;
  if (!dialect.enforces)
    return idle(head, remark('notEnforced', 'nothing on this cluster enforces NetworkPolicy'));
  const refused = refusals(policy, reading);
  if (refused.length > 0) return idle(head, ...refused);
  const remarks: PolicyRemark[] = [];
  const side = (direction: Direction): Side | undefined => {
    if (!policy.policyTypes.includes(spelled[direction])) return undefined;
    const rules = policy[direction].map((rule, i) =>
      readRule(rule, { policy, reading, remarks, path: ['spec', direction, i] }),
    );
    return { isolates: true, rules, path: ['spec', direction] };
  };
  const ingress = side('ingress');
  const egress = side('egress');
  return {
    ...head,
    priority: 0,
    subjects: [
      {
        namespaces: { kind: 'own', namespace: policy.namespace ?? 'default' },
        pods: policy.podSelector,
      },
    ],
    ...(ingress === undefined ? {} : { ingress }),
    ...(egress === undefined ? {} : { egress }),
    remarks,
  };
}

interface At {
  readonly policy: NetworkPolicy;
  readonly reading: Reading;
  readonly remarks: PolicyRemark[];
  readonly path: Path;
}

function readRule({ peers, ports }: PolicyRule, at: At): Rule {
  return {
    action: 'allow',
    peers:
      peers.length === 0
        ? [{ kind: 'everyone' }]
        : peers.flatMap((peer) => readPeer(peer, at) ?? []),
    ...(ports.length === 0
      ? {}
      : { ports: ports.flatMap((port, i) => readPort(port, at, i) ?? []) }),
    path: at.path,
  };
}

function readPeer(peer: PolicyPeer, { policy, reading }: At): Peer | undefined {
  if (peer.kind === 'ipBlock') {
    const block = rangeOf(peer.cidr);
    // The reader refuses a policy whose ranges are none, so this is only for a hand-made Estate.
    if (block === undefined) return { kind: 'unread', why: `range ${peer.cidr}` };
    const except = peer.except.flatMap((text) => rangeOf(text) ?? []);
    const { ipBlockMatchesPods, ipBlockMatchesNodes } = reading.dialect;
    return {
      kind: 'addresses',
      block,
      except,
      matchesPods: ipBlockMatchesPods,
      matchesNodes: ipBlockMatchesNodes,
    };
  }
  return {
    kind: 'pods',
    namespaces:
      peer.namespaceSelector === undefined
        ? { kind: 'own', namespace: policy.namespace ?? 'default' }
        : { kind: 'matching', selector: peer.namespaceSelector },
    pods: peer.podSelector ?? {},
  };
}

/** Bits of the host in a range are masked off, as API servers do. */
function rangeOf(text: string): Prefix | undefined {
  const parsed = parsePrefixLenient(text);
  return parsed.ok ? parsed.value.value : undefined;
}

function readPort(port: PolicyPort, at: At, i: number): PortTerm | undefined {
  const { dialect, ports } = at.reading;
  const { protocol } = port;
  const path = [...at.path, 'ports', i];
  if (protocol === 'SCTP' && !dialect.sctp)
    at.remarks.push(
      remark('sctpUnfiltered', 'this engine does not filter SCTP: it passes anyway', ...path),
    );
  if (port.port === undefined) return { kind: 'numbers', ports: ports.every(protocol) };
  if (typeof port.port === 'string') {
    if (dialect.namedPorts !== 'none')
      return { kind: 'named', name: port.port, protocol, mode: dialect.namedPorts };
    at.remarks.push(
      remark('namedPortsIgnored', 'this engine does not read names of ports', ...path, 'port'),
    );
    return undefined;
  }
  const first = port.port;
  if (port.endPort !== undefined && dialect.endPort === 'ignored')
    at.remarks.push(remark('endPortIgnored', `only port ${first} is opened`, ...path, 'endPort'));
  const last = dialect.endPort === 'ignored' ? first : (port.endPort ?? first);
  return { kind: 'numbers', ports: ports.of([{ protocol, first, last }]) };
}

/** Why this engine drops the whole policy. */
function refusals(policy: NetworkPolicy, { dialect }: Reading): readonly PolicyRemark[] {
  const skipping = [dialect.negativeSelectors, dialect.except, dialect.endPort];
  if (!skipping.includes('policySkipped')) return [];
  const found: PolicyRemark[] = [];
  if (dialect.negativeSelectors === 'policySkipped')
    for (const [selector, path] of selectorsOf(policy))
      if (isNegative(selector))
        found.push(
          remark('policySkipped', 'this engine skips policies with NotIn or DoesNotExist', ...path),
        );
  for (const direction of directions)
    policy[direction].forEach((rule, i) => {
      rule.peers.forEach((peer, j) => {
        if (dialect.except !== 'policySkipped' || peer.kind !== 'ipBlock') return;
        if (peer.except.length === 0) return;
        const path = ['spec', direction, i, farKey[direction], j, 'ipBlock', 'except'];
        found.push(remark('policySkipped', 'this engine skips policies with except', ...path));
      });
      rule.ports.forEach((port, j) => {
        if (dialect.endPort !== 'policySkipped' || port.endPort === undefined) return;
        const path = ['spec', direction, i, 'ports', j, 'endPort'];
        found.push(remark('policySkipped', 'this engine skips policies with endPort', ...path));
      });
    });
  return found;
}

const farKey = { ingress: 'from', egress: 'to' } as const;

function selectorsOf(policy: NetworkPolicy): readonly (readonly [LabelSelector, Path])[] {
  const peers = directions.flatMap((direction) =>
    policy[direction].flatMap((rule, i) =>
      rule.peers.flatMap((peer, j): readonly (readonly [LabelSelector, Path])[] => {
        if (peer.kind !== 'pods') return [];
        const at: Path = ['spec', direction, i, farKey[direction], j];
        return [
          ...(peer.podSelector === undefined
            ? []
            : [[peer.podSelector, [...at, 'podSelector']] as const]),
          ...(peer.namespaceSelector === undefined
            ? []
            : [[peer.namespaceSelector, [...at, 'namespaceSelector']] as const]),
        ];
      }),
    ),
  );
  return [[policy.podSelector, ['spec', 'podSelector']], ...peers];
}

const isNegative = ({ matchExpressions = [] }: LabelSelector): boolean =>
  matchExpressions.some(({ operator }) => operator === 'NotIn' || operator === 'DoesNotExist');
