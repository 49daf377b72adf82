// A shop and its database, small enough to know every answer by heart.

const workload = (kind: string, [namespace, name]: readonly [string, string], ports: object[]) => ({
  apiVersion: 'apps/v1',
  kind,
  metadata: { name, namespace },
  spec: {
    selector: { matchLabels: { app: name } },
    template: {
      metadata: { labels: { app: name } },
      spec: { containers: [{ name: 'c', image: 'i', ports }] },
    },
  },
});

/** A policy by namespace, name and the rest of its spec; it is about all pods unless that says otherwise. */
export const policy = ([namespace, name]: readonly [string, string], spec: object): object => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name, namespace },
  spec: { podSelector: {}, ...spec },
});

/** Two namespaces, `shop/web`, `shop/api` and `data/db`, without any policy. */
export const shop: readonly object[] = [
  { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop', labels: { team: 'shop' } } },
  { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'data' } },
  workload('Deployment', ['shop', 'web'], [{ containerPort: 8080 }]),
  workload('Deployment', ['shop', 'api'], [{ containerPort: 8080 }]),
  workload('StatefulSet', ['data', 'db'], [{ name: 'pg', containerPort: 5432 }]),
];

/** Only the API reaches the database, and anybody its metrics. */
export const guarded: readonly object[] = [
  ...shop,
  policy(['data', 'deny'], { policyTypes: ['Ingress', 'Egress'] }),
  policy(['data', 'db'], {
    podSelector: { matchLabels: { app: 'db' } },
    ingress: [
      {
        from: [
          {
            namespaceSelector: { matchLabels: { team: 'shop' } },
            podSelector: { matchLabels: { app: 'api' } },
          },
        ],
        ports: [{ port: 'pg' }],
      },
      { from: [{ namespaceSelector: {} }], ports: [{ port: 9187 }] },
    ],
  }),
];
