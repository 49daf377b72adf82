import type { KubernetesObject } from '../estate/elements/kubernetes.ts';
import { type IngressController, ingressControllers } from '../facts/ingress-controllers.ts';
import { type EntryClass, groupOf, type ParentGateway, textIn } from './entry-objects.ts';
import type { PolicyPod } from './pods.ts';
import { selects } from './selector.ts';
import { serviceTargets } from './service-backends.ts';
import { anyPod, type Unseen } from './unseen.ts';
import type { PolicyWorld } from './world.ts';

/** Who brings packets from an entry to pods. */
export type Controller =
  /** Pods of the input. */
  | {
      readonly kind: 'pods';
      readonly known: IngressController;
      readonly pods: readonly PolicyPod[];
    }
  /** It is known where its pods are, and the input has none there. */
  | { readonly kind: 'unseen'; readonly known: IngressController; readonly who: Unseen }
  /** A gateway outside of the cluster: its subnet is the source. */
  | { readonly kind: 'outside'; readonly known: IngressController }
  /** Some pods in some namespace. */
  | { readonly kind: 'unknown'; readonly why: string; readonly who: Unseen };

/** Everything about the controllers of an entry; several where a route hangs on several gateways. */
export function controllersOf(world: PolicyWorld, from: EntryClass): readonly Controller[] {
  switch (from.kind) {
    case 'ingress':
      return [ofIngress(world, from.className)];
    case 'route':
      return from.parents.map((parent) => ofGateway(world, parent));
    case 'other':
      return [unknown('the router of this kind of object is not known')];
  }
}

const unknown = (why: string): Controller => ({ kind: 'unknown', why, who: anyPod });

const objectsOf = (
  { objects }: PolicyWorld,
  group: string,
  kind: string,
): readonly KubernetesObject[] =>
  objects.objects.filter((object) => object.objectKind === kind && groupOf(object) === group);

const defaultClass = 'ingressclass.kubernetes.io/is-default-class';

function ofIngress(world: PolicyWorld, className: string | undefined): Controller {
  const classes = objectsOf(world, 'networking.k8s.io', 'IngressClass');
  const chosen = classes.find(({ name, annotations }) =>
    className === undefined ? annotations?.[defaultClass] === 'true' : name === className,
  );
  const name = className ?? chosen?.name;
  if (name === undefined) return unknown('no class is named, and none is the default');
  const known = found(chosen, ['spec', 'controller'], (entry) =>
    entry.ingressClasses.includes(name),
  );
  return known === undefined
    ? unknown(`nothing tells which controller serves class ${name}`)
    : placed(world, known, undefined);
}

function ofGateway(world: PolicyWorld, parent: ParentGateway): Controller {
  const group = 'gateway.networking.k8s.io';
  const gateway = gatewayNamed(world, parent);
  if (gateway === undefined)
    return unknown(`no file holds the gateway ${parent.namespace}/${parent.name}`);
  const name = textIn(gateway, 'spec', 'gatewayClassName');
  if (name === undefined) return unknown(`the gateway ${parent.name} names no class`);
  const declared = objectsOf(world, group, 'GatewayClass').find((one) => one.name === name);
  const known = found(declared, ['spec', 'controllerName'], (entry) =>
    entry.gatewayClasses.includes(name),
  );
  return known === undefined
    ? unknown(`nothing tells which controller serves gateway class ${name}`)
    : placed(world, known, parent);
}

/** The gateway that a route hangs on. */
export const gatewayNamed = (
  world: PolicyWorld,
  { namespace, name }: ParentGateway,
): KubernetesObject | undefined =>
  objectsOf(world, 'gateway.networking.k8s.io', 'Gateway').find(
    (one) => one.name === name && (one.namespace ?? 'default') === namespace,
  );

/** What the object of a class says goes before what its name usually means. */
function found(
  declared: KubernetesObject | undefined,
  keys: readonly string[],
  byName: (entry: IngressController) => boolean,
): IngressController | undefined {
  const says = declared === undefined ? undefined : textIn(declared, ...keys);
  if (says === undefined) return ingressControllers.find(byName);
  const claims = ingressControllers.filter(({ controllers }) =>
    controllers.some((name) => says === name || says.startsWith(`${name}/`)),
  );
  // Several controllers may share one name: then the class tells them apart.
  return claims.find(byName) ?? claims[0];
}

function placed(
  world: PolicyWorld,
  known: IngressController,
  gateway: ParentGateway | undefined,
): Controller {
  const { place } = known;
  switch (place.kind) {
    case 'outside':
      return { kind: 'outside', known };
    case 'podsOfGateway': {
      if (gateway === undefined) return unknown(`${known.title} serves gateways only`);
      const pods = { matchLabels: { [place.label]: gateway.name } };
      const who: Unseen = {
        namespaces: { kind: 'own', namespace: gateway.namespace },
        pods,
      };
      return seenOr(
        known,
        who,
        world.pods.filter(
          (pod) => pod.namespace === gateway.namespace && selects(pods, pod.labels) === 'yes',
        ),
      );
    }
    case 'pods': {
      const pods = place.labels === undefined ? {} : { matchLabels: place.labels };
      const who: Unseen =
        place.namespace === undefined
          ? { ...anyPod, pods }
          : { namespaces: { kind: 'own', namespace: place.namespace }, pods };
      return seenOr(
        known,
        who,
        place.labels === undefined
          ? balancedPods(world, place.namespace)
          : world.pods.filter((pod) => selects(pods, pod.labels) === 'yes'),
      );
    }
  }
}

const seenOr = (known: IngressController, who: Unseen, pods: readonly PolicyPod[]): Controller =>
  pods.length === 0 ? { kind: 'unseen', known, who } : { kind: 'pods', known, pods };

/** Pods of the namespace that take packets from outside: those behind its load balancers. */
function balancedPods(world: PolicyWorld, namespace: string | undefined): readonly PolicyPod[] {
  const behind = world.objects.services
    .filter((service) => service.namespace === namespace && service.type === 'LoadBalancer')
    .flatMap((service) => serviceTargets(world, service).backends)
    .flatMap(({ to }) => (to.kind === 'pod' ? to.pod : []));
  return [...new Set(behind)];
}
