import { sourceFile } from '../facts/documents.ts';
import { type Dialect, kindGroups } from './dialect.ts';

/** Readings that belong to no engine of AKS. */
export type ReadingId = 'specification' | 'netpol-analyzer';

const specification: Dialect = {
  name: 'specification',
  enforces: true,
  ipBlockMatchesPods: true,
  ipBlockMatchesNodes: true,
  ownNodeEgress: 'allowed',
  ownNodeIngress: 'allowed',
  throughLoadBalancer: 'byNodeAddress',
  namedPorts: 'every',
  endPort: 'honoured',
  negativeSelectors: 'honoured',
  except: 'honoured',
  sctp: true,
  families: [4, 6],
  hostNetworkIsPod: false,
  names: true,
  l7: true,
  // Where no engine is known, what kinds of one would do is not to be ignored.
  kindGroups: [...kindGroups.cilium, ...kindGroups.calico],
  adminKinds: true,
  assumes: [],
  cite: [
    sourceFile('kubernetes/website:network-policies.md'),
    sourceFile('kubernetes/kubernetes:test/e2e/network/netpol'),
  ],
};

/**
 * Readings by name. The specification: what the API promises, read to the letter, where no cluster is
 * known. The other one reads as the analyser of that name does, to compare results; it is never a default,
 * since it takes pods on the host's network and pods that ended for ordinary ones, and never matches a pod by
 * its address.
 */
export const readings: Readonly<Record<ReadingId, Dialect>> = {
  specification,
  'netpol-analyzer': {
    ...specification,
    name: 'netpol-analyzer',
    ipBlockMatchesPods: false,
    ipBlockMatchesNodes: false,
    ownNodeEgress: 'filtered',
    ownNodeIngress: 'filtered',
    namedPorts: 'first',
    hostNetworkIsPod: true,
    countsEndedPods: true,
    kindGroups: kindGroups.none,
    families: [4, 6],
    cite: [sourceFile('np-guard/netpol-analyzer')],
  },
};

/** Whether a text names a reading; safe for `__proto__` and the like. */
export function isReadingId(text: string): text is ReadingId {
  return Object.hasOwn(readings, text);
}
