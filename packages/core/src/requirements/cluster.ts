import * as z from 'zod';
import { type ApiServerWish, apiServer } from './access.ts';
import { type Dependency, dependency } from './dependencies.ts';
import { type Egress, egress } from './egress.ts';
import { type FlowWish, flow, type NamespaceWish, namespace } from './flows.ts';
import { type IngressWish, ingress } from './ingress.ts';
import { type PodIdentity, podIdentity } from './pod-identity.ts';
import { type NodeProvisioning, nodeProvisioning, type Pool, pool } from './pools.ts';
import { count, nameText, regionName, wordText } from './scalars.ts';

/**
 * A kind of cluster: it stands once in each of its regions and environments (see
 * `cluster-places.ts`), so that hundreds of equal clusters are one entry.
 */
export interface ClusterWish {
  readonly name: string;
  readonly regions: readonly string[];
  readonly environments: readonly string[];
  readonly sku: 'Standard' | 'Automatic';
  readonly tier: 'Free' | 'Standard' | 'Premium';
  /** Absent: the version that Azure offers by default. */
  readonly kubernetesVersion?: string;
  readonly ipFamilies: readonly (4 | 6)[];
  /** Services that it must hold; absent: not stated. */
  readonly services?: number;
  /** Private endpoints in its VNet, those of `dependencies` included; absent: only those. */
  readonly privateEndpoints?: number;
  readonly pools: readonly Pool[];
  readonly nodeProvisioning?: NodeProvisioning;
  readonly podIdentity: PodIdentity;
  readonly egress: Egress;
  readonly ingress: readonly IngressWish[];
  readonly apiServer: ApiServerWish;
  readonly addOns: readonly string[];
  readonly dependencies: readonly Dependency[];
  readonly namespaces: readonly NamespaceWish[];
  readonly flows: readonly FlowWish[];
  readonly forbidden: readonly FlowWish[];
}

const ipFamilies: z.ZodType<readonly (4 | 6)[]> = z.union(
  [z.tuple([z.literal(4)]), z.tuple([z.literal(4), z.literal(6)])],
  { error: '[4] or [4, 6] was expected: clusters of IPv6 alone do not exist' },
);

const versionExpected =
  "a version in quotes was expected, such as '1.34': without quotes 1.30 is the number 1.3";

const version = z
  .string({ error: versionExpected })
  .regex(/^1\.\d{1,3}(?:\.\d{1,3})?$/, { error: versionExpected });

/** Schema of {@link ClusterWish}. */
export const cluster: z.ZodType<ClusterWish> = z
  .strictObject({
    name: nameText,
    regions: z.array(regionName).min(1).describe('one cluster stands in each of these regions'),
    environment: nameText.exactOptional().describe('short for `environments` with one item'),
    environments: z
      .array(nameText)
      .min(1)
      .exactOptional()
      .describe('one cluster stands in each region for each of these'),
    sku: z.enum(['Standard', 'Automatic']).default('Standard'),
    tier: z
      .enum(['Free', 'Standard', 'Premium'])
      .default('Standard')
      .describe('`Standard` by default: the Free tier bounds the number of nodes'),
    kubernetesVersion: version.exactOptional(),
    ipFamilies: ipFamilies.default([4]).describe('[4] or [4, 6]; IPv4 alone by default'),
    services: count.exactOptional().describe('Services that it must hold'),
    privateEndpoints: count
      .exactOptional()
      .describe('private endpoints in its VNet, those of `dependencies` included'),
    pools: z.array(pool).default([]),
    nodeProvisioning: nodeProvisioning
      .exactOptional()
      .describe('nodes that the cluster makes by itself, beside or instead of pools'),
    podIdentity: podIdentity
      .prefault({})
      .describe('what network identity a pod must have outside; none by default'),
    egress: egress.prefault({}),
    ingress: z.array(ingress).default([]),
    apiServer: apiServer.prefault({}),
    addOns: z.array(wordText).default([]),
    dependencies: z.array(dependency).default([]),
    namespaces: z.array(namespace).default([]),
    flows: z.array(flow).default([]).describe('connections that are wanted'),
    forbidden: z.array(flow).default([]).describe('connections that must not be'),
  })
  .refine((written) => written.environment !== undefined || written.environments !== undefined, {
    error: 'it is not said in which environment the cluster stands',
    path: ['environment'],
  })
  .transform(
    ({ environment, environments = [], ...rest }): ClusterWish => ({
      ...rest,
      environments: environment === undefined ? environments : [environment, ...environments],
    }),
  );
