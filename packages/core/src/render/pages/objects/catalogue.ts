import type { AnyElement, Kind } from '../../../estate/elements/kinds.ts';
import { all, type Estate } from '../../../estate/estate.ts';
import { nameInId } from '../../../estate/id.ts';
import { clusterModes } from '../../../estate/modes-of.ts';
import { spaceOf } from '../../../estate/users.ts';
import { knownOr } from '../../../evidence/knowable.ts';
import { outboundTypes } from '../../../facts/outbound.ts';
import { policyEngines } from '../../../facts/policy-engines.ts';
import { type SpaceKindId, type SpaceOwner, spaceKinds } from '../../../facts/space-kinds.ts';
import { shown, shownAddress, shownPrefixes } from '../../words/shown.ts';

/** One thing of a kind, as it stands here. */
export interface Instance {
  readonly element: AnyElement;
  /** Its value: a range, a mode, an address. Empty when the name says all. */
  readonly value: string;
}

/** A kind of object that has an owner and a failure of its own. */
export interface ObjectKind {
  readonly title: string;
  /** The question that it answers and no other object does. */
  readonly answers: string;
  /** What is seen when it is wrong. */
  readonly fails: string;
  /** Who answers for it where the element does not say. */
  readonly owner: SpaceOwner;
  readonly here: (estate: Estate) => readonly Instance[];
}

const elements =
  (...kinds: readonly Kind[]) =>
  (estate: Estate): readonly Instance[] =>
    kinds.flatMap((kind) => all(estate, kind).map((element) => ({ element, value: '' })));

const subnets =
  (...spaces: readonly SpaceKindId[]) =>
  (estate: Estate): readonly Instance[] =>
    all(estate, 'subnet')
      .filter((subnet) => spaces.includes(spaceOf(estate, subnet.id)))
      .map((element) => ({ element, value: shownPrefixes(element.prefixes) }));

