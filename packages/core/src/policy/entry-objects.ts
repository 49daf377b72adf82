import type { KubernetesObject } from '../estate/elements/kubernetes.ts';
import { isRecord } from '../estate/same.ts';
import type { Path } from '../evidence/source.ts';

/** A Service that an entry hands packets to. */
export interface EntryBackend {
  readonly namespace: string;
  readonly service: string;
  /** Number or name of the Service's port; absent: all that it has. */
  readonly port?: number | string;
  /** The port is that of the pods, or the name of the Service's. */
  readonly byTarget?: true;
  /** Names that are asked for; empty: any. */
  readonly hosts: readonly string[];
  readonly path: Path;
}

/** A gateway that a route hangs on. */
export interface ParentGateway {
  readonly namespace: string;
  readonly name: string;
}

/** Who makes an entry of the object. */
export type EntryClass =
  | { readonly kind: 'ingress'; readonly className: string | undefined }
  | { readonly kind: 'route'; readonly parents: readonly ParentGateway[] }
  | { readonly kind: 'other' };

/** A kind of object that leads into the cluster: one entry in the list of kinds. */
export interface EntryKind {
  readonly groups: readonly string[];
  readonly kind: string;
  readonly classOf: (object: KubernetesObject) => EntryClass;
  readonly backends: (object: KubernetesObject) => readonly EntryBackend[];
}

type Fields = Readonly<Record<string, unknown>>;

const at = (value: unknown, ...keys: readonly string[]): unknown =>
  keys.reduce<unknown>((held, key) => (isRecord(held) ? held[key] : undefined), value);

const listAt = (value: unknown, ...keys: readonly string[]): readonly Fields[] => {
  const held = at(value, ...keys);
  return Array.isArray(held) ? held.map((one) => (isRecord(one) ? one : {})) : [];
};

const textAt = (value: unknown, ...keys: readonly string[]): string | undefined => {
  const held = at(value, ...keys);
  return typeof held === 'string' && held !== '' ? held : undefined;
};

const textsAt = (value: unknown, ...keys: readonly string[]): readonly string[] => {
  const held = at(value, ...keys);
  return Array.isArray(held) ? held.filter((one) => typeof one === 'string') : [];
};

const portAt = (
  value: unknown,
  ...keys: readonly string[]
): { readonly port?: number | string } => {
  const held = at(value, ...keys);
  return typeof held === 'number' || (typeof held === 'string' && held !== '')
    ? { port: held }
    : {};
};

const homeOf = ({ namespace }: KubernetesObject): string => namespace ?? 'default';

const classAnnotation = 'kubernetes.io/ingress.class';

const ingress: EntryKind = {
  groups: ['networking.k8s.io', 'extensions'],
  kind: 'Ingress',
  classOf: ({ body, annotations }) => ({
    kind: 'ingress',
    className: textAt(body, 'spec', 'ingressClassName') ?? annotations?.[classAnnotation],
  }),
  backends: (object) => {
    const { body } = object;
    const fallback = ['defaultBackend', 'backend'].flatMap((key) =>
      ingressBackend(object, at(body, 'spec', key), { hosts: [], path: ['spec', key] }),
    );
    const rules = listAt(body, 'spec', 'rules').flatMap((rule, i) => {
      const host = textAt(rule, 'host');
      return listAt(rule, 'http', 'paths').flatMap((one, j) =>
        ingressBackend(object, one['backend'], {
          hosts: host === undefined ? [] : [host],
          path: ['spec', 'rules', i, 'http', 'paths', j, 'backend'],
        }),
      );
    });
    return [...rules, ...fallback];
  },
};

/** The backend in the words of v1, or of the versions before it. */
function ingressBackend(
  object: KubernetesObject,
  backend: unknown,
  place: Pick<EntryBackend, 'hosts' | 'path'>,
): readonly EntryBackend[] {
  const service = textAt(backend, 'service', 'name') ?? textAt(backend, 'serviceName');
  if (service === undefined) return [];
  return [
    {
      namespace: homeOf(object),
      service,
      ...portAt(backend, 'servicePort'),
      ...portAt(backend, 'service', 'port', 'name'),
      ...portAt(backend, 'service', 'port', 'number'),
      ...place,
    },
  ];
}

const gatewayRoute = (kind: string): EntryKind => ({
  groups: ['gateway.networking.k8s.io'],
  kind,
  classOf: (object) => ({
    kind: 'route',
    parents: listAt(object.body, 'spec', 'parentRefs').flatMap((parent) => {
      const name = textAt(parent, 'name');
      if (name === undefined || (textAt(parent, 'kind') ?? 'Gateway') !== 'Gateway') return [];
      return [{ namespace: textAt(parent, 'namespace') ?? homeOf(object), name }];
    }),
  }),
  backends: (object) =>
    listAt(object.body, 'spec', 'rules').flatMap((rule, i) =>
      listAt(rule, 'backendRefs').flatMap((reference, j): readonly EntryBackend[] => {
        const service = textAt(reference, 'name');
        if (service === undefined || (textAt(reference, 'kind') ?? 'Service') !== 'Service')
          return [];
        return [
          {
            namespace: textAt(reference, 'namespace') ?? homeOf(object),
            service,
            ...portAt(reference, 'port'),
            hosts: textsAt(object.body, 'spec', 'hostnames'),
            path: ['spec', 'rules', i, 'backendRefs', j],
          },
        ];
      }),
    ),
});

const openShiftRoute: EntryKind = {
  groups: ['route.openshift.io'],
  kind: 'Route',
  classOf: () => ({ kind: 'other' }),
  backends: (object) => {
    const { body } = object;
    const host = textAt(body, 'spec', 'host');
    const named = [
      { to: at(body, 'spec', 'to'), path: ['spec', 'to'] },
      ...listAt(body, 'spec', 'alternateBackends').map((to, i) => ({
        to,
        path: ['spec', 'alternateBackends', i],
      })),
    ];
    return named.flatMap(({ to, path }): readonly EntryBackend[] => {
      const service = textAt(to, 'name');
      if (service === undefined || (textAt(to, 'kind') ?? 'Service') !== 'Service') return [];
      return [
        {
          namespace: homeOf(object),
          service,
          ...portAt(body, 'spec', 'port', 'targetPort'),
          byTarget: true,
          hosts: host === undefined ? [] : [host],
          path,
        },
      ];
    });
  },
};

/** Every kind of object that leads into the cluster. A new one is one more entry. */
export const entryKinds: readonly EntryKind[] = [
  ingress,
  ...['HTTPRoute', 'GRPCRoute', 'TCPRoute', 'TLSRoute', 'UDPRoute'].map(gatewayRoute),
  openShiftRoute,
];

/** The API group of an object. */
export const groupOf = ({ apiVersion }: KubernetesObject): string =>
  apiVersion.includes('/') ? (apiVersion.split('/')[0] ?? '') : '';

/** The kind of an object that leads into the cluster. */
export const entryKindOf = (object: KubernetesObject): EntryKind | undefined =>
  entryKinds.find(
    ({ kind, groups }) => kind === object.objectKind && groups.includes(groupOf(object)),
  );

/** A text in the body of an object. */
export const textIn = (
  { body }: KubernetesObject,
  ...keys: readonly string[]
): string | undefined => textAt(body, ...keys);

/** Records in a list in the body of an object. */
export const recordsIn = (
  { body }: KubernetesObject,
  ...keys: readonly string[]
): readonly Fields[] => listAt(body, ...keys);
