import { readArmBody } from './arm-body.ts';
import { isFields } from './bodies.ts';
import { clusterApiBodies, isClusterApiGroup } from './cluster-api.ts';
import type { JointFormat, Supplied } from './format.ts';
import { groupOf, type ManagedObject, managedIn, managedObject } from './kubernetes-managed.ts';
import { type FoundObject, readObjects } from './kubernetes-objects.ts';
import { operatorBodies } from './service-operator.ts';
import { isOperatorGroup } from './service-operator-kinds.ts';
import { nothing, together, type Understood } from './understood.ts';

/**
 * Resources of Azure that are written as Kubernetes objects: for Azure Service Operator, and for the
 * Azure provider of Cluster API. They refer to each other by their names in Kubernetes, across files. Other
 * objects in the same files are read as such.
 */
export const azureInKubernetes: JointFormat = {
  id: 'azureInKubernetes',
  says: 'resources of Azure as Kubernetes objects (Azure Service Operator, Cluster API)',
  recognises: ({ value }) => holdsOurs(value),
  readTogether(supplied) {
    const files = supplied.map((one) => ({ one, objects: managedIn(one.document.value, one.at) }));
    const ours = files.flatMap(({ one, objects }) =>
      objects.filter(isOurs).flatMap((object) => managedObject(object, one) ?? []),
    );
    const others = files.map(({ one, objects }) => readOthers(one, objects));
    return { ...together([readManaged(ours), ...others]), tense: 'planned' };
  },
};

/** Looks no further than the first of them, and makes nothing of lists of millions. */
const holdsOurs = (value: unknown): boolean =>
  Array.isArray(value) ? value.some(holdsOurs) : isFields(value) && managedIn(value).some(isOurs);

const isOurs = ({ value }: FoundObject): boolean => {
  const group = groupOf(value);
  return isOperatorGroup(group) || isClusterApiGroup(group);
};

function readManaged(objects: readonly ManagedObject[]): Understood {
  const operated = objects.filter(({ group }) => isOperatorGroup(group));
  const { bodies, used, unread } = clusterApiBodies(
    objects.filter(({ group }) => isClusterApiGroup(group)),
  );
  const ignored = objects
    .filter((object) => isClusterApiGroup(object.group) && !used.has(object))
    .map(({ group, kind, document, path }) => ({
      type: `${group}/${kind}`,
      why: 'notModelled' as const,
      source: { document, path },
    }));
  const read = [...operatorBodies(operated), ...bodies].map(readArmBody);
  return together([...read, { ...nothing, ignored, unread }]);
}

/** Objects without a name are no managed objects, and are told of here with all others. */
const readOthers = (supplied: Supplied, objects: readonly FoundObject[]): Understood =>
  readObjects(
    supplied,
    objects.filter((object) => !isOurs(object) || managedObject(object, supplied) === undefined),
  );
