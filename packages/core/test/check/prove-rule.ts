import { describe, expect, it } from 'vitest';
import type { Judgement, Rule } from '../../src/check/rule.ts';
import { exampleEstate } from '../../src/check/rule-page.ts';
import { type Estate, estateOf, type Fragment, type Frame } from '../../src/estate/estate.ts';
import { sketchedFrame } from '../../src/estate/sketch.ts';
import type { Severity } from '../../src/evidence/finding.ts';
import type { Missing } from '../../src/evidence/knowable.ts';
import { plain } from '../../src/evidence/prose.ts';
import type { ElementId } from '../../src/evidence/source.ts';
import { contradictionsAfterForgetting } from './forget.ts';

/** A network, and the reason why it is in the table. */
export interface Case {
  readonly because: string;
  readonly given: Fragment;
  /** Where it differs from the sketched frame, in which everything is listed. */
  readonly frame?: Partial<Frame>;
  /** The subject that is judged; absent: the first judged one. */
  readonly on?: ElementId;
}

/** A network in which the rule finds something. */
export interface Bad extends Case {
  /** Words that the finding says, about the numbers and names that matter. */
  readonly says: readonly string[];
  /** Words of the fix. */
  readonly fix?: readonly string[];
  /** Absent: the rule's own. */
  readonly severity?: Severity;
}

/** A network in which an input is missing. */
export interface Open extends Case {
  readonly missing: Missing['kind'];
}

/** The cases of a rule: it needs all three kinds. */
export interface Cases {
  readonly bad: readonly [Bad, ...Bad[]];
  readonly good: readonly [Case, ...Case[]];
  readonly open: readonly [Open, ...Open[]];
}

/** Declares the tests of a rule: its cases, its example, and that forgetting never turns an answer. */
export function proveRule(rule: Rule, cases: Cases): void {
  describe(rule.code, () => {
    it.each(cases.bad)('finds: $because', (bad) => {
      const found = judgementsOn(rule, bad).filter((one) => one.kind === 'finding');
      const texts = found.map((one) => plain(one.says));
      const match = found.find((one) => bad.says.every((text) => plain(one.says).includes(text)));
      expect(match, `none says ${bad.says.join(' and ')}: ${texts.join('\n')}`).toBeDefined();
      expect(match?.severity ?? rule.severity).toBe(bad.severity ?? rule.severity);
      for (const text of bad.fix ?? []) expect(plain(match?.fix ?? [])).toContain(text);
    });

    it.each(cases.good)('passes: $because', (good) => {
      const kinds = judgementsOn(rule, good).map((one) => one.kind);
      expect(new Set(kinds)).toEqual(new Set(['pass']));
    });

    it.each(cases.open)('leaves open: $because', (open) => {
      const judgements = judgementsOn(rule, open);
      expect(new Set(judgements.map((one) => one.kind))).toEqual(new Set(['undetermined']));
      const missing = judgements.flatMap((one) =>
        one.kind === 'undetermined' ? one.missing.map(({ kind }) => kind) : [],
      );
      expect(missing).toContain(open.missing);
    });

    it.each([...cases.bad, ...cases.good, ...cases.open])(
      'forgetting leaves open and never turns: $because',
      (one) => {
        expect(contradictionsAfterForgetting(rule, estateIn(one))).toEqual([]);
      },
    );

    it('finds something in its own example', () => {
      const judged = [...rule.judge(exampleEstate(rule))];
      expect(judged.map((one) => one.kind)).toContain('finding');
    });
  });
}

const estateIn = ({ given, frame }: Case): Estate =>
  estateOf({ ...sketchedFrame, ...frame }, given);

function judgementsOn(rule: Rule, one: Case): readonly Judgement[] {
  const judged = [...rule.judge(estateIn(one))];
  const subject = one.on ?? judged[0]?.subject;
  return judged.filter((judgement) => judgement.subject === subject);
}
