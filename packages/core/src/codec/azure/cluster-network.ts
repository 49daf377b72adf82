import {
  address,
  formatAddress,
  formatPrefix,
  type Prefix,
  parseAddress,
  parsePrefix,
  prefix,
} from '@aksnet/net';
import type {
  ClusterNetwork,
  LoadBalancerProfile,
  NatGatewayProfile,
  OutboundTypeName,
} from '../../estate/elements/cluster.ts';
import type { Id } from '../../estate/id.ts';
import { type Knowable, mapKnown, notStated } from '../../evidence/knowable.ts';
import { defaultDnsServiceIp, defaultPodRange, defaultServiceRange } from '../../facts/defaults.ts';
import { modes } from '../../facts/modes.ts';
import type { Cursor } from '../../text/cursor.ts';
import { type ArmValue, reference } from '../codec.ts';
import { absentIs, absentIsUnknown, idsAt, isGiven } from './reading.ts';
import { type ArmObject, fields, fieldsOrNone, given, ifGiven, noneIfEmpty } from './writing.ts';

const plugins = ['azure', 'kubenet', 'none'] as const;
const dataPlanes = ['azure', 'cilium'] as const;
const engines = ['none', 'azure', 'calico', 'cilium'] as const;
const outboundTypes: readonly OutboundTypeName[] = [
  'loadBalancer',
  'managedNATGateway',
  'managedNATGatewayV2',
  'userAssignedNATGateway',
  'userDefinedRouting',
  'none',
  'block',
];

/** What AKS takes when nobody says otherwise. */
const defaults = {
  podRange: prefix(defaultPodRange.value),
  serviceRange: prefix(defaultServiceRange.value),
  dnsServiceIp: address(defaultDnsServiceIp.value),
} as const;

/** Reads `networkProfile`. @param at the cluster */
export function readClusterNetwork(at: Cursor): ClusterNetwork {
  const profile = at.at('networkProfile');
  const plugin = absentIsUnknown(profile.enumOf('networkPlugin', plugins), 'networkPlugin');
  const pluginMode = profile.enumOf('networkPluginMode', ['overlay'] as const);
  const serviceRanges = ranges(profile, 'serviceCidrs', 'serviceCidr');
  return {
    plugin,
    pluginMode,
    dataPlane: absentIs(profile.enumOf('networkDataplane', dataPlanes), 'azure'),
    policyEngine: absentIs(profile.enumOf('networkPolicy', engines), 'none'),
    outboundType: absentIs(profile.enumOf('outboundType', outboundTypes), 'loadBalancer'),
    ipFamilies: families(profile),
    podRanges: ranges(profile, 'podCidrs', 'podCidr') ?? podRangesUnsaid(plugin, pluginMode),
    serviceRanges: absentIs(serviceRanges, [defaults.serviceRange]),
    dnsServiceIp:
      profile.parsed('dnsServiceIP', parseAddress) ??
      (serviceRanges === undefined ? defaults.dnsServiceIp : notStated('dnsServiceIP')),
    loadBalancer: mapKnown(
      profile.object('loadBalancerProfile'),
      (own) => own && loadBalancer(own),
    ),
    natGateway: mapKnown(profile.object('natGatewayProfile'), (own) => own && natGateway(own)),
    staticEgressGateway: absentIs(
      profile.at('staticEgressGatewayProfile').boolean('enabled'),
      false,
    ),
    advanced: advanced(profile),
  };
}

/** Writes `networkProfile`. */
export function spellClusterNetwork(network: ClusterNetwork): ArmObject {
  const families = given(network.ipFamilies) ?? [];
  return fields({
    networkPlugin: given(network.plugin),
    networkPluginMode: given(network.pluginMode),
    networkDataplane: given(network.dataPlane),
    networkPolicy: given(network.policyEngine),
    outboundType: given(network.outboundType),
    // Basic ended on 2025-09-30, and nothing here may make one.
    loadBalancerSku: 'standard',
    ipFamilies: families.length > 1 ? families.map((family) => `IPv${family}`) : undefined,
    ...spellRanges(network.podRanges, 'podCidr', 'podCidrs'),
    ...spellRanges(network.serviceRanges, 'serviceCidr', 'serviceCidrs'),
    dnsServiceIP: ifGiven(network.dnsServiceIp, formatAddress),
    loadBalancerProfile: ifGiven(network.loadBalancer, spellLoadBalancer),
    natGatewayProfile: ifGiven(network.natGateway, spellNatGateway),
    staticEgressGatewayProfile:
      network.staticEgressGateway === true ? { enabled: true } : undefined,
    advancedNetworking: ifGiven(network.advanced, spellAdvanced),
  });
}

function spellRanges(
  ranges: Knowable<readonly Prefix[]>,
  one: string,
  several: string,
): Readonly<Record<string, ArmValue>> {
  const texts = (given(ranges) ?? []).map(formatPrefix);
  const [first] = texts;
  if (first === undefined) return {};
  return texts.length === 1 ? { [one]: first } : { [several]: texts };
}

/** The list holds all families, the single key only the first. */
function ranges(at: Cursor, several: string, one: string): Knowable<readonly Prefix[] | undefined> {
  const list = at.parsedList(several, parsePrefix);
  const single = at.string(one) === '' ? undefined : at.parsedList(one, parsePrefix);
  if (list === undefined || (isGiven(list) && list.length === 0)) return single;
  const [first] = isGiven(list) ? list : [];
  const [alone] = isGiven(single) ? single : [];
  if (first !== undefined && alone !== undefined && formatPrefix(first) !== formatPrefix(alone))
    at.remark(
      {
        severity: 'warning',
        code: 'contradiction',
        message: `${one} is ${formatPrefix(alone)}, but ${several} begin with ${formatPrefix(first)}; the list is used`,
      },
      one,
    );
  return list;
}

