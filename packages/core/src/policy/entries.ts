import type { AddressRange } from '@aksnet/net';
import type { KubernetesObject, Labels, Service } from '../estate/elements/kubernetes.ts';
import { type Controller, controllersOf, gatewayNamed } from './entry-controllers.ts';
import { type EntryBackend, entryKindOf } from './entry-objects.ts';
import { isGranted, isLetIn } from './entry-rights.ts';
import { judge, judgeSide } from './judge.ts';
import type { Party } from './match.ts';
import type { PolicyModel } from './model.ts';
import { outsideRanges, within } from './outside.ts';
import { asMap, familiesOf, type PolicyPod } from './pods.ts';
import type { Certainty } from './selector.ts';
import {
  type Backend,
  type PortAsk,
  type ServiceProblem,
  serviceTargets,
} from './service-backends.ts';
import { serviceNamed } from './services.ts';
import { closed, type SpanId, undetermined } from './span.ts';
import { forOne, judgeUnseen } from './unseen.ts';

/** A pod behind an entry, and what passes from the controller to it. */
export interface EntryLeg extends Backend {
  /** On all ports. */
  readonly span: SpanId;
  /** Whether the port of this backend is reached. */
  readonly passes: Certainty;
}

/** Why an entry leads nowhere. */
export type EntryProblem =
  | ServiceProblem
  | { readonly kind: 'noService'; readonly namespace: string; readonly name: string }
  /** No listener of the gateway takes routes of this namespace. */
  | { readonly kind: 'notLetIn'; readonly namespace: string; readonly gateway: string }
  /** No ReferenceGrant allows the route to name a Service of another namespace. */
  | { readonly kind: 'notGranted'; readonly from: string; readonly to: string };

/** One backend of an Ingress or a route, by one controller. */
export interface EntryReach {
  readonly entry: KubernetesObject;
  readonly backend: EntryBackend;
  readonly controller: Controller;
  readonly service?: Service;
  readonly backends: readonly EntryLeg[];
  readonly problems: readonly EntryProblem[];
}

/** What is known of controllers beyond the objects. */
export interface EntryOptions {
  /** Where gateways outside of the cluster send from; absent: any address outside. */
  readonly gatewayRanges?: readonly AddressRange[];
  /** Takes every controller that is not known for one pod with exactly these labels. */
  readonly unknownController?: { readonly namespace: string; readonly labels: Labels };
  /** Takes the port of a backend for the pod's where the Service has one that leads there, as `netpol-analyzer` does. */
  readonly portsMeanTargets?: true;
}

/** Whom every Ingress and route leads to, and whether policies let its controller through. */
export function entryReach(model: PolicyModel, options: EntryOptions = {}): readonly EntryReach[] {
  const { world } = model;
  return world.objects.objects.flatMap((entry) => {
    const kind = entryKindOf(entry);
    if (kind === undefined) return [];
    const from = kind.classOf(entry);
    const home = entry.namespace ?? 'default';
    const backends = kind.backends(entry);
    return controllersOf(world, from).flatMap((controller, i) => {
      const parent = from.kind === 'route' ? from.parents[i] : undefined;
      const gateway = parent === undefined ? undefined : gatewayNamed(world, parent);
      const isOut = gateway !== undefined && !isLetIn(world, gateway, home);
      return backends.map((backend): EntryReach => {
        const head = { entry, backend, controller };
        if (isOut)
          return {
            ...head,
            backends: [],
            problems: [{ kind: 'notLetIn', namespace: home, gateway: gateway.name }],
          };
        if (from.kind === 'route' && !isGranted(world, entry, backend))
          return {
            ...head,
            backends: [],
            problems: [{ kind: 'notGranted', from: home, to: backend.namespace }],
          };
        return { ...head, ...legsOf(model, head, options) };
      });
    });
  });
}

function legsOf(
  model: PolicyModel,
  { backend, controller }: Pick<EntryReach, 'backend' | 'controller'>,
  options: EntryOptions,
): Pick<EntryReach, 'service' | 'backends' | 'problems'> {
  const { namespace, service: name } = backend;
  const service = serviceNamed(model, namespace, name);
  if (service === undefined)
    return { backends: [], problems: [{ kind: 'noService', namespace, name }] };
  const asks = asksOf(
    service,
    options.portsMeanTargets === true ? { ...backend, byTarget: true } : backend,
  );
  const targets = asks.map((ask) =>
    // Controllers look up the pods themselves: a headless Service is like any other to them.
    serviceTargets(model.world, { ...service, clusterIps: [] }, ask),
  );
  const { spans, ports } = model.world;
  return {
    service,
    backends: targets
      .flatMap(({ backends }) => backends)
      .map((one) => {
        const span = fromController(model, controller, { to: one.to, options });
        const has = (set: number): boolean => ports.has(set, one.protocol, one.port);
        const passes = has(spans.sure(span)) ? 'yes' : has(spans.possible(span)) ? 'maybe' : 'no';
        return {
          ...one,
          span,
          passes: one.doubtful && passes === 'yes' ? 'maybe' : passes,
        };
      }),
    problems: targets.flatMap(({ problems }) => problems),
  };
}

/** What to ask the Service for. */
function asksOf(service: Service, { port, byTarget }: EntryBackend): readonly PortAsk[] {
  if (port === undefined) return [{}];
  if (!byTarget) return [{ port }];
  const meant = service.ports.filter(
    ({ name, targetPort }) => name === port || targetPort === port,
  );
  return meant.length === 0
    ? [{ port }]
    : meant.map(({ port: number, protocol }) => ({ port: number, protocol }));
}

interface Way {
  readonly to: Party;
  readonly options: EntryOptions;
}

/** What passes from a controller to a pod: sure is what passes from whichever of its pods or addresses. */
function fromController(model: PolicyModel, controller: Controller, { to, options }: Way): SpanId {
  const { spans } = model.world;
  const oneOf = (all: readonly SpanId[]): SpanId => {
    const [first = closed, ...more] = all;
    return more.reduce((a, b) => spans.either(a, b), first);
  };
  if (controller.kind === 'pods')
    return oneOf(controller.pods.map((pod) => judge(model, { kind: 'pod', pod }, to).span));
  if (to.kind !== 'pod') return undetermined;
  const { pod } = to;
  const family = familiesOf(pod)[0] ?? 4;
  const side = { pod, direction: 'ingress', family } as const;
  if (controller.kind === 'outside') {
    const pieces = outsideRanges(model, side);
    const known = options.gatewayRanges;
    return oneOf((known === undefined ? pieces : within(pieces, known)).map(({ span }) => span));
  }
  const bare = controller.kind === 'unknown' ? options.unknownController : undefined;
  if (bare !== undefined)
    return judgeSide(model, { ...side, far: { kind: 'pod', pod: exactly(pod, bare) } }).span;
  return judgeUnseen(model, { ...side, far: controller.who }, forOne).span;
}

/** A pod of which nothing is known but namespace and labels. */
const exactly = (
  beside: PolicyPod,
  { namespace, labels }: { readonly namespace: string; readonly labels: Labels },
): PolicyPod => ({
  ...beside,
  namespace,
  labels: asMap(labels),
  owner: { kind: 'Pod', namespace, name: '' },
  name: '',
  ports: [],
  hostNetwork: false,
  addresses: undefined,
  node: undefined,
});
