import {
  type Address,
  type AddressRange,
  parseAddress,
  parsePrefixLenient,
  parseRange,
  prefix,
  rangeOf,
  sameAddress,
} from '@aksnet/net';
import type { Service } from '../estate/elements/kubernetes.ts';
import { isUnknown } from '../evidence/knowable.ts';
import { nearestWords } from './ends-near.ts';
import { podsInWords, selectorInWords } from './ends-pods.ts';
import type { Party } from './match.ts';
import type { PolicyModel } from './model.ts';
import type { PolicyPod } from './pods.ts';
import type { PortAsk } from './service-backends.ts';
import { serviceNamed } from './services.ts';

/** Who is meant by a text, where policies know whom. */
export type MeantParties =
  /** Pods of a workload, one pod, or those that a selector selects. */
  | { readonly kind: 'pods'; readonly pods: readonly PolicyPod[] }
  /** A node, an address or a name. */
  | { readonly kind: 'party'; readonly party: Party }
  /** Addresses; of all there are, those that are public. */
  | {
      readonly kind: 'ranges';
      readonly ranges: readonly AddressRange[];
      readonly isPublic?: true;
    };

/** Who is meant by a text. */
export type Meant = MeantParties | { readonly kind: 'service'; readonly service: Service };

/** One end of a question, with the port that was written behind it. */
export interface QuestionEnd {
  readonly text: string;
  readonly meant: Meant;
  readonly port?: NonNullable<PortAsk['port']>;
}

/** Why a text means nobody. */
export interface UnknownEnd {
  readonly text: string;
  readonly says: string;
  /** What was perhaps meant, the nearest first. */
  readonly near: readonly string[];
}

/** What a text means, or why it means nothing. */
export type EndAnswer =
  | { readonly ok: true; readonly end: QuestionEnd }
  | { readonly ok: false; readonly unknown: UnknownEnd };

/**
 * Who is meant by a text of a question, an assertion or a filter:
 *
 * | text | means |
 * |---|---|
 * | `shop/web` | the workload, else the pod, else the Service of that name; without namespace: `default` |
 * | `shop/*`, `shop` | all pods of the namespace |
 * | `prod:shop/web` | the same in a cluster by name, whose model this is |
 * | `deployment/web`, `shop/deployment/web` | the workload of that kind |
 * | `pod:shop/web-0`, `svc:shop/web`, `node:n1` | the pod, the Service, the node |
 * | `shop/app=web,tier!=db` | pods with such labels; `*` before the slash: in any namespace |
 * | `web.shop.svc.cluster.local`, `web.shop.svc`, `web.shop` | the Service, if there is one |
 * | `203.0.113.7`, `10.0.0.0/8`, `10.0.0.4-10.0.0.9`, `internet` | who has the address; addresses |
 * | `api.example.com` | a name outside |
 *
 * A port follows behind a colon, by number or name; an IPv6 address then stands in brackets.
 */
export function endOf(model: PolicyModel, text: string): EndAnswer {
  const whole = text.trim();
  const direct = addressesIn(model, whole);
  if (direct !== undefined) return found(text, direct);
  const { body, port } = withoutPort(whole);
  const meant = port === undefined ? undefined : addressesIn(model, body);
  if (meant !== undefined) return found(text, meant, port);
  const named = namedIn(model, body);
  if (named !== undefined) return found(text, named, port);
  return { ok: false, unknown: { text, ...whyNot(model, body) } };
}

const found = (text: string, meant: Meant, port?: QuestionEnd['port']): EndAnswer => ({
  ok: true,
  end: { text, meant, ...(port === undefined ? {} : { port }) },
});

const everything: readonly AddressRange[] = [rangeOf(prefix('0.0.0.0/0')), rangeOf(prefix('::/0'))];

