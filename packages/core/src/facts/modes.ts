import { type AssumptionChoices, assumed } from './assumptions.ts';
import { byo } from './modes/byo.ts';
import { kubenet } from './modes/kubenet.ts';
import type { Mode, ModeId, ObservedShape } from './modes/mode.ts';
import { nodeSubnet } from './modes/node-subnet.ts';
import { overlay } from './modes/overlay.ts';
import { podSubnetDynamic } from './modes/pod-subnet-dynamic.ts';
import { podSubnetStatic } from './modes/pod-subnet-static.ts';

export type {
  Answer,
  Mode,
  ModeId,
  NetworkShape,
  NodeNeed,
  ObservedShape,
  SourceSeen,
} from './modes/mode.ts';

/** Every mode, by id. */
export const modes: Readonly<Record<ModeId, Mode>> = {
  overlay,
  podSubnetDynamic,
  podSubnetStatic,
  nodeSubnet,
  kubenet,
  byo,
};

/**
 * The mode of a pool, by what its cluster and it say. Pools of one cluster may differ, so it is
 * asked per pool. Undefined when the words are none that Azure knows.
 */
export function recogniseMode(shape: ObservedShape): Mode | undefined {
  return Object.values(modes).find((mode) => mode.recognises(shape));
}

/** maxPods of a pool that states none. */
export function defaultMaxPods(mode: Mode, choices: AssumptionChoices = {}): number {
  const stated = mode.defaultMaxPods;
  return typeof stated === 'string' ? Number(assumed(stated, choices)) : stated.value;
}

/** The mode that a cluster gets when it names no network plugin. */
export function modeByDefault(choices: AssumptionChoices = {}): Mode {
  return modes[assumed('cluster.defaultNetworkPlugin', choices)];
}

/** Whether a text names a mode; safe for `__proto__` and the like. */
export function isModeId(text: string): text is ModeId {
  return Object.hasOwn(modes, text);
}
