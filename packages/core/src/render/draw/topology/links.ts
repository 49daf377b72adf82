import type { Peering } from '../../../estate/elements/network.ts';
import { all, type Estate } from '../../../estate/estate.ts';
import { hubGateways } from '../../../estate/neighbours.ts';
import { view } from '../../../estate/view.ts';
import { isKnown, knownOr } from '../../../evidence/knowable.ts';
import type { ElementId } from '../../../evidence/source.ts';
import { shown } from '../../words/shown.ts';
import type { Link } from './scene.ts';

/** A pair of networks that a peering, its half, or a hub connection joins. */
export interface Pair {
  readonly a: ElementId;
  readonly b: ElementId;
  /** Both halves are there and connected. */
  readonly whole: boolean;
  /** What is amiss, for people; empty for a whole pair. */
  readonly amiss: string;
}

/** Every pair once, `a` before `b` in the order of their ids. */
export const pairs: (estate: Estate) => readonly Pair[] = view((estate) => {
  const halves = new Map<string, Peering[]>();
  for (const peering of all(estate, 'peering')) {
    const key = [peering.from, peering.to].sort().join('\n');
    halves.set(key, [...(halves.get(key) ?? []), peering]);
  }
  const peerings = [...halves].map(([key, found]): Pair => {
    const [a = '', b = ''] = key.split('\n');
    return { a, b, ...stateOf(estate, found) };
  });
  return [...peerings, ...hubPairs(estate)];
});

type PairState = Pick<Pair, 'whole' | 'amiss'>;

function stateOf(estate: Estate, halves: readonly Peering[]): PairState {
  const [first] = halves;
  const broken = halves.find((half) => knownOr(half.state, 'Connected') !== 'Connected');
  if (broken !== undefined)
    return { whole: false, amiss: `state ${shown(broken.state, (state) => state)}` };
  // A half whose other end is not among the inputs cannot show its other half.
  const bothSupplied =
    first !== undefined &&
    estate.elements.virtualNetwork.has(first.from) &&
    estate.elements.virtualNetwork.has(first.to);
  return new Set(halves.map((half) => half.from)).size < 2 && bothSupplied
    ? { whole: false, amiss: 'one half only' }
    : { whole: true, amiss: '' };
}

/** Connections to hubs of a Virtual WAN, and those hubs among each other. */
function hubPairs(estate: Estate): readonly Pair[] {
  const whole = { whole: true, amiss: '' };
  const connections = all(estate, 'hubConnection').map(
    (one): Pair => ({ a: one.hub, b: one.virtualNetwork, ...whole }),
  );
  const hubs = all(estate, 'virtualHub');
  const meshed = hubs.flatMap((hub, i) =>
    hubs
      .slice(i + 1)
      .filter((other) => sameWan(hub.virtualWan, other.virtualWan))
      .map((other): Pair => ({ a: hub.id, b: other.id, ...whole })),
  );
  return [...connections, ...meshed];
}

const sameWan = (a: unknown, b: unknown): boolean => typeof a === 'string' && a === b;

/** Ways to and from the internet, and to the networks outside, by network. */
export function exitLinks(
  estate: Estate,
  networkOf: (subnet: ElementId) => ElementId | undefined,
  networkOfCluster: (cluster: ElementId) => ElementId | undefined,
): readonly Link[] {
  const links: Link[] = [];
  const internet = (a: ElementId | undefined, by: string, way: 'out' | 'in' | 'both'): void => {
    if (a !== undefined) links.push({ kind: 'internet', a, by, way });
  };
  const place = (subnet: unknown): ElementId | undefined =>
    typeof subnet === 'string' ? networkOf(subnet) : undefined;
  for (const firewall of all(estate, 'firewall'))
    if (knownOr(firewall.publicIps, []).length > 0 || firewall.virtualHub !== undefined)
      internet(firewall.virtualHub ?? place(firewall.subnet), 'firewall', 'both');
  for (const subnet of all(estate, 'subnet'))
    if (typeof subnet.natGateway === 'string') internet(subnet.virtualNetwork, 'NAT', 'out');
  for (const gateway of all(estate, 'applicationGateway'))
    if (knownOr(gateway.publicIps, []).length > 0)
      internet(place(gateway.subnet), 'application gateway', 'in');
  for (const gateway of all(estate, 'gatewayForContainers'))
    internet(place(gateway.subnet), 'gateway', 'in');
  for (const bastion of all(estate, 'bastionHost'))
    if (knownOr(bastion.publicIp, undefined) !== undefined)
      internet(place(bastion.subnet), 'Bastion', 'in');
  for (const cluster of all(estate, 'cluster')) {
    const by = ownExits[knownOr(cluster.network.outboundType, 'none')];
    if (by !== undefined) internet(networkOfCluster(cluster.id), by, 'out');
  }
  for (const gateway of all(estate, 'virtualNetworkGateway')) {
    const a = place(gateway.subnet);
    if (a !== undefined)
      links.push({ kind: 'outside', a, by: shown(gateway.type, (type) => type) });
  }
  for (const gateway of hubGateways(estate))
    if (isKnown(gateway.hub))
      links.push({ kind: 'outside', a: gateway.hub, by: hubGatewayWords[gateway.kind] });
  return links;
}

const hubGatewayWords = { vpnGateway: 'Vpn', expressRouteGateway: 'ExpressRoute' } as const;

/** Ways out that a cluster makes for itself, in a word; the others show as elements of their own. */
const ownExits: Readonly<Partial<Record<string, string>>> = {
  loadBalancer: 'load balancer',
  managedNATGateway: 'NAT',
  managedNATGatewayV2: 'NAT',
};
