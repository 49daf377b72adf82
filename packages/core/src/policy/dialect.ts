import {
  type AssumptionChoices,
  type AssumptionName,
  assumed,
  isAssumptionName,
} from '../facts/assumptions.ts';
import type { Citation } from '../facts/citation.ts';
import type { EngineProfile } from '../facts/policy-engines.ts';

/** How policies are read, every open point answered. The same for all pods of one system in a cluster. */
export interface Dialect {
  /** What to call it: an engine, or a reading of another name. */
  readonly name: string;
  readonly enforces: boolean;
  readonly ipBlockMatchesPods: boolean;
  readonly ipBlockMatchesNodes: boolean;
  readonly ownNodeEgress: 'allowed' | 'filtered';
  readonly ownNodeIngress: 'allowed' | 'filtered';
  readonly throughLoadBalancer: EngineProfile['throughLoadBalancer'];
  readonly namedPorts: 'every' | 'first' | 'none';
  readonly endPort: 'honoured' | 'ignored' | 'policySkipped';
  readonly negativeSelectors: EngineProfile['negativeSelectors'];
  readonly except: EngineProfile['except'];
  /** Whether SCTP is filtered; where it is not, it passes. */
  readonly sctp: boolean;
  /** Address families that are filtered; the other passes. */
  readonly families: readonly (4 | 6)[];
  /** Pods on their node's network count as pods, as subjects and as peers; else as their node. */
  readonly hostNetworkIsPod: boolean;
  /** Pods that ended, and those without an address, count like others. */
  readonly countsEndedPods?: true;
  readonly names: boolean;
  readonly l7: boolean;
  /** API groups whose own kinds of policies take part. */
  readonly kindGroups: readonly string[];
  /** Whether Admin and Baseline tiers are enforced. */
  readonly adminKinds: boolean;
  /** Assumptions that an answer above rests on. */
  readonly assumes: readonly AssumptionName[];
  readonly cite: readonly Citation[];
}

/** The profile of an engine with its open points answered as the user chose. */
export function dialectOf(profile: EngineProfile, choices: AssumptionChoices = {}): Dialect {
  const assumes: AssumptionName[] = [];
  const settled = <T>(says: boolean | string, answers: Readonly<Record<string, T>>): T => {
    const text = String(says);
    const isOpen = isAssumptionName(text);
    if (isOpen) assumes.push(text);
    const answer = answers[isOpen ? assumed(text, choices) : text];
    if (answer === undefined) throw new RangeError(`no dialect knows the answer of ${text}`);
    return answer;
  };
  const { engine, os, enforces } = profile;
  const read = {
    ipBlockMatchesPods: settled(profile.ipBlockMatchesPods, yesOrNo),
    ipBlockMatchesNodes: settled(profile.ipBlockMatchesNodes, yesOrNo),
    namedPorts: settled(profile.namedPorts, namedPortModes),
    endPort: settled(profile.endPort, endPortModes),
    sctp: settled(profile.sctp, yesOrNo),
    adminKinds: enforces && settled('policy.adminKinds', { enforced: true, ignored: false }),
  };
  return {
    ...read,
    name: os === 'Windows' && enforces ? `${engine} on Windows` : engine,
    enforces,
    ownNodeEgress: profile.ownNodeEgress,
    ownNodeIngress: profile.ownNodeIngress,
    throughLoadBalancer: profile.throughLoadBalancer,
    negativeSelectors: profile.negativeSelectors,
    except: profile.except,
    families: profile.families,
    hostNetworkIsPod: profile.selectsHostNetworkPods,
    names: profile.names,
    l7: profile.l7,
    kindGroups: kindGroups[profile.extraKinds],
    assumes,
    cite: profile.cite,
  };
}

/**
 * API groups of kinds of policies that engines have of their own. Calico's come from its API server, and as
 * its own resources where it has none.
 */
export const kindGroups: Readonly<Record<EngineProfile['extraKinds'], readonly string[]>> = {
  none: [],
  calico: ['projectcalico.org', 'crd.projectcalico.org'],
  cilium: ['cilium.io'],
};

const yesOrNo = { true: true, false: false, yes: true, no: false, on: true, off: false };
const namedPortModes = { every: 'every', first: 'first', none: 'none' } as const;
const endPortModes = {
  honoured: 'honoured',
  ignored: 'ignored',
  policySkipped: 'policySkipped',
} as const;
