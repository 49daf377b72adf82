import { parseAddress, sameAddress } from '@aksnet/net';
import type { KubernetesObject, Service } from '../estate/elements/kubernetes.ts';
import { isRecord } from '../estate/same.ts';
import { isUnknown } from '../evidence/knowable.ts';
import type { Party } from './match.ts';
import type { PolicyPod } from './pods.ts';
import type { Protocol } from './port-set.ts';
import { selects } from './selector.ts';
import type { PolicyWorld } from './world.ts';

/** A port of a Service, as somebody names it. */
export interface PortAsk {
  /** Number or name; absent: every port of the Service. */
  readonly port?: number | string;
  /** Absent: whatever the Service's port has. */
  readonly protocol?: Protocol;
}

/** One port of a Service. */
export type ServicePort = Service['ports'][number];

/** Where a connection to a port of a Service ends. */
export interface Backend {
  readonly servicePort: ServicePort | undefined;
  /** A pod; or a node or an address that an object names in the place of a selector. */
  readonly to: Party;
  readonly protocol: Protocol;
  readonly port: number;
  /** A label that a controller sets decides whether the pod is selected. */
  readonly doubtful?: true;
}

/** Why a Service leads nowhere, or not to one of its pods. */
export type ServiceProblem =
  | { readonly kind: 'noSuchPort'; readonly ask: PortAsk; readonly has: readonly ServicePort[] }
  | { readonly kind: 'selectsNothing' }
  | { readonly kind: 'noEndpoints' }
  /** The pod has no port of the name with the protocol. */
  | {
      readonly kind: 'noNamedPort';
      readonly pod: PolicyPod;
      readonly name: string;
      readonly protocol: Protocol;
    }
  /** A headless Service translates nothing: the port asked for is the pod's own, and another one is meant. */
  | { readonly kind: 'notTranslated'; readonly servicePort: ServicePort }
  /** It is a name for another name. */
  | { readonly kind: 'externalName'; readonly name: string | undefined }
  | { readonly kind: 'unreadable'; readonly object: KubernetesObject };

/** Where a Service leads to. */
export interface ServiceTargets {
  readonly backends: readonly Backend[];
  readonly problems: readonly ServiceProblem[];
  /** Names of the Service stand for its pods; no address stands before them. */
  readonly headless: boolean;
}

/** The pods and ports that stand behind a port of a Service. */
export function serviceTargets(
  world: PolicyWorld,
  service: Service,
  ask: PortAsk = {},
): ServiceTargets {
  const headless = isHeadless(service);
  if (service.type === 'ExternalName')
    return {
      backends: [],
      problems: [{ kind: 'externalName', name: service.externalName }],
      headless: false,
    };
  const ports = service.ports.filter((port) => isAsked(port, ask));
  if (ports.length === 0 && !(headless && typeof ask.port === 'number'))
    return {
      backends: [],
      problems: [{ kind: 'noSuchPort', ask, has: service.ports }],
      headless,
    };
  const found = isSelecting(service)
    ? ofSelector(world, service, { ports, ask, headless })
    : ofObjects(world, service, { ports, ask, headless });
  return { ...found, headless };
}

/** Whether the Service has no address of its own. */
export const isHeadless = ({ clusterIps }: Service): boolean =>
  !isUnknown(clusterIps) && clusterIps.includes('None');

const isAsked = (
  { port, name, protocol }: ServicePort,
  { port: asked, protocol: wanted }: PortAsk,
): boolean =>
  (asked === undefined || asked === port || asked === name) &&
  (wanted === undefined || wanted === protocol);

/** A selector without labels is none: somebody else fills in the endpoints. */
const isSelecting = ({ selector }: Service): boolean =>
  selector !== undefined && Object.keys(selector).length > 0;

type Targets = Pick<ServiceTargets, 'backends' | 'problems'>;

interface Asked {
  readonly ports: readonly ServicePort[];
  readonly ask: PortAsk;
  readonly headless: boolean;
}

function ofSelector(world: PolicyWorld, service: Service, asked: Asked): Targets {
  const matchLabels = service.selector ?? {};
  const namespace = service.namespace ?? 'default';
  const backends: Backend[] = [];
  const problems: ServiceProblem[] = [];
  for (const pod of world.pods) {
    if (pod.namespace !== namespace) continue;
    const certainty = selects({ matchLabels }, pod.labels);
    if (certainty === 'no') continue;
    const to: Party = { kind: 'pod', pod };
    const doubt = certainty === 'maybe' ? { doubtful: true as const } : {};
    const ends = asked.headless ? directPorts(asked) : asked.ports.map(throughService);
    for (const { servicePort, port, protocol } of ends) {
      const numbers = typeof port === 'number' ? [port] : namedPorts(pod, port, protocol);
      if (numbers.length === 0)
        problems.push({ kind: 'noNamedPort', pod, name: String(port), protocol });
      for (const number of numbers)
        backends.push({ servicePort, to, protocol, port: number, ...doubt });
    }
  }
  if (backends.length === 0 && problems.length === 0) problems.push({ kind: 'selectsNothing' });
  return { backends, problems: [...problems, ...untranslated(asked)] };
}

interface End {
  readonly servicePort: ServicePort | undefined;
  readonly port: number | string;
  readonly protocol: Protocol;
}

const throughService = (servicePort: ServicePort): End => ({
  servicePort,
  port: servicePort.targetPort,
  protocol: servicePort.protocol,
});

