import type { KubernetesObject, NetworkPolicy } from '../estate/elements/kubernetes.ts';
import type { ElementId } from '../evidence/source.ts';
import { coversAsked } from './classes.ts';
import { modelOf, type PolicyModel } from './model.ts';
import { ordinalsOf } from './pods.ts';
import { Profiles } from './profile.ts';
import { type Relation, relationOf, relationWith } from './relation.ts';
import type { Policy } from './rule.ts';
import { asksOrdinals, type PolicyWorld, readPolicies, withNamespaces } from './world.ts';

/** A change of policies of a cluster. */
export interface PolicyEdit {
  /** New ones; one that has the id of another takes its place. */
  readonly put?: readonly NetworkPolicy[];
  /** The same, of other kinds. */
  readonly putObjects?: readonly KubernetesObject[];
  /** Those that go. */
  readonly drop?: readonly ElementId[];
}

/** Namespaces whose pods an edit may touch; all, where a policy may be about any. */
type Touched = ReadonlySet<string> | 'all';

interface Edited {
  readonly world: PolicyWorld;
  readonly came: readonly Policy[];
  readonly touched: Touched;
  readonly samePods: boolean;
}

/** The model after an edit. It shares with the one before whatever the edit does not touch. */
export const editedModel = (model: PolicyModel, edit: PolicyEdit): PolicyModel =>
  modelAfter(model, editedWorld(model.world, edit));

/**
 * The relation after an edit. Where the edit asks for nothing that did not tell pods apart before, classes
 * stay, and so do the rows of namespaces that it does not touch. Else classes are made anew.
 */
export function edited(relation: Relation, edit: PolicyEdit): Relation {
  const after = editedWorld(relation.model.world, edit);
  const model = modelAfter(relation.model, after);
  const { classes } = relation;
  if (!after.samePods || !coversAsked(classes, after.came)) return relationOf(model);
  const stale =
    after.touched === 'all'
      ? [[0, classes.samples.length] as const]
      : [...after.touched].flatMap((name) => {
          const range = classes.ranges.get(name);
          return range === undefined ? [] : [range];
        });
  return relationWith(relation.rows.after(model, stale));
}

/** The policies that an edit puts, as each dialect reads them. */
export const policiesPut = (world: PolicyWorld, edit: PolicyEdit): readonly Policy[] =>
  readPut(world, edit).flat();

function readPut(
  { dialects, objects, ports }: PolicyWorld,
  { put = [], putObjects = [] }: PolicyEdit,
): readonly (readonly Policy[])[] {
  const objectsPut = { policies: put, objects: putObjects, services: objects.services };
  return dialects.map((dialect) => readPolicies(objectsPut, dialect, ports));
}

function modelAfter(before: PolicyModel, { world, touched, samePods }: Edited): PolicyModel {
  if (!samePods) return modelOf(world);
  const { profiles } = before;
  const kept = touched === 'all' ? { profiles } : { profiles, touched };
  return { world, profiles: new Profiles(world, kept) };
}

function editedWorld(world: PolicyWorld, edit: PolicyEdit): Edited {
  const { put = [], putObjects = [], drop = [] } = edit;
  const ids = new Set<ElementId>([...put, ...putObjects].map(({ id }) => id));
  const gone = new Set([...drop, ...ids]);
  const { objects } = world;
  const policies = [...objects.policies.filter(({ id }) => !gone.has(id)), ...put];
  const others = [...objects.objects.filter(({ id }) => !gone.has(id)), ...putObjects];
  const read = readPut(world, edit);
  const came = read.flat();
  const went = world.policies.flatMap((all) => all.filter(({ id }) => gone.has(id)));
  const needsOrdinals = asksOrdinals(came) && !asksOrdinals(world.policies.flat());
  return {
    world: {
      ...world,
      objects: { ...objects, policies, objects: others },
      namespaces: withNamespaces(world.namespaces, put),
      policies: world.policies.map((all, i) => [
        ...all.filter(({ id }) => !gone.has(id)),
        ...(read[i] ?? []),
      ]),
      ...(needsOrdinals ? { pods: world.pods.flatMap(ordinalsOf) } : {}),
    },
    came,
    touched: touchedBy([...came, ...went]),
    samePods: !needsOrdinals,
  };
}

function touchedBy(policies: readonly Policy[]): Touched {
  const found = new Set<string>();
  for (const { subjects } of policies)
    for (const { namespaces } of subjects) {
      if (namespaces.kind !== 'own') return 'all';
      found.add(namespaces.namespace);
    }
  return found;
}