/** What addresses mean; undefined: the text has none. */
function addressesIn(model: PolicyModel, text: string): Meant | undefined {
  if (text === 'internet') return { kind: 'ranges', ranges: everything, isPublic: true };
  const bare = text.startsWith('[') && text.endsWith(']') ? text.slice(1, -1) : text;
  const single = parseAddress(bare);
  if (single.ok) return holderOf(model, single.value);
  const range = parseRange(text);
  if (range.ok) return { kind: 'ranges', ranges: [range.value] };
  const block = text.includes('/') ? parsePrefixLenient(text) : undefined;
  if (block?.ok !== true) return undefined;
  return { kind: 'ranges', ranges: [rangeOf(block.value.value)] };
}

/** Who has the address: a pod, a node, a Service; else it lies outside. */
function holderOf({ world }: PolicyModel, address: Address): Meant {
  const has = (own: readonly Address[] | undefined): boolean =>
    own?.some((one) => sameAddress(one, address)) === true;
  const pods = world.pods.filter((pod) => !pod.hostNetwork && has(pod.addresses));
  if (pods.length > 0) return { kind: 'pods', pods };
  const node = [...world.nodes.values()].find(({ addresses }) => has(addresses));
  if (node !== undefined) return { kind: 'party', party: { kind: 'node', node } };
  const listens = ({ clusterIps, entrances = [] }: Service): boolean =>
    [...(isUnknown(clusterIps) ? [] : clusterIps), ...entrances].some((own) => {
      const parsed = parseAddress(own);
      return parsed.ok && sameAddress(parsed.value, address);
    });
  const service = world.objects.services.find(listens);
  if (service !== undefined) return { kind: 'service', service };
  return { kind: 'party', party: { kind: 'address', address } };
}

const portBehind = /^(.*[^:]):([a-z0-9]([a-z0-9-]{0,13}[a-z0-9])?)$/;

/** The text and the port behind it. `node:n1` and the like have a word before the colon, not a port behind. */
function withoutPort(text: string): { readonly body: string; readonly port?: number | string } {
  const match = portBehind.exec(text);
  const [, body = '', written = ''] = match ?? [];
  if (match === null || kindWords.has(body)) return { body: text };
  if (!/^\d+$/.test(written)) return { body, port: written };
  const number = Number(written);
  return number >= 1 && number <= 65535 ? { body, port: number } : { body: text };
}

const kindWords: ReadonlySet<string> = new Set(['node', 'pod', 'svc', 'service', 'name']);

/** The cluster that a text names before its colon: `prod:shop/web`. */
export function clusterOfEnd(text: string): string | undefined {
  const [, word = ''] = /^([^:/[\]]+):[^/:]+\/[^/]/.exec(text) ?? [];
  return word === '' || kindWords.has(word) || parseRange(text).ok || parsePrefixLenient(text).ok
    ? undefined
    : word;
}

function namedIn(model: PolicyModel, text: string): Meant | undefined {
  const colon = text.indexOf(':');
  const word = colon < 0 ? '' : text.slice(0, colon);
  const rest = text.slice(colon + 1);
  switch (word) {
    case 'node': {
      const node = model.world.nodes.get(rest);
      return node === undefined ? undefined : { kind: 'party', party: { kind: 'node', node } };
    }
    case 'name':
      return { kind: 'party', party: { kind: 'name', name: rest } };
    case 'svc':
    case 'service': {
      const [namespace, name] = placeOf(rest);
      return serviceIn(model, namespace, name) ?? dottedService(model, rest);
    }
    case 'pod':
      return someOf(model.world.pods.filter((pod) => isPod(pod, rest)));
    default:
      if (clusterOfEnd(text) !== undefined) return namedIn(model, rest);
      return (
        someOf(podsOfNamespace(model, text)) ??
        someOf(podsInWords(model, text)) ??
        selectorInWords(model, text) ??
        serviceIn(model, ...placeOf(text)) ??
        dottedService(model, text) ??
        outsideName(model, text)
      );
  }
}

