import type { Element } from '../estate/elements/element.ts';
import type { Id } from '../estate/id.ts';
import type { Diagnostic } from '../evidence/diagnostic.ts';
import { type Knowable, notStated } from '../evidence/knowable.ts';
import type { Path, Source } from '../evidence/source.ts';
import type { Checked } from '../text/checked.ts';
import type { TextDocument } from '../text/document.ts';
import { nearestWord } from '../text/nearest.ts';
import { shown } from '../text/scalar.ts';
import type { AddressPlan } from './address-plan-schema.ts';
import { type PlanNames, planNames } from './plan-names.ts';

/** A plan under reading: where its parts are written, and what its names stand for. */
export interface PlanContext {
  readonly plan: AddressPlan;
  readonly names: PlanNames;
  /** Grows while elements are made. */
  readonly diagnostics: readonly Diagnostic[];
  sourceOf(path: Path): Source;
  /** The subnet of that name; a diagnostic when there is none, or more than one. */
  subnetAt(path: Path, name: string | undefined): Knowable<Id<'subnet'>>;
  /** The VNet of that name; a diagnostic when there is none. */
  networkAt(path: Path, name: string | undefined): Knowable<Id<'virtualNetwork'>>;
}

/** Starts making elements of a plan. */
export function planContext(
  document: TextDocument,
  plan: AddressPlan,
  { pathInDocument }: Pick<Checked<AddressPlan>, 'pathInDocument'>,
): PlanContext {
  const names = planNames(plan);
  const diagnostics: Diagnostic[] = [];
  const tell = (code: string, path: Path, words: { message: string; hint: string }): void => {
    const place = pathInDocument(path);
    diagnostics.push({ severity: 'error', code, document: document.id, path: place, ...words });
  };
  for (const { name, path } of names.doubled) {
    const message = `the name ${shown(name)} is given twice`;
    tell('doubled-name', path, { message, hint: 'give each its own name' });
  }
  const named = <K extends string>(
    found: readonly Id<K>[],
    path: Path,
    asked: { readonly name: string; readonly what: string; readonly known: readonly string[] },
  ): Knowable<Id<K>> => {
    const [first, second] = found;
    const field = String(path.at(-1) ?? '');
    const { name, what, known } = asked;
    if (first === undefined) {
      const near = nearestWord(name, known);
      const hint = near === undefined ? `known are ${known.join(', ')}` : `was ${near} meant?`;
      tell('unknown-name', path, { message: `the plan has no ${what} ${shown(name)}`, hint });
      return notStated(field);
    }
    if (second === undefined) return first;
    const message = `several networks have a ${what} ${shown(name)}`;
    tell('ambiguous-name', path, { message, hint: 'write network/subnet' });
    return notStated(field);
  };
  return {
    plan,
    names,
    diagnostics,
    sourceOf: (path) => ({
      document: document.id,
      path: pathInDocument(path),
      ...(plan.written === undefined ? {} : { collected: plan.written }),
    }),
    subnetAt: (path, name) => {
      if (name === undefined) return notStated(String(path.at(-1) ?? ''));
      const known = [...names.subnets.keys()];
      return named(names.subnets.get(name) ?? [], path, { name, what: 'subnet', known });
    },
    networkAt: (path, name) => {
      if (name === undefined) return notStated(String(path.at(-1) ?? ''));
      const found = names.networks.get(name);
      const known = [...names.networks.keys()];
      return named(found === undefined ? [] : [found], path, { name, what: 'network', known });
    },
  };
}

/** What every element made from a plan has. */
export function planned<K extends string>(
  kind: K,
  id: Id<K>,
  about: {
    readonly name: string;
    readonly source: Source;
    readonly location: string | undefined;
  },
): Element<K> {
  const { name, source, location } = about;
  return { kind, id, name, source, ...(location === undefined ? {} : { location }) };
}
