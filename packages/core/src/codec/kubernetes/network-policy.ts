import { contains, type Prefix, parsePrefix, parsePrefixLenient } from '@aksnet/net';
import type {
  NetworkPolicy,
  PolicyPeer,
  PolicyPort,
  PolicyRule,
} from '../../estate/elements/kubernetes.ts';
import type { KubernetesCodec, ManifestBody } from './entry.ts';
import { groupOf } from './entry.ts';
import { decodeSelector, encodeSelector } from './label-selector.ts';
import { decodeMetadata, encodeMetadata, protocolAt } from './metadata.ts';
import {
  demanded,
  into,
  isThere,
  items,
  note,
  oneOf,
  type Place,
  strictly,
  text,
  whole,
} from './place.ts';

/** The same policy was called `extensions` before Kubernetes 1.16. */
const groups: ReadonlySet<string> = new Set(['networking.k8s.io', 'extensions']);

const directions = ['Ingress', 'Egress'] as const;

/**
 * networking.k8s.io NetworkPolicy. A policy that the API server would refuse is no element: half a
 * policy would isolate, or open, what the whole does not. What is left out means what the API says it
 * means: types without a list are Ingress, and Egress only when there is an egress rule.
 */
export const networkPolicyCodec: KubernetesCodec<'networkPolicy'> = {
  kind: 'networkPolicy',
  reads: (type) => type.kind === 'NetworkPolicy' && groups.has(groupOf(type.apiVersion)),
  decode: (at) => strictly(at, decodePolicy),
  encode: (element) => ({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: encodeMetadata(element),
    body: {
      spec: {
        podSelector: encodeSelector(element.podSelector),
        policyTypes: element.policyTypes,
        ...(element.ingress.length === 0 ? {} : { ingress: encodeRules(element.ingress, 'from') }),
        ...(element.egress.length === 0 ? {} : { egress: encodeRules(element.egress, 'to') }),
      },
    },
  }),
  fields: {
    podSelector: 'spec.podSelector',
    policyTypes: 'spec.policyTypes',
    ingress: 'spec.ingress',
    egress: 'spec.egress',
  },
};

function decodePolicy(at: Place): NetworkPolicy | undefined {
  const element = decodeMetadata('networkPolicy', at, { namespaced: true });
  if (element === undefined) return undefined;
  const spec = into(at, 'spec');
  const stated = items(into(spec, 'policyTypes')).flatMap((type) => oneOf(type, directions) ?? []);
  const egress = decodeRules(into(spec, 'egress'), 'to');
  return {
    ...element,
    podSelector: decodeSelector(into(spec, 'podSelector')) ?? {},
    policyTypes: stated.length > 0 ? stated : egress.length > 0 ? directions : ['Ingress'],
    ingress: decodeRules(into(spec, 'ingress'), 'from'),
    egress,
  };
}

const decodeRules = (at: Place, peersKey: 'from' | 'to'): readonly PolicyRule[] =>
  items(at).map((rule) => ({
    peers: items(into(rule, peersKey)).flatMap((peer) => decodePeer(peer) ?? []),
    ports: items(into(rule, 'ports')).map(decodePort),
  }));

function decodePeer(at: Place): PolicyPeer | undefined {
  const block = into(at, 'ipBlock');
  const podSelector = decodeSelector(into(at, 'podSelector'));
  const namespaceSelector = decodeSelector(into(at, 'namespaceSelector'));
  const selects = podSelector !== undefined || namespaceSelector !== undefined;
  if (isThere(block) === selects) {
    const message = selects
      ? 'a peer has either an ipBlock or selectors, not both'
      : 'a peer needs a podSelector, a namespaceSelector or an ipBlock';
    note(at, { severity: 'error', code: 'bad-peer', message });
    return undefined;
  }
  if (isThere(block)) {
    return decodeBlock(block);
  }
  return {
    kind: 'pods',
    ...(podSelector === undefined ? {} : { podSelector }),
    ...(namespaceSelector === undefined ? {} : { namespaceSelector }),
  };
}