/** A cluster whose pods live in subnets has no pod range; BYO ranges are told from API 2026-01-01 on. */
function podRangesUnsaid(
  plugin: ClusterNetwork['plugin'],
  pluginMode: ClusterNetwork['pluginMode'],
): Knowable<readonly Prefix[]> {
  if (!isGiven(plugin)) return plugin;
  if (plugin === 'none') return notStated('podCidr');
  return mapKnown(pluginMode, (mode) => (ownsPodRange(plugin, mode) ? [defaults.podRange] : []));
}

/** Whether the mode that is so spelled has a range of its own for pods. */
const ownsPodRange = (plugin: string, pluginMode: string | undefined): boolean =>
  Object.values(modes).some(
    ({ profile, spaces }) =>
      profile.networkPlugin === plugin &&
      profile.networkPluginMode === pluginMode &&
      spaces.includes('overlayPods'),
  );

function families(at: Cursor): Knowable<readonly (4 | 6)[]> {
  const listed = at.stringList('ipFamilies');
  return mapKnown(absentIs(listed, []), (texts) => {
    const found = texts.map((text): 4 | 6 => (text.toLowerCase() === 'ipv6' ? 6 : 4));
    return found.length === 0 ? [4] : found;
  });
}

function loadBalancer(profile: Cursor): LoadBalancerProfile {
  const count = profile.at('managedOutboundIPs').number('count');
  const ips = idsAt<'publicIp'>(profile.at('outboundIPs'), 'publicIPs');
  const prefixes = idsAt<'publicIpPrefix'>(profile.at('outboundIPPrefixes'), 'publicIPPrefixes');
  const ports = profile.number('allocatedOutboundPorts');
  const idle = profile.number('idleTimeoutInMinutes');
  const pool = profile.enumOf('backendPoolType', ['NodeIPConfiguration', 'NodeIP'] as const);
  return {
    ...(isGiven(count) ? { managedOutboundIps: count } : {}),
    ...(isGiven(ips) && ips.length > 0 ? { outboundIps: ips } : {}),
    ...(isGiven(prefixes) && prefixes.length > 0 ? { outboundIpPrefixes: prefixes } : {}),
    ...(isGiven(ports) ? { allocatedOutboundPorts: ports } : {}),
    ...(isGiven(idle) ? { idleTimeout: idle } : {}),
    ...(isGiven(pool) ? { backendPoolType: pool } : {}),
  };
}

const idList = (ids: readonly Id[] | undefined): readonly ArmValue[] | undefined =>
  ids === undefined ? undefined : noneIfEmpty(ids.map((id) => ({ id: reference(id) })));

const wrapped = (key: string, value: ArmValue | undefined): ArmObject | undefined =>
  value === undefined ? undefined : { [key]: value };

const spellLoadBalancer = (profile: LoadBalancerProfile): ArmObject =>
  fields({
    managedOutboundIPs: wrapped('count', profile.managedOutboundIps),
    outboundIPs: wrapped('publicIPs', idList(profile.outboundIps)),
    outboundIPPrefixes: wrapped('publicIPPrefixes', idList(profile.outboundIpPrefixes)),
    allocatedOutboundPorts: profile.allocatedOutboundPorts,
    idleTimeoutInMinutes: profile.idleTimeout,
    backendPoolType: profile.backendPoolType,
  });

function natGateway(profile: Cursor): NatGatewayProfile {
  const count = profile.at('managedOutboundIPProfile').number('count');
  const idle = profile.number('idleTimeoutInMinutes');
  return {
    ...(isGiven(count) ? { managedOutboundIps: count } : {}),
    ...(isGiven(idle) ? { idleTimeout: idle } : {}),
  };
}

const spellNatGateway = (profile: NatGatewayProfile): ArmObject =>
  fields({
    managedOutboundIPProfile: wrapped('count', profile.managedOutboundIps),
    idleTimeoutInMinutes: profile.idleTimeout,
  });

type Advanced = Exclude<ClusterNetwork['advanced'], { readonly unknown: unknown }>;

function advanced(at: Cursor): Knowable<Advanced> {
  const place = at.at('advancedNetworking');
  const enabled = absentIs(place.boolean('enabled'), false);
  const security = place.at('security');
  const policies = security.enumOf('advancedNetworkPolicies', ['FQDN', 'L7', 'None'] as const);
  const encryption = security
    .at('transitEncryption')
    .enumOf('type', ['WireGuard', 'None'] as const);
  const observes = place.at('observability').boolean('enabled');
  const secures = security.boolean('enabled');
  return mapKnown(enabled, (on) => ({
    // Both halves are on unless one is told to be off.
    observability: on && observes !== false,
    security: on && secures !== false,
    ...(isGiven(policies) ? { policies } : {}),
    ...(isGiven(encryption) ? { encryption } : {}),
  }));
}

function spellAdvanced(advanced: Advanced): ArmObject | undefined {
  const { observability, security, policies, encryption } = advanced;
  if (!observability && !security) return undefined;
  return {
    enabled: true,
    observability: { enabled: observability },
    security: fields({
      enabled: security,
      advancedNetworkPolicies: policies,
      transitEncryption: fieldsOrNone({ type: encryption }),
    }),
  };
}

/** Whether the profile says what only a newer API version has names for. */
export const needsNewerApi = (network: ClusterNetwork): boolean =>
  isGiven(network.advanced) && network.advanced.encryption !== undefined;
