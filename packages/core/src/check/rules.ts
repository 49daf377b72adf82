import type { Rule } from './rule.ts';
import { containerBridge } from './rules/addresses/container-bridge.ts';
import { defaultRanges } from './rules/addresses/default-ranges.ts';
import { dnsServiceIp } from './rules/addresses/dns-service-ip.ts';
import { dualStack } from './rules/addresses/dual-stack.ts';
import { forbiddenByAzure } from './rules/addresses/forbidden-by-azure.ts';
import { podRangeOverlap } from './rules/addresses/pod-range-overlap.ts';
import { publicSpace } from './rules/addresses/public-space.ts';
import { reservedByAks } from './rules/addresses/reserved-by-aks.ts';
import { routedOverlap } from './rules/addresses/routed-overlap.ts';
import { serviceOverlap } from './rules/addresses/service-overlap.ts';
import { serviceRangeTooLarge } from './rules/addresses/service-range-size.ts';
import { sharedPodRange } from './rules/addresses/shared-pod-range.ts';
import { subnetPlacement } from './rules/addresses/subnet-placement.ts';

/** Every rule, in the order of its code's topic. A new rule is one line here. */
export const rules: readonly Rule[] = [
  reservedByAks,
  forbiddenByAzure,
  routedOverlap,
  serviceOverlap,
  podRangeOverlap,
  sharedPodRange,
  subnetPlacement,
  serviceRangeTooLarge,
  dnsServiceIp,
  containerBridge,
  publicSpace,
  dualStack,
  defaultRanges,
];

/** The rule with the code, in any case of letters; undefined when there is none. */
export const findRule = (code: string): Rule | undefined =>
  rules.find((rule) => rule.code === code.trim().toUpperCase());
