import type { VirtualNetwork } from '../estate/elements/network.ts';
import { all, type Estate } from '../estate/estate.ts';
import { canonical, nameInId, parseArmId } from '../estate/id.ts';
import { clusterMode } from '../estate/modes-of.ts';
import { isKnown, knownOr } from '../evidence/knowable.ts';
import { amount, code, element, joined, type Prose, prose, quote } from '../evidence/prose.ts';
import type { ElementId } from '../evidence/source.ts';
import { hostedNodeNames } from '../facts/automatic.ts';
import { publicAccessPolicies } from '../facts/azure-policy/public-access.ts';
import { paasService } from '../facts/paas-services.ts';
import type { Requirements } from '../requirements/schema.ts';
import type { Asked, Asker, OpenQuestion } from './asker.ts';
import { hasGate } from './dress/authorised.ts';
import { entryAskers } from './entry-questions.ts';
import { mentioned } from './existing.ts';
import { hubAskers } from './hub-questions.ts';
import { watchedTargets } from './operate/guards/habits.ts';
import { canBeBound } from './pool-binding.ts';
import { asksForDdos } from './skeleton/protection.ts';
import { standingAskers } from './standing-questions.ts';

/** Who asks what. A new question is one entry. */
const askers: readonly Asker[] = [
  ...standingAskers,
  ({ requirements, estate }) =>
    all(estate, 'virtualNetwork')
      .filter((network) => network.existing === true)
      .map((network) => ({
        owner: requirements.organisation.owners.network,
        says: prose`which subnets ${element(network.id, network.name)} has already: ranges of ours were chosen clear of those named under existing, and of no others`,
      })),
  ({ requirements, estate }) => {
    const known = mentioned(estate);
    return requirements.existing
      .filter((entry) => !known.has(canonical(entry.id)))
      .map((entry) => ({
        owner: requirements.organisation.owners.cluster,
        says: prose`what becomes of ${code(entry.id)}: it is named under existing, and no file here refers to it`,
      }));
  },
  ({ requirements, estate }) =>
    all(estate, 'routeTable')
      .filter((table) => table.existing === true)
      .map((table) => ({
        owner: requirements.organisation.owners.network,
        says: prose`whether ${element(table.id, table.name)} has the routes that are needed: it is used and never changed`,
      })),
  ({ requirements, estate }) =>
    all(estate, 'cluster')
      .filter((cluster) => {
        const mode = clusterMode(estate, cluster);
        return isKnown(mode) && mode.ownRouteTable;
      })
      .map((cluster) => ({
        owner: requirements.organisation.owners.network,
        says: prose`who sees to it that the route table of ${element(cluster.id, cluster.name)} is not deployed again over what AKS has written: it puts a route per node there, and a table that is put as our files say it has only ours`,
      })),
  ({ requirements, estate }) => {
    const made = all(estate, 'webFirewallPolicy').filter((policy) => policy.existing !== true);
    const [first] = made;
    return first === undefined
      ? []
      : [
          {
            owner: requirements.organisation.owners.cluster,
            says: prose`whether the rules of ${called(made)} fit what stands behind: they begin in mode ${code(knownOr(first.mode, ''))} with ${joined(knownOr(first.ruleSets, []).map(({ type, version }) => code(`${type} ${version}`)))} and no exclusions, and whoever answers for security tunes them; the assumption ${code('webFirewall.firstMode')} chooses the mode`,
          },
        ];
  },
  ({ requirements }) =>
    requirements.clusters
      .filter((cluster) => cluster.kubernetesVersion === undefined)
      .map((cluster) => ({
        owner: requirements.organisation.owners.cluster,
        says: prose`which Kubernetes version ${quote(cluster.name)} runs: rules that depend on it stay open`,
      })),
  ({ requirements, estate }) =>
    all(estate, 'ddosProtectionPlan')
      .filter((plan) => plan.existing !== true)
      .map((plan) => ({
        owner: requirements.organisation.owners.network,
        says: prose`whether the company has a DDoS protection plan already: ${element(plan.id, plan.name)} is made here and paid for; one that is there serves as well, named under existing`,
      })),
  ({ requirements, estate }) =>
    all(estate, 'virtualNetwork')
      .filter((network) => network.existing === true && asksForDdosIn(requirements, network))
      .map((network) => ({
        owner: requirements.organisation.owners.network,
        says: prose`whether ${element(network.id, network.name)} has joined a DDoS protection plan: it is used and never changed`,
      })),
  ({ requirements, estate }) =>
    all(estate, 'cluster')
      .filter((cluster) => hasGate(cluster) && cluster.access.authorizedExits === undefined)
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
    all(estate, 'agentPool')
      .filter(({ hosted }) => hosted === true)
      .map((pool) => ({
        owner: requirements.organisation.owners.cluster,
        says: prose`how many system nodes Automatic runs in ${element(pool.cluster, nameInId(pool.cluster))}: they are in no list of pools, so their subnet is as large as one that AKS makes; count the nodes called ${joined(hostedNodeNames.value.map((name) => code(`${name}…`)))} once it runs`,
      })),
  ({ requirements, estate }) =>
    all(estate, 'cluster')
      .filter(({ artifactSource }) => artifactSource === 'Cache')
      .map((cluster) => ({
        owner: requirements.organisation.owners.cluster,
        says:
          cluster.artifactRegistry === undefined
            ? prose`which private registry ${element(cluster.id, cluster.name)} takes its images from: without a way out it needs one with a cache rule and a private endpoint, reachable before the first node starts; name it under existing`
            : prose`whether ${code(cluster.artifactRegistry)} is ready for ${element(cluster.id, cluster.name)}: it needs a cache rule and a private endpoint, reachable before the first node starts; the rights to pull are written here`,
      })),
  ({ requirements }) =>
    requirements.clusters.flatMap((cluster) =>
      cluster.dependencies
        .filter((d) => d.access === 'private' && d.names.length + d.ids.length < d.count)
        .map((d) => ({
          owner: requirements.organisation.owners.cluster,
          says: prose`what the ${code(d.service)} of ${quote(cluster.name)} are called: ${amount(d.count - d.names.length - d.ids.length, 'of them')} without a name, so room is planned for their private endpoints and none is written`,
        })),
    ),
  ({ requirements, estate }) =>
    !isObjectId(requirements.organisation.owners.cluster) &&
    all(estate, 'kubernetesObject').some(({ objectKind }) => objectKind === 'ClusterRoleBinding')
      ? [
          {
            owner: requirements.organisation.owners.cluster,
            says: prose`which Entra group ${quote(requirements.organisation.owners.cluster)} is: role bindings name groups as written here, and a cluster that signs in with Entra ID knows a group by its object id; with that id under ${code('owners.cluster')} the question is answered`,
          },
        ]
      : [],
  ({ requirements }) =>
    requirements.clusters.flatMap((cluster) =>
      cluster.namespaces
        .filter(({ pool }) => cluster.pools.some((each) => each.name === pool && !canBeBound(each)))
        .map(({ name, pool }) => ({
          owner: requirements.organisation.owners.cluster,
          says: prose`which pool ${quote(name)} gets instead of ${quote(pool ?? '')}: a system pool takes what runs in every namespace of the platform, so nothing holds others off it`,
        })),
    ),
  ({ requirements }) =>
    requirements.clusters
      .filter((cluster) => cluster.pools.some((pool) => pool.upgrade !== 'rolling'))
      .map((cluster) => ({
        owner: requirements.organisation.owners.cluster,
        says: prose`whether the preview of blue/green upgrades is taken for ${joined(cluster.pools.filter((pool) => pool.upgrade !== 'rolling').map((pool) => quote(pool.name)))} in ${quote(cluster.name)}: room is planned for it, the API version that is written against has no name for it, and each upgrade rolls unless it is begun with ${code('--upgrade-strategy bluegreen')} of the CLI extension ${code('aks-preview')}`,
      })),
  ({ requirements }) =>
    requirements.clusters.flatMap(({ name, apiServer: { gitops } }) =>
      gitops === undefined
        ? []
        : [
            {
              owner: requirements.organisation.owners.cluster,
              says: prose`which repository, branch and path ${quote(gitops.tool)} of ${quote(name)} follows, and who installs it: its way out to ${code(gitops.reaches)} is open, itself it is in no file here`,
            },
          ],
    ),
  ({ requirements, estate }) => {
    const made = all(estate, 'logWorkspace').filter((workspace) => workspace.existing !== true);
    return made.length === 0
      ? []
      : [
          {
            owner: requirements.organisation.owners.cluster,
            says: prose`how long audit logs are kept in ${called(made)}, and who may read them: the retention is what Azure gives by default, and ${code('kube-audit')} writes every call, reads included`,
          },
        ];
  },
  ({ requirements, estate }) =>
    all(estate, 'diagnosticSetting')
      .filter(({ target, workspace }) => isKnown(workspace) && isElsewhere(target, workspace))
      .map((setting) => ({
        owner: requirements.organisation.owners.cluster,
        says: prose`whether ${element(setting.id, setting.name)} may send to a workspace of another subscription: the documentation asks for one in that of the cluster`,
      })),
  ({ requirements: { security, organisation }, estate }) =>
    security.publicPaasAccess === 'forbidden' && security.publicPaasGuarantee !== undefined
      ? [unwatched(estate)]
          .filter((types) => types.length > 0)
          .map((types) => ({
            owner: security.publicPaasGuarantee ?? organisation.owners.network,
            says: prose`what holds public access switched off on ${joined(types.map(code), ' and ')}: paths from the internet to them rest on the word given in the requirements, and no policy of this plan watches these`,
          }))
      : [],
  ({ requirements }) =>
    requirements.security.publicPaasAccess === 'forbidden' &&
    requirements.security.publicPaasGuarantee === undefined
      ? [
          {
            owner: requirements.organisation.owners.network,
            says: prose`whether public access is switched off on every service that is depended on: the services are not made here, so no file sets it, and paths from the internet to them stay undetermined until ${code('security.publicPaasGuarantee')} names who guarantees it${unwatchedWords(requirements)}`,
          },
        ]
      : [],
  ({ requirements }) =>
    requirements.clusters.flatMap((cluster) =>
      cluster.podIdentity.openConnectionsToPods
        .filter(({ from }) => !cluster.flows.some((flow) => flow.from === from))
        .map(({ who }) => ({
          owner: requirements.organisation.owners.network,
          says: prose`from which ranges and to which ports ${quote(who)} opens connections to pods of ${quote(cluster.name)}: until a flow ${code('from')} there is written, no security group and no policy lets it in`,
        })),
    ),
  ({ requirements, estate }) =>
    requirements.clusters.some((cluster) =>
      cluster.ingress.some((entry) => entry.exposure === 'public' && entry.behindFirewall),
    )
      ? all(estate, 'firewall')
          .filter(({ existing, publicIps }) => existing === true && !isKnown(publicIps))
          .map((firewall) => ({
            owner: requirements.organisation.owners.network,
            says: prose`which public addresses ${element(firewall.id, firewall.name)} has: where it lets clients in to a load balancer of a cluster, each of them needs a route to ${code('Internet')} in the cluster’s route table, and none is written`,
          }))
      : [],
  ...hubAskers,
  ...entryAskers,
];

