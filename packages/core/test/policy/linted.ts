import { type Estate, estateOf } from '../../src/estate/estate.ts';
import { sketchedFrame } from '../../src/estate/sketch.ts';
import { compareReach, type ReachChange } from '../../src/policy/compare.ts';
import { type Change, patched, type Repair } from '../../src/policy/lint/repair.ts';
import { type LintFinding, type LintResult, lintPolicies } from '../../src/policy/lint.ts';
import { modelOf, type PolicyModel } from '../../src/policy/model.ts';
import { estateWorld, type ReadingChoice } from '../../src/policy/of-estate.ts';
import { relationOf } from '../../src/policy/relation.ts';
import { elementsOf } from './manifests.ts';

/** What is linted, and how. */
export interface Linting {
  readonly manifests: readonly unknown[];
  readonly reading?: ReadingChoice;
  readonly kubernetesVersion?: string;
  readonly coverage?: Estate['coverage'];
}

interface Linted extends LintResult {
  readonly model: PolicyModel;
}

/** Lints plain manifests of which nobody said that they are all, unless `coverage` does. */
export function linted(linting: Linting, beside?: PolicyModel): Linted {
  const { manifests, reading = 'specification', coverage = [], kubernetesVersion } = linting;
  const estate = estateOf({ ...sketchedFrame, coverage }, elementsOf(manifests));
  const { world } = estateWorld(estate, {
    reading,
    ...(kubernetesVersion === undefined ? {} : { kubernetesVersion }),
    ...(beside === undefined ? {} : { beside: beside.world }),
  });
  const model = modelOf(world);
  return { ...lintPolicies({ estate, model }), model };
}

/** The manifests after a repair. */
export function repaired(manifests: readonly unknown[], repair: Repair): readonly unknown[] {
  return repair.reduce<readonly unknown[]>(
    (now, change) => changed(now, change, manifests),
    manifests,
  );
}

function changed(
  now: readonly unknown[],
  change: Change,
  before: readonly unknown[],
): readonly unknown[] {
  if (change.kind === 'add') return [...now, change.manifest];
  const at = elementsOf(before).find(({ id }) => id === change.target)?.source.path[0];
  if (typeof at !== 'number') throw new Error(`no manifest is ${change.target}`);
  return now.flatMap((manifest, i) => {
    if (i !== at) return [manifest];
    return change.kind === 'remove' ? [] : [patched(manifest, change.operations)];
  });
}

/** What a repair does to the connections, and whether the finding is gone after it. */
export function afterRepair(
  linting: Linting,
  finding: LintFinding,
): { readonly changes: readonly ReachChange[]; readonly result: Linted; readonly before: Linted } {
  const before = linted(linting);
  const result = linted(
    { ...linting, manifests: repaired(linting.manifests, finding.repair) },
    before.model,
  );
  const changes = compareReach(relationOf(before.model), relationOf(result.model));
  return { changes, result, before };
}
