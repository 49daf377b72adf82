import type { Cluster } from '../../../estate/elements/cluster.ts';
import type { Subnet } from '../../../estate/elements/network.ts';
import { all, type Estate } from '../../../estate/estate.ts';
import type { Id } from '../../../estate/id.ts';
import { isListedFor } from '../../../estate/listed.ts';
import { clusterModes } from '../../../estate/modes-of.ts';
import { neighbourhood } from '../../../estate/neighbours.ts';
import { appGateway, cluster, pool, subnet, subnetId, vnet } from '../../../estate/sketch.ts';
import { type SubnetUseId, subnetUsers, usersOf } from '../../../estate/users.ts';
import { isUnknown, type Knowable, type Missing } from '../../../evidence/knowable.ts';
import { joined, prose, words } from '../../../evidence/prose.ts';
import { type IngressOption, ingressOptions, isIngressId } from '../../../facts/ingress.ts';
import type { SpaceKindId } from '../../../facts/space-kinds.ts';
import { specialSubnets } from '../../../facts/special-subnets.ts';
import { vnetOf } from '../../cluster-networks.ts';
import { factsEvidence, finding, pass, passUnless, undetermined } from '../../judge.ts';
import { subnetsOf } from '../../network-room.ts';
import { called } from '../../range-words.ts';
import type { Fault, Judgement, Rule } from '../../rule.ts';
import { isUsedFor, type Use } from '../../subnet-use.ts';

/** Gateways that have a subnet for themselves. */
const gatewayUses: readonly Use[] = [
  { uses: ['applicationGateway'], madeBy: ['applicationGateway'], space: 'ingressSubnet' },
  { uses: ['gatewayForContainers'], madeBy: ['gatewayForContainers'], space: 'agcSubnet' },
];

function* judge(estate: Estate): IterableIterator<Judgement> {
  for (const each of all(estate, 'cluster')) yield* judgeCluster(estate, each);
  for (const each of all(estate, 'subnet')) yield judgeSubnet(estate, each);
}

function* judgeCluster(estate: Estate, each: Cluster): IterableIterator<Judgement> {
  if (isUnknown(each.ingress)) {
    yield undetermined(each.id, each.ingress.unknown);
    return;
  }
  const open: Missing[] = [];
  const faults: Fault[] = [];
  for (const id of each.ingress.filter(isIngressId)) {
    const option = ingressOptions[id];
    const { subnet: space } = option;
    if (space === undefined) continue;
    const found = hasSubnet(estate, each, { option, space });
    if (isUnknown(found)) open.push(...found.unknown);
    else if (!found) faults.push(missingFault(estate, each, option));
  }
  for (const fault of faults) yield finding(each.id, fault);
  if (faults.length === 0) yield passUnless(open, each.id);
}

interface Wanted {
  readonly option: IngressOption;
  readonly space: SpaceKindId;
}

/** Whether a subnet for the gateway is where it may be: in the VNet, or where that is not demanded near it. */
function hasSubnet(estate: Estate, each: Cluster, { option, space }: Wanted): Knowable<boolean> {
  const network = vnetOf(estate, each.id);
  if (isUnknown(network)) return network;
  if (network === undefined) return false;
  const use = gatewayUses.find((one) => one.space === space);
  if (use === undefined) return true;
  const here = hasIn(estate, network, use);
  if (here === true) return true;
  const modes = clusterModes(estate, each);
  if (isUnknown(modes)) return modes;
  const isBound =
    option.overlay !== undefined && modes.some((mode) => mode.podRange === 'defaulted');
  if (isBound) return here;
  const near = (neighbourhood(estate).peers.get(network) ?? []).map(({ to }) => to);
  const answers = [here, ...near.map((place) => hasIn(estate, place, use))];
  if (answers.includes(true)) return true;
  const [first, ...more] = [
    ...answers.flatMap((answer) => (isUnknown(answer) ? answer.unknown : [])),
    ...(isListedFor(estate, 'peering', network)
      ? []
      : [{ kind: 'notListed', what: 'peering', within: network } as const]),
  ];
  return first === undefined ? false : { unknown: [first, ...more] };
}

function hasIn(estate: Estate, network: Id<'virtualNetwork'>, use: Use): Knowable<boolean> {
  const answers = subnetsOf(estate, network).map((each) => isUsedFor(estate, each, use));
  if (answers.includes(true)) return true;
  const [first, ...more]: readonly Missing[] = [
    ...answers.flatMap((answer) => (isUnknown(answer) ? answer.unknown : [])),
    ...(isListedFor(estate, 'subnet', network)
      ? []
      : [{ kind: 'notListed', what: 'subnet', within: network } as const]),
  ];
  return first === undefined ? false : { unknown: [first, ...more] };
}