/** Elements by name; a question that many share is asked once. */
const called = (elements: readonly Named[]): Prose =>
  joined(elements.map(({ id, name }) => element(id, name)));

interface Named {
  readonly id: ElementId;
  readonly name: string;
}

/** Services that no built-in policy finds when they answer on the internet. */
function unwatchedWords(requirements: Requirements): Prose {
  const watched = new Set(publicAccessPolicies.map(({ resourceType }) => resourceType));
  const services = requirements.clusters.flatMap(({ dependencies }) =>
    dependencies.flatMap(({ service }) => paasService(service) ?? []),
  );
  const blind = services.filter(({ resourceType }) => !watched.has(resourceType));
  const titles = [...new Set(blind.map(({ title }) => title))];
  return titles.length === 0 ? [] : prose`; none of them looks at ${[titles.join(', ')]}`;
}

/** Both subscriptions are known, and they differ. */
function isElsewhere(one: string, other: string | undefined): boolean {
  const here = parseArmId(one)?.subscription;
  const there = other === undefined ? undefined : parseArmId(other)?.subscription;
  return here !== undefined && there !== undefined && here !== there;
}

/** Entries that want protection arrive in a network of the region. */
const asksForDdosIn = (requirements: Requirements, { location }: VirtualNetwork): boolean =>
  requirements.clusters.some(
    ({ regions, ingress }) =>
      (location === undefined || regions.includes(location)) &&
      ingress.some((entry) => asksForDdos(requirements, entry)),
  );

/** Whether an owner is named as Entra ID names groups in tokens. */
const isObjectId = (text: string): boolean =>
  /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);

/** Types of services behind private endpoints whose public access no guard watches. */
const unwatched = (estate: Estate): readonly string[] => [
  ...new Set(
    all(estate, 'privateEndpoint')
      .map(({ targetType }) => knownOr(targetType, ''))
      .filter((type) => type !== '' && !watchedTargets.has(type.toLowerCase())),
  ),
];

/** Everything that somebody still has to settle. */
export const openQuestions = (asked: Asked): readonly OpenQuestion[] =>
  askers.flatMap((ask) => ask(asked));
