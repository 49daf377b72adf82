import { designed } from '../../evidence/source.ts';
import { systemNamespaces } from '../../facts/system-namespaces.ts';
import { type Gate, gateObjects } from '../../policy/generate/gate.ts';
import type { PolicyElement } from '../../policy/generate/request.ts';
import { drillNamespace } from '../operate/probe.ts';
import { type BoundPool, boundPools, hardTaints, poolKey, type Taint } from '../pool-binding.ts';
import type { BuiltCluster } from './built-cluster.ts';
import { enforcementOf } from './enforcement.ts';
import { gatewayNamespace } from './entry.ts';

/**
 * Admission that holds pods of some namespaces on their pool and all others off it. The annotations of the
 * namespaces give new pods what they need; whether they did is seen here, on the pod as it will be. What
 * makes pods is looked at only for what it must not ask for, because templates are completed later.
 */
export const dressPlacement = (built: readonly BuiltCluster[]): readonly PolicyElement[] =>
  built.flatMap(({ decided: { ask }, cluster }) => {
    const home = { cluster: cluster.id, source: designed('namespaces', ask.name) };
    return boundPools(ask.cluster).flatMap((bound) =>
      [stayOn(bound), stayOff(bound)].flatMap((gate) =>
        gateObjects(home, gate, enforcementOf(ask.requirements)),
      ),
    );
  });

const nameLabel = 'kubernetes.io/metadata.name';

const pods: Gate['resources'] = [
  { apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE'], resources: ['pods'] },
];

/** Pods, and what makes them: whoever applies a Deployment is told at once, not its controller. */
const podMakers: Gate['resources'] = [
  ...pods,
  {
    apiGroups: ['apps'],
    apiVersions: ['v1'],
    operations: ['CREATE', 'UPDATE'],
    resources: ['deployments', 'statefulsets', 'daemonsets'],
  },
  {
    apiGroups: ['batch'],
    apiVersions: ['v1'],
    operations: ['CREATE', 'UPDATE'],
    resources: ['cronjobs'],
  },
  { apiGroups: ['batch'], apiVersions: ['v1'], operations: ['CREATE'], resources: ['jobs'] },
];

/** The pod that is asked for, directly or by a template. */
const podSpec = {
  name: 'pod',
  expression:
    "object.kind == 'Pod' ? object.spec : object.kind == 'CronJob' ? object.spec.jobTemplate.spec.template.spec : object.spec.template.spec",
};

/** Pods of the namespaces of a pool ask for its nodes, and tolerate what keeps others off them. */
function stayOn({ pool, namespaces }: BoundPool): Gate {
  return {
    name: `aksnet-on-pool-${pool.name}`,
    resources: pods,
    validations: [
      {
        expression: `has(object.spec.nodeSelector) && ${text(poolKey)} in object.spec.nodeSelector && object.spec.nodeSelector[${text(poolKey)}] == ${text(pool.name)}`,
        message: `pods of this namespace run on the pool ${pool.name}: its label ${poolKey}: ${pool.name} is missing in nodeSelector`,
      },
      ...hardTaints(pool).map((taint) => ({
        expression: `has(object.spec.tolerations) && object.spec.tolerations.exists(t, ${tolerates(taint)})`,
        message: `pods of this namespace run on the pool ${pool.name}: a toleration of ${taint.written} is missing`,
      })),
    ],
    namespaces: { matchExpressions: [{ key: nameLabel, operator: 'In', values: namespaces }] },
  };
}

/** Pods of other namespaces neither tolerate the taint nor name a node, which no taint could refuse. */
function stayOff({ pool, namespaces }: BoundPool): Gate {
  const key = text(poolKey);
  const value = text(pool.name);
  return {
    name: `aksnet-off-pool-${pool.name}`,
    resources: podMakers,
    variables: [podSpec],
    validations: [
      {
        expression: `!has(variables.pod.tolerations) || !variables.pod.tolerations.exists(t, !has(t.key) || t.key == '' || (t.key == ${key} && (!has(t.value) || t.value == '' || t.value == ${value})))`,
        message: `the pool ${pool.name} belongs to other namespaces: a toleration of its taint, or of every taint, is refused`,
      },
      {
        expression: "!has(variables.pod.nodeName) || variables.pod.nodeName == ''",
        message: `a pod that names its node passes by the scheduler, and so by the taint of the pool ${pool.name}`,
      },
    ],
    namespaces: {
      matchExpressions: [
        {
          key: nameLabel,
          operator: 'NotIn',
          values: [...namespaces, ...systemNamespaces.value, gatewayNamespace, drillNamespace],
        },
      ],
    },
  };
}

const tolerates = ({ key, value, effect }: Taint): string =>
  [
    `has(t.key) && t.key == ${text(key)}`,
    `((has(t.operator) && t.operator == 'Exists') || (has(t.value) ? t.value : '') == ${text(value)})`,
    `(!has(t.effect) || t.effect == '' || t.effect == ${text(effect)})`,
  ].join(' && ');

/** A string of CEL. */
const text = (value: string): string => JSON.stringify(value);