/** Whoever has a pod's address asks for a port of the pod; a named one was looked up and so translated. */
const directPorts = ({ ports, ask }: Asked): readonly End[] =>
  typeof ask.port === 'number'
    ? [
        {
          servicePort: ports[0],
          port: ask.port,
          protocol: ask.protocol ?? ports[0]?.protocol ?? 'TCP',
        },
      ]
    : ports.map(throughService);

const untranslated = ({ ports, ask, headless }: Asked): readonly ServiceProblem[] =>
  headless && typeof ask.port === 'number'
    ? ports.flatMap((servicePort): readonly ServiceProblem[] =>
        servicePort.targetPort === servicePort.port ? [] : [{ kind: 'notTranslated', servicePort }],
      )
    : [];

/** The first port of the name: a Service takes one number of each pod. */
const namedPorts = (pod: PolicyPod, name: string, protocol: Protocol): readonly number[] =>
  pod.ports
    .filter((port) => port.name === name && port.protocol === protocol)
    .map(({ port }) => port)
    .slice(0, 1);

/** What EndpointSlices and Endpoints of the Service's name say, where it selects nobody itself. */
function ofObjects(world: PolicyWorld, service: Service, asked: Asked): Targets {
  const namespace = service.namespace ?? 'default';
  const ours = world.objects.objects.filter(
    (object) => (object.namespace ?? 'default') === namespace && isOf(object, service.name),
  );
  const problems: ServiceProblem[] = [];
  const backends = ours.flatMap((object) => {
    const groups = groupsIn(object);
    if (groups === undefined) {
      problems.push({ kind: 'unreadable', object });
      return [];
    }
    return groups.flatMap((group) => backendsOfGroup(world, group, { ...asked, namespace }));
  });
  if (backends.length === 0 && problems.length === 0) problems.push({ kind: 'noEndpoints' });
  return { backends, problems };
}

const sliceOf = 'kubernetes.io/service-name';

const isOf = ({ objectKind, labels, name }: KubernetesObject, service: string): boolean =>
  objectKind === 'EndpointSlice'
    ? labels[sliceOf] === service
    : objectKind === 'Endpoints' && name === service;

interface EndpointGroup {
  readonly endpoints: readonly { readonly addresses: readonly string[]; readonly pod?: string }[];
  readonly ports: readonly {
    readonly name: string | undefined;
    readonly port: number;
    readonly protocol: Protocol;
  }[];
}

/** Endpoints that are ready, with their ports; undefined where the object has another shape. */
function groupsIn({ objectKind, body }: KubernetesObject): readonly EndpointGroup[] | undefined {
  const subsets = objectKind === 'Endpoints' ? (body['subsets'] ?? []) : [body];
  if (!Array.isArray(subsets)) return undefined;
  return subsets.filter(isRecord).map((subset) => ({
    endpoints: records(objectKind === 'Endpoints' ? subset['addresses'] : subset['endpoints'])
      .filter(isReady)
      .map((endpoint) => ({
        addresses: textsIn(endpoint['addresses'] ?? [endpoint['ip']]),
        ...podNamed(endpoint['targetRef']),
      })),
    ports: records(subset['ports']).flatMap((one) =>
      typeof one['port'] === 'number'
        ? { name: textIn(one['name']), port: one['port'], protocol: protocolOf(one['protocol']) }
        : [],
    ),
  }));
}

const records = (value: unknown): readonly Readonly<Record<string, unknown>>[] =>
  Array.isArray(value) ? value.filter(isRecord) : [];

const textsIn = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];

const textIn = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

const isReady = ({ conditions }: Readonly<Record<string, unknown>>): boolean =>
  !isRecord(conditions) || conditions['ready'] !== false;

const podNamed = (reference: unknown): { readonly pod?: string } => {
  const name = isRecord(reference) && reference['kind'] === 'Pod' ? reference['name'] : undefined;
  return typeof name === 'string' ? { pod: name } : {};
};

const protocolOf = (value: unknown): Protocol =>
  value === 'UDP' || value === 'SCTP' ? value : 'TCP';

function backendsOfGroup(
  world: PolicyWorld,
  { endpoints, ports }: EndpointGroup,
  { ports: asked, namespace }: Asked & { readonly namespace: string },
): readonly Backend[] {
  return asked.flatMap((servicePort) => {
    // The only port may go without a name at either end.
    const own = ports.filter(
      ({ name, protocol }) => name === servicePort.name && protocol === servicePort.protocol,
    );
    return endpoints.flatMap(({ addresses, pod }) =>
      partiesOf(world, { addresses, pod, namespace }).flatMap((to) =>
        own.map(({ port, protocol }): Backend => ({ servicePort, to, protocol, port })),
      ),
    );
  });
}

interface Named {
  readonly addresses: readonly string[];
  readonly pod: string | undefined;
  readonly namespace: string;
}

/** The pod that is named, else whoever has the addresses. */
function partiesOf(world: PolicyWorld, { addresses, pod, namespace }: Named): readonly Party[] {
  const named = world.pods.find((one) => one.name === pod && one.namespace === namespace);
  if (named !== undefined) return [{ kind: 'pod', pod: named }];
  return addresses.flatMap((text): readonly Party[] => {
    const parsed = parseAddress(text);
    if (!parsed.ok) return [];
    const address = parsed.value;
    const has = (own: readonly (typeof address)[] | undefined): boolean =>
      own?.some((one) => sameAddress(one, address)) === true;
    const holder = world.pods.find((one) => !one.hostNetwork && has(one.addresses));
    if (holder !== undefined) return [{ kind: 'pod', pod: holder }];
    const node = [...world.nodes.values()].find((one) => has(one.addresses));
    return [node === undefined ? { kind: 'address', address } : { kind: 'node', node }];
  });
}
