import type { Citation } from '../citation.ts';
import type { DataPlaneId } from '../data-planes.ts';
import { aksPage } from '../documents.ts';
import type { EngineId } from '../engines/engine-id.ts';
import type { ModeId } from '../modes.ts';

/** How one network becomes another. */
export type MigrationPath =
  /** By one update of the cluster. */
  | { readonly kind: 'inPlace'; readonly command: string }
  /** By new pools beside the old ones. */
  | { readonly kind: 'newPools'; readonly command: string }
  /** By other steps, in order. */
  | { readonly kind: 'via'; readonly steps: readonly string[] }
  /** By a new cluster only. */
  | { readonly kind: 'rebuild' };

/** One change of how a cluster's network works. */
export interface Migration {
  readonly id: string;
  readonly from: MigrationEnd;
  readonly to: MigrationEnd;
  readonly path: MigrationPath;
  readonly reversible: boolean;
  /** What must hold before. */
  readonly conditions: readonly string[];
  readonly fromKubernetes?: string;
  /** What happens to the cluster meanwhile. */
  readonly effects: readonly string[];
  readonly cite: readonly Citation[];
}

/** An end of a change: a mode, a data plane or an engine; several modes stand for any of them. */
export type MigrationEnd =
  | { readonly modes: readonly ModeId[]; readonly dataPlane?: DataPlaneId }
  | { readonly engines: readonly EngineId[] };

const updatePage = aksPage('update-azure-cni.md');
const policiesPage = aksPage('use-network-policies.md');
const staticPage = aksPage('configure-azure-cni-static-block-allocation.md');
const reimages = 'all pools are reimaged at the same time';

/** Every change of mode, data plane and engine that the pages speak of. */
export const migrations: readonly Migration[] = [
  {
    id: 'node-subnet-to-overlay',
    from: { modes: ['nodeSubnet'] },
    to: { modes: ['overlay'] },
    path: {
      kind: 'inPlace',
      command:
        'az aks update --network-plugin azure --network-plugin-mode overlay --pod-cidr <range>',
    },
    reversible: false,
    conditions: [
      'no policy engine is on: remove it first',
      'no Windows pools on Docker; Windows build 20348.1668 or newer is advised',
      'the pod range meets neither the VNet nor the Service range',
      'an own azure-ip-masq-agent-config is removed',
    ],
    fromKubernetes: '1.27',
    effects: [reimages, 'pods get new addresses and are seen with the address of their node'],
    cite: [updatePage],
  },
  {
    id: 'kubenet-to-overlay',
    from: { modes: ['kubenet'] },
    to: { modes: ['overlay'] },
    path: {
      kind: 'inPlace',
      command: 'az aks update --network-plugin azure --network-plugin-mode overlay',
    },
    reversible: false,
    conditions: ['the cluster has a user-assigned identity'],
    fromKubernetes: '1.27',
    effects: [
      reimages,
      'the pod range stays unless another is given',
      'the managed route table goes, or its routes to pods do',
    ],
    cite: [updatePage],
  },
  {
    id: 'pod-subnet-to-overlay',
    from: { modes: ['podSubnetDynamic'] },
    to: { modes: ['overlay'] },
    path: { kind: 'rebuild' },
    reversible: false,
    conditions: [],
    effects: [],
    cite: [updatePage],
  },
  {
    id: 'dynamic-to-static-blocks',
    from: { modes: ['podSubnetDynamic'] },
    to: { modes: ['podSubnetStatic'] },
    path: {
      kind: 'newPools',
      command: 'az aks nodepool add --pod-ip-allocation-mode StaticBlock --pod-subnet-id <subnet>',
    },
    reversible: true,
    conditions: ['the new pools use another pod subnet', 'Azure CLI 2.75 or newer'],
    fromKubernetes: '1.28',
    effects: ['old pools are drained and deleted'],
    cite: [staticPage],
  },
  {
    id: 'azure-plane-to-cilium',
    from: {
      modes: ['overlay', 'podSubnetDynamic', 'podSubnetStatic', 'nodeSubnet'],
      dataPlane: 'azure',
    },
    to: {
      modes: ['overlay', 'podSubnetDynamic', 'podSubnetStatic', 'nodeSubnet'],
      dataPlane: 'cilium',
    },
    path: { kind: 'inPlace', command: 'az aks update --network-dataplane cilium' },
    reversible: false,
    conditions: [
      'no Windows pools',
      'node autoprovisioning is off meanwhile',
      'Azure CLI 2.52.0 or newer',
      'not in one operation with a change of mode',
    ],
    effects: [
      reimages,
      'Azure NPM or Calico is removed',
      'policies are enforced again only when every node is reimaged',
    ],
    cite: [updatePage, aksPage('migrate-from-npm-to-cilium-network-policy.md')],
  },
  {
    id: 'kubenet-to-cilium',
    from: { modes: ['kubenet'] },
    to: { modes: ['overlay'], dataPlane: 'cilium' },
    path: { kind: 'via', steps: ['kubenet-to-overlay', 'azure-plane-to-cilium'] },
    reversible: false,
    conditions: [],
    effects: [],
    cite: [updatePage],
  },
  {
    id: 'engine-to-none',
    from: { engines: ['azure', 'calico'] },
    to: { engines: ['none'] },
    path: { kind: 'inPlace', command: 'az aks update --network-policy none' },
    reversible: true,
    conditions: [],
    fromKubernetes: '1.30',
    effects: ['policies stay as objects and are no longer enforced'],
    cite: [policiesPage],
  },
  {
    id: 'engine-to-engine',
    from: { engines: ['azure', 'calico'] },
    to: { engines: ['azure', 'calico'] },
    path: {
      kind: 'via',
      steps: ['engine-to-none', 'az aks update --network-policy <engine>'],
    },
    reversible: true,
    conditions: [],
    fromKubernetes: '1.30',
    effects: ['policies are not enforced in between'],
    cite: [policiesPage],
  },
  {
    id: 'overlay-to-other',
    from: { modes: ['overlay'] },
    to: { modes: ['podSubnetDynamic', 'podSubnetStatic', 'nodeSubnet', 'kubenet', 'byo'] },
    path: { kind: 'rebuild' },
    reversible: false,
    conditions: [],
    effects: [],
    cite: [updatePage],
  },
];

/**
 * How a cluster gets from one mode to another. Undefined when no page speaks of the pair, which
 * leaves a new cluster.
 */
export function modeMigration(from: ModeId, to: ModeId): Migration | undefined {
  return migrations.find(
    (migration) =>
      'modes' in migration.from &&
      'modes' in migration.to &&
      migration.to.dataPlane === undefined &&
      migration.from.modes.includes(from) &&
      migration.to.modes.includes(to),
  );
}
