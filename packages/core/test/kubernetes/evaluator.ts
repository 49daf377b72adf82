// A reading of policies as the API text says it, word for word: no classes, no caches, no care for speed.
// It reads the printed YAML and knows nothing of the code under test.
import { addressAfter, containsAddress, parseAddress, parsePrefix } from '@aksnet/net';
import { parseAllDocuments } from 'yaml';

/** Anything in a manifest. */
type Loose = { readonly [key: string]: unknown };

/** Who sends or receives. */
export type Party =
  | {
      readonly kind: 'pod';
      readonly namespace: string;
      readonly labels: Readonly<Record<string, string>>;
      readonly address: string;
    }
  | { readonly kind: 'node'; readonly own: boolean; readonly address: string }
  | { readonly kind: 'outside'; readonly address: string; readonly name?: string };

export interface Attempt {
  readonly from: Party;
  readonly to: Party;
  readonly protocol: string;
  readonly port: number;
}

/** Where engines differ. */
export interface Dialect {
  readonly blocksMatchPods: boolean;
  readonly blocksMatchNodes: boolean;
}

/** Reads a stream once; the answer says whether an attempt passes. */
export function evaluatorOf(stream: string, dialect: Dialect): (attempt: Attempt) => boolean {
  const objects = parseAllDocuments(stream).map((document): Loose => loose(document.toJS()));
  const namespaces = new Map(
    objects
      .filter((object) => object['kind'] === 'Namespace')
      .map((object) => [String(metadata(object)['name']), loose(metadata(object)['labels'])]),
  );
  const standard = objects.filter((object) => object['kind'] === 'NetworkPolicy');
  const cilium = objects.filter((object) => object['kind'] === 'CiliumNetworkPolicy');

  const labelsOfNamespace = (name: string): Loose => ({
    'kubernetes.io/metadata.name': name,
    ...namespaces.get(name),
  });

  function sidePasses(own: Party, direction: 'ingress' | 'egress', attempt: Attempt): boolean {
    if (own.kind !== 'pod') return true;
    const far = direction === 'ingress' ? attempt.from : attempt.to;
    const mine = standard.filter(
      (policy) =>
        metadata(policy)['namespace'] === own.namespace &&
        selects(loose(loose(policy['spec'])['podSelector']), own.labels) &&
        directionsOf(loose(policy['spec'])).includes(direction),
    );
    const minesCilium = cilium.filter((policy) => {
      const selector = loose(loose(policy['spec'])['endpointSelector']);
      return (
        metadata(policy)['namespace'] === own.namespace &&
        selects(selector, own.labels) &&
        loose(policy['spec'])[direction] !== undefined
      );
    });
    if (mine.length + minesCilium.length === 0) return true;
    const word = direction === 'ingress' ? 'from' : 'to';
    return (
      mine.some((policy) =>
        list(loose(policy['spec'])[direction]).some(
          (rule) =>
            anyOf(list(rule[word]), (peer) => peerMatches(peer, far, own.namespace)) &&
            anyOf(list(rule['ports']), (port) => portMatches(port, attempt)),
        ),
      ) ||
      minesCilium.some((policy) =>
        list(loose(policy['spec'])[direction]).some(
          (rule) =>
            ciliumPeerMatches(rule, word, far) &&
            anyOf(
              list(rule['toPorts']).flatMap((item) => list(item['ports'])),
              (port) => portMatches({ ...port, port: Number(port['port']) }, attempt),
            ),
        ),
      )
    );
  }

  function peerMatches(peer: Loose, far: Party, here: string): boolean {
    if (peer['ipBlock'] !== undefined) return blockMatches(loose(peer['ipBlock']), far);
    if (far.kind !== 'pod') return false;
    const inNamespace =
      peer['namespaceSelector'] === undefined
        ? far.namespace === here
        : selects(loose(peer['namespaceSelector']), labelsOfNamespace(far.namespace));
    return inNamespace && selects(loose(peer['podSelector']), far.labels);
  }

  function blockMatches(block: Loose, far: Party): boolean {
    if (far.kind === 'pod' && !dialect.blocksMatchPods) return false;
    if (far.kind === 'node' && !dialect.blocksMatchNodes) return false;
    const excepted = texts(block['except']).some((range) => holds(range, far.address));
    return holds(String(block['cidr']), far.address) && !excepted;
  }

  return (attempt) =>
    sidePasses(attempt.from, 'egress', attempt) && sidePasses(attempt.to, 'ingress', attempt);
}

