import { networkSubnets } from './special-subnets/network.ts';
import { serviceSubnets } from './special-subnets/services.ts';
import type { SpecialSubnet, SpecialSubnetId } from './special-subnets/special-subnet.ts';

export type {
  Permission,
  SpecialSubnet,
  SpecialSubnetId,
} from './special-subnets/special-subnet.ts';

/** Subnets with rules of their own, by id. */
export const specialSubnets: Readonly<Record<SpecialSubnetId, SpecialSubnet>> = {
  ...networkSubnets,
  ...serviceSubnets,
};

/** The special subnet that Azure recognises by its name, if it is one. Case is forgiven. */
export function specialSubnetNamed(name: string): SpecialSubnet | undefined {
  const wanted = name.toLowerCase();
  return Object.values(specialSubnets).find((subnet) => subnet.fixedName?.toLowerCase() === wanted);
}

/** The special subnets that a delegation points at; several share one service. */
export function specialSubnetsDelegatedTo(service: string): readonly SpecialSubnet[] {
  const wanted = service.toLowerCase();
  return Object.values(specialSubnets).filter((subnet) =>
    subnet.delegations.some((delegation) => delegation.toLowerCase() === wanted),
  );
}

/** Whether a prefix length suits a special subnet, and what is wrong when it does not. */
export type LengthVerdict =
  | { readonly kind: 'fits' }
  /** Legal, but smaller than advised. */
  | { readonly kind: 'belowAdvice'; readonly advised: number }
  | { readonly kind: 'tooSmall'; readonly smallest: number }
  | { readonly kind: 'tooLarge'; readonly largest: number };

/** Holds an IPv4 prefix length against the bounds of a special subnet. */
export function judgeLength(subnet: SpecialSubnet, length: number): LengthVerdict {
  if (subnet.smallest !== undefined && length > subnet.smallest) {
    return { kind: 'tooSmall', smallest: subnet.smallest };
  }
  if (subnet.largest !== undefined && length < subnet.largest) {
    return { kind: 'tooLarge', largest: subnet.largest };
  }
  if (subnet.advised !== undefined && length > subnet.advised) {
    return { kind: 'belowAdvice', advised: subnet.advised };
  }
  return { kind: 'fits' };
}

/** Whether a text names a special subnet; safe for `__proto__` and the like. */
export function isSpecialSubnetId(text: string): text is SpecialSubnetId {
  return Object.hasOwn(specialSubnets, text);
}
