import type { Address } from '@aksnet/net';
import type { KubernetesObject } from '../../estate/elements/kubernetes.ts';
import { kubernetesId } from '../../estate/elements/kubernetes-id.ts';
import { designed } from '../../evidence/source.ts';
import type { IngressTarget, IngressWish } from '../../requirements/ingress.ts';
import type { BuiltCluster } from './built-cluster.ts';

/** The namespace in which gateways inside the cluster live: the platform's, open to its clients. */
export const gatewayNamespace = 'gateways';

/** Port on which gateways listen. */
export const listenerPort = 443;

/** A way in with where it was put. */
export interface Entry {
  readonly built: BuiltCluster;
  readonly wish: IngressWish;
  readonly to: IngressTarget;
  /** Address of its internal frontend, when it has one. */
  readonly frontend?: { readonly address: Address; readonly subnet: string };
}

/** An object of an entry. */
export interface ObjectPlan {
  readonly apiVersion: string;
  readonly objectKind: string;
  readonly namespace: string;
  readonly name: string;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Makes an object of an entry. */
export function entryObject({ built, wish }: Entry, plan: ObjectPlan): KubernetesObject {
  const { apiVersion, objectKind, namespace, name, annotations = {}, body } = plan;
  const type = `${apiVersion.split('/')[0]}/${objectKind}`;
  return {
    kind: 'kubernetesObject',
    id: kubernetesId('kubernetesObject', { cluster: built.cluster.id, type, namespace, name }),
    cluster: built.cluster.id,
    name,
    namespace,
    labels: { 'app.kubernetes.io/managed-by': 'aksnet' },
    ...(Object.keys(annotations).length === 0 ? {} : { annotations }),
    apiVersion,
    objectKind,
    body,
    layer: 'cluster',
    source: designed('ingress', built.decided.ask.name, wish.name),
  };
}
