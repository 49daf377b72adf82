import type { Path, Source } from '../../evidence/source.ts';
import type { OwnFunction } from './evaluate.ts';
import type { Asked } from './function.ts';
import { evaluateTree, isRaw, type Raw, rawAt } from './tree.ts';
import type { Value } from './value.ts';

/**
 * Functions that a template defines, by namespace and name. They see their parameters and nothing of
 * the template around them.
 */
export function ownFunctions(
  section: unknown,
  path: Path,
  source: Source,
): (name: string) => OwnFunction | undefined {
  const found = new Map<string, OwnFunction>();
  for (const [i, group] of (Array.isArray(section) ? section : []).entries()) {
    const namespace: unknown = isRaw(group) ? rawAt(group, 'namespace') : undefined;
    const members: unknown = isRaw(group) ? rawAt(group, 'members') : undefined;
    if (typeof namespace !== 'string' || !isRaw(members)) continue;
    for (const [name, member] of Object.entries(members)) {
      if (!isRaw(member)) continue;
      const place = { ...source, path: [...path, i, 'members', name] };
      found.set(`${namespace}.${name}`.toLowerCase(), own(member, place));
    }
  }
  return (name) => found.get(name.toLowerCase());
}

function own(member: Raw, source: Source): OwnFunction {
  const listed: unknown = rawAt(member, 'parameters');
  const names = (Array.isArray(listed) ? listed : []).map((parameter: unknown) => {
    const name = isRaw(parameter) ? rawAt(parameter, 'name') : undefined;
    return typeof name === 'string' ? name.toLowerCase() : '';
  });
  const output = rawAt(member, 'output');
  const value = isRaw(output) ? rawAt(output, 'value') : undefined;
  return (args, frame) => {
    const byName = new Map(
      names.map((name, i): readonly [string, Value] => [name, args[i] ?? null]),
    );
    const asked: Asked = {
      ...frame.asked,
      parameter: (name) => byName.get(name.toLowerCase()),
      variable: () => undefined,
      resource: () => undefined,
    };
    return evaluateTree(value, [...source.path, 'output', 'value'], {
      ...frame,
      asked,
      source,
      loops: [],
      locals: new Map(),
    });
  };
}
