import type { Cluster } from '../estate/elements/cluster.ts';
import { all, type Estate } from '../estate/estate.ts';
import type { Id } from '../estate/id.ts';
import { isKnown, isUnknown } from '../evidence/knowable.ts';
import type { Ledger } from '../evidence/ledger.ts';
import { element, type Prose, prose, words } from '../evidence/prose.ts';
import type { Citation } from '../facts/citation.ts';
import { dualStackRules } from '../facts/defaults.ts';
import type { SpaceKindId } from '../facts/space-kinds.ts';
import type { Requirements } from '../requirements/schema.ts';
import type { Need } from '../size/need.ts';
import { clusterSubnets } from './surroundings.ts';

/** Suffix of the field of an IPv6 need, beside the IPv4 one of the same element. */
export const v6 = '/6';

/**
 * IPv6 ranges of dual-stack clusters. Their lengths are not sized but given: a subnet is exactly one
 * length, pod ranges one, a Service range no larger than one. A VNet holds 256 such subnets.
 */
export function v6Needs(estate: Estate, requirements: Requirements): readonly Need[] {
  const clusters = all(estate, 'cluster').filter((cluster) => hasV6(cluster));
  const subnets = new Set(clusters.flatMap((cluster) => nodeSubnets(estate, cluster)));
  const networks = new Set(
    [...subnets].flatMap((id) => estate.elements.subnet.get(id)?.virtualNetwork ?? []),
  );
  return [
    ...[...networks].flatMap((id) => networkNeed(estate, id)),
    ...[...subnets].flatMap((id) => subnetNeed(estate, id)),
    ...clusters.flatMap((cluster) => clusterNeeds(estate, requirements, cluster)),
  ];
}

const hasV6 = ({ network }: Cluster): boolean =>
  isKnown(network.ipFamilies) && network.ipFamilies.includes(6);

const rules = dualStackRules.value;

/** Bits between a VNet's prefix and those of its subnets: 256 of them. */
const subnetBits = 8;

interface V6 {
  readonly kind: Need['kind'];
  readonly for: Id;
  readonly field: string;
  readonly length: number;
  readonly title: Prose;
}

function need({ kind, for: subject, field, length, title }: V6, rest: Partial<Need> = {}): Need {
  const [cite = { document: 'derived' }]: readonly Citation[] = dualStackRules.cite;
  const ledger: Ledger = {
    subject,
    title,
    unit: 'addresses',
    supply: 2 ** (128 - length),
    lines: [
      {
        role: 'family',
        what: words('one range of the length that Azure gives IPv6'),
        amount: 2 ** (128 - length),
        from: cite,
      },
    ],
  };
  return {
    id: `${subject}#${field}${v6}`,
    kind,
    for: subject,
    field: `${field}${v6}`,
    family: 6,
    length,
    hold: 0,
    sharing: 'unique',
    missing: [],
    ledger,
    ...rest,
  };
}

function networkNeed(estate: Estate, id: Id<'virtualNetwork'>): readonly Need[] {
  const network = estate.elements.virtualNetwork.get(id);
  if (network === undefined || network.existing === true || !isUnknown(network.prefixes)) return [];
  const { routingDomain } = network;
  return [
    need(
      {
        kind: 'vnet',
        for: id,
        field: 'prefixes',
        length: rules.subnet - subnetBits,
        title: prose`IPv6 range of VNet ${element(id, network.name)}`,
      },
      routingDomain === undefined ? {} : { routingDomain },
    ),
  ];
}

function subnetNeed(estate: Estate, id: Id<'subnet'>): readonly Need[] {
  const subnet = estate.elements.subnet.get(id);
  if (subnet === undefined || subnet.existing === true || !isUnknown(subnet.prefixes)) return [];
  return [
    need(
      {
        kind: subnet.purpose ?? 'otherSubnet',
        for: id,
        field: 'prefixes',
        length: rules.subnet,
        title: prose`IPv6 range of subnet ${element(id, subnet.name)}`,
      },
      { within: `${subnet.virtualNetwork}#prefixes${v6}` },
    ),
  ];
}

function clusterNeeds(
  estate: Estate,
  requirements: Requirements,
  cluster: Cluster,
): readonly Need[] {
  const subnet = nodeSubnets(estate, cluster)[0];
  const network =
    subnet === undefined ? undefined : estate.elements.subnet.get(subnet)?.virtualNetwork;
  const domain =
    network === undefined ? undefined : estate.elements.virtualNetwork.get(network)?.routingDomain;
  const name = domain === undefined ? undefined : estate.elements.routingDomain.get(domain)?.name;
  const pools = requirements.addresses.domains.find((d) => d.name === name);
  const at = domain === undefined ? {} : { routingDomain: domain };
  const title = (what: string): Prose =>
    prose`IPv6 ${words(what)} range of ${element(cluster.id, cluster.name)}`;
  return [
    ...(isUnknown(cluster.network.podRanges)
      ? [
          need(
            {
              kind: 'overlayPods',
              for: cluster.id,
              field: 'network.podRanges',
              length: rules.podRange,
              title: title('pod'),
            },
            { ...at, sharing: pools?.overlayPods?.sharing ?? 'unique' },
          ),
        ]
      : []),
    ...(isUnknown(cluster.network.serviceRanges)
      ? [
          need(
            {
              kind: 'service',
              for: cluster.id,
              field: 'network.serviceRanges',
              length: rules.serviceAtLeast,
              title: title('Service'),
            },
            { ...at, sharing: pools?.services?.sharing ?? 'shared' },
          ),
        ]
      : []),
  ];
}

const nodeSubnets = (estate: Estate, cluster: Cluster): readonly Id<'subnet'>[] =>
  clusterSubnets(estate, cluster)
    .filter((subnet) => subnet.purpose !== undefined && ofNodes.has(subnet.purpose))
    .map((subnet) => subnet.id);

/** Kinds of subnets in which nodes live; those of a dual-stack cluster carry IPv6. */
export const ofNodes: ReadonlySet<SpaceKindId> = new Set(['nodeSubnet']);
