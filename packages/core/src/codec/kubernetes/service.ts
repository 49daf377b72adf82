import { parseAddress } from '@aksnet/net';
import type { Service } from '../../estate/elements/kubernetes.ts';
import { isKnown, type Knowable, notStated } from '../../evidence/knowable.ts';
import type { KubernetesCodec, ManifestBody } from './entry.ts';
import { decodeMetadata, encodeMetadata, protocolAt } from './metadata.ts';
import { into, isThere, items, labels, oneOf, type Place, text, texts, whole } from './place.ts';

/**
 * v1 Service. Losses: session affinity, allowed client ranges.
 */
export const serviceCodec: KubernetesCodec<'service'> = {
  kind: 'service',
  reads: (type) => type.apiVersion === 'v1' && type.kind === 'Service',
  decode: (at) => {
    const element = decodeMetadata('service', at, { namespaced: true });
    if (element === undefined) return undefined;
    const spec = into(at, 'spec');
    const entrances = entrancesOf(at);
    const externalName = text(into(spec, 'externalName'));
    const policy = oneOf(into(spec, 'externalTrafficPolicy'), ['Cluster', 'Local']);
    return {
      ...element,
      type:
        oneOf(into(spec, 'type'), ['ClusterIP', 'NodePort', 'LoadBalancer', 'ExternalName']) ??
        'ClusterIP',
      selector: labels(into(spec, 'selector')),
      ports: items(into(spec, 'ports')).flatMap((place) => decodePort(place) ?? []),
      clusterIps: addressesOf(spec),
      ...(policy === undefined ? {} : { externalTrafficPolicy: policy }),
      ...(entrances.length === 0 ? {} : { entrances }),
      ...(externalName === undefined ? {} : { externalName }),
    };
  },
  encode: (element) => ({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: encodeMetadata(element),
    body: {
      spec: {
        type: element.type,
        ...(element.selector === undefined ? {} : { selector: element.selector }),
        ...(element.externalTrafficPolicy === undefined
          ? {}
          : { externalTrafficPolicy: element.externalTrafficPolicy }),
        ports: element.ports.map(({ name, port, targetPort, protocol, nodePort }) => ({
          ...(name === undefined ? {} : { name }),
          port,
          targetPort,
          protocol,
          ...(nodePort === undefined ? {} : { nodePort }),
        })),
        ...(isKnown(element.clusterIps) ? { clusterIPs: element.clusterIps } : {}),
        ...(element.externalName === undefined ? {} : { externalName: element.externalName }),
      },
      ...(element.entrances === undefined
        ? {}
        : { status: { loadBalancer: { ingress: element.entrances.map(encodeEntrance) } } }),
    },
  }),
  fields: {
    type: 'spec.type',
    selector: 'spec.selector',
    ports: 'spec.ports',
    clusterIps: 'spec.clusterIPs',
    externalTrafficPolicy: 'spec.externalTrafficPolicy',
    entrances: 'status.loadBalancer.ingress',
    externalName: 'spec.externalName',
  },
};

/** What the load balancer listens on: an address or, on other clouds, a name. */
const entrancesOf = (at: Place): readonly string[] =>
  items(into(into(into(at, 'status'), 'loadBalancer'), 'ingress')).flatMap(
    (item) => text(into(item, 'ip')) ?? text(into(item, 'hostname')) ?? [],
  );

const encodeEntrance = (entrance: string): ManifestBody =>
  parseAddress(entrance).ok ? { ip: entrance } : { hostname: entrance };

/** Addresses are given by the cluster, so a manifest without them leaves them unknown. */
function addressesOf(spec: Place): Knowable<readonly string[]> {
  const list = into(spec, 'clusterIPs');
  if (isThere(list)) return texts(list);
  const single = text(into(spec, 'clusterIP'));
  return single === undefined || single === '' ? notStated('clusterIps') : [single];
}

/** A target port left out is the Service port itself. */
function decodePort(at: Place): Service['ports'][number] | undefined {
  const port = whole(into(at, 'port'));
  if (port === undefined) return undefined;
  const name = text(into(at, 'name'));
  const target = into(at, 'targetPort');
  const named = typeof target.value === 'string' ? target.value : whole(target);
  const nodePort = whole(into(at, 'nodePort'));
  return {
    ...(name === undefined ? {} : { name }),
    port,
    targetPort: named ?? port,
    protocol: protocolAt(into(at, 'protocol')),
    // Zero: the cluster will choose one.
    ...(nodePort === undefined || nodePort === 0 ? {} : { nodePort }),
  };
}