/** Every kind of object, in the order in which a packet's story is told. */
export const objectKinds: readonly ObjectKind[] = [
  {
    title: 'VNet range',
    answers: 'Which addresses are ours, and which of them are still free?',
    fails:
      'It overlaps a range that is routed here: the peering is refused or replies go elsewhere.',
    owner: 'network',
    here: (estate) =>
      all(estate, 'virtualNetwork').map((element) => ({
        element,
        value: shownPrefixes(element.prefixes),
      })),
  },
  {
    title: 'node subnet',
    answers: 'Can one more node join?',
    fails: 'It is full: scaling out stops, and an upgrade cannot add its surge nodes.',
    owner: spaceKinds.nodeSubnet.owner,
    here: subnets('nodeSubnet'),
  },
  {
    title: 'pod range or subnet',
    answers: 'Which address has a pod, and who can call it by that?',
    fails:
      'It is used up: nodes join and take no pods. It meets a routed range: pods cannot reach that range.',
    owner: 'cluster',
    here: (estate) => [
      ...all(estate, 'cluster')
        .filter((cluster) => knownOr(cluster.network.podRanges, []).length > 0)
        .map((element) => ({ element, value: shownPrefixes(element.network.podRanges) })),
      ...subnets('podSubnet')(estate),
    ],
  },
  {
    title: 'Service range',
    answers: 'Which addresses stand for Services inside the cluster?',
    fails:
      'It meets a routed range: some destinations go dead from inside the cluster, which looks like a fault of names.',
    owner: spaceKinds.service.owner,
    here: (estate) =>
      all(estate, 'cluster').map((element) => ({
        element,
        value: shownPrefixes(element.network.serviceRanges),
      })),
  },
  {
    title: 'DNS service address',
    answers: 'Whom do pods ask for names?',
    fails: 'It lies outside the Service range or is taken: no name resolves in the cluster.',
    owner: 'cluster',
    here: (estate) =>
      all(estate, 'cluster').map((element) => ({
        element,
        value: shownAddress(element.network.dnsServiceIp),
      })),
  },
  {
    title: 'network mode',
    answers: 'How do pods get addresses, and whose address do others see?',
    fails:
      'It was taken by default: too few addresses, or pods that nobody can call; a change may need a new cluster.',
    owner: 'cluster',
    here: (estate) =>
      all(estate, 'cluster').map((element) => ({
        element,
        value: shown(clusterModes(estate, element), (modes) =>
          modes.map((mode) => mode.title).join(', '),
        ),
      })),
  },
  {
    title: 'policy engine',
    answers: 'Is a NetworkPolicy enforced on every pool?',
    fails: 'It is off or absent: policies are accepted and block nothing.',
    owner: 'cluster',
    here: (estate) =>
      all(estate, 'cluster').map((element) => ({
        element,
        value: shown(element.network.policyEngine, (id) => policyEngines[id].title),
      })),
  },
  {
    title: 'way out',
    answers: 'What takes a packet for the internet once it has left the node?',
    fails: 'It has too few ports or addresses: connections fail, and only under load.',
    owner: 'cluster',
    here: (estate) =>
      all(estate, 'cluster').map((element) => ({
        element,
        value: shown(element.network.outboundType, (id) => outboundTypes[id].title),
      })),
  },
  {
    title: 'NAT gateway',
    answers: 'From which public address does a packet come?',
    fails: 'Its ports are spent on one destination: new connections there fail.',
    owner: 'network',
    here: elements('natGateway'),
  },
  {
    title: 'route table',
    answers: 'To which next hop does a packet go?',
    fails: 'It is missing from one subnet, or its next hop is gone: only some nodes fail, or all.',
    owner: 'network',
    here: elements('routeTable'),
  },
  {
    title: 'firewall',
    answers: 'Which destinations may be reached, by name or range?',
    fails:
      'A rule that the cluster needs is missing: nodes do not become ready, images do not load.',
    owner: 'network',
    here: elements('firewall'),
  },
  {
    title: 'network security group',
    answers: 'May this subnet exchange packets with that range?',
    fails: 'It shuts out probes or the API server: back ends look dead, nodes do not become ready.',
    owner: 'network',
    here: elements('networkSecurityGroup'),
  },
  {
    title: 'peering or hub connection',
    answers: 'Which networks can reach each other?',
    fails:
      'Half of it is missing, or forwarded packets are not allowed: packets vanish between the two.',
    owner: 'network',
    here: elements('peering', 'hubConnection'),
  },
  {
    title: 'private endpoint',
    answers: 'Does traffic to this service stay private?',
    fails:
      'It exists, but the name still gives the public address: traffic goes out, or is refused there.',
    owner: 'network',
    here: elements('privateEndpoint'),
  },
  {
    title: 'private DNS zone',
    answers: 'Which address has this name, seen from here?',
    fails: 'It is not linked to the network that asks: the name gives the public address.',
    owner: 'network',
    here: elements('privateDnsZone'),
  },
  {
    title: 'API server access',
    answers: 'From where can the cluster be administered?',
    fails: 'The only way in is blocked: nobody can repair what blocks it.',
    owner: 'cluster',
    here: (estate) =>
      all(estate, 'cluster').map((element) => ({
        element,
        value: shown(element.access.private, (isPrivate) => (isPrivate ? 'private' : 'public')),
      })),
  },
  {
    title: 'way in',
    answers: 'Where do requests arrive, and what probes the back ends?',
    fails:
      'It shares room with nodes or its probe does not match: requests fail while pods are well.',
    owner: 'network',
    here: elements('applicationGateway', 'gatewayForContainers', 'loadBalancer'),
  },
  {
    title: 'web application firewall policy',
    answers: 'Which requests does the way in turn away?',
    fails:
      'It only logs, and attacks pass; or its rules were never tuned, and good requests get 403.',
    owner: 'cluster',
    here: (estate) =>
      all(estate, 'webFirewallPolicy').map((element) => ({
        element,
        value: shown(element.mode, (mode) => mode.toLowerCase()),
      })),
  },
  {
    title: 'DDoS protection plan',
    answers: 'Which networks are defended against floods?',
    fails: 'A network with a public entry has not joined it: a flood reaches the entry.',
    owner: 'network',
    here: elements('ddosProtectionPlan'),
  },
  {
    title: 'flow log',
    answers: 'Which flows went through this network, and which were refused?',
    fails: 'Nobody switched it on: after an incident nobody can say what went where.',
    owner: 'network',
    here: elements('flowLog'),
  },
  {
    title: 'audit log',
    answers: 'Who did what at the API server?',
    fails: 'Nothing sends it, or nobody keeps it: after an incident nobody can say what happened.',
    owner: 'cluster',
    here: (estate) =>
      all(estate, 'diagnosticSetting').map((element) => ({
        element,
        value: shown(element.workspace, (id) => (id === undefined ? '' : nameInId(id))),
      })),
  },
];
