import type { NetworkPolicy, PolicyPeer } from '../../estate/elements/kubernetes.ts';
import { kubernetesId } from '../../estate/elements/kubernetes-id.ts';
import { designed } from '../../evidence/source.ts';
import type { PortAsked, SideEvaluation } from '../evaluation.ts';
import type { Party } from '../match.ts';
import type { PolicyPod } from '../pods.ts';
import type { Direction } from '../rule.ts';
import { keysOf } from '../selector.ts';
import type { PolicyWorld } from '../world.ts';
import type { PolicyChange } from './change.ts';
import { labelsFor, peersFor } from './name-a-pod.ts';

/** One side of connections of which the verdict is to be turned. */
export interface SideToTurn {
  readonly world: PolicyWorld;
  readonly direction: Direction;
  /** The pods of the side, of one namespace. */
  readonly pods: readonly PolicyPod[];
  readonly far: readonly Party[];
  /** Peers that mean the far ends, where a range was asked for: its pieces are only samples of it. */
  readonly farPeers?: readonly PolicyPeer[];
  readonly port: PortAsked;
  /** How the side was judged for each connection. */
  readonly sides: readonly SideEvaluation[];
}

/** Changes that belong together, to be tried. */
export type Candidate = readonly PolicyChange[];

/** How many rules are looked at: beyond, the first ones are as good as any. */
const mostRules = 60;

/** What may open a side, the smaller changes first. None is sure to: each is tried. */
export function openings(side: SideToTurn): readonly Candidate[] {
  const { world, direction, far, port } = side;
  const found: Candidate[] = [];
  const written = { protocol: port.protocol, port: port.port };
  const peersIn = (namespace: string | undefined): readonly PolicyPeer[] | undefined =>
    side.farPeers ?? peersFor(world, far, namespace ?? 'default');
  for (const { policy, walk } of rulesOf(side)) {
    if (walk.rule.action !== 'allow') continue;
    const at = { policy: policy.id, direction, rule: walk.number - 1 };
    if (walk.port === 'no') found.push([{ kind: 'addPort', ...at, port: written }]);
    const peers = walk.port === 'yes' ? peersIn(policy.namespace) : undefined;
    if (peers !== undefined) found.push([{ kind: 'addPeers', ...at, peers }]);
  }
  for (const policy of policiesOf(side)) {
    const peers = peersIn(policy.namespace);
    if (peers === undefined || !policy.policyTypes.includes(typeOf[direction])) continue;
    const rule = { peers, ports: [written] };
    found.push([{ kind: 'addRule', policy: policy.id, direction, rule }]);
  }
  const peers = peersIn(side.pods[0]?.namespace);
  if (peers !== undefined) {
    const rules = [{ peers, ports: [written] }];
    found.push(
      ...newPolicy(side, 'allow', rules).map(
        (policy): Candidate => [{ kind: 'addPolicy', policy }],
      ),
    );
  }
  return [...found, ...withoutDenial(side)];
}

/** Policies that refuse by a rule can only go. */
function withoutDenial({ sides }: SideToTurn): readonly Candidate[] {
  const denying = sides.flatMap(({ because, policies }) =>
    because.kind === 'rules' && because.action === 'deny'
      ? because.rules.flatMap(({ policy }) => policies[policy]?.policy ?? [])
      : [],
  );
  const [first] = denying;
  if (first === undefined) return [];
  return [[...new Set(denying)].map((policy) => ({ kind: 'removePolicy', policy }))];
}

