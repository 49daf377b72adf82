import {
  type Address,
  containsAddress,
  firstAddress,
  meets,
  type Prefix,
  sameAddress,
} from '@aksnet/net';
import { type AssumptionChoices, assumed } from './assumptions.ts';
import { type Citation, documented, type Fact } from './citation.ts';
import { aksPage, supportPage } from './documents.ts';
import { type ReservedHit, reservedHits } from './reserved-ranges.ts';
import type { SpaceKindId } from './space-kinds.ts';

const planningPage = aksPage('concepts-network-ip-address-planning.md');

/** Whether two ranges have an address in common. */
export function cidrOverlap(a: Prefix, b: Prefix): boolean {
  return meets(a, b);
}

/** Whether a range holds every address from first to last. */
export function cidrContainsRange(input: {
  readonly cidr: Prefix;
  readonly first: Address;
  readonly last: Address;
}): boolean {
  return containsAddress(input.cidr, input.first) && containsAddress(input.cidr, input.last);
}

/** Whether a range may be used as its kind, as far as reserved ranges go. */
export interface ReservedCheck {
  readonly valid: boolean;
  readonly hits: readonly ReservedHit[];
}

/** Holds a range against the reserved ones; those that only deserve a remark do not make it invalid. */
export function reservedRangeCheck(range: Prefix, kind: SpaceKindId): ReservedCheck {
  const hits = reservedHits(range, kind);
  return { valid: hits.every((hit) => hit.enforcement.kind === 'remark'), hits };
}

/** What is wrong with a DNS service address. */
export type DnsServiceIpVerdict =
  | { readonly valid: true }
  | {
      readonly valid: false;
      readonly fault: 'outside';
      readonly error: 'DnsServiceIpOutOfServiceCidr';
    }
  | { readonly valid: false; readonly fault: 'firstAddress' };

/**
 * The DNS service address lies inside the Service range and is not its first host address, which
 * `kubernetes.default` has; nor the network address itself.
 */
export function dnsServiceIpCheck(serviceCidr: Prefix, dnsServiceIp: Address): DnsServiceIpVerdict {
  if (!containsAddress(serviceCidr, dnsServiceIp)) {
    return { valid: false, fault: 'outside', error: 'DnsServiceIpOutOfServiceCidr' };
  }
  return isFirst(serviceCidr, dnsServiceIp)
    ? { valid: false, fault: 'firstAddress' }
    : { valid: true };
}

function isFirst(range: Prefix, address: Address): boolean {
  const first = firstAddress(range);
  if (sameAddress(first, address)) return true;
  return BigInt(address.value) === BigInt(first.value) + 1n;
}

/** Where the rules of the DNS service address are documented. */
export const dnsServiceIpCite: readonly Citation[] = [
  planningPage,
  aksPage('configure-kubenet.md'),
  supportPage('error-codes/dnsserviceipoutofservicecidr-error.md'),
];

/** Which address of the Service range is customary for DNS, counted from its start. */
export const customaryDnsOffset: Fact<number> = documented(10, aksPage('configure-kubenet.md'));

/** Rules of a Service range: lengths are prefix lengths. */
export const serviceRangeRules: Fact<{
  /** The range must be smaller than this. */
  readonly smallerThan: number;
  /** An IPv6 range may be no larger than this. */
  readonly largestV6: number;
  /** From this Kubernetes version on, more ranges can be added by a ServiceCIDR object. */
  readonly extendableFromKubernetes: string;
}> = documented(
  { smallerThan: 12, largestV6: 108, extendableFromKubernetes: '1.33' },
  planningPage,
  aksPage('configure-dual-stack.md'),
);

/** Whether the size of a Service range is legal; exactly /12 goes by `serviceCidr.slash12`. */
export type ServiceRangeSize = 'fits' | 'tooLarge' | 'fitsByAssumption' | 'tooLargeByAssumption';

/** Holds the size of a Service range against its rules. */
export function serviceRangeSize(range: Prefix, choices: AssumptionChoices = {}): ServiceRangeSize {
  const rules = serviceRangeRules.value;
  if (range.family === 6) return range.length >= rules.largestV6 ? 'fits' : 'tooLarge';
  if (range.length > rules.smallerThan) return 'fits';
  if (range.length < rules.smallerThan) return 'tooLarge';
  const allowed = assumed('serviceCidr.slash12', choices) === 'allowed';
  return allowed ? 'fitsByAssumption' : 'tooLargeByAssumption';
}
