import type { ContainerPort, Labels } from '../../estate/elements/kubernetes.ts';
import type { ManifestBody } from './entry.ts';
import { decodeAnnotations, protocolAt } from './metadata.ts';
import { flag, into, isThere, items, labels, type Place, text, whole } from './place.ts';

/** What the Estate keeps of a pod, or of the template that pods are made from. */
export interface PodShape {
  readonly podLabels: Labels;
  readonly podAnnotations?: Labels;
  readonly ports: readonly ContainerPort[];
  readonly hostNetwork: boolean;
  readonly os?: 'Linux' | 'Windows';
}

/** Reads a pod, or a pod template: both have `metadata` and `spec`. */
export function decodePod(at: Place): PodShape {
  const spec = into(at, 'spec');
  const metadata = into(at, 'metadata');
  const annotations = decodeAnnotations(metadata);
  const os = osOf(spec);
  return {
    podLabels: labels(into(metadata, 'labels')) ?? {},
    ...(annotations === undefined ? {} : { podAnnotations: annotations }),
    ports: [...items(into(spec, 'containers')), ...sidecars(spec)].flatMap(portsOf),
    hostNetwork: flag(into(spec, 'hostNetwork')),
    ...(os === undefined ? {} : { os }),
  };
}

const systems = { linux: 'Linux', windows: 'Windows' } as const;

/** The system that the pod asks for: `spec.os`, or the label of nodes that every kubelet sets. */
function osOf(spec: Place): PodShape['os'] {
  const named = text(into(into(spec, 'os'), 'name'));
  const wanted = named ?? text(into(into(spec, 'nodeSelector'), osLabel));
  return wanted === 'linux' || wanted === 'windows' ? systems[wanted] : undefined;
}

const osLabel = 'kubernetes.io/os';

/** Init containers that keep running count as containers; the others are gone before traffic comes. */
const sidecars = (spec: Place): readonly Place[] =>
  items(into(spec, 'initContainers')).filter(
    (container) => into(container, 'restartPolicy').value === 'Always',
  );

function portsOf(container: Place): readonly ContainerPort[] {
  return items(into(container, 'ports')).flatMap((at) => {
    const port = whole(into(at, 'containerPort'));
    const name = into(at, 'name');
    if (port === undefined) return [];
    const known = isThere(name) ? text(name) : undefined;
    const protocol = protocolAt(into(at, 'protocol'));
    return [{ ...(known === undefined ? {} : { name: known }), port, protocol }];
  });
}

/**
 * The pod's `spec`. The Estate knows neither images nor commands: what is printed tells the shape of
 * the workload on the network and cannot be applied as it stands.
 */
export function encodePodSpec(pod: PodShape): ManifestBody {
  return {
    ...(pod.hostNetwork ? { hostNetwork: true } : {}),
    ...(pod.os === undefined ? {} : { nodeSelector: { [osLabel]: pod.os.toLowerCase() } }),
    containers: containersOf(pod.ports).map((ports, i) => ({
      name: i === 0 ? 'main' : `main-${i + 1}`,
      ...(ports.length === 0
        ? {}
        : {
            ports: ports.map(({ name, port, protocol }) => ({
              ...(name === undefined ? {} : { name }),
              containerPort: port,
              protocol,
            })),
          }),
    })),
  };
}

/** Port names are unique within a container only, so a repeated name begins another container. */
function containersOf(ports: readonly ContainerPort[]): readonly (readonly ContainerPort[])[] {
  const containers: ContainerPort[][] = [[]];
  let names = new Set<string>();
  for (const port of ports) {
    if (port.name !== undefined && names.has(port.name)) {
      containers.push([]);
      names = new Set();
    }
    if (port.name !== undefined) names.add(port.name);
    containers.at(-1)?.push(port);
  }
  return containers;
}

/** Labels and annotations of the pod. */
export const encodePodMetadata = (pod: PodShape): ManifestBody => ({
  ...(Object.keys(pod.podLabels).length === 0 ? {} : { labels: pod.podLabels }),
  ...(pod.podAnnotations === undefined ? {} : { annotations: pod.podAnnotations }),
});
