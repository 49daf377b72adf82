import { borders, ip } from './addresses.ts';
import type { Manifest, Protocol } from './manifests.ts';
import type { Question } from './naive.ts';
import type { Random } from './random.ts';
import { addressesOf, addressesOfNode, type End, podName, takesPart, worldOf } from './world.ts';

/*
 * Questions worth asking about a cluster: from every end to every other, on the ports that some object
 * names and those beside them. Ends are the pods that take part, the nodes, and the addresses at the
 * borders of every block. They are drawn rather than listed: there are tens of thousands.
 */

/** An end with the addresses it has. */
interface Place {
  readonly end: End;
  readonly addresses: readonly string[];
}

/** Questions that make sense: two ends that differ, both with an address of the family asked. */
export function probes(
  cluster: readonly Manifest[],
  random: Random,
  count = 60,
): readonly Question[] {
  const inside = placesInside(cluster);
  const outside = placesOutside(cluster, inside);
  const ports = portsOf(cluster);
  const found: Question[] = [];
  for (let tries = 0; tries < count * 4 && found.length < count; tries++) {
    const question = draw(random, { inside, outside, ports });
    if (question !== undefined) found.push(question);
  }
  return found;
}

interface Drawn {
  readonly inside: readonly Place[];
  readonly outside: readonly Place[];
  readonly ports: readonly number[];
}

function draw(random: Random, { inside, outside, ports }: Drawn): Question | undefined {
  const away = outside.length > 0 && random.chance(0.3);
  const pair = away
    ? random.chance(0.5)
      ? [random.pick(inside), random.pick(outside)]
      : [random.pick(outside), random.pick(inside)]
    : [random.pick(inside), random.pick(inside)];
  const [from, to] = pair;
  if (from === undefined || to === undefined || from === to) return undefined;
  const families = to.addresses
    .map(familyOf)
    .filter((f) => from.addresses.map(familyOf).includes(f));
  if (families.length === 0) return undefined;
  return {
    from: from.end,
    to: to.end,
    protocol: random.pick<Protocol>(['TCP', 'TCP', 'UDP', 'SCTP']),
    port: random.pick(ports),
    family: random.pick(families),
  };
}

const familyOf = (address: string): 4 | 6 => ip(address).family;

function placesInside(cluster: readonly Manifest[]): readonly Place[] {
  const world = worldOf(cluster);
  return [
    ...world.pods
      .filter(takesPart)
      .map((pod) => ({ end: { pod: podName(pod) }, addresses: addressesOf(pod) })),
    ...world.nodes.map(({ metadata }) => ({
      end: { node: metadata.name },
      addresses: addressesOfNode(world, metadata.name),
    })),
  ];
}

/** Every text of the objects that is a block or a number under a key that names ports. */
function leaves(value: unknown, key = ''): readonly (readonly [string, string | number])[] {
  if (typeof value === 'string' || typeof value === 'number') return [[key, value]];
  if (Array.isArray(value)) return value.flatMap((one) => leaves(one, key));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, one]) => leaves(one, name));
}

function placesOutside(cluster: readonly Manifest[], inside: readonly Place[]): readonly Place[] {
  const taken = new Set(inside.flatMap(({ addresses }) => addresses).map((one) => ip(one).bits));
  const blocks = leaves(cluster).flatMap(([key, value]) =>
    typeof value === 'string' && ['cidr', 'except', 'networks'].includes(key) ? [value] : [],
  );
  const addresses = [...new Set(blocks)].flatMap(borders).concat('203.0.113.7', '2001:db8::1');
  return addresses
    .filter((address) => !taken.has(ip(address).bits))
    .map((address) => ({ end: { address }, addresses: [address] }));
}

function portsOf(cluster: readonly Manifest[]): readonly number[] {
  const named = leaves(cluster).flatMap(([key, value]) =>
    typeof value === 'number' && key !== 'priority' ? [value] : [],
  );
  const around = named.flatMap((port) => [port - 1, port, port, port + 1]);
  return [...around.filter((port) => port >= 1 && port <= 65535), 4242];
}
