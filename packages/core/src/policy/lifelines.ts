import { formatAddress } from '@aksnet/net';
import type { Workload } from '../estate/elements/kubernetes.ts';
import { wellKnownAddresses } from '../facts/reserved-ranges.ts';
import { ownNodeSpan } from './diff/sides.ts';
import { entryWays } from './diff/ways-in.ts';
import { judge, judgeSide } from './judge.ts';
import { fieldOf, itemsOf, textOf } from './kinds/value.ts';
import { isSeenAsNode, type Party } from './match.ts';
import type { PolicyModel } from './model.ts';
import { outsideRanges } from './outside.ts';
import { ownerKey, ownersOf } from './owners.ts';
import { familiesOf, type PolicyPod } from './pods.ts';
import type { PortInterval, PortSetId } from './port-set.ts';
import type { Certainty } from './selector.ts';
import { serviceTargets } from './service-backends.ts';
import { serviceNamed } from './services.ts';
import { closed, type SpanId } from './span.ts';
import { forOne, judgeUnseen, type Unseen } from './unseen.ts';

/** A connection that something hangs on beside the application: who has it, with whom, on which port. */
export interface Lifeline {
  /** The workload that loses it. */
  readonly owner: string;
  readonly with: string;
  readonly ports: PortSetId;
  readonly span: SpanId;
}

/** A kind of connection that users forget and miss: one entry in the list. */
export interface LifelineKind {
  readonly id: string;
  readonly title: string;
  /** What happens when it is lost. */
  readonly loss: string;
  /** Whether somebody ought to be told when it opens. */
  readonly gain?: string;
  readonly find: (model: PolicyModel) => Iterable<Lifeline>;
}

/** Whether all ports of a lifeline pass. */
export function lifelinePasses({ world }: PolicyModel, { span, ports }: Lifeline): Certainty {
  const sets = world.ports;
  if (sets.minus(ports, world.spans.sure(span)) === 0) return 'yes';
  return sets.minus(ports, world.spans.possible(span)) === 0 ? 'maybe' : 'no';
}

const dns: Unseen = {
  namespaces: { kind: 'own', namespace: 'kube-system' },
  pods: { matchLabels: { 'k8s-app': 'kube-dns' } },
};

const prometheus: Unseen = {
  namespaces: { kind: 'matching', selector: {} },
  pods: { matchLabels: { 'app.kubernetes.io/name': 'prometheus' } },
};

/** Every kind of lifeline. A new one is one more entry. */
export const lifelineKinds: readonly LifelineKind[] = [
  {
    id: 'dns',
    title: 'name resolution',
    loss: 'names are not resolved, which fails like everything failing',
    *find(model) {
      const ports = portsOf(model, [port('UDP', 53), port('TCP', 53)]);
      for (const [owner, pods] of podsByOwner(model))
        yield {
          owner,
          with: 'kube-dns',
          ports,
          span: toOrFrom(model, pods, { far: dns, direction: 'egress' }),
        };
    },
  },
  {
    id: 'probes',
    title: 'probes of the kubelet',
    loss: 'pods are not ready or are restarted, as their probes fail',
    *find(model) {
      for (const owned of ownersOf(model.world)) {
        const [pod] = podsAt(model, owned.pods);
        if (pod === undefined) continue;
        const span = ownNodeSpan(model, owned, 'ingress');
        const ports = portsOf(model, containerPorts(pod));
        yield { owner: owned.key, with: 'its own node', ports, span };
      }
    },
  },
  {
    id: 'ingress',
    title: 'ingress controllers and gateways',
    loss: 'requests from outside end with an error of the gateway',
    *find(model) {
      const { ports, spans } = model.world;
      for (const { owner, controller, span } of entryWays(model, {}).values()) {
        const asked = spans.possible(span);
        yield {
          owner: ownerKey(owner),
          with: controller,
          ports: asked === 0 ? ports.every('TCP') : asked,
          span,
        };
      }
    },
  },
  {
    id: 'metrics',
    title: 'scrapes of Prometheus',
    loss: 'metrics end, and alerts on them with them',
    *find(model) {
      for (const [owner, pods] of podsByOwner(model)) {
        const [pod] = pods;
        const asked = pod === undefined ? [] : scrapedPorts(model, pod);
        if (asked.length === 0) continue;
        const ports = portsOf(model, asked);
        yield {
          owner,
          with: 'Prometheus',
          ports,
          span: toOrFrom(model, pods, { far: prometheus, direction: 'ingress' }),
        };
      }
    },
  },
  {
    id: 'webhooks',
    title: 'admission webhooks',
    loss: 'objects are refused or go unchecked, as the API server does not reach the webhook',
    *find(model) {
      const { world } = model;
      for (const { objectKind, body } of world.objects.objects) {
        if (!/^(Validating|Mutating)WebhookConfiguration$/.test(objectKind)) continue;
        for (const hook of itemsOf(fieldOf(body, 'webhooks'))) {
          const of = fieldOf(fieldOf(hook, 'clientConfig'), 'service');
          const [namespace, name] = [textOf(fieldOf(of, 'namespace')), textOf(fieldOf(of, 'name'))];
          if (namespace === undefined || name === undefined) continue;
          const service = serviceNamed(model, namespace, name);
          const asked = fieldOf(of, 'port');
          const ask = { port: typeof asked === 'number' ? asked : 443 };
          const legs = service === undefined ? [] : serviceTargets(world, service, ask).backends;
          for (const { to, protocol, port: at } of legs) {
            if (to.kind !== 'pod') continue;
            const ports = portsOf(model, [port(protocol, at)]);
            yield {
              owner: ownerKey(to.pod.owner),
              with: 'the API server',
              ports,
              span: fromApiServer(model, to.pod),
            };
          }
        }
      }
    },
  },
  ...wellKnownAddresses
    .filter(({ use }) => !use.startsWith('LocalDNS'))
    .map(({ address, use }): LifelineKind => {
      const at = formatAddress(firstOf(address));
      return {
        id: `platform-${at}`,
        title: `${at}: ${use}`,
        loss: 'agents and identities that ask the platform get no answer; an application seldom needs it',
        gain: 'pods may ask the platform, for tokens of the node among others',
        *find(model) {
          const ports = portsOf(model, [port('TCP', 80)]);
          const far: Party = { kind: 'address', address: firstOf(address) };
          for (const [owner, pods] of podsByOwner(model))
            yield {
              owner,
              with: at,
              ports,
              span: eitherOf(
                model,
                pods.map((pod) => judge(model, { kind: 'pod', pod }, far).span),
              ),
            };
        },
      };
    }),
  {
    id: 'api-server',
    title: 'the API server',
    loss: 'controllers and agents in pods stop working',
    *find(model) {
      const ports = portsOf(model, [port('TCP', 443)]);
      for (const [owner, pods] of podsByOwner(model))
        yield {
          owner,
          with: 'the API server',
          ports,
          span: eitherOf(
            model,
            pods.map((pod) => toApiServer(model, pod)),
          ),
        };
    },
  },
];