/**
 * A range must be one, and its exceptions lie inside it and leave something of it. Bits of the host are
 * masked off, as older API servers do without a word.
 */
function decodeBlock(block: Place): PolicyPeer {
  const at = into(block, 'cidr');
  const cidr = demanded(at, text);
  const range = cidr === undefined ? undefined : rangeAt(at, cidr);
  const exceptions = items(into(block, 'except'));
  for (const exception of exceptions) {
    const spelled = text(exception);
    const carved = spelled === undefined ? undefined : rangeAt(exception, spelled);
    if (range === undefined || carved === undefined) continue;
    if (contains(range, carved) && carved.length > range.length) continue;
    const message = `${spelled} does not lie strictly inside ${cidr}`;
    note(exception, { severity: 'error', code: 'bad-exception', message });
  }
  const except = exceptions.flatMap(({ value }) => (typeof value === 'string' ? value : []));
  return { kind: 'ipBlock', cidr: cidr ?? '', except };
}

function rangeAt(at: Place, spelled: string): Prefix | undefined {
  const answer = parsePrefix(spelled);
  if (answer.ok) return answer.value;
  const masked = answer.code === 'hostBits' ? parsePrefixLenient(spelled) : undefined;
  if (masked?.ok === true) return masked.value.value;
  note(at, { severity: 'error', code: 'bad-range', message: answer.reason });
  return undefined;
}

function decodePort(at: Place): PolicyPort {
  const place = into(at, 'port');
  const port = typeof place.value === 'string' ? place.value : whole(place);
  if (port !== undefined && !isPort(port)) {
    const message = `${JSON.stringify(port)} is neither a port from 1 to 65535 nor a name of one`;
    note(place, { severity: 'error', code: 'bad-port', message });
  }
  const end = into(at, 'endPort');
  const endPort = whole(end);
  if (endPort !== undefined && (typeof port !== 'number' || endPort < port)) {
    const message = `endPort ${endPort} needs a port number not above it`;
    note(end, { severity: 'error', code: 'bad-end-port', message });
  }
  return {
    protocol: protocolAt(into(at, 'protocol')),
    ...(port === undefined ? {} : { port }),
    ...(endPort === undefined ? {} : { endPort }),
  };
}

/** A number, or a name as services are registered: letters, digits and hyphens, one letter at least. */
const isPort = (port: number | string): boolean =>
  typeof port === 'number'
    ? port >= 1 && port <= 65535
    : /^(?=.*[a-z])[a-z0-9]+(-[a-z0-9]+)*$/.test(port) && port.length <= 15;

const encodeRules = (
  rules: readonly PolicyRule[],
  peersKey: 'from' | 'to',
): readonly ManifestBody[] =>
  rules.map((rule) => ({
    ...(rule.peers.length === 0 ? {} : { [peersKey]: rule.peers.map(encodePeer) }),
    ...(rule.ports.length === 0 ? {} : { ports: rule.ports.map(encodePort) }),
  }));

const encodePeer = (peer: PolicyPeer): ManifestBody =>
  peer.kind === 'ipBlock'
    ? {
        ipBlock: {
          cidr: peer.cidr,
          ...(peer.except.length === 0 ? {} : { except: peer.except }),
        },
      }
    : {
        ...(peer.namespaceSelector === undefined
          ? {}
          : { namespaceSelector: encodeSelector(peer.namespaceSelector) }),
        ...(peer.podSelector === undefined
          ? {}
          : { podSelector: encodeSelector(peer.podSelector) }),
      };

const encodePort = (port: PolicyPort): ManifestBody => ({
  protocol: port.protocol,
  ...(port.port === undefined ? {} : { port: port.port }),
  ...(port.endPort === undefined ? {} : { endPort: port.endPort }),
});
