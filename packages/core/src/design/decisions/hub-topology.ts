import { prose, words } from '../../evidence/prose.ts';
import { azurePage } from '../../facts/documents.ts';
import type { RegionAsk } from '../ask.ts';
import type { Question } from './question.ts';

/** What joins the VNets of a region with each other and with the rest of the company. */
export const hubTopology: Question<RegionAsk> = {
  id: 'hubTopology',
  asks: 'What joins the VNets of this region with each other and with on-premises?',
  options: [
    {
      id: 'hubVnet',
      label: 'a hub VNet',
      sets: { virtualWan: false },
      unfit: (ask) =>
        ask.requirements.hub.topology === 'hubVnet'
          ? []
          : [prose`${'hub.topology'} is ${ask.requirements.hub.topology}`],
      merits: (ask) => [
        {
          points: 2,
          says: words(
            'firewall, gateway, resolver and Bastion live in a VNet of yours, and a route table states the way out that AKS demands for user-defined routing',
          ),
        },
        ...(ask.requirements.hub.resolver
          ? [
              {
                points: 1,
                says: words(
                  'the DNS resolver needs a VNet to live in, which a Virtual WAN hub is not',
                ),
              },
            ]
          : []),
      ],
      change: {
        how: 'inPlace',
        price: words(
          'spokes can be moved to a Virtual WAN hub one at a time; each move interrupts its traffic',
        ),
      },
      cite: [azurePage('articles/virtual-network/virtual-network-peering-overview.md')],
    },
    {
      id: 'virtualWan',
      label: 'a Virtual WAN hub with routing intent',
      sets: { virtualWan: true },
      unfit: (ask) =>
        ask.requirements.hub.topology !== 'virtualWan'
          ? [prose`${'hub.topology'} is ${ask.requirements.hub.topology}`]
          : [],
      merits: (ask) => [
        {
          points: 1,
          says: words('routes between many regions and branches are made by the platform'),
        },
        ...(ask.requirements.hub.resolver
          ? [{ points: -1, says: words('a resolver needs a further VNet for shared services') }]
          : []),
        {
          points: -1,
          says: words(
            'the learnt default route does not satisfy AKS: a route table with 0.0.0.0/0 to the hub firewall is needed as well',
          ),
        },
      ],
      change: {
        how: 'inPlace',
        price: words(
          'spokes can be moved to a hub VNet one at a time; each move interrupts its traffic',
        ),
      },
      cite: [azurePage('articles/virtual-wan/how-to-routing-policies.md', '2025-08')],
    },
    {
      id: 'none',
      label: 'no hub',
      sets: { virtualWan: false },
      unfit: (ask) => [
        ...(ask.requirements.hub.topology === 'none'
          ? []
          : [prose`${'hub.topology'} is ${ask.requirements.hub.topology}`]),
        ...(ask.requirements.clusters.some((c) => c.egress.inspection === 'required')
          ? [words('egress inspection is required, and a firewall for all spokes needs a hub')]
          : []),
      ],
      merits: () => [{ points: 0, says: words('enough for clusters that meet nobody') }],
      change: {
        how: 'inPlace',
        price: words(
          'a hub can be added later; peerings and routes are new, ranges must not overlap',
        ),
      },
      cite: [azurePage('articles/virtual-network/virtual-network-peering-overview.md')],
    },
  ],
};
