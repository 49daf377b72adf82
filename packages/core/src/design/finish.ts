import { nthAddress, type Prefix } from '@aksnet/net';
import type { AnyElement } from '../estate/elements/kinds.ts';
import { all, type Estate, lookUp, withElements } from '../estate/estate.ts';
import { isKnown, knownOr } from '../evidence/knowable.ts';
import { customaryDnsOffset } from '../facts/range-checks.ts';
import type { Allocated } from './allocation.ts';
import { v6 } from './needs-v6.ts';

/** The field of an element that a need fills, and how. A new kind of need is one entry. */
const fill: Readonly<Record<string, (element: AnyElement, given: Allocated) => AnyElement>> = {
  prefixes: (element, given) => {
    if (element.kind === 'virtualNetwork')
      return { ...element, prefixes: given.prefixes, ...heldBehind(given) };
    return element.kind === 'subnet' ? { ...element, prefixes: given.prefixes } : element;
  },
  prefix: (element, given) => {
    const [range] = given.prefixes;
    return element.kind === 'virtualHub' && range !== undefined
      ? { ...element, prefix: range }
      : element;
  },
  'network.podRanges': (element, given) =>
    element.kind === 'cluster'
      ? {
          ...element,
          network: { ...element.network, podRanges: given.prefixes, ...heldBehind(given) },
        }
      : element,
  'network.serviceRanges': (element, given) =>
    element.kind === 'cluster'
      ? {
          ...element,
          network: {
            ...element.network,
            serviceRanges: given.prefixes,
            ...dnsServiceIp(given.prefixes),
          },
        }
      : element,
  [`prefixes${v6}`]: (element, given) =>
    element.kind === 'virtualNetwork' || element.kind === 'subnet'
      ? { ...element, prefixes: [...knownOr(element.prefixes, []), ...given.prefixes] }
      : element,
  [`network.podRanges${v6}`]: (element, given) =>
    element.kind === 'cluster'
      ? {
          ...element,
          network: {
            ...element.network,
            podRanges: [...knownOr(element.network.podRanges, []), ...given.prefixes],
          },
        }
      : element,
  [`network.serviceRanges${v6}`]: (element, given) =>
    element.kind === 'cluster'
      ? {
          ...element,
          network: {
            ...element.network,
            serviceRanges: [...knownOr(element.network.serviceRanges, []), ...given.prefixes],
          },
        }
      : element,
};

const heldBehind = (given: Allocated): { readonly heldFor?: readonly Prefix[] } =>
  given.held.length === 0 ? {} : { heldFor: given.held };

/** The DNS Service gets the customary address of its range. */
function dnsServiceIp(ranges: readonly Prefix[]): {
  readonly dnsServiceIp?: NonNullable<ReturnType<typeof nthAddress>>;
} {
  const [first] = ranges;
  const address = first === undefined ? undefined : nthAddress(first, customaryDnsOffset.value);
  return address === undefined ? {} : { dnsServiceIp: address };
}

/** Puts the ranges into the skeleton; peerings learn the ranges of their far ends. */
export function fillIn(estate: Estate, allocated: readonly Allocated[]): Estate {
  const changed = new Map<string, AnyElement>();
  for (const given of allocated) {
    const element = changed.get(given.need.for) ?? lookUp(estate, given.need.for);
    const filled = element === undefined ? undefined : fill[given.need.field]?.(element, given);
    if (filled !== undefined) changed.set(filled.id, filled);
  }
  const filled = withElements(estate, changed.values());
  const peerings = all(filled, 'peering').flatMap((peering) => {
    const far = filled.elements.virtualNetwork.get(peering.to);
    return far === undefined || !isKnown(far.prefixes)
      ? []
      : [{ ...peering, remotePrefixes: far.prefixes }];
  });
  return withElements(filled, peerings);
}