const missingFault = (estate: Estate, each: Cluster, option: IngressOption): Fault => ({
  severity: 'warning',
  field: 'ingress',
  says: prose`${called(estate, each.id)} is entered through ${words(option.title)}, which needs a subnet for itself, and there is none.`,
  evidence: factsEvidence(...option.notes.map((note) => words(note))),
  fix: prose`Cut a subnet for it${words(option.delegation === undefined ? '' : `, delegated to ${option.delegation}`)}, before other subnets take the room.`,
});

/** Nothing else may live in the subnet of a gateway. */
function judgeSubnet(estate: Estate, each: Subnet): Judgement {
  const open: Missing[] = [];
  for (const use of gatewayUses) {
    const isHome = isUsedFor(estate, each, use);
    const strangers = usersOf(estate, each.id).filter((user) => !isOwn(use, user.use));
    const [stranger] = strangers;
    if (isHome === true && stranger !== undefined && stranger.doubt === undefined)
      return finding(each.id, sharedFault(estate, each, { use, strangers }));
    if (isHome === true) open.push(...missingStrangers(estate, each, use));
    // Neither the gateway nor its neighbour says where it lives: both may live here.
    const roaming = stranger === undefined ? unplacedStrangers(estate, use) : [];
    if (isUnknown(isHome) && (stranger !== undefined || roaming.length > 0))
      open.push(...isHome.unknown, ...roaming);
  }
  return open.length === 0 ? pass(each.id) : undetermined(each.id, open);
}

const isOwn = (use: Use, one: SubnetUseId): boolean => use.uses.includes(one);

interface Shared {
  readonly use: Use;
  readonly strangers: ReturnType<typeof usersOf>;
}

function sharedFault(estate: Estate, each: Subnet, { use, strangers }: Shared): Fault {
  const special = Object.values(specialSubnets).find(({ space }) => space === use.space);
  return {
    says: prose`Subnet ${called(estate, each.id)} is for ${words(special?.title ?? 'a gateway')}, and ${joined(
      [...new Set(strangers.map((user) => user.element))].map((id) => called(estate, id)),
    )} lives there too. Azure refuses the gateway in a shared subnet, and its instances and the others take each other's addresses.`,
    evidence: factsEvidence(
      ...strangers.map((user) => prose`${called(estate, user.element)} as ${words(user.use)}`),
    ),
    fix: prose`Give the gateway a subnet for itself.`,
  };
}

/** Those who live in a subnet that nobody named. */
const unplacedStrangers = (estate: Estate, use: Use): readonly Missing[] =>
  subnetUsers(estate)
    .unplaced.filter((user) => !isOwn(use, user.use))
    .flatMap((user) => user.missing);

/** Somebody who lives in a subnet nobody named may live in this one. */
const missingStrangers = (estate: Estate, each: Subnet, use: Use): readonly Missing[] => [
  ...unplacedStrangers(estate, use),
  ...usersOf(estate, each.id).flatMap((user) => user.doubt?.unknown ?? []),
  ...(['agentPool', 'privateEndpoint'] as const)
    .filter((kind) => !isListedFor(estate, kind, each.id))
    .map((what) => ({ kind: 'notListed', what, within: each.id }) as const),
];

/** AKS-ING-001: the subnet of an ingress gateway is missing or shared. */
export const ingressSubnet: Rule = {
  code: 'AKS-ING-001',
  title: 'Subnet of the ingress gateway is missing or shared',
  severity: 'error',
  topic: 'ingress',
  judge,
  cite: [...ingressOptions.agic.cite, ...ingressOptions.agc.cite],
  page: {
    what: 'A cluster is entered through a gateway that needs a subnet for itself, and there is none; or something else lives in such a subnet.',
    why: 'A gateway that is added later finds no room, or must be placed in the node subnet, which Azure refuses. In a shared subnet gateway and neighbours exhaust each other.',
    judged:
      'For Application Gateway with its ingress controller and for Application Gateway for Containers: beside overlay in the VNet of the nodes, otherwise there or in a VNet that is peered with it. Missing is a warning. Anything but the gateway in its subnet is an error.',
    undetermined:
      'The ingress options of the cluster or its VNet are not known, a user of subnets does not say where it lives, or nobody said that all of them are among the inputs.',
    fix: 'Plan the subnet of the gateway before the node subnet is cut.',
    example: {
      given: 'An application gateway in the node subnet.',
      elements: () => [
        vnet('spoke', ['10.80.0.0/16']),
        subnet('spoke/nodes', '10.80.16.0/21'),
        cluster('pay', { ingress: ['agic'] }),
        pool('pay/general', 3, { subnet: subnetId('spoke', 'nodes') }),
        appGateway('agw', subnetId('spoke', 'nodes')),
      ],
    },
  },
};
