import { all, type Estate } from '../estate/estate.ts';
import { isKnown, knownOr } from '../evidence/knowable.ts';
import {
  amount,
  code,
  element,
  joined,
  type Part,
  type Prose,
  prose,
  quote,
  range,
  words,
} from '../evidence/prose.ts';
import type { Requirements } from '../requirements/schema.ts';
import { usedKinds } from './existing.ts';
import { leftOut } from './locked.ts';

/** Something that the design cannot settle and somebody must, before or after it is built. */
export interface OpenQuestion {
  /** Who is to answer, in the requirements' words. */
  readonly owner: string;
  readonly says: Prose;
}

/** What questions are asked about. */
interface Asked {
  readonly requirements: Requirements;
  readonly estate: Estate;
  /** The network of the earlier plan, when there is one. */
  readonly previous?: Estate;
}

type Asker = (asked: Asked) => readonly OpenQuestion[];

/** Who asks what. A new question is one entry. */
const askers: readonly Asker[] = [
  ({ requirements, estate, previous }) =>
    previous === undefined
      ? []
      : leftOut(previous, estate).map((says) => ({
          owner: requirements.organisation.owners.network,
          says,
        })),
  ({ requirements, estate }) =>
    all(estate, 'virtualNetwork')
      .filter((network) => network.existing === true)
      .map((network) => ({
        owner: requirements.organisation.owners.network,
        says: prose`which subnets ${element(network.id, network.name)} has already: ranges of ours were chosen clear of those named under existing, and of no others`,
      })),
  ({ requirements }) =>
    requirements.existing
      .filter((entry) => !usedKinds.has(entry.kind))
      .map((entry) => ({
        owner: requirements.organisation.owners.cluster,
        says: prose`what becomes of ${code(entry.id)}: it is named under existing, and no file here refers to it`,
      })),
  ({ requirements, estate }) =>
    all(estate, 'routeTable')
      .filter((table) => table.existing === true)
      .map((table) => ({
        owner: requirements.organisation.owners.network,
        says: prose`whether ${element(table.id, table.name)} has the routes that are needed: it is used and never changed`,
      })),
  ({ requirements, estate }) =>
    all(estate, 'firewall')
      .filter((firewall) => firewall.existing === true && !isKnown(firewall.policy))
      .map((firewall) => ({
        owner: requirements.organisation.owners.hub,
        says: prose`which policy ${element(firewall.id, firewall.name)} has: the rules that AKS and the destinations need are in no file until its policy is named under existing`,
      })),
  ({ requirements, estate }) =>
    all(estate, 'applicationGateway')
      .filter(
        (gateway) =>
          isKnown(gateway.sku) &&
          gateway.sku.startsWith('WAF') &&
          isKnown(gateway.firewallPolicy) &&
          gateway.firewallPolicy === undefined,
      )
      .map((gateway) => ({
        owner: requirements.organisation.owners.cluster,
        says: prose`which web application firewall policy ${element(gateway.id, gateway.name)} gets: the gateway is of the WAF tier, but its rules are the security team’s and no document at hand gives a default`,
      })),
  ({ requirements }) =>
    requirements.clusters.flatMap((cluster) =>
      cluster.ingress
        .filter((entry) => entry.tls === undefined || entry.dns === undefined)
        .map((entry) => ({
          owner: requirements.organisation.owners.cluster,
          says: prose`who answers for ${joined(missingOwners(entry.tls === undefined, entry.dns === undefined), ' and ')} of ${quote(entry.name)}`,
        })),
    ),
  ({ requirements }) =>
    requirements.clusters
      .filter((cluster) => cluster.kubernetesVersion === undefined)
      .map((cluster) => ({
        owner: requirements.organisation.owners.cluster,
        says: prose`which Kubernetes version ${quote(cluster.name)} runs: rules that depend on it stay open`,
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
  ({ requirements }) =>
    requirements.clusters.some((cluster) =>
      cluster.ingress.some((entry) => entry.exposure === 'public' && entry.ddos === 'required'),
    ) && !requirements.existing.some((entry) => entry.kind === 'ddosProtectionPlan')
      ? [
          {
            owner: requirements.organisation.owners.network,
            says: words(
              'which DDoS protection plan the VNets with public entries join: it is bought once for the company, so none is made here; name it under existing',
            ),
          },
        ]
      : [],
  ({ requirements, estate }) =>
    all(estate, 'cluster')
      .filter(({ access }) => knownOr(access.authorizedRanges, []).length > 0)
      .map((cluster) => ({
        owner: requirements.organisation.owners.cluster,
        says: prose`which public addresses ${element(cluster.id, cluster.name)} leaves by: once Azure has given them they must join its authorised ranges, or its own nodes are locked out`,
      })),
  ({ requirements, estate }) =>
    all(estate, 'cluster')
      .filter(({ network }) => knownOr(network.ipFamilies, undefined)?.includes(6) === true)
      .map((cluster) => ({
        owner: requirements.organisation.owners.network,
        says: prose`whether IPv6 of ${element(cluster.id, cluster.name)} is to leave: no exit and no default route for it are laid out, so what is outside is called over IPv4`,
      })),
  ({ requirements, estate }) =>
    all(estate, 'cluster')
      .filter(({ sku }) => sku === 'Automatic')
      .map((cluster) => ({
        owner: requirements.organisation.owners.cluster,
        says: prose`in which subnet the managed system pool of ${element(cluster.id, cluster.name)} lives: an Automatic cluster in an own VNet may ask for one, and none is laid out here`,
      })),
  ({ requirements, estate }) =>
    all(estate, 'cluster')
      .filter(({ artifactSource }) => artifactSource === 'Cache')
      .map((cluster) => ({
        owner: requirements.organisation.owners.cluster,
        says: prose`which private registry ${element(cluster.id, cluster.name)} takes its images from: without a way out it needs one with a cache rule and a private endpoint, reachable before the first node starts`,
      })),
  ({ requirements }) =>
    requirements.clusters.flatMap((cluster) =>
      cluster.dependencies
        .filter((d) => d.access === 'private' && d.names.length + d.ids.length < d.count)
        .map((d) => ({
          owner: requirements.organisation.owners.cluster,
          says: prose`what the ${code(d.service)} of ${quote(cluster.name)} are called: ${amount(d.count - d.names.length - d.ids.length, 'of them')} have no name, so room is planned for their private endpoints and none is written`,
        })),
    ),
  ({ requirements, estate }) =>
    all(estate, 'kubernetesObject').some(({ objectKind }) => objectKind === 'ClusterRoleBinding')
      ? [
          {
            owner: requirements.organisation.owners.cluster,
            says: prose`which Entra group ${quote(requirements.organisation.owners.cluster)} is: role bindings name groups as written here, and a cluster that signs in with Entra ID knows a group by its object id`,
          },
        ]
      : [],
  ({ requirements }) =>
    requirements.clusters.flatMap((cluster) =>
      cluster.namespaces
        .filter(({ pool }) => pool !== undefined)
        .map(({ name, pool }) => ({
          owner: requirements.organisation.owners.cluster,
          says: prose`how pods of ${quote(name)} are held on pool ${quote(pool ?? '')} and others off it: that takes a taint on the pool, and a toleration and a node selector in each workload, which are not written here`,
        })),
    ),
  ({ requirements }) =>
    requirements.clusters
      .filter((cluster) => cluster.pools.some((pool) => pool.upgrade !== 'rolling'))
      .map((cluster) => ({
        owner: requirements.organisation.owners.cluster,
        says: prose`who sets the upgrade strategy of ${joined(cluster.pools.filter((pool) => pool.upgrade !== 'rolling').map((pool) => quote(pool.name)))} in ${quote(cluster.name)}: room is planned for blue/green, and the API version that is written against has no name for it, so the pool rolls until somebody does`,
      })),
  ({ requirements }) =>
    requirements.clusters.flatMap((cluster) =>
      cluster.ingress
        .filter((entry) => entry.to !== undefined)
        .map((entry) => ({
          owner: requirements.organisation.owners.cluster,
          says: prose`how ${quote(entry.name)} speaks to its pods: the health probe ${code(entry.probePath)} and encryption behind the gateway are set on the workload’s own objects, which are not written here`,
        })),
    ),
  ({ requirements }) =>
    requirements.clusters
      .filter((cluster) => cluster.apiServer.auditLogs)
      .map((cluster) => ({
        owner: requirements.organisation.owners.cluster,
        says: prose`which workspace takes the audit logs of ${quote(cluster.name)}: the diagnostic setting that sends them is not written here`,
      })),
  ({ requirements }) =>
    requirements.security.publicPaasAccess === 'forbidden'
      ? [
          {
            owner: requirements.organisation.owners.network,
            says: words(
              'whether public access is switched off on every service that is depended on: the services are not made here, so no file sets it, and paths from the internet to them stay undetermined',
            ),
          },
        ]
      : [],
  ({ requirements }) =>
    requirements.clusters.flatMap((cluster) =>
      cluster.podIdentity.openConnectionsToPods.map(({ who }) => ({
        owner: requirements.organisation.owners.network,
        says: prose`from which ranges and to which ports ${quote(who)} opens connections to pods of ${quote(cluster.name)}: until that is written, no security group and no policy lets it in`,
      })),
    ),
  ({ requirements, estate }) =>
    all(estate, 'firewall')
      .filter((firewall) => firewall.existing === true)
      .map((firewall) => ({
        owner: requirements.organisation.owners.hub,
        says: prose`whether the DNS proxy of ${element(firewall.id, firewall.name)} is on: rules that name hosts need it, and so do VNets that ask it for names`,
      })),
  ({ requirements }) =>
    requirements.hub.forwarded.map(({ domain, servers }) => ({
      owner: requirements.organisation.owners.hub,
      says: prose`who forwards ${code(domain)} to ${joined(servers.map(range))}: the resolver is laid out, its forwarding ruleset is not`,
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
  ({ requirements }) =>
    requirements.clusters.flatMap((cluster) =>
      cluster.ingress
        .filter((entry) => entry.tls?.source === 'keyVault')
        .map((entry) => ({
          owner: entry.tls?.owner ?? requirements.organisation.owners.cluster,
          says: prose`how the certificate of ${quote(entry.name)} comes from its Key Vault into the gateway: the name of the secret is fixed here, its content is not`,
        })),
    ),
  ({ requirements }) =>
    requirements.hub.topology === 'virtualWan' && requirements.hub.gateway !== 'none'
      ? [
          {
            owner: requirements.organisation.owners.hub,
            says: words(
              'which gateway of the Virtual WAN hub leads to networks outside Azure: it is a resource of the hub and not laid out here',
            ),
          },
        ]
      : [],
  ({ requirements, estate }) =>
    all(estate, 'cluster')
      .filter(
        ({ network }) =>
          (knownOr(network.ipFamilies, undefined) ?? []).includes(6) &&
          knownOr(network.outboundType, undefined) === 'userDefinedRouting',
      )
      .map((cluster) => ({
        owner: requirements.organisation.owners.network,
        says: prose`how IPv6 leaves ${element(cluster.id, cluster.name)}: the firewall has an IPv4 address only, so no route for ${code('::/0')} leads to it`,
      })),
];

const missingOwners = (tls: boolean, dns: boolean): readonly Part[] => [
  ...(tls ? ['the certificate'] : []),
  ...(dns ? ['the name'] : []),
];

/** Everything that somebody still has to settle. */
export const openQuestions = (asked: Asked): readonly OpenQuestion[] =>
  askers.flatMap((ask) => ask(asked));
