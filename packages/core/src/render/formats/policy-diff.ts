import { formatAddress } from '@aksnet/net';
import type { LifelineChange } from '../../policy/diff/broken.ts';
import { isLost } from '../../policy/diff/broken.ts';
import type { ChangeEnd, PolicyChange } from '../../policy/diff/change.ts';
import type { PolicyCause } from '../../policy/diff/policy-causes.ts';
import type { CausePlace, EngineReason } from '../../policy/diff/why-engines.ts';
import type { PolicyDiff } from '../../policy/diff.ts';
import type { PortSetId } from '../../policy/port-set.ts';
import type { SpanId, Spans } from '../../policy/span.ts';
import { csvCell } from '../../write/escape.ts';
import { type Locate, placeOf, placeText } from '../words/place.ts';
import { changeEndText, portSetText, spanText } from '../words/policy/change.ts';
import { jsonShape } from './json.ts';

/** A change with why it comes about. */
export interface ExplainedChange {
  readonly change: PolicyChange;
  /** Policies that came, went or were edited. */
  readonly policies: readonly PolicyCause[];
  /** Between engines: what they read differently. */
  readonly engines: readonly EngineReason[];
}

/** Two states that were compared, and all that is told of it. */
export interface PolicyDiffReport {
  /** What the two are called: folders, or engines. */
  readonly names: readonly [before: string, after: string];
  /** Whose readings were compared. */
  readonly readings: readonly [before: string, after: string];
  readonly isBetweenEngines: boolean;
  readonly diff: PolicyDiff;
  readonly changes: readonly ExplainedChange[];
  readonly lifelines: readonly LifelineChange[];
  readonly locate: Locate;
}

type Json = Readonly<Record<string, unknown>>;

/** The differences as data, complete. The shape only gains fields. */
export function policyDiffJson(report: PolicyDiffReport): Json {
  const { diff, changes, lifelines, names, readings, locate } = report;
  const { spans, ports } = diff.comparing.before.model.world;
  return {
    shape: jsonShape,
    before: { name: names[0], reading: readings[0] },
    after: { name: names[1], reading: readings[1] },
    summary: countsOf(report),
    workloads: { added: diff.come, removed: diff.gone },
    changes: changes.map(({ change, policies, engines }) => ({
      kind: change.kind,
      from: endJson(change.from),
      to: endJson(change.to),
      before: spanJson(spans, change.before),
      after: spanJson(spans, change.after),
      gained: ports.intervals(change.gained),
      lost: ports.intervals(change.lost),
      workloads: { added: change.come, removed: change.gone },
      because: [
        ...policies.map(({ did, direction, of, policy }) => ({
          kind: 'policy',
          did,
          of,
          direction,
          ...placeJson({ policy }, locate),
        })),
        ...engines.map(({ cause, says, places }) => ({
          kind: 'engine',
          cause: cause.id,
          says,
          repair: cause.repair,
          places: places.map((place) => placeJson(place, locate)),
        })),
      ],
    })),
    lifelines: lifelines.map((one) => ({
      id: one.kind.id,
      title: one.kind.title,
      workload: one.lifeline.owner,
      with: one.lifeline.with,
      ports: ports.intervals(one.lifeline.ports),
      before: one.before,
      after: one.after,
      lost: isLost(one),
    })),
  };
}

const spanJson = (spans: Spans, span: SpanId): Json => ({
  sure: spans.ports.intervals(spans.sure(span)),
  possible: spans.ports.intervals(spans.possible(span)),
});

function endJson(end: ChangeEnd): Json {
  const says = changeEndText(end);
  switch (end.kind) {
    case 'workload':
      return { ...end.owner, ownerKind: end.owner.kind, kind: end.kind, says };
    case 'addresses':
    case 'door':
      return {
        ...end,
        first: formatAddress(end.first),
        last: formatAddress(end.last),
        says,
      };
    case 'ownNode':
    case 'nodes':
    case 'entry':
      return { ...end, says };
  }
}

const placeJson = ({ policy, path }: CausePlace, locate: Locate): Json => ({
  policyKind: policy.objectKind,
  ...(policy.namespace === undefined ? {} : { namespace: policy.namespace }),
  name: policy.name,
  at: placeOf({ source: sourceOf({ policy, ...(path === undefined ? {} : { path }) }) }, locate),
});

/** Where a rule of a policy is written, or the whole of it. */
export const sourceOf = ({ policy, path = [] }: CausePlace): CausePlace['policy']['source'] => ({
  ...policy.source,
  path: [...policy.source.path, ...path],
});

/** A policy or rule by name and place. */
export const causePlaceText = (place: CausePlace, locate: Locate): string => {
  const { namespace, name } = place.policy;
  const at = placeText(placeOf({ source: sourceOf(place) }, locate));
  return `${namespace === undefined ? name : `${namespace}/${name}`} (${at})`;
};

/** How many connections come, go and change, and how many of those lose or gain something. */
export function countsOf({ changes, lifelines }: Pick<PolicyDiffReport, 'changes' | 'lifelines'>): {
  readonly added: number;
  readonly removed: number;
  readonly changed: number;
  readonly losing: number;
  readonly gaining: number;
  readonly lifelinesLost: number;
} {
  const count = (holds: (change: PolicyChange) => boolean): number =>
    changes.filter(({ change }) => holds(change)).length;
  return {
    added: count(({ kind }) => kind === 'added'),
    removed: count(({ kind }) => kind === 'removed'),
    changed: count(({ kind }) => kind === 'changed'),
    losing: count(({ lost }) => lost !== 0),
    gaining: count(({ gained }) => gained !== 0),
    lifelinesLost: lifelines.filter(isLost).length,
  };
}

const did: Readonly<Record<PolicyCause['did'], string>> = {
  added: 'new policy',
  removed: 'without policy',
  edited: 'edited policy',
  nowSelects: 'now selected by',
  noLongerSelects: 'no longer selected by',
};

/** Why a change comes about, in short texts. */
export function becauseTexts(
  { policies, engines, change }: ExplainedChange,
  locate: Locate,
): readonly string[] {
  const texts = [
    ...change.come.map((key) => `${key} is new`),
    ...change.gone.map((key) => `${key} is gone`),
    ...policies.map((one) => `${did[one.did]} ${causePlaceText(one, locate)}`),
    ...engines.map(({ says }) => says),
  ];
  return [...new Set(texts)];
}

const head = ['kind', 'from', 'to', 'before', 'after', 'lost', 'gained', 'because'];

/** Changes as CSV (RFC 4180), one row each, safe to open in a spreadsheet. */
export function policyDiffCsv({ changes, diff, locate }: PolicyDiffReport): string {
  const { spans, ports } = diff.comparing.before.model.world;
  const set = (id: PortSetId): string => (id === 0 ? '' : portSetText(ports, id));
  const rows = changes.map((one) => {
    const { kind, from, to, before, after, lost, gained } = one.change;
    return [
      kind,
      changeEndText(from),
      changeEndText(to),
      spanText(spans, before),
      spanText(spans, after),
      set(lost),
      set(gained),
      becauseTexts(one, locate).join('; '),
    ];
  });
  return [head, ...rows].map((cells) => `${cells.map(csvCell).join(',')}\r\n`).join('');
}
