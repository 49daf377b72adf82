import { sameAddress } from '@aksnet/net';
import { code, type Prose, prose, words } from '../../evidence/prose.ts';
import { azurePage } from '../../facts/documents.ts';
import type { ClusterAsk } from '../ask.ts';
import { existingIn } from '../existing.ts';
import type { Question } from './question.ts';

const web = new Set([80, 443]);

/** What only a network rule by name can allow: neither HTTP nor HTTPS. */
const namedOtherPorts = ({ cluster }: ClusterAsk): readonly string[] => {
  const { gitops } = cluster.apiServer;
  return [
    ...cluster.egress.destinations
      .filter(
        (d) =>
          d.fqdn !== undefined && d.ports.some((p) => p.protocol !== 'TCP' || !web.has(p.port)),
      )
      .map((d) => d.name),
    ...(gitops === undefined || web.has(gitops.port) ? [] : [gitops.reaches]),
  ];
};

/** A firewall that is made here, or one that is there. */
const hasFirewall = ({ requirements, region }: ClusterAsk): boolean =>
  requirements.hub.firewall?.kind === 'azureFirewall' ||
  existingIn(requirements, 'firewall', region.name).length > 0;

/** Why the firewall of the region cannot be asked for names, or would answer them wrongly. */
function cannotProxy(ask: ClusterAsk): readonly Prose[] {
  const { requirements, region, cluster } = ask;
  if (requirements.hub.firewall?.kind === 'nva')
    return [
      words('whether the appliance of another maker passes questions for names on is not known'),
    ];
  if (!hasFirewall(ask)) return [words('there is no firewall')];
  const [there] = existingIn(requirements, 'firewall', region.name);
  const policies = existingIn(requirements, 'firewallPolicy', region.name);
  const isBasic = there === undefined && requirements.hub.firewall?.tier === 'Basic';
  const isOff = there !== undefined && policies.some(({ dnsProxy }) => dnsProxy === false);
  const isPrivate =
    cluster.apiServer.exposure === 'private' ||
    cluster.dependencies.some(({ access }) => access === 'private');
  return [
    ...(isBasic ? [words('Azure Firewall Basic cannot proxy DNS: ask for Standard')] : []),
    ...(isOff
      ? [words('the DNS proxy of the firewall policy is off, and it belongs to others')]
      : []),
    ...(requirements.hub.topology === 'virtualWan' && isPrivate
      ? [
          words(
            'a firewall in a virtual hub asks in the name of no VNet, so no private zone would answer, and private names are needed here',
          ),
        ]
      : []),
    ...notPointed(ask),
  ];
}

/** DNS servers of a VNet that is there are its owners': they must name the firewall already. */
function notPointed({ requirements, region, environment }: ClusterAsk): readonly Prose[] {
  const [network] = existingIn(requirements, 'virtualNetwork', region.name).filter(
    ({ use, environment: of }) =>
      use === 'clusters' && (of ?? environment.name) === environment.name,
  );
  if (network === undefined) return [];
  const walls = existingIn(requirements, 'firewall', region.name).flatMap(
    ({ privateAddress }) => privateAddress ?? [],
  );
  const points = network.dnsServers?.some((server) =>
    walls.some((wall) => sameAddress(server, wall)),
  );
  return points === true
    ? []
    : [
        prose`the VNet ${code(network.id)} is there and never changed, and nobody says that it asks the firewall for names (dnsServers of that entry, privateAddress of the firewall)`,
      ];
}

const links = azurePage('articles/dns/private-dns-fallback.md');

/** Which DNS servers the VNet of a cluster asks, and so which zones answer its pods. */
export const nameResolution: Question<ClusterAsk> = {
  id: 'nameResolution',
  asks: 'Whom do the nodes and pods of this VNet ask for names?',
  options: [
    {
      id: 'azureDns',
      label: 'Azure DNS, private zones linked to the VNet itself',
      sets: {},
      unfit: (ask) => {
        const named = namedOtherPorts(ask);
        return named.length > 0 && hasFirewall(ask)
          ? [
              prose`the firewall can allow ${named.join(', ')} by name only when it is the DNS proxy of its clients`,
            ]
          : [];
      },
      merits: () => [
        {
          points: 2,
          says: words(
            'the fewest parts: each zone that is linked to the VNet answers, and no server of ours must be up for pods to find names',
          ),
        },
      ],
      change: {
        how: 'inPlace',
        price: words(
          'a change of the VNet’s DNS servers reaches nodes only when they are reimaged',
        ),
      },
      cite: [links],
    },
    {
      id: 'firewallProxy',
      label: 'DNS proxy of the firewall',
      sets: {},
      unfit: cannotProxy,
      merits: (ask) =>
        namedOtherPorts(ask).length > 0
          ? [
              {
                points: 3,
                says: words(
                  'firewall and client must see the same address for a name that is allowed on a port other than 80 and 443',
                ),
              },
            ]
          : [
              {
                points: 0,
                says: words(
                  'one more part between pods and names; worth it where every query must be logged',
                ),
              },
            ],
      change: {
        how: 'inPlace',
        price: words(
          'a change of the VNet’s DNS servers reaches nodes only when they are reimaged',
        ),
      },
      cite: [azurePage('articles/firewall/dns-details.md'), links],
    },
  ],
};
