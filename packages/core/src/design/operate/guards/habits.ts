import type { Cluster } from '../../../estate/elements/cluster.ts';
import { all, type Estate } from '../../../estate/estate.ts';
import { knownOr } from '../../../evidence/knowable.ts';
import { type Prose, prose } from '../../../evidence/prose.ts';
import { policyAliasCite } from '../../../facts/azure-policy/aliases.ts';
import { builtInPolicies, builtInPolicyCite } from '../../../facts/azure-policy/built-ins.ts';
import { publicAccessPolicies } from '../../../facts/azure-policy/public-access.ts';
import { defaultPolicyEngine } from '../../../facts/defaults.ts';
import { modes } from '../../../facts/modes.ts';
import { paasService } from '../../../facts/paas-services.ts';
import type { Guard, GuardEntry, GuardInput, PolicyJson } from './guard.ts';
import { effectParameter, ruleOn } from './rule.ts';

/*
 * Guards of what every cluster of the estate does: where all of them do it, the next one should. An
 * estate that is mixed gets no such guard, because it would flag what was decided.
 */

/** A built-in policy that fits when everything in the estate already keeps it. */
interface Habit {
  /** Type of service, in lower case, whose public access it watches. */
  readonly watches?: string;
  readonly id: string;
  readonly policy: string;
  readonly stops: Prose;
  readonly isKept: (input: GuardInput) => boolean;
  readonly cannotSee?: readonly Prose[];
}

const everyCluster = (estate: Estate, keeps: (cluster: Cluster) => boolean): boolean => {
  const clusters = all(estate, 'cluster');
  return clusters.length > 0 && clusters.every(keeps);
};

/**
 * Services of the type are reached privately: there is an endpoint to one, or public access is forbidden and
 * a cluster depends on one.
 */
const isPrivate =
  (type: string) =>
  ({ estate, requirements }: GuardInput): boolean =>
    all(estate, 'privateEndpoint').some(
      ({ targetType }) => knownOr(targetType, '').toLowerCase() === type.toLowerCase(),
    ) ||
    (requirements?.security.publicPaasAccess === 'forbidden' &&
      requirements.clusters.some(({ dependencies }) =>
        dependencies.some(({ service }) => paasService(service)?.resourceType === type),
      ));

const allOfThem: readonly Prose[] = [
  prose`it judges every such resource in its scope, also those that no cluster uses`,
];

const habits: readonly Habit[] = [
  {
    id: 'aksnet-private-clusters',
    policy: '040732e8-d947-40b8-95d6-854c95024bf8',
    stops: prose`a cluster whose API server is public`,
    isKept: ({ estate }) => everyCluster(estate, ({ access }) => access.private === true),
  },
  {
    id: 'aksnet-no-run-command',
    policy: '89f2d532-c53c-4f8f-9afa-4927b1114a0d',
    stops: prose`commands run through Azure instead of the network: they pass every private path by`,
    isKept: ({ estate }) => everyCluster(estate, ({ access }) => access.runCommand === false),
  },
  {
    id: 'aksnet-private-subnets',
    policy: '7bca8353-aa3b-429b-904a-9229c4385837',
    stops: prose`a subnet with an exit that nobody asked for`,
    isKept: ({ estate }) =>
      all(estate, 'subnet').length > 0 &&
      all(estate, 'subnet').every((subnet) => subnet.defaultOutboundAccess === false),
  },
  {
    id: 'aksnet-dns-proxy',
    policy: '3f84c9b0-8b64-4208-98d4-6ada96bb49c3',
    stops: prose`a firewall that knows no names in network rules, or answers clients otherwise than itself`,
    isKept: ({ estate }) =>
      all(estate, 'firewallPolicy').length > 0 &&
      all(estate, 'firewallPolicy').every((policy) => policy.dnsProxy === true),
  },
  ...publicAccessPolicies.map(
    ({ id, policy, what, resourceType }): Habit => ({
      id: `aksnet-private-${id}`,
      policy,
      stops: prose`${[what]} that can be reached past its private endpoint`,
      watches: resourceType.toLowerCase(),
      isKept: isPrivate(resourceType),
      cannotSee: allOfThem,
    }),
  ),
];

/** Types of services, in lower case, whose public access a guard watches. */
export const watchedTargets: ReadonlySet<string> = new Set(
  habits.flatMap(({ watches }) => watches ?? []),
);

/** Built-in policies that the estate already keeps. */
export const keptHabits: GuardEntry = (input) =>
  habits
    .filter((habit) => habit.isKept(input))
    .flatMap(({ id, policy: name, stops, cannotSee = [] }): readonly Guard[] => {
      const policy = builtInPolicies.find((each) => each.id === name);
      if (policy === undefined) return [];
      return [
        {
          id,
          title: policy.displayName,
          stops,
          definition: { kind: 'builtIn', policy },
          parameters: {},
          effects: { first: 'Audit', later: policy.effects.includes('Deny') ? 'Deny' : 'Audit' },
          cannotSee,
          confidence: 'documented',
          cite: builtInPolicyCite,
        },
      ];
    });

const clusterType = 'Microsoft.ContainerService/managedClusters';
const engineField = `${clusterType}/networkProfile.networkPolicy`;
const pluginField = `${clusterType}/networkProfile.networkPlugin`;

/** A custom guard on one field of clusters. */
const onClusters = (
  condition: PolicyJson,
  said: Pick<Guard, 'id' | 'title' | 'stops' | 'cannotSee'>,
): Guard => ({
  ...said,
  definition: {
    kind: 'custom',
    mode: 'Indexed',
    parameters: { effect: effectParameter },
    policyRule: ruleOn(clusterType, condition),
  },
  parameters: {},
  effects: { first: 'Audit', later: 'Deny' },
  confidence: 'derived',
  cite: policyAliasCite,
});

/** Clusters that would store policies and enforce none. */
export const policyEngineNamed: GuardEntry = ({ estate }) =>
  everyCluster(estate, ({ network }) => knownOr(network.policyEngine, 'none') !== 'none')
    ? [
        onClusters(
          {
            anyOf: [
              { field: engineField, exists: 'false' },
              { field: engineField, equals: defaultPolicyEngine.value },
            ],
          },
          {
            id: 'aksnet-policy-engine',
            title: 'Clusters must name an engine for NetworkPolicy',
            stops: prose`a cluster that accepts policies and enforces none of them`,
            cannotSee: [prose`whether the engine works on every pool: a drill tells`],
          },
        ),
      ]
    : [];

/** Plugins whose every mode ends, with what is said of them. */
const endingPlugins: readonly string[] = [
  ...new Set(
    Object.values(modes)
      .filter((mode) => mode.retires !== undefined)
      .map((mode) => mode.profile.networkPlugin),
  ),
].filter((plugin) =>
  Object.values(modes).every(
    (mode) => mode.profile.networkPlugin !== plugin || mode.retires !== undefined,
  ),
);

/** New clusters on a network plugin that ends. */
export const noEndingPlugin: GuardEntry = ({ estate }) =>
  endingPlugins
    .filter((plugin) =>
      everyCluster(estate, ({ network }) => knownOr(network.plugin, plugin) !== plugin),
    )
    .map((plugin) =>
      onClusters(
        { field: pluginField, equals: plugin },
        {
          id: `aksnet-no-${plugin}`,
          title: `Clusters must not use ${plugin}`,
          stops: prose`a new cluster on a plugin that is retired`,
          cannotSee: [
            prose`a cluster that names no plugin: which one it gets depends on how it was asked for`,
          ],
        },
      ),
    );
