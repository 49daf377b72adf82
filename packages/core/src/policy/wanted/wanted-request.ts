import { type Prefix, prefixesOf, prefixOf, setOf } from '@aksnet/net';
import { all, type Estate } from '../../estate/estate.ts';
import { ownId, unknownPart } from '../../estate/id.ts';
import { knownOr } from '../../evidence/knowable.ts';
import { designed } from '../../evidence/source.ts';
import type { OsType } from '../../facts/os.ts';
import { engineProfile, isEngineId } from '../../facts/policy-engines.ts';
import {
  localDnsRange,
  supportedPodSpace,
  wellKnownAddresses,
} from '../../facts/reserved-ranges.ts';
import type { PolicyEngine, PolicyRanges, PolicyRequest } from '../generate/request.ts';
import type { EstateWorld } from '../of-estate.ts';
import { familiesOf } from '../pods.ts';
import { readings } from '../readings.ts';
import { closedByDefault } from './closed-namespaces.ts';

/** What somebody may say about the policies to be made. */
export interface WantedOptions {
  /** Namespaces to close, and no others; absent: all that hold pods but the platform's. */
  readonly close?: readonly string[];
  /** Whether destinations by name may be used; absent: as the cluster pays for them. */
  readonly names?: boolean;
  /** Whether nodes answer names themselves; absent: as the pools say. */
  readonly localDns?: boolean;
  /** The version that engines are read by where no input tells that of the cluster. */
  readonly kubernetesVersion?: string;
}

/** What is known of a cluster as a request for policies, without any connection yet. */
export function wantedRequest(
  estate: Estate,
  { world, cluster, reading }: EstateWorld,
  options: WantedOptions = {},
): PolicyRequest {
  const systems: readonly OsType[] = world.dialects.length > 1 ? ['Linux', 'Windows'] : ['Linux'];
  const version = knownOr(cluster?.kubernetesVersion, undefined) ?? options.kubernetesVersion;
  const engineOn = (os: OsType): PolicyEngine =>
    isEngineId(reading)
      ? engineProfile(reading, {
          os,
          ...(version === undefined ? {} : { kubernetesVersion: version }),
        })
      : { ...plainEngine, os };
  const advanced = knownOr(cluster?.network.advanced, undefined)?.policies;
  const pools = all(estate, 'agentPool').filter((pool) => pool.cluster === cluster?.id);
  const asksLocalDns =
    knownOr(cluster?.sku, undefined) === 'Automatic' ||
    pools.some((pool) => pool.localDns === 'Required');
  const listener = options.localDns ?? asksLocalDns;
  const families = [...new Set(world.pods.flatMap((pod) => familiesOf(pod)))].sort();
  return {
    cluster: cluster?.id ?? ownId('cluster', unknownPart),
    engines: [engineOn('Linux'), ...systems.slice(1).map(engineOn)],
    names: options.names ?? (advanced === 'FQDN' || advanced === 'L7'),
    families: families.length === 0 ? [4] : families,
    ranges: rangesOf(estate, { world, ...(cluster === undefined ? {} : { cluster }) }),
    dns: {
      namespace: 'kube-system',
      podLabels: { 'k8s-app': 'kube-dns' },
      port: 53,
      ...(listener ? { nodeListener: localDnsRange } : {}),
    },
    namespaces: [],
    isolated: [...(options.close ?? closedByDefault(world))].sort(),
    workloads: [],
    flows: [],
    layout: 'byWorkload',
    entries: [],
    observers: [],
    source: designed('policies'),
  };
}

/** Where no engine is known only what every engine reads is written. */
const plainEngine: Omit<PolicyEngine, 'os'> = {
  ...readings.specification,
  names: false,
  l7: false,
  extraKinds: 'none',
  selectsHostNetworkPods: false,
};

/** Recorded addresses stand in where no range is known. */
function rangesOf(
  estate: Estate,
  { world, cluster }: Pick<EstateWorld, 'world' | 'cluster'>,
): PolicyRanges {
  const podRanges = knownOr(cluster?.network.podRanges, undefined) ?? [];
  const recorded = world.pods
    .filter(({ hostNetwork }) => !hostNetwork)
    .flatMap(({ addresses }) => addresses ?? [])
    .map((one) => prefixOf(one, one.family === 4 ? 32 : 128));
  const nodes = [...world.nodes.values()]
    .flatMap(({ addresses }) => addresses)
    .map((one) => prefixOf(one, one.family === 4 ? 32 : 128));
  return {
    pods: podRanges.length > 0 ? podRanges : joinedUp(recorded),
    services: knownOr(cluster?.network.serviceRanges, undefined) ?? [],
    nodes: joinedUp(nodes),
    internal: [
      ...supportedPodSpace.map((space) => space.prefix),
      ...all(estate, 'virtualNetwork').flatMap((network) => knownOr(network.prefixes, [])),
      ...all(estate, 'externalRange').flatMap((range) => range.prefixes),
      ...wellKnownAddresses.map((known) => known.address),
    ],
  };
}

const joinedUp = (prefixes: readonly Prefix[]): readonly Prefix[] => [
  ...prefixesOf(setOf(prefixes)),
];
