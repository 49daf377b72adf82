import { borders, familyOf, isSame } from './addresses.ts';
import type { Manifest, PodManifest, Protocol } from './manifest-types.ts';
import type { Question } from './naive.ts';
import type { Random } from './random.ts';
import { addressesOf, addressesOfNode, type End, podName, takesPart, worldOf } from './world.ts';

/*
 * Questions worth asking about a cluster: between every pod that takes part and every other pod, node,
 * or address at the border of a block, on the ports that some object names and those beside them.
 * They are drawn rather than listed: a small cluster has tens of thousands.
 */

/** An end with the addresses it has, and the ports that it names. */
interface Place {
  readonly end: End;
  readonly addresses: readonly string[];
  readonly ports: readonly number[];
}

interface Said {
  readonly pods: readonly Place[];
  readonly nodes: readonly Place[];
  readonly blocks: readonly string[];
  readonly ports: readonly number[];
}

interface Places extends Said {
  readonly outside: readonly Place[];
}

/** Questions that make sense: two ends that differ, one a pod, both with an address of the family. */
export function probes(
  cluster: readonly Manifest[],
  random: Random,
  count = 40,
): readonly Question[] {
  const said = saidBy(cluster);
  const places = { ...said, outside: placesOutside(random, said) };
  const found: Question[] = [];
  for (let tries = 0; tries < count * 4 && found.length < count; tries++) {
    const question = draw(random, places);
    if (question !== undefined) found.push(question);
  }
  return found;
}

function draw(random: Random, places: Places): Question | undefined {
  if (places.pods.length === 0) return undefined;
  const pod = random.pick(places.pods);
  const other = drawOther(random, places);
  const [from, to] = random.chance(0.5) ? ([pod, other] as const) : ([other, pod] as const);
  if (from === to) return undefined;
  const families = to.addresses
    .map(familyOf)
    .filter((family) => from.addresses.map(familyOf).includes(family));
  if (families.length === 0) return undefined;
  return {
    from: from.end,
    to: to.end,
    protocol: random.pick<Protocol>(['TCP', 'TCP', 'UDP', 'SCTP']),
    port: drawPort(random, to.ports.length > 0 && random.chance(0.5) ? to.ports : places.ports),
    family: random.pick(families),
  };
}

function drawOther(random: Random, { pods, nodes, outside }: Places): Place {
  const kind = random.pick(['pod', 'pod', 'pod', 'node', 'outside', 'outside']);
  if (kind === 'pod') return random.pick(pods);
  if (kind === 'node') return random.pick(nodes);
  return random.pick(outside);
}

/** Addresses at the borders of a few of the blocks, and two that are far from any. */
function placesOutside(random: Random, { pods, nodes, blocks }: Said): readonly Place[] {
  const taken = [...pods, ...nodes].flatMap(({ addresses }) => addresses);
  const near = blocks.length === 0 ? [] : random.several(3, 3, () => random.pick(blocks));
  return [...near.flatMap(borders), '198.51.100.7', '2001:db8:ffff:0:0:0:0:1']
    .filter((address) => !taken.some((own) => isSame(own, address)))
    .map((address) => ({ end: { address }, addresses: [address], ports: [] }));
}

function drawPort(random: Random, ports: readonly number[]): number {
  const port = random.pick(ports) + random.pick([-1, 0, 0, 0, 0, 1]);
  return Math.min(65535, Math.max(1, port));
}

function saidBy(cluster: readonly Manifest[]): Said {
  const world = worldOf(cluster);
  const said = cluster.flatMap((object) =>
    object.kind === 'Pod' || !('spec' in object) ? [] : leaves(object.spec),
  );
  const pods = world.pods.filter(takesPart).map((pod) => ({
    end: { pod: podName(pod) },
    addresses: addressesOf(pod),
    ports: portsOf(pod),
  }));
  const inPolicies = said.flatMap(([key, value]) =>
    typeof value === 'number' && key !== 'priority' ? [value] : [],
  );
  return {
    pods,
    nodes: world.nodes.map(({ metadata: { name } }) => ({
      end: { node: name },
      addresses: addressesOfNode(world, name),
      ports: [],
    })),
    blocks: said.flatMap(([key, value]) =>
      typeof value === 'string' && ['cidr', 'except', 'networks'].includes(key) ? [value] : [],
    ),
    ports: [...inPolicies, ...pods.flatMap(({ ports }) => ports), 4242],
  };
}

const portsOf = ({ spec }: PodManifest): readonly number[] =>
  [...(spec?.containers ?? []), ...(spec?.initContainers ?? [])]
    .flatMap(({ ports }) => ports ?? [])
    .map(({ containerPort }) => containerPort);

/** Texts and numbers in a value, with the key that each stands under. */
function leaves(value: unknown, key = ''): readonly (readonly [string, string | number])[] {
  if (typeof value === 'string' || typeof value === 'number') return [[key, value]];
  if (Array.isArray(value)) return value.flatMap((one) => leaves(one, key));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, one]) => leaves(one, name));
}
