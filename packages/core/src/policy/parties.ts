import { parsePrefix } from '@aksnet/net';
import { writtenEnd } from '../estate/written-end.ts';
import { nearestWord } from '../text/nearest.ts';
import type { Party } from './match.ts';
import type { PolicyPod } from './pods.ts';
import { piecesOf } from './range-pieces.ts';
import type { PolicyWorld } from './world.ts';

/** What the text of an end stands for in a cluster. */
export type PartiesFound =
  | { readonly found: readonly [Party, ...Party[]] }
  /** Nothing; `near` is what may have been meant. */
  | { readonly found: undefined; readonly says: string; readonly near?: string };

/**
 * The pods, nodes, addresses or names that a text of an end means, in the words of `written-end`: workloads by
 * the name of what made their pods or by the pod's own, with the kind between where two share a name. A range
 * is one address of each piece that policies tell apart.
 */
export function partiesOf(world: PolicyWorld, text: string): PartiesFound {
  const written = writtenEnd(text);
  switch (written.kind) {
    case 'workload':
      return pods(world, written.namespace, written.workload);
    case 'node': {
      const node = world.nodes.get(written.name);
      if (node !== undefined) return { found: [{ kind: 'node', node }] };
      const names = [...world.nodes.keys()].map((name) => `node:${name}`);
      return notFound(`no node is called ${written.name}`, text, names);
    }
    case 'range':
      return range(world, written.cidr);
    case 'internet': {
      const found = (['0.0.0.0/0', '::/0'] as const).flatMap((all) =>
        piecesOf(world, prefixIn(all)).filter(({ isPrivate }) => !isPrivate),
      );
      return some(
        found.map(({ address }): Party => ({ kind: 'address', address })),
        'there is no internet',
      );
    }
    case 'name':
      if (written.one === undefined && world.namespaces.has(written.name))
        return pods(world, written.name, undefined);
      if (written.one === undefined && written.name.includes('.'))
        return { found: [{ kind: 'name', name: written.name }] };
      return notFound(`nothing here is called ${text}`, text, workloadNames(world));
    case 'ingress':
    case 'apiServer':
      return { found: undefined, says: `where ${text} comes from is not told by these inputs` };
  }
}

const prefixIn = (text: string): Parameters<typeof piecesOf>[1] => {
  const parsed = parsePrefix(text);
  if (!parsed.ok) throw new RangeError(`no prefix ${text}`);
  return parsed.value;
};

function pods(world: PolicyWorld, namespace: string, workload: string | undefined): PartiesFound {
  const inside = world.pods.filter((pod) => pod.namespace === namespace);
  const found = inside.filter((pod) => workload === undefined || isCalled(pod, workload));
  const says = !world.namespaces.has(namespace)
    ? `there is no namespace ${namespace}`
    : workload === undefined
      ? `no pod runs in namespace ${namespace}`
      : `no workload or pod of namespace ${namespace} is called ${workload}`;
  const [first, ...more] = found.map((pod): Party => ({ kind: 'pod', pod }));
  return first === undefined
    ? notFound(says, `${namespace}/${workload ?? '*'}`, workloadNames(world))
    : { found: [first, ...more] };
}

/** `web`, `Deployment/web`, or the pod's own name. */
const isCalled = ({ name, owner }: PolicyPod, text: string): boolean =>
  text === owner.name || text === `${owner.kind}/${owner.name}` || text === name;

/** An address that a pod or a node has is that pod or node: policies see who sends, not only from where. */
function range(world: PolicyWorld, cidr: string): PartiesFound {
  const found = piecesOf(world, prefixIn(cidr)).map(
    ({ address, holder }): Party => holder ?? { kind: 'address', address },
  );
  return some(found, `the range ${cidr} is empty`);
}

function some(parties: readonly Party[], says: string): PartiesFound {
  const [first, ...more] = parties;
  return first === undefined ? { found: undefined, says } : { found: [first, ...more] };
}

const workloadNames = (world: PolicyWorld): readonly string[] => [
  ...[...world.namespaces.keys()].map((name) => `${name}/*`),
  ...new Set(world.pods.map(({ namespace, owner }) => `${namespace}/${owner.name}`)),
];

function notFound(says: string, text: string, known: readonly string[]): PartiesFound {
  const near = nearestWord(text, known);
  return { found: undefined, says, ...(near === undefined ? {} : { near }) };
}