/** `shop/*`, or `shop` where a namespace has the name. */
function podsOfNamespace({ world }: PolicyModel, text: string): readonly PolicyPod[] {
  const name = text.replace(/\/\*?$/, '');
  return name === text && !world.namespaces.has(name)
    ? []
    : world.pods.filter(({ namespace }) => namespace === name);
}

const someOf = (pods: readonly PolicyPod[]): Meant | undefined =>
  pods.length === 0 ? undefined : { kind: 'pods', pods };

const isPod = ({ namespace, name }: PolicyPod, text: string): boolean => {
  const [wanted, called] = placeOf(text);
  return namespace === wanted && name === called;
};

function placeOf(text: string): readonly [string, string] {
  const slash = text.indexOf('/');
  return slash < 0 ? ['default', text] : [text.slice(0, slash), text.slice(slash + 1)];
}

function serviceIn(model: PolicyModel, namespace: string, name: string): Meant | undefined {
  const service = serviceNamed(model, namespace, name);
  return service === undefined ? undefined : { kind: 'service', service };
}

const dotted = /^([^./]+)\.([^./]+)(\.svc(\.cluster\.local\.?)?)?$/i;

/** A Service by its name in the DNS of the cluster. */
function dottedService(model: PolicyModel, text: string): Meant | undefined {
  const [, name = '', namespace = ''] = dotted.exec(text) ?? [];
  return name === '' ? undefined : serviceIn(model, namespace.toLowerCase(), name.toLowerCase());
}

const dnsName =
  /^(?=.{1,253}$)([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?\.?$/i;

/** A name outside; not one that could only be a Service of this cluster. */
function outsideName({ world }: PolicyModel, text: string): Meant | undefined {
  if (!dnsName.test(text) || /\.svc(\.cluster\.local\.?)?$/i.test(text)) return undefined;
  const [, , namespace = ''] = dotted.exec(text) ?? [];
  if (namespace !== '' && world.namespaces.has(namespace)) return undefined;
  return { kind: 'party', party: { kind: 'name', name: text } };
}

function whyNot(model: PolicyModel, text: string): Omit<UnknownEnd, 'text'> {
  const { world } = model;
  if (text.startsWith('node:')) {
    const nodes = [...world.nodes.keys()].map((name) => `node:${name}`);
    return { says: `no node is called ${text.slice(5)}`, near: nearestWords(text, nodes) };
  }
  if (text === 'apiServer' || text.startsWith('ingress:'))
    return { says: `where ${text} comes from is not told by these inputs`, near: [] };
  const pods = world.pods.flatMap(({ owner, namespace, name }) => [
    `${owner.namespace}/${owner.name}`,
    `${namespace}/${name}`,
  ]);
  const services = world.objects.services.map(
    ({ namespace = 'default', name }) => `${namespace}/${name}`,
  );
  if (/^(svc|service):/.test(text)) {
    const name = text.slice(text.indexOf(':') + 1);
    const near = nearestWords(name, services).map((one) => `svc:${one}`);
    const says = `no Service is called ${name}`;
    return { says, near: near.length > 0 ? near : nearestWords(name, pods) };
  }
  if (/[^:]:\d+$/.test(text))
    return { says: `${text} names no port: a port is a number from 1 to 65535`, near: [] };
  const known = [...pods, ...services, ...[...world.namespaces.keys()].map((name) => `${name}/*`)];
  return { says: whyNobody(model, text), near: nearestWords(text, known) };
}

function whyNobody({ world }: PolicyModel, text: string): string {
  const body = text.slice(text.indexOf(':') + 1);
  const [namespace = '', name = '*'] = body.split('/');
  if (!body.includes('/') && !world.namespaces.has(namespace))
    return `nothing here is called ${text}`;
  if (!world.namespaces.has(namespace) && namespace !== '*')
    return `there is no namespace ${namespace}`;
  return name === '*' || name === ''
    ? `no pod runs in namespace ${namespace}`
    : `no workload, pod or Service of namespace ${namespace} is called ${name}`;
}
