import type { Cluster } from '../estate/elements/cluster.ts';
import { isUnknown } from '../evidence/knowable.ts';
import { code, type Prose, prose } from '../evidence/prose.ts';
import { type AssumptionChoices, assumed, isAssumptionName } from '../facts/assumptions.ts';
import { type EngineProfile, engineProfile, policyEngines } from '../facts/policy-engines.ts';
import type { LegacyCluster } from '../requirements/legacy.ts';

/** A field in which engines differ, and what that does to policies that are taken over. */
interface Difference {
  readonly field: keyof EngineProfile;
  readonly does: string;
}

const differences: readonly Difference[] = [
  { field: 'enforces', does: 'policies that were only stored may block, or the other way round' },
  { field: 'ipBlockMatchesPods', does: 'address ranges select pods no longer, or begin to' },
  { field: 'ipBlockMatchesNodes', does: 'address ranges select nodes no longer, or begin to' },
  { field: 'ownNodeEgress', does: 'connections of a pod to its own node are judged otherwise' },
  { field: 'throughLoadBalancer', does: 'connections by a load balancer are judged otherwise' },
  { field: 'namedPorts', does: 'ports by name open other numbers' },
  { field: 'endPort', does: 'ranges of ports open other numbers' },
  { field: 'negativeSelectors', does: 'selectors that exclude are read otherwise' },
  { field: 'except', does: 'exceptions from address ranges are read otherwise' },
  { field: 'sctp', does: 'SCTP is judged otherwise' },
  { field: 'extraKinds', does: 'policies of its own kinds mean nothing to the other' },
];

/** How the engines of two clusters read the same policies differently, on Linux nodes. */
export function engineDifferences(
  legacy: LegacyCluster,
  target: Cluster,
  choices: AssumptionChoices,
): readonly Prose[] {
  const [old, fresh] = [legacy.policyEngine, target.network.policyEngine];
  if (old === undefined)
    return [prose`which engine enforces policies today is not said: find out before any is copied`];
  if (isUnknown(fresh) || old === fresh) return [];
  const version = target.kubernetesVersion;
  const from = engineProfile(old, hostOf(legacy.kubernetesVersion));
  const to = engineProfile(fresh, hostOf(isUnknown(version) ? undefined : version));
  const titles = prose`from ${[policyEngines[old].title]} to ${[policyEngines[fresh].title]}`;
  return differences
    .filter(({ field }) => answer(from[field], choices) !== answer(to[field], choices))
    .map(({ field, does }) => prose`${titles}, ${code(field)}: ${[does]}`);
}

const hostOf = (kubernetesVersion: string | undefined) =>
  ({ os: 'Linux', ...(kubernetesVersion === undefined ? {} : { kubernetesVersion }) }) as const;

/** A field's value as text; where pages disagree, what is assumed. */
function answer(value: EngineProfile[keyof EngineProfile], choices: AssumptionChoices): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return isAssumptionName(text) ? assumed(text, choices) : text;
}
