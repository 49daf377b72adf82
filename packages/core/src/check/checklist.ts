import type { Attestation } from '../estate/elements/recorded.ts';
import { all, type Estate, isListed } from '../estate/estate.ts';
import type { RuleCode } from '../evidence/finding.ts';
import { isUnknown, type Missing } from '../evidence/knowable.ts';
import { code, type Prose, prose, quote, words } from '../evidence/prose.ts';
import type { Day, ElementId } from '../evidence/source.ts';
import type { CheckResult } from './check.ts';
import type { ChecklistQuestion, ChecklistTopic } from './checklist/point.ts';
import { questions } from './checklist/questions.ts';

/**
 * The answer to a question of the checklist. `attested`: no rule speaks against it and a person signed
 * the part that no input shows. `unknown`: an input is missing, or only a live cluster or a person can
 * tell. `notApplicable`: what the question is about does not exist here.
 */
export type ChecklistVerdict = 'pass' | 'fail' | 'unknown' | 'attested' | 'notApplicable';

/** What a verdict of the checklist rests on. */
export type ChecklistEvidence =
  | {
      readonly kind: 'rule';
      readonly code: RuleCode;
      readonly passed: number;
      /** Subjects with an error or a warning. */
      readonly failed: number;
      readonly undetermined: number;
    }
  | {
      readonly kind: 'attestation';
      readonly id: ElementId;
      readonly by: string;
      readonly on: Day;
      readonly until?: Day;
      readonly evidence: string;
    };

/** A question of the checklist with its answer. */
export interface ChecklistPoint {
  readonly id: string;
  readonly topic: ChecklistTopic;
  readonly question: string;
  readonly verdict: ChecklistVerdict;
  readonly says: Prose;
  readonly evidence: readonly ChecklistEvidence[];
  /** What would settle it. */
  readonly missing: readonly Missing[];
}

/**
 * The 24 questions of the production checklist, answered by what the rules said of the Estate and by
 * attestations. Errors and warnings answer no; notes do not. What no rule can see is never passed.
 */
export function checklist(estate: Estate, result: CheckResult): readonly ChecklistPoint[] {
  return questions.map((question) => answered(estate, result, question));
}

type Answer = Omit<ChecklistPoint, 'id' | 'topic' | 'question'>;

function answered(
  estate: Estate,
  result: CheckResult,
  question: ChecklistQuestion,
): ChecklistPoint {
  const { id, topic, question: text } = question;
  const answer = outOfPlace(estate, question) ?? judged(estate, result, question);
  return { id, topic, question: text, ...answer };
}

/** The answer when the question does not arise; undefined when it does. */
function outOfPlace(estate: Estate, { about, arises }: ChecklistQuestion): Answer | undefined {
  const absent = about.filter((kind) => estate.elements[kind].size === 0);
  const notListed = absent.filter((kind) => !isListed(estate, kind));
  const none = (says: Prose): Answer => ({
    verdict: 'notApplicable',
    says,
    evidence: [],
    missing: [],
  });
  if (absent.length > notListed.length) return none(words('Nothing of the kind exists here.'));
  if (absent.length > 0)
    return unknownAnswer(
      notListed.map((what) => ({ kind: 'notListed', what })),
      [],
    );
  const inPlace = arises?.(estate) ?? true;
  if (isUnknown(inPlace)) return unknownAnswer(inPlace.unknown, []);
  return inPlace ? undefined : none(words('The question does not arise here.'));
}

function judged(estate: Estate, result: CheckResult, question: ChecklistQuestion): Answer {
  const evidence = question.rules.map((rule) => tallied(result, rule));
  const failing = evidence.filter(({ failed }) => failed > 0);
  if (failing.length > 0) return { verdict: 'fail', says: failure(failing), evidence, missing: [] };
  const missing = [...missingOfRules(result, question.rules), ...notAsked(result, question.rules)];
  if (missing.length > 0) return unknownAnswer(missing, evidence);
  return claimed(estate, question, evidence);
}

/** The answer once no rule objects: what no rule can see must be shown or attested. */
function claimed(
  estate: Estate,
  { id, claim }: ChecklistQuestion,
  evidence: readonly ChecklistEvidence[],
): Answer {
  if (claim === undefined)
    return { verdict: 'pass', says: words('No rule objects.'), evidence, missing: [] };
  if (claim.shownBy?.tenses.includes(estate.tense) === true)
    return {
      verdict: 'pass',
      says: prose`Shown by the plan itself: ${words(claim.shownBy.because)}.`,
      evidence,
      missing: [],
    };
  const attestation = validAttestation(estate, id);
  if (attestation === undefined)
    return {
      ...unknownAnswer([{ kind: 'notStated', field: `attestation ${id}` }], evidence),
      says: prose`No rule objects, but no input can show that ${words(claim.that)}. It takes an attestation.`,
    };
  return {
    verdict: 'attested',
    says: prose`${quote(attestation.by)} attests on ${code(attestation.on)} that ${words(claim.that)}.`,
    evidence: [...evidence, evidenceOf(attestation)],
    missing: [],
  };
}

const evidenceOf = ({ id, by, on, until, evidence }: Attestation): ChecklistEvidence => ({
  kind: 'attestation',
  id,
  by,
  on,
  ...(until === undefined ? {} : { until }),
  evidence,
});

/** The newest attestation for a point that holds on the day of the Estate. */
const validAttestation = (estate: Estate, point: string): Attestation | undefined =>
  all(estate, 'attestation')
    .filter((one) => one.point === point && one.on <= estate.day)
    .filter((one) => one.until === undefined || one.until >= estate.day)
    .toSorted((a, b) => (a.on < b.on ? 1 : -1))[0];

type Tally = Extract<ChecklistEvidence, { readonly kind: 'rule' }>;

function tallied(result: CheckResult, rule: RuleCode): Tally {
  const open = result.undetermined.filter((one) => one.code === rule);
  const failed = result.findings.filter(
    (finding) => finding.code === rule && finding.severity !== 'note',
  );
  return {
    kind: 'rule',
    code: rule,
    passed: result.passed[rule] ?? 0,
    failed: new Set(failed.map(({ subject }) => subject)).size,
    undetermined: open.length,
  };
}

const failure = (failing: readonly Tally[]): Prose => [
  'Rules object: ',
  ...failing.flatMap(
    ({ code: rule, failed }, i): Prose => [i === 0 ? '' : ', ', code(rule), ` (${failed})`],
  ),
  '.',
];

function missingOfRules(result: CheckResult, rules: readonly RuleCode[]): readonly Missing[] {
  const byText = new Map<string, Missing>();
  for (const { code: rule, missing } of result.undetermined)
    if (rules.includes(rule)) for (const one of missing) byText.set(JSON.stringify(one), one);
  return [...byText.values()];
}

/** Rules that were switched off leave their question open. */
const notAsked = (result: CheckResult, rules: readonly RuleCode[]): readonly Missing[] =>
  rules
    .filter((rule) => !result.judgements.has(rule))
    .map((rule) => ({ kind: 'notModelled', feature: `what ${rule} asks, which was left out` }));

const unknownAnswer = (
  missing: readonly Missing[],
  evidence: readonly ChecklistEvidence[],
): Answer => ({
  verdict: 'unknown',
  says: words('Not all inputs that would tell are there.'),
  evidence,
  missing,
});
