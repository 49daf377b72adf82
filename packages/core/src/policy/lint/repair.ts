import type { NetworkPolicy } from '../../estate/elements/kubernetes.ts';
import type { ElementId, Path } from '../../evidence/source.ts';
import type { Direction } from '../rule.ts';

/** One operation of JSON Patch (RFC 6902), its pointer as a path. */
export type PatchOperation =
  | { readonly op: 'add' | 'replace'; readonly path: Path; readonly value: unknown }
  | { readonly op: 'remove'; readonly path: Path };

/** A change of one object. */
export type Change =
  | {
      readonly kind: 'patch';
      readonly target: ElementId;
      readonly operations: readonly PatchOperation[];
    }
  | { readonly kind: 'remove'; readonly target: ElementId }
  | { readonly kind: 'add'; readonly manifest: Readonly<Record<string, unknown>> };

/** Changes that belong together. Each repair stands by itself: apply one, then ask again. */
export type Repair = readonly Change[];

/** Takes the whole policy away. */
export const removal = (target: ElementId): Repair => [{ kind: 'remove', target }];

/** Changes one object by operations, in order. */
export const patching = (target: ElementId, ...operations: readonly PatchOperation[]): Repair => [
  { kind: 'patch', target, operations },
];

/** The word for other ends in a rule of NetworkPolicy. */
export const farWord = { ingress: 'from', egress: 'to' } as const;

/** Where something stands in a rule of a NetworkPolicy. */
export interface RulePlace {
  readonly policy: NetworkPolicy;
  readonly direction: Direction;
  readonly index: number;
}

/**
 * Takes a rule away. Types are spelled out first where they were left to the rules: without its last egress
 * rule a policy that names no types would isolate egress no longer.
 */
export function withoutRule({ policy, direction, index }: RulePlace): Repair {
  const path: Path = ['spec', direction, index];
  const isLastEgress = direction === 'egress' && policy.egress.length === 1;
  return patching(
    policy.id,
    ...(isLastEgress
      ? [{ op: 'add', path: ['spec', 'policyTypes'], value: policy.policyTypes } as const]
      : []),
    { op: 'remove', path },
  );
}

/** Takes a peer away; with its last one the rule, since a rule without peers would mean everybody. */
export function withoutPeer(place: RulePlace, peer: number): Repair {
  const { policy, direction, index } = place;
  const rule = policy[direction][index];
  if (rule === undefined || rule.peers.length < 2) return withoutRule(place);
  const path = ['spec', direction, index, farWord[direction], peer];
  return patching(policy.id, { op: 'remove', path });
}

/** Takes a port away; with its last one the rule, since a rule without ports would mean every port. */
export function withoutPort(place: RulePlace, port: number): Repair {
  const { policy, direction, index } = place;
  const rule = policy[direction][index];
  if (rule === undefined || rule.ports.length < 2) return withoutRule(place);
  return patching(policy.id, { op: 'remove', path: ['spec', direction, index, 'ports', port] });
}

/** A path as a JSON Pointer (RFC 6901). */
export const pointerOf = (path: Path): string =>
  path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');

/** A value with operations applied; the value given stays as it is. A place that is not there is left alone. */
export const patched = (value: unknown, operations: readonly PatchOperation[]): unknown =>
  operations.reduce((now, operation) => patchedAt(now, operation, 0), value);

function patchedAt(value: unknown, operation: PatchOperation, depth: number): unknown {
  const { path } = operation;
  const step = path[depth];
  if (step === undefined) return operation.op === 'remove' ? undefined : operation.value;
  const isLast = depth === path.length - 1;
  if (Array.isArray(value)) {
    const items: readonly unknown[] = value;
    const at = step === '-' ? items.length : Number(step);
    if (!Number.isInteger(at) || at < 0 || at > items.length) return value;
    if (!isLast)
      return items.map((item, i) => (i === at ? patchedAt(item, operation, depth + 1) : item));
    const added = operation.op === 'remove' ? [] : [operation.value];
    return [...items.slice(0, at), ...added, ...items.slice(operation.op === 'add' ? at : at + 1)];
  }
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value);
  const key = String(step);
  if (isLast && operation.op === 'remove')
    return Object.fromEntries(entries.filter(([name]) => name !== key));
  const held = entries.find(([name]) => name === key)?.[1];
  if (!isLast && held === undefined) return value;
  const next = patchedAt(held, operation, depth + 1);
  return Object.fromEntries(
    held === undefined
      ? [...entries, [key, next]]
      : entries.map(([name, old]) => [name, name === key ? next : old]),
  );
}