/** What may close a side: taking away whatever opens it, or a default deny where nothing closes it. */
export function closings(side: SideToTurn): readonly Candidate[] {
  const { direction, sides } = side;
  const opening = new Map<string, { readonly id: NetworkPolicy; readonly rule: number }>();
  for (const { because, policies } of sides)
    if (because.kind === 'rules' && because.action === 'allow')
      for (const { policy: i, rule } of because.rules) {
        const id = policies[i]?.policy.id;
        const policy = side.world.objects.policies.find((one) => one.id === id);
        if (policy !== undefined) opening.set(`${policy.id} ${rule}`, { id: policy, rule });
      }
  const rules = [...opening.values()];
  const whole = rules.map(
    ({ id, rule }): PolicyChange => ({ kind: 'removeRule', policy: id.id, direction, rule }),
  );
  const narrow = (of: 'peer' | 'port') =>
    combinations(
      rules.map(({ id, rule }): readonly PolicyChange[] => {
        const { peers, ports } = id[direction][rule] ?? { peers: [], ports: [] };
        const at = { policy: id.id, direction, rule };
        // A rule without its last peer would mean everybody, so the rule goes.
        if (of === 'peer' && peers.length > 1)
          return peers.map((_, peer) => ({ kind: 'removePeer', ...at, peer }));
        if (of === 'port' && ports.length > 1)
          return ports.map((_, port) => ({ kind: 'removePort', ...at, port }));
        return [{ kind: 'removeRule', ...at }];
      }),
    );
  const removals = rules.length === 0 ? [] : [...narrow('peer'), ...narrow('port'), whole];
  const deny = newPolicy(side, 'deny', []).map(
    (policy): Candidate => [{ kind: 'addPolicy', policy }],
  );
  return [...removals.map(inOrder), ...deny];
}

/** Later rules first, so that indexes of those before stay what they are. */
const inOrder = (changes: Candidate): Candidate =>
  changes.toSorted((a, b) => ruleIn(b) - ruleIn(a));

const ruleIn = (change: PolicyChange): number =>
  'rule' in change && typeof change.rule === 'number' ? change.rule : 0;

/** At most this many combinations of removals are tried. */
const mostCombinations = 64;

/** One of each list. */
function combinations<T>(lists: readonly (readonly T[])[]): readonly (readonly T[])[] {
  let found: readonly (readonly T[])[] = [[]];
  for (const list of lists)
    found = found.flatMap((some) => list.map((one) => [...some, one])).slice(0, mostCombinations);
  return found;
}

const typeOf = { ingress: 'Ingress', egress: 'Egress' } as const;

/** NetworkPolicies that are surely about the pods of the side, those about fewer labels last. */
function policiesOf({ sides, world }: SideToTurn): readonly NetworkPolicy[] {
  const ids = new Set(
    sides.flatMap(({ policies }) =>
      policies.flatMap(({ policy, selects }) => (selects === 'yes' ? policy.id : [])),
    ),
  );
  return world.objects.policies
    .filter(({ id }) => ids.has(id))
    .toSorted((a, b) => keysOf(b.podSelector).length - keysOf(a.podSelector).length);
}

function rulesOf(side: SideToTurn) {
  const known = policiesOf(side);
  const seen = new Set<string>();
  return side.sides
    .flatMap(({ policies }) =>
      policies.flatMap(({ policy: { id }, rules }) => {
        const policy = known.find((one) => one.id === id);
        return policy === undefined ? [] : rules.map((walk) => ({ policy, walk }));
      }),
    )
    .filter(({ policy, walk }) => {
      const key = `${policy.id} ${walk.number}`;
      return !seen.has(key) && seen.add(key);
    })
    .slice(0, mostRules);
}

/** A policy of its own for the pods of the side. */
function newPolicy(
  { pods, direction, world }: SideToTurn,
  purpose: 'allow' | 'deny',
  rules: NetworkPolicy['ingress'],
): readonly NetworkPolicy[] {
  const [first] = pods;
  if (first === undefined) return [];
  const labels = labelsFor(world, pods);
  const { namespace, workload } = first;
  const cluster = workload.cluster;
  const taken = new Set(world.objects.policies.map((one) => `${one.namespace}/${one.name}`));
  const base = `${first.owner.name}-${purpose}-${direction}`.slice(0, 240);
  let name = base;
  for (let i = 2; taken.has(`${namespace}/${name}`); i += 1) name = `${base}-${i}`;
  return [
    {
      kind: 'networkPolicy',
      id: kubernetesId('networkPolicy', {
        ...(cluster === undefined ? {} : { cluster }),
        namespace,
        name,
      }),
      ...(cluster === undefined ? {} : { cluster }),
      namespace,
      name,
      labels: {},
      source: designed('policy', namespace, name),
      podSelector: labels === undefined ? {} : { matchLabels: labels },
      policyTypes: [typeOf[direction]],
      ingress: direction === 'ingress' ? rules : [],
      egress: direction === 'egress' ? rules : [],
    },
  ];
}
