// Clusters for the policy benchmark, from a seed: the first has the counts of the one public profile of a
// large real cluster (npinaeva/k8s-netpol-scale): 5,413 pods, 604 namespaces, 13,678 policies of which 3,559
// have no effect, on average 0.54 ranges and 0.62 pod selectors in a policy.

/** A small seeded generator of numbers (mulberry32). */
export function randomOf(seed) {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 4294967296) * below);
  };
}

const source = { document: 'bench', path: [] };
const apps = ['web', 'api', 'db', 'cache', 'queue', 'worker', 'cron', 'proxy', 'auth', 'search'];
const tiers = ['front', 'back', 'data'];
const ports = [80, 443, 8080, 8443, 5432, 6379, 9090, 53];

export const shapes = {
  profile: { pods: 5413, namespaces: 604, policies: 13678, idle: 3559 },
  large: { pods: 20000, namespaces: 1000, policies: 15000, idle: 1000 },
  huge: { pods: 100000, namespaces: 5000, policies: 75000, idle: 5000 },
};

/** Elements of one cluster: namespaces, pods with addresses, NetworkPolicies. */
export function clusterOf({ pods, namespaces, policies, idle }, seed = 1) {
  const pick = randomOf(seed);
  const one = (list) => list[pick(list.length)];
  const spaces = Array.from({ length: namespaces }, (_, i) => ({
    kind: 'namespace',
    id: `ns/${i}`,
    name: `ns-${i}`,
    source,
    labels: { team: `team-${pick(40)}`, env: one(['dev', 'test', 'prod']) },
  }));
  const workloads = Array.from({ length: pods }, (_, i) => {
    const namespace = `ns-${i % namespaces}`;
    return {
      kind: 'workload',
      id: `pod/${i}`,
      name: `pod-${i}`,
      namespace,
      source,
      labels: {},
      workloadKind: 'Pod',
      replicas: 1,
      hostNetwork: false,
      phase: 'Running',
      podLabels: {
        app: one(apps),
        tier: one(tiers),
        release: `r${pick(3)}`,
        instance: `i${pick(4)}`,
        hash: `h${i}`,
      },
      ports: [{ name: 'main', port: one(ports), protocol: 'TCP' }],
      addresses: [`10.${100 + (i >> 16)}.${(i >> 8) & 255}.${i & 255}`],
      node: `node-${pick(200)}`,
    };
  });
  const selector = () => {
    const matchLabels = { app: one(apps) };
    if (pick(2) === 0) matchLabels.tier = one(tiers);
    if (pick(3) === 0) matchLabels.instance = `i${pick(4)}`;
    return pick(12) === 0
      ? { matchExpressions: [{ key: 'app', operator: 'NotIn', values: [one(apps)] }] }
      : { matchLabels };
  };
  const peers = () => {
    const found = [];
    if (pick(100) < 54)
      found.push({
        kind: 'ipBlock',
        cidr: `${pick(3) === 0 ? 10 : 20 + pick(100)}.${pick(256)}.${pick(256)}.0/24`,
        except: [],
      });
    if (pick(100) < 62)
      found.push(
        pick(4) === 0
          ? {
              kind: 'pods',
              podSelector: selector(),
              namespaceSelector: { matchLabels: { team: `team-${pick(40)}` } },
            }
          : { kind: 'pods', podSelector: selector() },
      );
    if (found.length === 0) found.push({ kind: 'pods', podSelector: {} });
    return found;
  };
  const rule = () => ({
    peers: peers(),
    ports: pick(3) === 0 ? [] : [{ protocol: 'TCP', port: pick(8) === 0 ? 'main' : one(ports) }],
  });
  const networkPolicies = Array.from({ length: policies }, (_, i) => {
    const types = [['Ingress'], ['Egress'], ['Ingress', 'Egress']][
      pick(10) < 6 ? 0 : pick(10) < 5 ? 1 : 2
    ];
    return {
      kind: 'networkPolicy',
      id: `np/${i}`,
      name: `np-${i}`,
      namespace: `ns-${pick(namespaces)}`,
      source,
      labels: {},
      podSelector: i < idle ? { matchLabels: { app: 'nobody' } } : pick(5) === 0 ? {} : selector(),
      policyTypes: types,
      ingress: types.includes('Ingress') ? [rule()] : [],
      egress: types.includes('Egress') ? [rule()] : [],
    };
  });
  return {
    namespaces: spaces,
    workloads,
    policies: networkPolicies,
    nodes: [],
    services: [],
    objects: [],
  };
}
