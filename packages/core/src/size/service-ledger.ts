import { addressCount } from '@aksnet/net';
import type { Cluster } from '../estate/elements/cluster.ts';
import { type Estate, find } from '../estate/estate.ts';
import { type Id, nameInId } from '../estate/id.ts';
import { isListedFor } from '../estate/listed.ts';
import { isUnknown, type Knowable, mapKnown, unknown } from '../evidence/knowable.ts';
import type { Ledger, Line } from '../evidence/ledger.ts';
import { element, prose } from '../evidence/prose.ts';
import { aksPage, derived } from '../facts/documents.ts';
import { type Amount, scaledUp } from './amount.ts';
import { line } from './line.ts';
import { noPlanning, type Planning } from './planning.ts';
import { suppliedServices } from './services-of.ts';

/** What a cluster needs of its Service range: one address for each Service that has one. */
export function serviceRangeLedger(
  estate: Estate,
  id: Id<'cluster'>,
  planning: Planning = noPlanning,
): Ledger {
  const cluster = find(estate, 'cluster', id);
  const services = servicesOf(estate, id, planning);
  return {
    subject: id,
    title: prose`Service range of ${element(id, isUnknown(cluster) ? nameInId(id) : cluster.name)}`,
    unit: 'Service addresses',
    supply: mapKnown<Cluster, Amount>(cluster, supplyOf),
    lines: [
      line({
        role: 'services',
        what: prose`Services that the cluster is to hold`,
        amount: services,
        from: id,
      }),
      ...fixedLines,
      ...growthLines(id, services, planning.growthFactor),
    ],
  };
}

/** What the range holds beside the Services of the user. */
const fixedLines: readonly Line[] = [
  line({
    role: 'network',
    what: prose`the address that begins the range`,
    amount: 1,
    from: derived('the first Service, kubernetes.default, gets the address behind it'),
  }),
  line({
    role: 'kubernetes',
    what: prose`the Service of the API server`,
    amount: 1,
    from: aksPage('concepts-network-ip-address-planning.md'),
  }),
  line({
    role: 'dns',
    what: prose`the Service of the cluster's DNS`,
    amount: 1,
    from: aksPage('concepts-network-ip-address-planning.md'),
  }),
];

const growthLines = (from: Id<'cluster'>, services: Amount, factor: number): readonly Line[] =>
  factor === 1
    ? []
    : [
        line({
          role: 'growth',
          what: prose`growth by the factor ${factor}`,
          amount: scaledUp(services, factor - 1),
          from,
        }),
      ];

const supplyOf = (cluster: Cluster): Amount =>
  mapKnown(cluster.network.serviceRanges, (ranges) =>
    ranges
      .filter((range) => range.family === 4)
      .reduce((total, range) => total + addressCount(range), 0),
  );

/** The greatest of what is planned, stated and there; not known when nobody lists the Services. */
function servicesOf(estate: Estate, id: Id<'cluster'>, planning: Planning): Knowable<number> {
  const stated = estate.elements.cluster.get(id)?.serviceCount;
  const there = suppliedServices(estate, id);
  const withAddress = there.filter((service) => service.type !== 'ExternalName').length;
  if (planning.services === 0 && stated === undefined && !isListedFor(estate, 'service', id))
    return unknown({ kind: 'notListed', what: 'service', within: id });
  return Math.max(planning.services, stated ?? 0, withAddress);
}