const port = (protocol: PortInterval['protocol'], at: number): PortInterval => ({
  protocol,
  first: at,
  last: at,
});

function firstOf({
  family,
  first,
}: (typeof wellKnownAddresses)[number]['address']): Extract<Party, { kind: 'address' }>['address'] {
  return family === 4 ? { family, value: first } : { family, value: first };
}

const portsOf = ({ world }: PolicyModel, asked: readonly PortInterval[]): PortSetId =>
  world.ports.of(asked);

const containerPorts = ({ ports }: PolicyPod): readonly PortInterval[] =>
  ports.map(({ protocol, port: at }) => port(protocol, at));

const podsAt = ({ world }: PolicyModel, pods: readonly number[]): readonly PolicyPod[] =>
  pods.flatMap((at) => world.pods[at] ?? []).filter((pod) => !isSeenAsNode(pod, world));

/** Pods that policies can be about, by workload. */
const podsByOwner = (model: PolicyModel): readonly (readonly [string, readonly PolicyPod[]])[] =>
  ownersOf(model.world).flatMap(({ key, pods }) => {
    const found = podsAt(model, pods);
    return found.length === 0 ? [] : [[key, found] as const];
  });

function eitherOf({ world: { spans } }: PolicyModel, all: readonly SpanId[]): SpanId {
  const [first = closed, ...more] = all;
  return more.reduce((a, b) => spans.either(a, b), first);
}

interface Towards {
  readonly far: Unseen;
  readonly direction: 'ingress' | 'egress';
}

/** With the pods that are known by these labels, among the inputs or not. */
const toOrFrom = (
  model: PolicyModel,
  pods: readonly PolicyPod[],
  { far, direction }: Towards,
): SpanId =>
  eitherOf(
    model,
    pods.map((pod) => {
      const family = familiesOf(pod)[0] ?? 4;
      return judgeUnseen(model, { pod, direction, far, family }, forOne).span;
    }),
  );

/** Where no file tells the address, it may be any outside. */
function toApiServer(model: PolicyModel, pod: PolicyPod): SpanId {
  const family = familiesOf(pod)[0] ?? 4;
  const known = model.world.apiServer.filter((address) => address.family === family);
  const direction = 'egress';
  return eitherOf(
    model,
    known.length === 0
      ? outsideRanges(model, { pod, direction, family }).map(({ span }) => span)
      : known.map(
          (address) => judge(model, { kind: 'pod', pod }, { kind: 'address', address }).span,
        ),
  );
}

/** The API server comes by its own address, or through an agent on some node or in some pod. */
function fromApiServer(model: PolicyModel, pod: PolicyPod): SpanId {
  const family = familiesOf(pod)[0] ?? 4;
  const side = { pod, direction: 'ingress', family } as const;
  const agent: Unseen = { namespaces: { kind: 'own', namespace: 'kube-system' }, pods: {} };
  return eitherOf(model, [
    judgeUnseen(model, { ...side, far: agent }, forOne).span,
    ...model.world.apiServer
      .filter((address) => address.family === family)
      .map((address) => judgeSide(model, { ...side, far: { kind: 'address', address } }).span),
  ]);
}

/** Ports that annotations or objects of the Prometheus operator name; those of the containers where they name none. */
function scrapedPorts(model: PolicyModel, pod: PolicyPod): readonly PortInterval[] {
  const { podAnnotations }: Pick<Workload, 'podAnnotations'> = pod.workload;
  const own = podAnnotations ?? {};
  if (own['prometheus.io/scrape'] !== 'true') return [];
  const at = Number(own['prometheus.io/port']);
  return at >= 1 && at <= 65535 && Number.isInteger(at) && model.world.pods.length > 0
    ? [port('TCP', at)]
    : containerPorts(pod);
}
