import { containerServiceModels } from '../documents.ts';
import type { OsType } from '../os.ts';
import type { Engine, EngineProfile } from './engine.ts';

/** The profile of nodes on which nothing enforces policies. */
export function unenforced(os: OsType): EngineProfile {
  return {
    engine: 'none',
    os,
    enforces: false,
    ipBlockMatchesPods: true,
    ipBlockMatchesNodes: true,
    ownNodeEgress: 'allowed',
    ownNodeIngress: 'allowed',
    throughLoadBalancer: 'unfiltered',
    namedPorts: 'every',
    endPort: 'honoured',
    negativeSelectors: 'honoured',
    except: 'honoured',
    sctp: true,
    families: [],
    selectsHostNetworkPods: false,
    names: false,
    l7: false,
    extraKinds: 'none',
    cite: [containerServiceModels],
  };
}

/** No engine: policies are accepted and never enforced. */
export const noEngine: Engine = {
  id: 'none',
  title: 'no engine',
  dataPlane: 'any',
  runsOn: [
    { os: 'Linux', releases: [], profile: () => unenforced('Linux') },
    { os: 'Windows', releases: [], profile: () => unenforced('Windows') },
  ],
  limits: [],
  cite: [containerServiceModels],
};
