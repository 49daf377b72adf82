import { type Prose, prose, quote, words } from '../../evidence/prose.ts';
import { aksPage } from '../../facts/documents.ts';
import { unreachable } from '../appliances.ts';
import type { ClusterAsk } from '../ask.ts';
import { existingIn } from '../existing.ts';
import type { Merit, Option, Question } from './question.ts';

const inspected = (ask: ClusterAsk): boolean => ask.cluster.egress.inspection === 'required';

const bypasses = (ask: ClusterAsk): readonly Prose[] => [
  ...(inspected(ask)
    ? [
        words(
          'egress inspection is required, and this exit leaves the VNet without passing the firewall',
        ),
      ]
    : []),
];

/**
 * No exit at all is never guessed: it takes a binding requirement, and nothing that must be reached.
 */
const closed = (ask: ClusterAsk): readonly Prose[] => [
  ...(ask.requirements.require.some((bound) => bound.for === 'outboundType')
    ? []
    : [
        words(
          'nobody asked for a cluster without any way out (a binding requirement for outboundType would)',
        ),
      ]),
  ...ask.cluster.egress.destinations.map(
    (destination) =>
      prose`${quote(destination.name)} is to be reached, and without a way out nothing outside is`,
  ),
];

/** Whether a route can name a firewall: one that is laid out here, or one that is there. */
const firewallless = (ask: ClusterAsk): readonly Prose[] => {
  const { firewall } = ask.requirements.hub;
  if (existingIn(ask.requirements, 'firewall', ask.region.name).length > 0) return [];
  if (firewall === undefined)
    return [words('no firewall or appliance is asked for that a route could name')];
  if (firewall.kind === 'nva') return unreachable(ask);
  if (firewall.tier === 'Basic')
    return [
      words(
        'Azure Firewall Basic cannot proxy DNS, and the rules that AKS needs name hosts that only a DNS proxy can follow: ask for Standard',
      ),
    ];
  return [];
};

const fixed = (ask: ClusterAsk, says: Prose): readonly Merit[] =>
  ask.cluster.egress.fixedAddresses ? [{ points: 1, says }] : [];

const change: Option<ClusterAsk>['change'] = {
  how: 'inPlace',
  price: words(
    'in an own VNet the types with an exit interchange freely; connections break and the public addresses change, so allow-lists of partners and authorised ranges must be told first; clusters with node auto-provisioning cannot change it',
  ),
};

const page = aksPage('egress-outboundtype.md');

/** Which infrastructure owns a packet after it leaves the node. */
export const outboundType: Question<ClusterAsk> = {
  id: 'outboundType',
  asks: 'Which infrastructure owns a packet after it leaves the node?',
  options: [
    {
      id: 'userDefinedRouting',
      label: 'user-defined routing to a firewall',
      sets: { outbound: 'userDefinedRouting' },
      unfit: firewallless,
      merits: (ask) => [
        ...(inspected(ask)
          ? [
              {
                points: 3,
                says: words(
                  'egress inspection is required: every packet that leaves the VNet is routed through the firewall, which allows by name and logs',
                ),
              },
            ]
          : [
              {
                points: -1,
                says: words(
                  'a firewall in the path costs money, ports and a rule for every destination',
                ),
              },
            ]),
        ...fixed(ask, words('partners see the public addresses of the firewall only')),
      ],
      change,
      cite: [page, aksPage('limit-egress-traffic.md')],
    },
    {
      id: 'userAssignedNATGateway',
      label: 'NAT gateway on the cluster subnets',
      sets: { outbound: 'userAssignedNATGateway' },
      unfit: bypasses,
      merits: (ask) => [
        {
          points: 2,
          says: words(
            'ports are given on demand over all nodes, so no node runs out while others have plenty',
          ),
        },
        ...fixed(ask, words('partners see the public addresses of the NAT gateway only')),
      ],
      change,
      cite: [page, aksPage('nat-gateway.md')],
    },
    {
      id: 'loadBalancer',
      label: 'outbound rules of the cluster load balancer',
      sets: { outbound: 'loadBalancer' },
      unfit: bypasses,
      merits: () => [
        {
          points: 0,
          says: words(
            'simple, but ports are fixed per node and halve when the cluster grows past a tier',
          ),
        },
      ],
      change,
      cite: [page, aksPage('configure-load-balancer-standard.md')],
    },
    {
      id: 'managedNATGateway',
      label: 'managed NAT gateway',
      sets: { outbound: 'managedNATGateway' },
      unfit: bypasses,
      merits: () => [{ points: 1, says: words('ports on demand without a gateway of your own') }],
      change: { how: 'newCluster', price: words('an AKS-managed VNet cannot become an own one') },
      cite: [page, aksPage('nat-gateway.md')],
    },
    {
      id: 'none',
      label: 'no outbound path (network isolated)',
      sets: { outbound: 'none', networkIsolated: true },
      unfit: closed,
      merits: () => [
        {
          points: 3,
          says: words('images come from a private registry cache, nothing else leaves'),
        },
      ],
      change,
      cite: [page, aksPage('concepts-network-isolated.md')],
    },
    {
      id: 'block',
      label: 'outbound blocked by the platform (preview)',
      sets: { outbound: 'block', networkIsolated: true },
      unfit: closed,
      merits: () => [{ points: -2, says: words('a preview') }],
      change: { how: 'newCluster', price: words('an AKS-managed VNet cannot become an own one') },
      cite: [page, aksPage('concepts-network-isolated.md')],
    },
  ],
  remarks: (ask) =>
    ask.cluster.ipFamilies.includes(6)
      ? [
          words(
            'nothing is laid out by which IPv6 leaves: NAT gateway and firewall get IPv4 addresses here, and of the cluster load balancer no IPv6 address is asked, so what pods call outside they call over IPv4. Azure has ways out for IPv6 (a NAT gateway of SKU StandardV2, IPv6 addresses of the cluster load balancer; not both in one subnet, and none with a NAT gateway of SKU Standard); with user-defined routing a missing IPv6 default route is only warned of',
          ),
        ]
      : [],
};
