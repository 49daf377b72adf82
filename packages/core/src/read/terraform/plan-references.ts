import { type Fields, isFields } from '../bodies.ts';
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
  const expressions = new Map<string, Fields>();

  const follow = (references: readonly string[], place: Place, state: State): void => {
    for (const reference of mostTelling(references)) {
      state.steps += 1;
      if (state.steps > mostSteps) return;
      const [first = '', second = '', third = ''] = wordsOf(reference);
      if (first === 'var') {
        const call = place.calls.at(-1);
        if (call === undefined) continue;
        const above = { calls: place.calls.slice(0, -1), module: parentOf(place.module) };
        const passed = fieldsUnder(
          moduleAt(above.calls),
          'module_calls',
          call,
          'expressions',
          second,
        );
        follow(referencesIn(passed), above, state);
      } else if (first === 'module') {
        const inner = { calls: [...place.calls, second], module: childOf(place.module, reference) };
        const output = fieldsUnder(moduleAt(inner.calls), 'outputs', third, 'expression');
        follow(referencesIn(output), inner, state);
      } else {
        const label = first === 'data' ? `data.${second}.${third}` : `${first}.${second}`;
        const base = place.module === '' ? label : `${place.module}.${label}`;
        for (const one of instancesAt(byBase, base, { reference, index: state.index }))
          state.found.add(one);
      }
    }
  };

  return {
    expressionsOf({ module, isData, type, name }) {
      const calls = callsIn(module);
      const key = JSON.stringify(calls);
      const found = expressions.get(key) ?? expressionsIn(moduleAt(calls));
      expressions.set(key, found);
      return fieldsUnder(found, `${isData ? 'data.' : ''}${type}.${name}`);
    },
    leadingTo(expression, from) {
      const state: State = { steps: 0, found: new Set(), index: from.index };
      follow(referencesIn(expression), { calls: callsIn(from.module), module: from.module }, state);
      return [...state.found];
    },
  };
}

interface State {
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

/** The instances that a reference can mean: the one it names, the one with the own index, or all. */
function instancesAt(
  byBase: ReadonlyMap<string, readonly PlannedResource[]>,
  base: string,
  { reference, index }: { readonly reference: string; readonly index: string | number | undefined },
): readonly string[] {
  const all = byBase.get(base) ?? [];
  const named = /\[("?)([^\]"]*)\1\](?:\.\w+)*$/.exec(reference)?.[2];
  const exact = all.filter((one) => String(one.index) === named);
  const alike = all.filter((one) => one.index !== undefined && one.index === index);
  const chosen = exact.length > 0 ? exact : alike.length > 0 ? alike : all;
  return chosen.map(({ address }) => address);
}

function expressionsIn(module: Fields): Fields {
  return Object.fromEntries(
    listUnder(module, 'resources').map((one) => [
      textUnder(one, 'address'),
      isFields(one) ? under(one, 'expressions') : undefined,
    ]),
  );
}
