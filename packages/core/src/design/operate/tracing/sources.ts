import type { Cluster } from '../../../estate/elements/cluster.ts';
import type { AnyElement } from '../../../estate/elements/kinds.ts';
import { all, type Estate } from '../../../estate/estate.ts';
import { isUnknown, knownOr } from '../../../evidence/knowable.ts';
import { code, type Prose, prose } from '../../../evidence/prose.ts';
import type { ElementId } from '../../../evidence/source.ts';
import { assumed } from '../../../facts/assumptions.ts';
import type { Citation } from '../../../facts/citation.ts';
import { dataPlanes } from '../../../facts/data-planes.ts';
import { aksPage, azurePage, sourceFile } from '../../../facts/documents.ts';
import { flowTupleCite } from '../../../facts/flow-tuples.ts';
import { retirements } from '../../../facts/lifecycle/retirements.ts';
import { metricGaps } from '../../../facts/metrics.ts';
import { outboundTypes } from '../../../facts/outbound.ts';
import { armWord, located, sh, variable } from '../shell.ts';

/** Something that writes down what packets did. */
export type SourceId =
  | 'vnetFlowLogs'
  | 'firewallLogs'
  | 'firewallDnsLog'
  | 'networkLogs'
  | 'nodeSeries'
  | 'exitMetrics'
  | 'resolverLog'
  | 'coreDnsLog'
  | 'gatewayLogs'
  | 'nodeCapture';

/** One element that writes, and the command that makes it. */
export interface TracedElement {
  readonly element: ElementId;
  readonly name: string;
  /** A POSIX command line, quoted; absent where it is no single command. */
  readonly command?: string;
}

/** A kind of log or series, on which elements it is switched on, what it sees and what it does not. */
export interface TracingSource {
  readonly id: SourceId;
  readonly title: string;
  readonly on: readonly TracedElement[];
  readonly sees: Prose;
  readonly blindTo: readonly Prose[];
  readonly cite: readonly Citation[];
}

/** A kind of source with the elements of an estate that can write it. */
interface SourceEntry extends Omit<TracingSource, 'on'> {
  readonly where: (estate: Estate) => readonly TracedElement[];
}

const named = (element: AnyElement, command?: string): TracedElement => ({
  element: element.id,
  name: element.name,
  ...(command === undefined ? {} : { command }),
});

/**
 * Switches on logs of a resource, in tables of their own. A setting is replaced by the next of the same
 * name on the same resource, so every kind of source names its own.
 */
const diagnostics = (
  element: AnyElement,
  { name, categories }: { readonly name: string; readonly categories: readonly string[] },
): string => {
  const logs = JSON.stringify(categories.map((category) => ({ category, enabled: true })));
  return sh`az monitor diagnostic-settings create --name=${name} --resource=${armWord(element)} --workspace=${variable('WORKSPACE_ID')} --export-to-resource-specific=true --logs=${logs}`;
};

const ruleTables = ['AZFWNetworkRule', 'AZFWApplicationRule', 'AZFWNatRule', 'AZFWFlowTrace'];
const tableFiles = sourceFile(
  'MicrosoftDocs/azure-reference-other:azure-monitor-ref/tables/includes',
  '2024',
);

const hasFlows = ({ network }: Cluster): boolean =>
  countsItself(network.dataPlane) && knownOr(network.advanced, undefined)?.observability === true;

/** A data plane that stands for kube-proxy sees every connection itself; beside others Retina counts. */
const countsItself = (plane: Cluster['network']['dataPlane']): boolean =>
  !isUnknown(plane) && !dataPlanes[plane].kubeProxy;

