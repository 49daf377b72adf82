import { grouped } from '../../../estate/grouped.ts';
import type { Ledger, Line } from '../../../evidence/ledger.ts';
import type { Part, Prose } from '../../../evidence/prose.ts';

/** So many ledgers are told one by one; of more, those with the same lines and figures are told once. */
const toldOneByOne = 100;

/** Ledgers in groups that differ in nothing but whose they are. Never an empty group. */
export const alikeLedgers = (ledgers: readonly Ledger[]): readonly (readonly Ledger[])[] =>
  ledgers.length <= toldOneByOne
    ? ledgers.map((ledger) => [ledger])
    : [...grouped(ledgers, sameFigures).values()];

const sameFigures = ({ title, unit, supply, lines, notes }: Ledger): string =>
  JSON.stringify([
    nameless(title),
    unit,
    supply,
    lines.map(({ role, what, amount, assumes }: Line) => [role, nameless(what), amount, assumes]),
    (notes ?? []).map(nameless),
  ]);

const nameless = (text: Prose): readonly Part[] =>
  text.map((part) => (typeof part === 'object' && part.kind === 'element' ? '#' : part));
