import type {
  NetworkPolicy,
  PolicyPeer,
  PolicyPort,
  PolicyRule,
} from '../../estate/elements/kubernetes.ts';
import type { KubernetesCodec, ManifestBody } from './entry.ts';
import { groupOf } from './entry.ts';
import { decodeSelector, encodeSelector } from './label-selector.ts';
import { decodeMetadata, encodeMetadata } from './metadata.ts';
import { into, isThere, items, note, oneOf, type Place, text, texts, whole } from './place.ts';

const protocols = ['TCP', 'UDP', 'SCTP'] as const;
const directions = ['Ingress', 'Egress'] as const;

/**
 * networking.k8s.io NetworkPolicy. A policy that the API server would refuse is no element: half a
 * policy would isolate, or open, what the whole does not. What is left out means what the API says it
 * means: types without a list are Ingress, and Egress only when there is an egress rule.
 */
export const networkPolicyCodec: KubernetesCodec<'networkPolicy'> = {
  kind: 'networkPolicy',
  reads: (type) =>
    type.kind === 'NetworkPolicy' && groupOf(type.apiVersion) === 'networking.k8s.io',
  decode: (at) => {
    const element = decodeMetadata('networkPolicy', at, { namespaced: true });
    if (element === undefined) return undefined;
    const spec = into(at, 'spec');
    const podSelector = decodeSelector(into(spec, 'podSelector'));
    const ingress = decodeRules(into(spec, 'ingress'), 'from');
    const egress = decodeRules(into(spec, 'egress'), 'to');
    const policyTypes = decodeTypes(into(spec, 'policyTypes'), egress);
    if (
      podSelector === 'refused' ||
      ingress === undefined ||
      egress === undefined ||
      policyTypes === undefined
    )
      return undefined;
    return { ...element, podSelector: podSelector ?? {}, policyTypes, ingress, egress };
  },
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

function decodeTypes(
  at: Place,
  egress: readonly PolicyRule[] | undefined,
): NetworkPolicy['policyTypes'] | undefined {
  const places = items(at);
  const stated = places.flatMap((place) => oneOf(place, directions) ?? []);
  if (stated.length < places.length) return undefined;
  if (stated.length > 0) return stated;
  return egress === undefined || egress.length === 0 ? ['Ingress'] : ['Ingress', 'Egress'];
}

/** All rules, or undefined when one of them cannot be understood whole. */
function decodeRules(at: Place, peersKey: 'from' | 'to'): readonly PolicyRule[] | undefined {
  return whenAll(items(at), (rule) => {
    const peers = whenAll(items(into(rule, peersKey)), decodePeer);
    const ports = whenAll(items(into(rule, 'ports')), decodePort);
    return peers === undefined || ports === undefined ? undefined : { peers, ports };
  });
}

function decodePeer(at: Place): PolicyPeer | undefined {
  const block = into(at, 'ipBlock');
  const podSelector = decodeSelector(into(at, 'podSelector'));
  const namespaceSelector = decodeSelector(into(at, 'namespaceSelector'));
  if (podSelector === 'refused' || namespaceSelector === 'refused') return undefined;
  const selects = podSelector !== undefined || namespaceSelector !== undefined;
  if (isThere(block) === selects) {
    const message = selects
      ? 'a peer has either an ipBlock or selectors, not both'
      : 'a peer needs a podSelector, a namespaceSelector or an ipBlock';
    note(at, { severity: 'error', code: 'bad-peer', message });
    return undefined;
  }
  if (!isThere(block)) {
    return {
      kind: 'pods',
      ...(podSelector === undefined ? {} : { podSelector }),
      ...(namespaceSelector === undefined ? {} : { namespaceSelector }),
    };
  }
  const cidr = text(into(block, 'cidr'));
  const except = into(block, 'except');
  const exceptions = texts(except);
  if (cidr === undefined || exceptions.length < items(except).length) return undefined;
  return { kind: 'ipBlock', cidr, except: exceptions };
}

function decodePort(at: Place): PolicyPort | undefined {
  const stated = into(at, 'protocol');
  const protocol = isThere(stated) ? oneOf(stated, protocols) : 'TCP';
  const place = into(at, 'port');
  const port = typeof place.value === 'string' ? place.value : whole(place);
  const end = into(at, 'endPort');
  const endPort = whole(end);
  if (protocol === undefined || (isThere(place) && port === undefined)) return undefined;
  if (isThere(end) && endPort === undefined) return undefined;
  if (endPort !== undefined && (typeof port !== 'number' || endPort < port)) {
    const message = `endPort ${endPort} needs a port number not above it`;
    note(end, { severity: 'error', code: 'bad-end-port', message });
    return undefined;
  }
  return {
    protocol,
    ...(port === undefined ? {} : { port }),
    ...(endPort === undefined ? {} : { endPort }),
  };
}

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

/** The decoded items, or undefined when one of them is refused. All are read, so all are told. */
function whenAll<T>(
  places: readonly Place[],
  decode: (at: Place) => T | undefined,
): readonly T[] | undefined {
  const decoded = places.map(decode);
  const kept = decoded.filter(
    (item): item is Exclude<typeof item, undefined> => item !== undefined,
  );
  return kept.length === places.length ? kept : undefined;
}