const entries: readonly SourceEntry[] = [
  {
    id: 'vnetFlowLogs',
    title: 'VNet flow logs',
    where: (estate) =>
      all(estate, 'virtualNetwork').map((network) =>
        named(
          network,
          all(estate, 'flowLog').some(({ target }) => target === network.id)
            ? undefined
            : sh`az network watcher flow-log create ${located(network)} --location=${network.location ?? variable('REGION')} --name=${`fl-${network.name}`} --vnet=${armWord(network)} --storage-account=${variable('STORAGE_ACCOUNT_ID')}`,
        ),
      ),
    sees: prose`every flow of a network interface with the verdict of its security groups and admin rules`,
    blindTo: [
      prose`overlay pods: their packets show the address of the node`,
      prose`the source port, once traffic analytics has aggregated`,
      prose`flow logs of security groups are no substitute: none can be made since ${code(retirements['nsg-flow-logs-creation'].when)}`,
    ],
    cite: [...flowTupleCite, ...retirements['nsg-flow-logs-creation'].cite],
  },
  {
    id: 'firewallLogs',
    title: 'structured logs of Azure Firewall',
    where: (estate) =>
      all(estate, 'firewall').map((firewall) =>
        named(firewall, diagnostics(firewall, { name: 'aksnet-rules', categories: ruleTables })),
      ),
    sees: prose`each connection with the rule that decided; in ${code('AZFWFlowTrace')} the flag ${code('INVALID')} shows a way back that went elsewhere`,
    blindTo: [
      prose`the address behind a name: rows of application rules carry the name only`,
      prose`the pod: overlay pods show the address of the node`,
    ],
    cite: [tableFiles, azurePage('articles/firewall/monitor-firewall-reference.md', '2024-08')],
  },
  {
    id: 'firewallDnsLog',
    title: 'DNS log of Azure Firewall',
    where: (estate) =>
      all(estate, 'firewall')
        .filter(({ policy }) =>
          typeof policy === 'string'
            ? estate.elements.firewallPolicy.get(policy)?.dnsProxy === true
            : false,
        )
        .map((firewall) =>
          named(
            firewall,
            diagnostics(firewall, { name: 'aksnet-dns', categories: ['AZFWDnsQuery'] }),
          ),
        ),
    sees: prose`each question to its DNS proxy with the answer code, in ${code('AZFWDnsQuery')}`,
    blindTo: [prose`questions that CoreDNS answered from its cache`],
    cite: [tableFiles],
  },
  {
    id: 'networkLogs',
    title: 'container network logs (Hubble)',
    where: (estate) =>
      all(estate, 'cluster')
        .filter(hasFlows)
        .map((cluster) =>
          named(
            cluster,
            sh`az aks update ${located(cluster)} --name=${cluster.name} --enable-acns ${{ shell: `--${assumed('cli.networkLogsFlag', estate.assume)}` }}`,
          ),
        ),
    sees: prose`flows between workloads with the verdict of policies and the reason of a drop`,
    blindTo: [
      prose`addresses of pods, names asked for and exact times: rows are sums over a short while`,
      prose`what no ${code('ContainerNetworkLog')} object asks for`,
      prose`everything while events were lost: silence then proves nothing`,
    ],
    cite: [aksPage('how-to-configure-container-network-logs.md')],
  },
  {
    id: 'nodeSeries',
    title: 'drop counters of nodes (Retina)',
    where: (estate) =>
      all(estate, 'cluster')
        .filter(({ network: { dataPlane } }) => !isUnknown(dataPlane) && !countsItself(dataPlane))
        .map((cluster) => named(cluster)),
    sees: prose`how many packets a node dropped and for which reason, in ${code('networkobservability_drop_count')}`,
    blindTo: [prose`which connection it was: these are counters, not flows`],
    cite: [aksPage('container-network-observability-metrics.md', 'dated 2025-05')],
  },
  {
    id: 'exitMetrics',
    title: 'metrics of exits',
    where: (estate) => [
      ...all(estate, 'natGateway').map((each) => named(each)),
      ...all(estate, 'loadBalancer').map((each) => named(each)),
      ...all(estate, 'firewall').map((each) => named(each)),
      ...all(estate, 'cluster')
        .filter(
          ({ network: { outboundType: type } }) =>
            !isUnknown(type) && outboundTypes[type].builds.length > 0,
        )
        .map((each) => named(each)),
    ],
    sees: prose`refused connections and used ports; a NAT gateway writes nothing else`,
    blindTo: [
      prose`who used the ports, and towards whom`,
      ...metricGaps.value.slice(1, 2).map((gap) => prose`${[gap]}`),
    ],
    cite: metricGaps.cite,
  },
  {
    id: 'resolverLog',
    title: 'metrics of DNS resolvers',
    where: (estate) => all(estate, 'dnsResolver').map((each) => named(each)),
    sees: prose`how many questions arrive at each endpoint`,
    blindTo: [prose`which names they were for`],
    cite: [azurePage('articles/dns/dns-private-resolver-overview.md', '2022-12')],
  },
  {
    id: 'coreDnsLog',
    title: 'log of CoreDNS',
    where: (estate) => all(estate, 'cluster').map((each) => named(each)),
    sees: prose`each question of a pod with its answer code, while the log plugin is on`,
    blindTo: [prose`pods that ask LocalDNS on their node, or another server`],
    cite: [aksPage('coredns-custom.md')],
  },
  {
    id: 'gatewayLogs',
    title: 'access logs of application gateways',
    where: (estate) => all(estate, 'applicationGateway').map((each) => named(each)),
    sees: prose`each request with the backend that answered and its probe state`,
    blindTo: [prose`what a pod did with the request`],
    cite: [azurePage('articles/application-gateway/configuration-infrastructure.md', '2023-07-05')],
  },
  {
    id: 'nodeCapture',
    title: 'capture on a node',
    where: (estate) => all(estate, 'cluster').map((each) => named(each)),
    sees: prose`packets themselves, before and after translation of the node; the last resort`,
    blindTo: [prose`everything behind the node`, prose`what happened before it was started`],
    cite: [aksPage('container-network-observability-metrics.md', 'dated 2025-05')],
  },
];

/** Every source of the estate, with the elements that write it; a source that nothing writes is left out. */
export const tracingSources = (estate: Estate): readonly TracingSource[] =>
  entries.flatMap(({ where, ...source }) => {
    const on = where(estate);
    return on.length === 0 ? [] : [{ ...source, on }];
  });

/** The sources by element: what each element of the estate writes. */
export function sourcesByElement(
  sources: readonly TracingSource[],
): ReadonlyMap<ElementId, { readonly name: string; readonly writes: readonly string[] }> {
  const table = new Map<ElementId, { readonly name: string; readonly writes: readonly string[] }>();
  for (const { title, on } of sources)
    for (const { element, name } of on)
      table.set(element, { name, writes: [...(table.get(element)?.writes ?? []), title] });
  return table;
}