function ciliumPeerMatches(rule: Loose, word: 'from' | 'to', far: Party): boolean {
  const names = list(rule[`${word}FQDNs`]);
  if (names.length > 0) {
    return far.kind === 'outside' && names.some((name) => nameMatches(name, far.name ?? ''));
  }
  const entities = texts(rule[`${word}Entities`]);
  if (entities.length > 0) {
    return far.kind === 'node' && entities.includes(far.own ? 'host' : 'remote-node');
  }
  const ranges = texts(rule[`${word}CIDR`]);
  if (ranges.length > 0) {
    return far.kind === 'outside' && ranges.some((range) => holds(range, far.address));
  }
  return list(rule[`${word}Endpoints`]).some((selector) => {
    if (far.kind !== 'pod') return false;
    const labels = { ...far.labels, 'k8s:io.kubernetes.pod.namespace': far.namespace };
    return selects(selector, labels);
  });
}

function nameMatches(selector: Loose, name: string): boolean {
  if (selector['matchName'] !== undefined) return selector['matchName'] === name;
  const pattern = String(selector['matchPattern']).split('*').map(escaped).join('[a-zA-Z0-9_-]*');
  return new RegExp(`^${pattern}$`).test(name);
}

const escaped = (text: string): string => text.replace(/[.+?^${}()|[\]\\]/g, '\\$&');

function directionsOf(spec: Loose): readonly string[] {
  const stated = texts(spec['policyTypes']).map((type) => type.toLowerCase());
  if (stated.length > 0) return stated;
  return list(spec['egress']).length > 0 ? ['ingress', 'egress'] : ['ingress'];
}

function selects(selector: Loose, labels: Loose): boolean {
  const exact = Object.entries(loose(selector['matchLabels']));
  return (
    exact.every(([key, value]) => labels[key] === value) &&
    list(selector['matchExpressions']).every((expression) => expressionHolds(expression, labels))
  );
}

function expressionHolds(expression: Loose, labels: Loose): boolean {
  const value = labels[String(expression['key'])];
  const isListed = texts(expression['values']).includes(String(value));
  switch (expression['operator']) {
    case 'In':
      return value !== undefined && isListed;
    case 'NotIn':
      return value === undefined || !isListed;
    case 'Exists':
      return value !== undefined;
    default:
      return value === undefined;
  }
}

function portMatches(port: Loose, attempt: Attempt): boolean {
  if ((port['protocol'] ?? 'TCP') !== attempt.protocol) return false;
  if (port['port'] === undefined) return true;
  const first = Number(port['port']);
  const last = Number(port['endPort'] ?? first);
  return attempt.port >= first && attempt.port <= last;
}

/** An empty list of peers or ports means all of them. */
const anyOf = (items: readonly Loose[], test: (item: Loose) => boolean): boolean =>
  items.length === 0 || items.some(test);

function holds(range: string, address: string): boolean {
  const prefix = parsePrefix(range);
  const parsed = parseAddress(address);
  return prefix.ok && parsed.ok && containsAddress(prefix.value, parsed.value);
}

const metadata = (object: Loose): Loose => loose(object['metadata']);

function loose(value: unknown): Loose {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

const list = (value: unknown): readonly Loose[] => (Array.isArray(value) ? value.map(loose) : []);

const texts = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.map(String) : [];

/** The n-th address of a range, as text; for fixtures. */
export function addressIn(range: string, n: number): string {
  const parsed = parsePrefix(range);
  if (!parsed.ok || parsed.value.family !== 4) throw new RangeError(range);
  const found = addressAfter({ family: 4, value: parsed.value.first }, n);
  if (found === undefined || found.family !== 4) throw new RangeError(`${range} + ${n}`);
  const { value } = found;
  return [24, 16, 8, 0].map((shift) => (value >>> shift) & 255).join('.');
}
