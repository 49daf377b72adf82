import type { Cluster } from '../../../estate/elements/cluster.ts';
import type { Kind } from '../../../estate/elements/kinds.ts';
import { all, type Estate } from '../../../estate/estate.ts';
import type { Id } from '../../../estate/id.ts';
import { isListedFor } from '../../../estate/listed.ts';
import { hubGateways, virtualWans } from '../../../estate/neighbours.ts';
import { routedTo } from '../../../estate/routed.ts';
import { cluster, pool, subnet, subnetId, vnet } from '../../../estate/sketch.ts';
import { view } from '../../../estate/view.ts';
import { isKnown, isUnknown, type Missing, missingOf } from '../../../evidence/knowable.ts';
import { joined, type Prose, prose, words } from '../../../evidence/prose.ts';
import { apiAccessKinds } from '../../../facts/api-access.ts';
import { linkedNetworks } from '../../asks-dns.ts';
import { vnetOf } from '../../cluster-networks.ts';
import { factsEvidence, finding, pass, passUnless, undetermined } from '../../judge.ts';
import { called } from '../../range-words.ts';
import { missingRouted } from '../../routed-unknown.ts';
import type { Fault, Judgement, Rule } from '../../rule.ts';

type NetworkId = Id<'virtualNetwork'>;

/** Kinds of elements through which people and agents come into a VNet. */
const entryKinds = ['bastionHost', 'virtualNetworkGateway', 'dnsResolver'] as const;

/** The same, in a Virtual WAN hub. */
const hubEntryKinds = ['vpnGateway', 'expressRouteGateway'] as const;

interface Entries {
  readonly networks: ReadonlySet<NetworkId>;
  /** VNets of Virtual WAN hubs with a gateway: entered as well, but who asks for names stands elsewhere. */
  readonly behindHubs: ReadonlySet<NetworkId>;
  readonly missing: readonly Missing[];
}

/** VNets that people enter: by Bastion or a gateway; a resolver shows that others ask from outside. */
const entries: (estate: Estate) => Entries = view((estate) => {
  const networks = new Set<NetworkId>();
  const missing: Missing[] = [];
  const add = (subnet: unknown): void => {
    if (isUnknown(subnet)) missing.push(...subnet.unknown);
    else if (typeof subnet === 'string') {
      const there = estate.elements.subnet.get(subnet);
      if (there === undefined) missing.push({ kind: 'notSupplied', what: subnet });
      else networks.add(there.virtualNetwork);
    }
  };
  for (const bastion of all(estate, 'bastionHost')) add(bastion.subnet);
  for (const gateway of all(estate, 'virtualNetworkGateway')) add(gateway.subnet);
  for (const { virtualNetwork } of all(estate, 'dnsResolver'))
    if (isUnknown(virtualNetwork)) missing.push(...virtualNetwork.unknown);
    else networks.add(virtualNetwork);
  const behindHubs = new Set<NetworkId>();
  const { connectedTo, sameWan } = virtualWans(estate);
  for (const { hub } of hubGateways(estate))
    if (isUnknown(hub)) missing.push(...hub.unknown);
    else
      for (const each of sameWan(hub))
        for (const network of connectedTo.get(each) ?? []) behindHubs.add(network);
  return { networks, behindHubs, missing };
});

function judge(estate: Estate, each: Cluster): Judgement {
  const { id, access } = each;
  if (isUnknown(access.private)) return undetermined(id, access.private.unknown);
  if (!access.private) return pass(id);
  const network = vnetOf(estate, id);
  if (isUnknown(network)) return undetermined(id, network.unknown);
  if (network === undefined) return judgeManaged(estate, each);
  return judgeInNetwork(estate, each, network);
}

/** Nothing can be joined to the VNet that AKS manages, so only the command through Azure is left. */
const judgeManaged = (estate: Estate, each: Cluster): Judgement =>
  finding(each.id, {
    severity: each.access.runCommand === true ? 'note' : 'warning',
    says: prose`The API server of ${called(estate, each.id)} is private, in a VNet that AKS manages. ${commandWords(each)}`,
    evidence: factsEvidence(prose`no pool names a subnet`),
    fix: prose`Put private clusters into an own VNet that is joined to where people and agents are.`,
  });

function judgeInNetwork(estate: Estate, each: Cluster, network: NetworkId): Judgement {
  const { networks, behindHubs, missing } = entries(estate);
  // Asked from the few places that people enter, not from the many that clusters live in.
  const isBehindHub = behindHubs.has(network);
  const entered = [
    ...[...networks].filter(
      (place) => place === network || routedTo(estate, place).ways.has(network),
    ),
    ...(isBehindHub ? [...behindHubs] : []).filter(
      (place) => place !== network && !networks.has(place),
    ),
  ];
  const resolving = new Set(resolvingNetworks(estate, each, network));
  const { publicFqdn, privateDnsZone } = each.access;
  const isEntered = entered.length > 0 || isBehindHub;
  if (isEntered && (publicFqdn === true || entered.some((place) => resolving.has(place))))
    return pass(each.id);
  const open: readonly Missing[] = [
    ...missing,
    ...missingRouted(estate, network),
    ...missingOf(publicFqdn, privateDnsZone),
    ...notListed(estate, network),
    ...missingLinks(estate, each),
  ];
  if (open.length > 0) return passUnless(open, each.id);
  const isByHub = isBehindHub && entered.every((place) => !networks.has(place));
  return finding(each.id, faultOf(estate, each, { entered, isByHub }));
}

