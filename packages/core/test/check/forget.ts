import type { Rule } from '../../src/check/rule.ts';
import type { AnyElement, ElementByKind, Kind } from '../../src/estate/elements/kinds.ts';
import { kinds } from '../../src/estate/elements/kinds.ts';
import {
  type Estate,
  estateOf,
  everything,
  lookUp,
  withElements,
} from '../../src/estate/estate.ts';
import { notStated, type Unknown } from '../../src/evidence/knowable.ts';
import type { ElementId } from '../../src/evidence/source.ts';

/*
 * Forgetting. An Estate of which less is known must never be judged the opposite way: a finding may
 * become undetermined but not a pass, a pass may become undetermined but not a finding, and what was
 * judged stays judged. Forgotten are single fields that may be unknown, whole lists, and elements
 * together with the statement that their kind is listed.
 */

/** Names of the fields of an element that may be unknown. */
type Forgettable<E> = {
  [Field in keyof E]-?: Unknown extends E[Field] ? Field : never;
}[keyof E];

const forgettable: { readonly [K in Kind]?: readonly Forgettable<ElementByKind[K]>[] } = {
  virtualNetwork: ['prefixes', 'dnsServers'],
  subnet: [
    'prefixes',
    'routeTable',
    'natGateway',
    'delegations',
    'serviceEndpoints',
    'privateEndpointPolicies',
    'defaultOutboundAccess',
  ],
  peering: ['state', 'remotePrefixes', 'allowForwardedTraffic'],
  virtualHub: ['prefix', 'firewall', 'routingIntent'],
  hubConnection: ['internetSecurity'],
  routeTable: ['routes'],
  natGateway: ['publicIps', 'sku'],
  firewall: ['privateAddress', 'subnet', 'policy', 'publicIps', 'tier'],
  firewallPolicy: ['base', 'dnsProxy'],
  ruleCollectionGroup: ['collections'],
  ipGroup: ['prefixes'],
  privateEndpoint: ['subnet', 'target', 'targetType', 'groupIds', 'state', 'zones'],
  privateDnsLink: ['virtualNetwork'],
  dnsResolver: ['virtualNetwork', 'inbound'],
  virtualNetworkGateway: ['subnet', 'learned'],
  applicationGateway: ['subnet', 'maxInstances'],
  gatewayForContainers: ['subnet'],
  cluster: [
    'sku',
    'kubernetesVersion',
    'identity',
    'nodeProvisioning',
    'addOns',
    'ingress',
    'artifactSource',
  ],
  agentPool: [
    'mode',
    'os',
    'count',
    'autoscaling',
    'maxCount',
    'maxPods',
    'subnet',
    'podSubnet',
    'podIpAllocation',
    'localDns',
  ],
  privateDnsZone: ['records'],
  bastionHost: ['subnet'],
};

const forgettableOfNetwork: readonly Forgettable<ElementByKind['cluster']['network']>[] = [
  'plugin',
  'pluginMode',
  'dataPlane',
  'policyEngine',
  'outboundType',
  'ipFamilies',
  'podRanges',
  'serviceRanges',
  'dnsServiceIp',
];

const forgettableOfAccess: readonly Forgettable<ElementByKind['cluster']['access']>[] = [
  'private',
  'publicFqdn',
  'privateDnsZone',
  'authorizedRanges',
  'vnetIntegration',
  'subnet',
];

/** An Estate of which something was forgotten, and what. */
export interface Forgotten {
  readonly what: string;
  readonly estate: Estate;
}

/** Every Estate of which one thing more is forgotten. */
export function* lessKnown(estate: Estate): IterableIterator<Forgotten> {
  for (const element of everything(estate)) {
    for (const changed of elementLessKnown(element))
      yield { what: changed.what, estate: withElements(estate, [changed.element]) };
    yield {
      what: `${element.id} and that ${element.kind} is listed`,
      estate: estateOf(
        without(estate, element.kind),
        [...everything(estate)].filter((other) => other !== element),
      ),
    };
  }
  for (const kind of kinds)
    if (estate.coverage.some((listed) => listed.kind === kind))
      yield { what: `that ${kind} is listed`, estate: without(estate, kind) };
}

const without = (estate: Estate, kind: Kind): Estate => ({
  ...estate,
  coverage: estate.coverage.filter((listed) => listed.kind !== kind),
});

function* elementLessKnown(
  element: AnyElement,
): IterableIterator<{ readonly what: string; readonly element: AnyElement }> {
  const forget = (field: string): Unknown => notStated(field);
  for (const field of forgettable[element.kind] ?? [])
    if (field in element)
      yield {
        what: `${element.id} ${field}`,
        element: Object.assign({}, element, { [field]: forget(field) }),
      };
  if (element.kind === 'cluster') {
    for (const field of forgettableOfNetwork)
      yield {
        what: `${element.id} network.${field}`,
        element: { ...element, network: { ...element.network, [field]: forget(field) } },
      };
    for (const field of forgettableOfAccess)
      yield {
        what: `${element.id} access.${field}`,
        element: { ...element, access: { ...element.access, [field]: forget(field) } },
      };
  }
  if (element.kind === 'agentPool')
    yield {
      what: `${element.id} upgrade.maxSurge`,
      element: { ...element, upgrade: { ...element.upgrade, maxSurge: forget('maxSurge') } },
    };
}

type Verdict = 'pass' | 'finding' | 'undetermined';

/** The worst that is said of each subject: certain faults first, then doubts. */
function verdicts(rule: Rule, estate: Estate): ReadonlyMap<ElementId, Verdict> {
  const found = new Map<ElementId, Verdict>();
  for (const { kind, subject } of rule.judge(estate)) {
    const before = found.get(subject);
    if (before === 'finding' || (before === 'undetermined' && kind === 'pass')) continue;
    found.set(subject, kind);
  }
  return found;
}

/** Every answer of the rule that knowing less turns into its opposite, or loses. */
export function contradictions(rule: Rule, estate: Estate, less: Estate): readonly string[] {
  const after = verdicts(rule, less);
  return [...verdicts(rule, estate)].flatMap(([subject, verdict]) => {
    const now = after.get(subject);
    if (now === undefined && lookUp(less, subject) === undefined) return [];
    const isKept = now === verdict || now === 'undetermined' || verdict === 'undetermined';
    return isKept && now !== undefined
      ? []
      : [`${rule.code} ${subject} was ${verdict} and is ${now ?? 'not judged'}`];
  });
}

/** The contradictions after every single thing that can be forgotten. */
export const contradictionsAfterForgetting = (rule: Rule, estate: Estate): readonly string[] =>
  [...lessKnown(estate)].flatMap(({ what, estate: less }) =>
    contradictions(rule, estate, less).map((one) => `without ${what}: ${one}`),
  );
