import type { Fields } from '../bodies.ts';
import { under } from './blocks.ts';
import { fieldsUnder, listUnder, type PlannedResource, textUnder } from './plan-resources.ts';

/** Expressions that are followed from one value, at most. */
const mostSteps = 200;

/** Follows the references that a plan keeps of the code. */
export interface References {
  /** The expressions of a resource's attributes, as the plan has them. */
  readonly expressionsOf: (resource: PlannedResource) => Fields;
  /** Addresses of the resources from which an expression of a resource takes its value. */
  readonly leadingTo: (expression: unknown, from: PlannedResource) => readonly string[];
}

/** A place from which references are followed: a module, by the names of the calls that lead to it. */
interface Place {
  /** Keys that were asked for on the way: `subnet_ids["nodes"]` leads to what has that key. */
  readonly keys: readonly string[];
  readonly calls: readonly string[];
  /** Its address with indexes, as instances have it. */
  readonly module: string;
}

/** @param configuration the part of the plan under that key @param resources all that are planned */
export function referencesOf(
  configuration: unknown,
  resources: readonly PlannedResource[],
): References {
  const root = fieldsUnder(configuration, 'root_module');
  const byBase = new Map<string, PlannedResource[]>();
  for (const one of resources) {
    const base = baseOf(one);
    byBase.set(base, [...(byBase.get(base) ?? []), one]);
  }
  const moduleAt = (calls: readonly string[]): Fields =>
    calls.reduce<Fields>((here, call) => fieldsUnder(here, 'module_calls', call, 'module'), root);
  const code = new Map<string, Fields>();

  const follow = (references: readonly string[], place: Place, state: State): void => {
    for (const reference of mostTelling(references)) {
      state.steps += 1;
      if (state.steps > mostSteps) return;
      const [first = '', second = '', third = ''] = wordsOf(reference);
      const keys = [...place.keys, ...keysIn(reference)];
      if (first === 'var') {
        const call = place.calls.at(-1);
        if (call === undefined) continue;
        const above = { keys, calls: place.calls.slice(0, -1), module: parentOf(place.module) };
        const passed = fieldsUnder(
          moduleAt(above.calls),
          'module_calls',
          call,
          'expressions',
          second,
        );
        follow(referencesIn(passed), above, state);
      } else if (first === 'module') {
        const inner = {
          keys,
          calls: [...place.calls, second],
          module: childOf(place.module, reference),
        };
        const output = fieldsUnder(moduleAt(inner.calls), 'outputs', third, 'expression');
        follow(referencesIn(output), inner, state);
      } else if (first === 'each') {
        follow(referencesIn(state.forEach), { ...place, keys }, { ...state, forEach: undefined });
      } else {
        const label = first === 'data' ? `data.${second}.${third}` : `${first}.${second}`;
        const base = place.module === '' ? label : `${place.module}.${label}`;
        for (const one of instancesAt(byBase.get(base) ?? [], keys, state.index))
          state.found.add(one);
      }
    }
  };

  const codeOf = ({ module, isData, type, name }: PlannedResource): Fields => {
    const calls = callsIn(module);
    const key = JSON.stringify(calls);
    const found = code.get(key) ?? resourcesOf(moduleAt(calls));
    code.set(key, found);
    return fieldsUnder(found, `${isData ? 'data.' : ''}${type}.${name}`);
  };
  return {
    expressionsOf: (resource) => fieldsUnder(codeOf(resource), 'expressions'),
    leadingTo(expression, from) {
      const { index, module } = from;
      const forEach = under(codeOf(from), 'for_each_expression');
      const state: State = { steps: 0, found: new Set(), index, forEach };
      follow(referencesIn(expression), { keys: [], calls: callsIn(module), module }, state);
      return [...state.found];
    },
  };
}

interface State {
  /** What the resource itself is repeated over. */
  readonly forEach: unknown;
  steps: number;
  readonly found: Set<string>;
  readonly index: string | number | undefined;
}

const referencesIn = (expression: unknown): readonly string[] =>
  listUnder(expression, 'references').filter((one) => typeof one === 'string');

/** A plan lists `a.b.id` and `a.b` for one reference: only what no other one begins with. */
const mostTelling = (references: readonly string[]): readonly string[] =>
  references.filter(
    (one) =>
      !references.some((other) => other.startsWith(`${one}.`) || other.startsWith(`${one}[`)),
  );

const wordsOf = (reference: string): readonly string[] =>
  reference.replace(/\[[^\]]*\]/g, '').split('.');

/** Names of the calls in `module.a["x"].module.b`. */
const callsIn = (module: string): readonly string[] =>
  [...module.matchAll(/(?:^|\.)module\.([\w-]+)/g)].map(([, name = '']) => name);

const parentOf = (module: string): string => {
  const at = module.lastIndexOf('.module.');
  return at < 0 ? '' : module.slice(0, at);
};

function childOf(module: string, reference: string): string {
  const [own = ''] = /^module\.[\w-]+(\[[^\]]*\])?/.exec(reference) ?? [];
  return module === '' ? own : `${module}.${own}`;
}

const baseOf = ({ module, isData, type, name }: PlannedResource): string =>
  `${module === '' ? '' : `${module}.`}${isData ? 'data.' : ''}${type}.${name}`;

/** The constant keys and indexes in a reference. */
const keysIn = (reference: string): readonly string[] =>
  [...reference.matchAll(/\["?([^\]"]*)"?\]/g)].map(([, key = '']) => key);

/**
 * The instances that a reference can mean: those with a key that was asked for on the way, those with the
 * own index, or all. Maps of what is made by `for_each` keep its keys; a plan does not say more.
 */
function instancesAt(
  all: readonly PlannedResource[],
  keys: readonly string[],
  index: string | number | undefined,
): readonly string[] {
  const keyed = all.filter((one) => one.index !== undefined && keys.includes(String(one.index)));
  const alike = all.filter((one) => one.index !== undefined && one.index === index);
  const chosen = keyed.length > 0 ? keyed : alike.length > 0 ? alike : all;
  return chosen.map(({ address }) => address);
}

/** The resources of a module in the code, by address. */
function resourcesOf(module: Fields): Fields {
  return Object.fromEntries(
    listUnder(module, 'resources').map((one) => [textUnder(one, 'address'), one]),
  );
}
