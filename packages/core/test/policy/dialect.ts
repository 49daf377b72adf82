import {
  type AssumptionChoices,
  type AssumptionName,
  assumed,
  isAssumptionName,
} from '../../src/facts/assumptions.ts';
import type { EngineProfile } from '../../src/facts/policy-engines.ts';

/** How an engine reads policies, as far as who reaches whom depends on it: nothing left open. */
export interface Dialect {
  readonly enforces: boolean;
  readonly ipBlockMatchesPods: boolean;
  readonly ipBlockMatchesNodes: boolean;
  readonly ownNodeEgress: 'allowed' | 'filtered';
  readonly ownNodeIngress: 'allowed' | 'filtered';
  readonly namedPorts: 'every' | 'first' | 'none';
  readonly endPort: 'honoured' | 'ignored' | 'policySkipped';
  readonly negativeSelectors: 'honoured' | 'policySkipped';
  readonly except: 'honoured' | 'policySkipped';
  readonly sctp: boolean;
  readonly families: readonly (4 | 6)[];
  readonly selectsHostNetworkPods: boolean;
}

/** The specification to the letter; what it leaves to engines, as its e2e suite expects. */
export const specification: Dialect = {
  enforces: true,
  ipBlockMatchesPods: true,
  ipBlockMatchesNodes: true,
  ownNodeEgress: 'allowed',
  ownNodeIngress: 'allowed',
  namedPorts: 'every',
  endPort: 'honoured',
  negativeSelectors: 'honoured',
  except: 'honoured',
  sctp: true,
  families: [4, 6],
  selectsHostNetworkPods: false,
};

/** The dialect of an engine, with the assumptions of its profile answered. */
export function dialectOf(profile: EngineProfile, choices: AssumptionChoices = {}): Dialect {
  const said = (text: string): string => (isAssumptionName(text) ? assumed(text, choices) : text);
  const yes = (value: boolean | AssumptionName): boolean =>
    typeof value === 'boolean' ? value : ['yes', 'on'].includes(assumed(value, choices));
  return {
    enforces: profile.enforces,
    ipBlockMatchesPods: yes(profile.ipBlockMatchesPods),
    ipBlockMatchesNodes: yes(profile.ipBlockMatchesNodes),
    ownNodeEgress: profile.ownNodeEgress,
    ownNodeIngress: profile.ownNodeIngress,
    namedPorts: oneOf(said(profile.namedPorts), ['every', 'first', 'none'] as const),
    endPort: oneOf(said(profile.endPort), ['honoured', 'ignored', 'policySkipped'] as const),
    negativeSelectors: profile.negativeSelectors,
    except: profile.except,
    sctp: yes(profile.sctp),
    families: profile.families,
    selectsHostNetworkPods: profile.selectsHostNetworkPods,
  };
}

function oneOf<T extends string>(text: string, answers: readonly T[]): T {
  const found = answers.find((answer) => answer === text);
  if (found === undefined) throw new Error(`no such answer: ${text}`);
  return found;
}
