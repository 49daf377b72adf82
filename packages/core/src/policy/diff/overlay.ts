import type { AnyElement } from '../../estate/elements/kinds.ts';
import type { KubernetesElement, KubernetesKind } from '../../estate/elements/kubernetes.ts';
import { type Estate, estateOf, everything } from '../../estate/estate.ts';
import { policyKindOf } from '../kinds.ts';

/** What becomes of the policies of an estate. */
export interface PolicyEdit {
  /** Policies that come, or take the place of those of the same kind and name. */
  readonly with?: Estate;
  /** Policies that go: `shop/web`, or the name alone for one that is in no namespace. */
  readonly without: readonly string[];
}

/** The estate as the edit would make it. */
export interface EditedEstate {
  readonly estate: Estate;
  /** Names in `without` that no policy has. */
  readonly notFound: readonly string[];
  /** How many objects of `with` are no policies, and so are left out. */
  readonly leftOut: number;
  readonly replaced: number;
  readonly added: number;
}

/** Adds, replaces and takes away policies by name; nothing else changes. */
export function editPolicies(estate: Estate, edit: PolicyEdit): EditedEstate {
  const coming = edit.with === undefined ? [] : [...everything(edit.with)];
  const policies = new Map(
    coming.flatMap((one) => (isPolicy(one) ? [[keyOf(one), one] as const] : [])),
  );
  const wanted = new Set(edit.without);
  const found = new Set<string>();
  let replaced = 0;
  const kept = [...everything(estate)].filter((one) => {
    if (!isPolicy(one)) return true;
    const name = nameOf(one);
    if (policies.has(keyOf(one))) {
      replaced += 1;
      return false;
    }
    if (!wanted.has(name)) return true;
    found.add(name);
    return false;
  });
  const cluster = kept.find((one) => one.kind === 'workload')?.cluster;
  const fitted = [...policies.values()].map((one) =>
    cluster === undefined ? one : { ...one, cluster },
  );
  const { elements: _, ...frame } = estate;
  return {
    estate: estateOf(frame, [...kept, ...fitted]),
    notFound: edit.without.filter((name) => !found.has(name)),
    leftOut: coming.length - policies.size,
    replaced,
    added: policies.size - replaced,
  };
}

type PolicyElement = Extract<AnyElement, { kind: 'networkPolicy' | 'kubernetesObject' }>;

const isPolicy = (one: AnyElement): one is PolicyElement =>
  one.kind === 'networkPolicy' ||
  (one.kind === 'kubernetesObject' && policyKindOf(one) !== undefined);

const nameOf = ({ namespace, name }: KubernetesElement<KubernetesKind>): string =>
  namespace === undefined ? name : `${namespace}/${name}`;

const keyOf = (one: PolicyElement): string =>
  JSON.stringify([
    one.kind === 'networkPolicy' ? 'NetworkPolicy' : one.objectKind,
    one.kind === 'networkPolicy' ? (one.namespace ?? 'default') : (one.namespace ?? ''),
    one.name,
  ]);
