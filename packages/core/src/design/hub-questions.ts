import type { Firewall } from '../estate/elements/firewall.ts';
import { all, type Estate } from '../estate/estate.ts';
import { canonical } from '../estate/id.ts';
import { hubGateways, virtualWans } from '../estate/neighbours.ts';
import { isKnown, isUnknown, knownOr } from '../evidence/knowable.ts';
import { code, element, joined, prose, quote, range, words } from '../evidence/prose.ts';
import type { ElementId } from '../evidence/source.ts';
import type { Requirements } from '../requirements/schema.ts';
import { appliancesIn } from './appliances.ts';
import type { Asker } from './asker.ts';

/** What the owners of the hub have to settle. A new question is one entry. */
export const hubAskers: readonly Asker[] = [
  ({ requirements, estate }) =>
    requirements.existing
      .filter((entry) => entry.kind === 'virtualNetwork' && entry.use === 'hub')
      .map((entry) => canonical(entry.id))
      .flatMap((id) => {
        const asked = takenAsThere(requirements.hub, isResolverNamed(estate, id));
        const name = estate.elements.virtualNetwork.get(id)?.name;
        return asked.length === 0
          ? []
          : [
              {
                owner: requirements.organisation.owners.hub,
                says: prose`whether ${element(id, name)} has ${joined(asked.map(words), ' and ')}: the hub is there, so none is made in it, and what was asked for is taken to be there`,
              },
            ];
      }),
  ({ requirements }) =>
    requirements.regions.flatMap(({ name }) => {
      const [first, ...more] = appliancesIn(requirements, name);
      if (first === undefined) return [];
      const owner = requirements.organisation.owners.hub;
      return [
        {
          owner,
          says: prose`whether the appliance at ${range(first)} lets through what ${code('appliance-rules.md')} lists: its rules are not known here, so paths through it stay undetermined`,
        },
        ...(more.length === 0
          ? []
          : [
              {
                owner,
                says: prose`what stands before ${joined([first, ...more].map(range), ' and ')} in ${name}: routes name ${range(first)} only, and with an internal load balancer before them they would name its address`,
              },
            ]),
      ];
    }),
  ({ requirements, estate }) =>
    all(estate, 'firewall')
      .filter((firewall) => firewall.existing === true && !isKnown(firewall.policy))
      .map((firewall) => ({
        owner: requirements.organisation.owners.hub,
        says: prose`which policy ${element(firewall.id, firewall.name)} has: the rules that AKS and the destinations need are handed over in ${code('handover/firewall-rules.md')}, and join nothing until its policy is named under existing`,
      })),
  ({ requirements }) =>
    requirements.regions.length > 1 && requirements.hub.topology === 'hubVnet'
      ? [
          {
            owner: requirements.organisation.owners.hub,
            says: words(
              'whether clusters of different regions talk to each other: hubs of different regions are not peered here, so data that is replicated travels by the services themselves',
            ),
          },
        ]
      : [],
  ({ requirements, estate }) =>
    all(estate, 'firewall')
      .filter((firewall) => firewall.existing === true && !isProxyKnown(estate, firewall.policy))
      .map((firewall) => ({
        owner: requirements.organisation.owners.hub,
        says: prose`whether the DNS proxy of ${element(firewall.id, firewall.name)} is on: rules that name hosts need it, and so do VNets that ask it for names`,
      })),
  ({ requirements, estate }) =>
    all(estate, 'forwardingRuleset').length > 0
      ? []
      : requirements.hub.forwarded.map(({ domain, servers }) => ({
          owner: requirements.organisation.owners.hub,
          says: prose`who forwards ${code(domain)} to ${joined(servers.map(range))}: that takes a resolver whose outbound endpoint is known, and none is laid out here`,
        })),
  ({ requirements, estate }) =>
    all(estate, 'forwardingRuleset').length === 0
      ? []
      : all(estate, 'virtualNetwork')
          .filter((network) => network.dnsVia !== undefined)
          .map((network) => ({
            owner: requirements.organisation.owners.hub,
            says: prose`who forwards names of others for ${element(network.id, network.name)}: it asks the firewall, which asks in the name of the VNet of the resolver, and a ruleset that is linked there may send questions in a circle`,
          })),
  ({ requirements }) =>
    requirements.clusters.flatMap((cluster) =>
      cluster.ingress
        .filter((entry) => entry.exposure === 'public' && entry.behindFirewall)
        .map((entry) => ({
          owner: requirements.organisation.owners.hub,
          says: prose`which public address of the firewall answers for ${quote(entry.name)}: the address translation that leads to it is not written here`,
        })),
    ),
  ({ requirements, estate }) =>
    requirements.hub.gateway === 'none'
      ? []
      : all(estate, 'virtualHub')
          .filter(
            (hub) =>
              hub.existing === true &&
              (virtualWans(estate).gatewaysOf.get(hub.id) ?? []).length === 0,
          )
          .map((hub) => ({
            owner: requirements.organisation.owners.hub,
            says: prose`which gateways ${element(hub.id, hub.name)} has: the hub is there, so none is made in it; name them under existing, as ${code('vpnGateway')} or ${code('expressRouteGateway')}`,
          })),
  ({ requirements, estate }) =>
    hubGateways(estate)
      .filter((gateway) => gateway.existing !== true)
      .map((gateway) => ({
        owner: requirements.organisation.owners.hub,
        says: prose`which ${gateway.kind === 'vpnGateway' ? 'VPN sites' : 'ExpressRoute circuits'} ${element(gateway.id, gateway.name)} connects, and with how many scale units: what was bought tells, and no file here`,
      })),
  ({ requirements, estate }) =>
    all(estate, 'virtualHub')
      .filter(({ privatePrefixes }) => knownOr(privatePrefixes, []).length > 0)
      .map((hub) => ({
        owner: requirements.organisation.owners.hub,
        says: prose`when ${joined(knownOr(hub.privatePrefixes, []).map(range))} become private prefixes of the routing intent of ${element(hub.id, hub.name)}: they lie beyond RFC 1918, pass by its firewall until it lists them, and are not written here`,
      })),
  ({ requirements, estate }) =>
    all(estate, 'virtualHub')
      .filter((hub) => hub.existing === true && isUnknown(hub.routingIntent))
      .map((hub) => ({
        owner: requirements.organisation.owners.hub,
        says: prose`which routing intent ${element(hub.id, hub.name)} has: the hub is there, so none is written; state it as ${code('routingIntent')} of its entry under existing`,
      })),
];

/** Whether somebody said if the DNS proxy of a policy is on. */
function isProxyKnown(estate: Estate, policy: Firewall['policy']): boolean {
  const found = estate.elements.firewallPolicy.get(knownOr(policy, undefined) ?? '');
  return found !== undefined && isKnown(found.dnsProxy);
}

/** What was asked for of a hub that is there, beside its firewall, and stands in no file. */
const takenAsThere = (
  { gateway, bastion, resolver }: Requirements['hub'],
  isResolverKnown: boolean,
): readonly string[] => [
  ...gatewayNames[gateway],
  ...(bastion ? ['a Bastion host'] : []),
  ...(resolver && !isResolverKnown ? ['a DNS private resolver'] : []),
];

const gatewayNames: Readonly<Record<Requirements['hub']['gateway'], readonly string[]>> = {
  none: [],
  expressRoute: ['an ExpressRoute gateway'],
  vpn: ['a VPN gateway'],
  both: ['an ExpressRoute gateway', 'a VPN gateway'],
};

const isResolverNamed = (estate: Estate, hub: ElementId): boolean =>
  all(estate, 'dnsResolver').some(({ virtualNetwork }) => virtualNetwork === hub);