/** VNets that find the private name of the API server: that of the nodes, and those linked. */
function resolvingNetworks(
  estate: Estate,
  { access: { privateDnsZone } }: Cluster,
  network: NetworkId,
): readonly NetworkId[] {
  if (isUnknown(privateDnsZone) || privateDnsZone === undefined) return [network];
  const isOwn = privateDnsZone !== 'system' && privateDnsZone !== 'none';
  return isOwn ? [network, ...linkedNetworks(estate, privateDnsZone)] : [network];
}

function missingLinks(estate: Estate, { access: { privateDnsZone } }: Cluster): readonly Missing[] {
  if (isUnknown(privateDnsZone) || privateDnsZone === undefined) return [];
  if (privateDnsZone === 'system' || privateDnsZone === 'none') return [];
  const links = all(estate, 'privateDnsLink').filter(({ zone }) => zone === privateDnsZone);
  return [
    ...links.flatMap(({ virtualNetwork }) => missingOf(virtualNetwork)),
    ...(isListedFor(estate, 'privateDnsLink', privateDnsZone)
      ? []
      : [{ kind: 'notListed', what: 'privateDnsLink', within: privateDnsZone } as const]),
  ];
}

const notListed = (estate: Estate, network: NetworkId): readonly Missing[] => [
  ...unlisted(estate, entryKinds, network),
  ...(virtualWans(estate).hubsOf.get(network) ?? []).flatMap((hub) =>
    unlisted(estate, hubEntryKinds, hub),
  ),
];

const unlisted = (estate: Estate, kinds: readonly Kind[], within: string): readonly Missing[] =>
  kinds
    .filter((kind) => !isListedFor(estate, kind, within))
    .map((what) => ({ kind: 'notListed', what, within }));

interface EnteredBy {
  readonly entered: readonly NetworkId[];
  /** The only way in is a gateway of its Virtual WAN hub. */
  readonly isByHub: boolean;
}

function faultOf(estate: Estate, each: Cluster, { entered, isByHub }: EnteredBy): Fault {
  const names = joined(entered.map((place) => called(estate, place)));
  const reason: Prose =
    entered.length === 0 || isByHub
      ? isByHub
        ? prose`People come in through a gateway of its Virtual WAN hub, and no VNet beside it answers them for its private name.`
        : prose`No Bastion, gateway or DNS resolver stands in its VNet or in one that is joined to it.`
      : prose`People come in through ${names}, which cannot resolve its private name.`;
  return {
    severity: each.access.runCommand === true ? 'warning' : 'error',
    says: prose`No way to the private API server of ${called(estate, each.id)} is known. ${reason} ${commandWords(each)}`,
    evidence: factsEvidence(
      prose`${words(isByHub ? 'VNets beside it that do not find the name' : 'entered networks that are joined to it')}: ${entered.length === 0 ? words('none') : names}`,
      prose`public name: ${words(each.access.publicFqdn === true ? 'on' : 'off')}`,
    ),
    fix: isByHub
      ? prose`Put a DNS resolver into a VNet beside that of the cluster and link an own zone for the API server there; who comes in asks it for the name.`
      : entered.length === 0
        ? prose`Join the VNet to a hub with Bastion or a gateway, and link the zone of the API server there.`
        : prose`Use an own zone for the API server and link it to ${names}; the system zone is linked to the VNet of the nodes only.`,
  };
}

const commandWords = ({ access: { runCommand } }: Cluster): Prose =>
  words(
    isKnown(runCommand) && runCommand
      ? 'Only the command through Azure (az aks command invoke) is left, which is not for automation.'
      : 'The command through Azure (az aks command invoke) is off or not known to be on.',
  );

/** AKS-API-002: nobody can reach a private API server. */
export const noWayIn: Rule = {
  code: 'AKS-API-002',
  title: 'No way to the private API server is known',
  severity: 'error',
  topic: 'access',
  causedBy: ['AKS-API-003'],
  judge: (estate) => all(estate, 'cluster').map((each) => judge(estate, each)),
  cite: apiAccessKinds.privateLink.cite,
  page: {
    what: 'The API server of a cluster is private, and no VNet that people or agents enter is joined to it and resolves its name.',
    why: 'The on-call engineer, kubectl and CI agents have no way in, which shows when it is needed most.',
    judged:
      'Entered are VNets with Bastion, a VPN or ExpressRoute gateway, or a DNS resolver. One of them must be the VNet of the nodes or be routed to it, and must find the name: by a link of the own zone, or because the public name is on. Without one: an error, or a warning while `az aks command invoke` works. In a VNet that AKS manages that command is the only way. Machines in the VNet itself are not seen.',
    undetermined:
      'Whether the API server is private, its zone, its public name or the VNet of the nodes are not known; or nobody said that gateways, Bastion hosts, resolvers, peerings and links are all among the inputs.',
    fix: 'Use an own zone and link it to the hub, or leave the public name on; keep a second way for emergencies.',
    example: {
      given: 'A private cluster in a VNet that nothing is joined to.',
      elements: () => [
        vnet('spoke', ['10.80.0.0/16']),
        subnet('spoke/nodes', '10.80.16.0/21'),
        cluster('pay', {
          access: {
            private: true,
            publicFqdn: false,
            privateDnsZone: 'system',
            runCommand: false,
          },
        }),
        pool('pay/general', 3, { subnet: subnetId('spoke', 'nodes') }),
      ],
    },
  },
};
