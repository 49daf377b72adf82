import { all, type Estate } from '../estate/estate.ts';
import { poolMode } from '../estate/modes-of.ts';
import { isUnknown, type Missing } from '../evidence/knowable.ts';
import { askPolicies } from './elements/policy.ts';
import type { Party } from './elements/policy-party.ts';
import { endpointState, rulesCount } from './elements/private-endpoint.ts';
import { lose, stick, write, writeFilter } from './log.ts';
import type { Cut } from './packet.ts';
import { isCut } from './packet.ts';
import { type Place, type PodsPlace, subnetOf } from './place.ts';
import { passSubnet } from './travel.ts';
import type { End, Voyage } from './voyage.ts';

/** Who sends, as the receiver's policies see it. */
export type Sender = Party;

/** A packet stands before its receiver: the filters there are asked, and it is delivered. */
export function arrive(voyage: Voyage, sender: Sender): End {
  const { log, to } = voyage;
  const cut = to.kind === 'endpoint' ? atEndpoint(voyage) : atSubnet(voyage);
  if (cut !== undefined) return cut;
  if (to.kind === 'pods') {
    const asked = policyAt(voyage.estate, { pods: to, far: sender, direction: 'in' }, voyage);
    if (isCut(asked)) return asked;
  }
  write(log, { kind: 'delivered', at: to.of, to: to.of });
  return 'reached';
}

function atSubnet(voyage: Voyage): Cut | undefined {
  const subnet = subnetOf(voyage.to);
  return subnet === undefined ? undefined : passSubnet(voyage, subnet, 'in');
}

/** Rules of a subnet count for the endpoints in it only when its policies say so. */
function atEndpoint(voyage: Voyage): Cut | undefined {
  const { estate, log, to } = voyage;
  if (to.kind !== 'endpoint') return undefined;
  const { subnet, endpoint } = to.place;
  const count = rulesCount(estate, subnet);
  log.consulted.add(subnet);
  if (typeof count !== 'boolean') log.missing.push(...count);
  else if (count) {
    const cut = passSubnet(voyage, subnet, 'in');
    if (cut !== undefined) return cut;
  }
  writeFilter(log, endpointState(endpoint));
  return undefined;
}

/** One end of a connection whose policies are asked. */
export interface PolicySide {
  readonly pods: PodsPlace;
  readonly far: Party;
  readonly direction: 'in' | 'out';
  /** It is the look-up of a name that is judged. */
  readonly ofLookUp?: true;
}

/** Asks the policies of a pod and writes down what they say. */
export function policyAt(
  estate: Estate,
  { pods, far, direction, ...lookUp }: PolicySide,
  { log }: Pick<Voyage, 'log'>,
): Cut | 'asked' {
  const { cluster, pool, party } = pods;
  const { os } = pool;
  const { protocol, ports } = log.packet;
  log.consulted.add(cluster.id);
  if (isUnknown(os)) {
    log.missing.push(...os.unknown);
    return 'asked';
  }
  const ruling = askPolicies(estate, { cluster, os, own: party, far, direction, protocol, ports });
  if (isCut(ruling)) return ruling;
  writeFilter(log, { filter: 'networkPolicy', at: pods.of, direction, ruling, ...lookUp });
  return 'asked';
}

/** Whether pods can be called by their own address from outside of their cluster; else it ends here. */
export function reachable({ estate, log, to }: Voyage, from: Place): End {
  if (to.kind !== 'pods') return 'reached';
  const mode = poolMode(estate, to.pool);
  if (isUnknown(mode)) return lose(log, to.of, mode);
  const near = 'network' in from && from.network !== undefined && from.network === to.network;
  const open = { cluster: false, vnet: near, routed: true }[mode.podsReachableFrom];
  return open ? 'reached' : stick(log, to.of, { because: 'noWayIn' });
}

/** What comes from the internet needs something with a public address to come in by. */
export function fromInternet(voyage: Voyage): End {
  const { estate, log, to } = voyage;
  if (to.kind === 'internet') return 'reached';
  const missing = publicFaces(estate, to);
  if (missing === 'open') return 'reached';
  return missing.length > 0
    ? stick(log, to.of, { because: 'missing', missing })
    : stick(log, to.of, { because: 'noWayIn' });
}

/** What could let the internet in to a place; `open` when it has a public address itself. */
function publicFaces(estate: Estate, to: Place): 'open' | readonly Missing[] {
  if (to.kind === 'nodes' || to.kind === 'pods') {
    const { nodePublicIp } = to.pool;
    if (isUnknown(nodePublicIp)) return nodePublicIp.unknown;
    if (nodePublicIp && to.kind === 'nodes') return 'open';
  }
  const missing: Missing[] = [];
  for (const { collections } of all(estate, 'ruleCollectionGroup')) {
    if (isUnknown(collections)) missing.push(...collections.unknown);
    else if (collections.some(({ rules }) => rules.some((rule) => rule.kind === 'dnat')))
      missing.push({ kind: 'notModelled', feature: 'ways in by translation at a firewall' });
  }
  if (to.kind === 'pods') {
    const balanced = all(estate, 'service').some(
      ({ cluster, namespace, type }) =>
        cluster === to.cluster.id && namespace === to.party.namespace && type === 'LoadBalancer',
    );
    if (balanced)
      missing.push({ kind: 'notModelled', feature: 'ways in by a load balancer Service' });
  }
  if (to.kind === 'subnet') {
    const gateway = all(estate, 'applicationGateway').find((each) => each.id === to.of);
    if (gateway !== undefined && isUnknown(gateway.publicIps))
      missing.push(...gateway.publicIps.unknown);
    else if (gateway !== undefined && !isUnknown(gateway.publicIps) && gateway.publicIps.length > 0)
      return 'open';
  }
  return missing;
}
