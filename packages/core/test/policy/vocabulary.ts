import type { Labels, Protocol, Selector } from './manifest-types.ts';
import type { Random } from './random.ts';

/*
 * The few words that random clusters are made of. Few on purpose: selectors, names and blocks of one
 * object should meet those of another more often than not.
 */

/** Label keys and the values they may have. */
const words: Readonly<Record<string, readonly string[]>> = {
  app: ['web', 'api', 'db'],
  tier: ['front', 'back'],
  env: ['prod', 'test', ''],
};

/** Names of namespaces, one by one. */
export const namespaceNames: readonly string[] = ['shop', 'data', 'ops', 'lab'];

/** Names of nodes. */
export const nodeNames: readonly string[] = ['node-0', 'node-1', 'node-2'];

/** Names of ports. */
export const portNames: readonly string[] = ['http', 'admin', 'dns'];

/** Numbers of ports, close to one another and at the ends. */
export const portNumbers: readonly number[] = [1, 53, 80, 81, 82, 85, 8080, 9090, 65535];

/** Protocols; TCP more often. */
export const protocols: readonly Protocol[] = ['TCP', 'TCP', 'UDP', 'SCTP'];

/** Blocks, with blocks strictly inside them: pods, nodes, addresses outside, all, one, host bits set. */
export const blocks: readonly (readonly [string, ...(readonly string[])])[] = [
  ['0.0.0.0/0', '10.0.0.0/8', '10.244.1.0/24', '203.0.113.64/26', '128.0.0.0/1'],
  ['10.0.0.0/8', '10.244.0.0/16', '10.240.0.0/24', '10.244.0.2/32'],
  ['10.244.0.0/16', '10.244.1.0/24', '10.244.0.2/31'],
  ['10.244.1.0/24', '10.244.1.0/30', '10.244.1.2/32'],
  ['10.244.0.2/32'],
  ['10.244.1.5/29', '10.244.1.3/31'],
  ['10.240.0.0/24', '10.240.0.4/31', '10.240.0.5/32'],
  ['10.240.0.4/32'],
  ['203.0.113.0/24', '203.0.113.128/25', '203.0.113.7/32'],
  ['203.0.113.7/32'],
  ['203.0.113.77/26', '203.0.113.66/31'],
  ['::/0', 'fd00::/8', '2001:db8::/32'],
  ['fd00:10:244::/64', 'fd00:10:244::2/127', 'fd00:10:244::3/128'],
  ['fd00:10:240::/64', 'fd00:10:240::4/128'],
  ['2001:db8::/32', '2001:db8:1::/48'],
  ['2001:db8::1/128'],
];

/** Labels, of which some are left out. */
export function randomLabels(random: Random): Labels {
  return Object.fromEntries(
    Object.entries(words).flatMap(([key, values]) =>
      random.chance(0.65) ? [[key, random.pick(values)]] : [],
    ),
  );
}

/** A selector: empty, of labels, of expressions, or both. `ofNamespaces` may ask for a name. */
export function randomSelector(random: Random, ofNamespaces = false): Selector {
  if (random.chance(0.25)) return {};
  return {
    ...random.perhaps(0.6, () => ({ matchLabels: randomMatch(random, ofNamespaces) })),
    ...random.perhaps(0.5, () => ({
      matchExpressions: random.several(1, 2, () => randomExpression(random, ofNamespaces)),
    })),
  };
}

function randomMatch(random: Random, ofNamespaces: boolean): Labels {
  const [key, value] = randomWord(random, ofNamespaces);
  return { [key]: value };
}

function randomExpression(random: Random, ofNamespaces: boolean) {
  const [key, value] = randomWord(random, ofNamespaces);
  const operator = random.pick(['In', 'NotIn', 'Exists', 'DoesNotExist']);
  if (operator === 'Exists' || operator === 'DoesNotExist') return { key, operator };
  const more = random.several(0, 1, () => random.pick(words[key] ?? namespaceNames));
  return { key, operator, values: [value, ...more] };
}

function randomWord(random: Random, ofNamespaces: boolean): readonly [string, string] {
  if (ofNamespaces && random.chance(0.35)) {
    return ['kubernetes.io/metadata.name', random.pick(namespaceNames)];
  }
  const [key, values] = random.pick(Object.entries(words));
  return [key, random.pick(values)];
}
