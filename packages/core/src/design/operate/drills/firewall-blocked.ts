import type { Cluster } from '../../../estate/elements/cluster.ts';
import type { Firewall, FirewallPolicy } from '../../../estate/elements/firewall.ts';
import type { Subnet } from '../../../estate/elements/network.ts';
import { all, type Estate } from '../../../estate/estate.ts';
import { suppliedPools } from '../../../estate/pools-of.ts';
import { code, element, joined, prose } from '../../../evidence/prose.ts';
import { knownError } from '../../../facts/errors.ts';
import { rangesBehind, subnetsBehind } from '../../../write/monitoring/behind-firewall.ts';
import { atWorkstation, customersHurt, type Drill, type DrillEntry, rehearsed } from '../drill.ts';
import { clearPlace, drillNamespace, makePlace, probe, probeImage } from '../probe.ts';
import { kubectl, located, type ShellText, sh, variable } from '../shell.ts';

/** Let the firewall refuse everything that clusters send. */
export const firewallBlocked: DrillEntry = {
  drill: 'firewall-blocked',
  drills: (estate) =>
    all(estate, 'firewall').flatMap((firewall) => {
      const policy =
        typeof firewall.policy === 'string'
          ? estate.elements.firewallPolicy.get(firewall.policy)
          : undefined;
      const clusters = clustersIn(estate, subnetsBehind(estate, firewall));
      return policy === undefined || clusters.length === 0
        ? []
        : [drillOf(estate, { firewall, policy, clusters })];
    }),
};

interface Affected {
  readonly firewall: Firewall;
  readonly policy: FirewallPolicy;
  readonly clusters: readonly Cluster[];
}

const group = 'aksnet-drill';

/** Stopping a firewall may change its address, to which every route points: so it is told to refuse. */
function drillOf(estate: Estate, { firewall, policy, clusters }: Affected): Drill {
  const name = element(firewall.id, firewall.name);
  const priority = freePriority(estate, policy);
  const where: ShellText = { shell: sh`${located(policy)} --policy-name=${policy.name}` };
  const ranges = rangesBehind(estate, firewall);
  const sources =
    ranges.length === 0
      ? variable('NODE_RANGE')
      : { shell: ranges.map((each) => sh`${each}`).join(' ') };
  const throughIt = clusters.filter(
    ({ access }) => access.private === false && access.vnetIntegration === false,
  );
  return {
    id: `firewall-blocked:${firewall.name}`,
    drill: 'firewall-blocked',
    title: prose`${name} refuses everything from clusters`,
    proves: prose`clusters survive the loss of their exit as planned, and the cause is found from its logs`,
    about: [firewall.id, ...clusters.map((cluster) => cluster.id)],
    before: [
      rehearsed,
      prose`priority ${typeof priority === 'number' ? priority : code('PRIORITY')} is free in ${element(policy.id, policy.name)}, and no base policy allows the same before it`,
      prose`nobody scales or upgrades a cluster behind ${name}: new nodes could not join`,
      ...probeImage,
    ],
    steps: [
      ...clusters.flatMap(makePlace),
      ...ask(clusters),
      atWorkstation(
        prose`make a group of rules that is looked at first`,
        sh`az network firewall policy rule-collection-group create ${where} --name=${{ shell: group }} --priority=${priority}`,
      ),
      atWorkstation(
        prose`refuse everything from the ranges of the clusters: network rules go before application rules`,
        sh`az network firewall policy rule-collection-group collection add-filter-collection ${where} --rule-collection-group-name=${{ shell: group }} --name=drill-deny --collection-priority=${priority} --action=Deny --rule-type=NetworkRule --rule-name=everything --source-addresses ${sources} --destination-addresses '*' --destination-ports '*' --ip-protocols Any`,
      ),
      ...ask(clusters),
      ...clusters.map((cluster) =>
        atWorkstation(
          prose`look at the nodes of ${element(cluster.id, cluster.name)}`,
          sh`${kubectl(cluster)} get nodes`,
        ),
      ),
    ],
    expected: [
      prose`new connections through ${name} time out; those inside the VNet, to private endpoints too, go on`,
      throughIt.length === 0
        ? prose`all nodes stay ready: no API server is reached through the firewall`
        : prose`nodes of ${joined(throughIt.map((each) => element(each.id, each.name)))} turn not ready: their API server is reached through the firewall`,
      prose`pods that need a new image from a public registry do not start`,
      prose`the logs name the rule ${code('everything')}, and the alert on refused connections rings`,
    ],
    abort: [
      customersHurt,
      ...(throughIt.length === 0
        ? [prose`a node turns not ready`]
        : [prose`pods are evicted from nodes that are not ready`]),
    ],
    undo: [
      atWorkstation(
        prose`delete the group with its rule`,
        sh`az network firewall policy rule-collection-group delete ${where} --name=${{ shell: group }} --yes`,
      ),
      ...ask(clusters),
      ...clusters.map(clearPlace),
    ],
    assumes: [],
    cite: [
      ...(knownError('VMExtensionError_OutboundConnFail')?.cite ?? []),
      ...(knownError('VMExtensionError_K8SAPIServerConnFail')?.cite ?? []),
    ],
  };
}

/** One try from a pod of each cluster. */
const ask = (clusters: readonly Cluster[]): Drill['steps'] =>
  clusters.map((cluster) => ({
    says: prose`from a pod in ${code(drillNamespace)} of ${element(cluster.id, cluster.name)}, call a name that the firewall allows`,
    command: probe(cluster, {
      name: 'drill-egress',
      run: sh`curl --silent --show-error --output /dev/null --max-time 10 --write-out '%{http_code}' ${variable('ALLOWED_URL')}`,
    }),
    where: 'pod',
  }));

/** A number before those of all groups; the lowest is looked at first. */
function freePriority(estate: Estate, policy: FirewallPolicy): number | ShellText {
  const taken = all(estate, 'ruleCollectionGroup')
    .filter((each) => each.policy === policy.id)
    .map((each) => each.priority);
  return taken.length === 0 ? variable('PRIORITY') : Math.min(...taken) - 1;
}

function clustersIn(estate: Estate, subnets: readonly Subnet[]): readonly Cluster[] {
  const ids = new Set<string>(subnets.map((subnet) => subnet.id));
  return all(estate, 'cluster').filter((cluster) =>
    suppliedPools(estate, cluster.id).some(
      ({ subnet, podSubnet }) =>
        (typeof subnet === 'string' && ids.has(subnet)) ||
        (typeof podSubnet === 'string' && ids.has(podSubnet)),
    ),
  );
}
