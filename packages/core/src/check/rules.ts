import type { Rule } from './rule.ts';
import { apiZoneLinks } from './rules/access/api-zone-links.ts';
import { noWayIn } from './rules/access/no-way-in.ts';
import { openApi } from './rules/access/open-api.ts';
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
import { apiServerSubnet } from './rules/capacity/api-server-subnet.ts';
import { endpointsAmongNodes } from './rules/capacity/endpoints-among-nodes.ts';
import { noRoomToGrow } from './rules/capacity/no-room-to-grow.ts';
import { nodeSubnetTooSmall } from './rules/capacity/node-subnet.ts';
import { platformLimits } from './rules/capacity/platform-limits.ts';
import { podRangeTooSmall } from './rules/capacity/pod-range.ts';
import { podSubnetTooSmall } from './rules/capacity/pod-subnet.ts';
import { specialSubnet } from './rules/capacity/special-subnet.ts';
import { defaultOutbound } from './rules/egress/default-outbound.ts';
import { defaultRouteAstray } from './rules/egress/default-route.ts';
import { missingTable } from './rules/egress/missing-table.ts';
import { outboundVnet } from './rules/egress/outbound-vnet.ts';
import { requiredEndpointsRefused } from './rules/egress/required-endpoints.ts';
import { serviceEndpointBypass } from './rules/egress/service-endpoint.ts';
import { snatSupply } from './rules/egress/snat-supply.ts';
import { ingressSubnet } from './rules/ingress/ingress-subnet.ts';
import { retiredIngress } from './rules/ingress/retired-ingress.ts';
import { legacyMode } from './rules/mode/legacy-mode.ts';
import { noPolicyEngine } from './rules/mode/no-policy-engine.ts';
import { refusedCombination } from './rules/mode/refused-combination.ts';
import { retiringEngine } from './rules/mode/retiring-engine.ts';
import { competingRecords } from './rules/names/competing-records.ts';
import { endpointZone } from './rules/names/endpoint-zone.ts';
import { wrongZone } from './rules/names/wrong-zone.ts';
import { dnsForgotten } from './rules/policy/dns-forgotten.ts';
import { noDefaultDeny } from './rules/policy/no-default-deny.ts';

/** Every rule, by topic and number. A new rule is one line here. */
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
  nodeSubnetTooSmall,
  podRangeTooSmall,
  podSubnetTooSmall,
  specialSubnet,
  apiServerSubnet,
  platformLimits,
  endpointsAmongNodes,
  noRoomToGrow,
  legacyMode,
  refusedCombination,
  noPolicyEngine,
  retiringEngine,
  defaultOutbound,
  defaultRouteAstray,
  missingTable,
  snatSupply,
  requiredEndpointsRefused,
  outboundVnet,
  serviceEndpointBypass,
  openApi,
  noWayIn,
  apiZoneLinks,
  endpointZone,
  wrongZone,
  competingRecords,
  noDefaultDeny,
  dnsForgotten,
  ingressSubnet,
  retiredIngress,
];

/** The rule with the code, in any case of letters; undefined when there is none. */
export const findRule = (code: string): Rule | undefined =>
  rules.find((rule) => rule.code === code.trim().toUpperCase());
