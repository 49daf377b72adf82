import { prose, words } from '../../evidence/prose.ts';
import { azurePage } from '../../facts/documents.ts';
import type { ClusterAsk } from '../ask.ts';
import type { Question } from './question.ts';

const web = new Set([80, 443]);

/** Destinations that only a network rule by name can allow: neither HTTP nor HTTPS. */
const namedOtherPorts = (ask: ClusterAsk): readonly string[] =>
  ask.cluster.egress.destinations
    .filter(
      (d) => d.fqdn !== undefined && d.ports.some((p) => p.protocol !== 'TCP' || !web.has(p.port)),
    )
    .map((d) => d.name);

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
        return named.length > 0 && ask.requirements.hub.firewall?.kind === 'azureFirewall'
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
      unfit: (ask) =>
        ask.requirements.hub.firewall === undefined
          ? [words('there is no firewall')]
          : ask.requirements.hub.firewall.kind === 'nva'
            ? [
                words(
                  'whether the appliance of another maker passes questions for names on is not known',
                ),
              ]
            : [],
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
