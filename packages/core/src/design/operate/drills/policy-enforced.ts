import type { AgentPool, Cluster } from '../../../estate/elements/cluster.ts';
import { all } from '../../../estate/estate.ts';
import { suppliedPools } from '../../../estate/pools-of.ts';
import { isUnknown } from '../../../evidence/knowable.ts';
import { code, element, type Prose, prose } from '../../../evidence/prose.ts';
import { engineProfile, policyEngines } from '../../../facts/policy-engines.ts';
import { atWorkstation, customersHurt, type Drill, type DrillEntry } from '../drill.ts';
import { clearPlace, drillNamespace, makePlace, probeImage } from '../probe.ts';
import { kubectl, type ShellText, sh, variable } from '../shell.ts';

/** Refuse a connection by policy, on a node of every pool. */
export const policyEnforced: DrillEntry = {
  drill: 'policy-enforced',
  drills: (estate) =>
    all(estate, 'cluster').flatMap((cluster) => {
      const pools = suppliedPools(estate, cluster.id).filter((pool) => pool.mode !== 'Gateway');
      return pools.length === 0 ? [] : [drillOf(cluster, pools)];
    }),
};

const port = 8080;
const inNamespace: ShellText = { shell: `--namespace=${drillNamespace}` };
const image = variable('PROBE_IMAGE');

/** Nobody may reach the pods of the drill. */
const denyAll = JSON.stringify({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name: 'drill-deny', namespace: drillNamespace },
  spec: { podSelector: { matchLabels: { app: 'drill-target' } }, policyTypes: ['Ingress'] },
});

function drillOf(cluster: Cluster, pools: readonly AgentPool[]): Drill {
  const k = kubectl(cluster);
  const connect = pools.map((pool, i) =>
    atWorkstation(
      prose`connect to the pod on ${element(pool.id, pool.name)}`,
      sh`${k} run ${{ shell: `drill-client-${i}` }} ${inNamespace} --rm --stdin --restart=Never --image=${image} -- connect ${{ shell: `drill-target-${i}.${drillNamespace}.svc.cluster.local:${port}` }} --timeout=5s`,
    ),
  );
  const engine = cluster.network.policyEngine;
  return {
    id: `policy-enforced:${cluster.name}`,
    drill: 'policy-enforced',
    title: prose`a policy of ${element(cluster.id, cluster.name)} refuses a connection on every pool`,
    proves: prose`policies are enforced, not only stored: an engine that is missing accepts them all the same`,
    about: [cluster.id, ...pools.map((pool) => pool.id)],
    before: [
      ...probeImage,
      prose`the image answers ${code('netexec')} and ${code('connect')}, as ${code('agnhost')} does`,
    ],
    steps: [
      ...makePlace(cluster),
      ...pools.flatMap((pool, i) => target(k, pool, i)),
      ...connect,
      atWorkstation(
        prose`forbid every connection to these pods`,
        sh`printf %s ${denyAll} | ${k} apply --filename=-`,
      ),
      ...connect,
    ],
    expected: [
      prose`before the policy every connection succeeds`,
      ...pools.map((pool) => outcome(pool, engine, cluster)),
    ],
    abort: [customersHurt],
    undo: [clearPlace(cluster)],
    assumes: [],
    cite: isUnknown(engine) ? policyEngines.none.cite : policyEngines[engine].cite,
  };
}

/** A pod that answers, on a node of one pool whatever its taints. */
function target(k: ShellText, pool: AgentPool, i: number): Drill['steps'] {
  const name = { shell: `drill-target-${i}` };
  const overrides = JSON.stringify({
    apiVersion: 'v1',
    spec: {
      nodeSelector: { 'kubernetes.azure.com/agentpool': pool.name },
      tolerations: [{ operator: 'Exists' }],
    },
  });
  return [
    atWorkstation(
      prose`run a pod that answers on ${element(pool.id, pool.name)}`,
      sh`${k} run ${name} ${inNamespace} --image=${image} --labels=app=drill-target,${{ shell: `on=pool-${i}` }} --port=${port} --overrides=${overrides} -- netexec ${{ shell: `--http-port=${port}` }}`,
    ),
    atWorkstation(
      prose`give it a name`,
      sh`${k} expose pod ${name} ${inNamespace} --port=${port} --selector=${{ shell: `on=pool-${i}` }}`,
    ),
  ];
}

/** What the facts say of the engine on the pool's nodes. */
function outcome(
  pool: AgentPool,
  engine: Cluster['network']['policyEngine'],
  cluster: Cluster,
): Prose {
  const name = element(pool.id, pool.name);
  if (isUnknown(engine) || isUnknown(pool.os))
    return prose`after it the connection to ${name} must time out`;
  const version = cluster.kubernetesVersion;
  const { enforces } = engineProfile(engine, {
    os: pool.os,
    ...(isUnknown(version) ? {} : { kubernetesVersion: version }),
  });
  return enforces
    ? prose`after it the connection to ${name} times out`
    : prose`after it the connection to ${name} still succeeds: nothing enforces policies on its nodes`;
}
