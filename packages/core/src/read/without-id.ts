import type { Diagnostic } from '../evidence/diagnostic.ts';
import type { DocumentId } from '../evidence/source.ts';
import { field, isFields, type Rest } from './bodies.ts';

/** What a query takes out of a body so that nothing in it says whose it is. */
interface Orphan {
  readonly what: string;
  /** Keys that are all there. */
  readonly tells: readonly string[];
  /** What prints it with its id. */
  readonly command: string;
}

const orphans: readonly Orphan[] = [
  {
    what: 'a node pool',
    tells: ['vmSize', 'osType', 'mode'],
    command: 'az aks show, or az aks nodepool list',
  },
  {
    what: 'the network profile of a cluster',
    tells: ['networkPlugin', 'outboundType'],
    command: 'az aks show',
  },
  {
    what: 'the network profile of a cluster',
    tells: ['networkPlugin', 'dnsServiceIP'],
    command: 'az aks show',
  },
  {
    what: 'the API server access of a cluster',
    tells: ['enablePrivateCluster', 'privateDNSZone'],
    command: 'az aks show',
  },
  {
    what: 'a virtual network',
    tells: ['addressSpace', 'subnets'],
    command: 'az network vnet list',
  },
  {
    what: 'a subnet',
    tells: ['name', 'addressPrefix', 'delegations'],
    command: 'az network vnet subnet list',
  },
  {
    what: 'a route',
    tells: ['nextHopType', 'addressPrefix', 'name'],
    command: 'az network route-table list',
  },
  {
    what: 'a security rule',
    tells: ['direction', 'access', 'priority'],
    command: 'az network nsg list',
  },
];

/** What is said of a part that is known for what it is and not for whose it is; undefined for others. */
export function withoutId({ value, path }: Rest, document: DocumentId): Diagnostic | undefined {
  const orphan = orphanOf(value);
  if (orphan === undefined) return undefined;
  return {
    severity: 'warning',
    code: 'no-id',
    message: `this looks like ${orphan.what}, but nothing in it says whose it is`,
    document,
    path,
    hint: `it is not read; collect it with its id: ${orphan.command} -o json, without --query`,
  };
}

function orphanOf(value: unknown): Orphan | undefined {
  if (!isFields(value)) return undefined;
  return orphans.find(({ tells }) => tells.every((key) => field(value, key) !== undefined));
}

/** Whether the document is such a part, or a list of them. */
export function isWithoutId(value: unknown): boolean {
  const [first] = Array.isArray(value) ? value : [value];
  const one: unknown = first;
  return orphanOf(one) !== undefined;
}
