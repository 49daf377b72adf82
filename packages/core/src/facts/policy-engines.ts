import { documented, type Fact } from './citation.ts';
import { aksPage, aksRelease } from './documents.ts';
import { calico } from './engines/calico.ts';
import { cilium } from './engines/cilium.ts';
import type { Engine, EngineHost, EngineOn, EngineProfile } from './engines/engine.ts';
import type { EngineId } from './engines/engine-id.ts';
import { noEngine, unenforced } from './engines/none.ts';
import { azureNpm } from './engines/npm.ts';
import type { OsType } from './os.ts';

export type { Engine, EngineHost, EngineOn, EngineProfile } from './engines/engine.ts';
export type { EngineId } from './engines/engine-id.ts';

/** Every NetworkPolicy engine, by id. */
export const policyEngines: Readonly<Record<EngineId, Engine>> = {
  cilium,
  azure: azureNpm,
  calico,
  none: noEngine,
};

/** An engine on an operating system; undefined when it does not run there. */
export function engineOn(engine: EngineId, os: OsType): EngineOn | undefined {
  return policyEngines[engine].runsOn.find((on) => on.os === os);
}

/**
 * How an engine reads policies on nodes of one kind. Nodes on which the engine does not run
 * (Windows beside Cilium) enforce nothing, so they are given the profile of no engine.
 */
export function engineProfile(engine: EngineId, host: EngineHost): EngineProfile {
  return engineOn(engine, host.os)?.profile(host) ?? unenforced(host.os);
}

/** Installing or removing Azure NPM or Calico on a cluster needs this Kubernetes version. */
export const engineChangeFromKubernetes: Fact<string> = documented(
  '1.30',
  aksRelease('2026-05-29'),
);

/** More ipBlock sections than this in a policy: an edit may clear all rules of a node for a while. */
export const npmLargePolicySections: Fact<number> = documented(
  4,
  aksPage('use-network-policies.md'),
);

/** Whether a text names an engine; safe for `__proto__` and the like. */
export function isEngineId(text: string): text is EngineId {
  return Object.hasOwn(policyEngines, text);
}
