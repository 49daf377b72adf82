import { aksPage } from '../documents.ts';
import type { OsType } from '../os.ts';
import type { Engine, EngineProfile } from './engine.ts';

const policiesPage = aksPage(
  'use-network-policies.md',
  'dated 2026-08-18; only Kubernetes policies are supported, the other kinds are not blocked',
);

function profile(os: OsType): EngineProfile {
  return {
    engine: 'calico',
    os,
    enforces: true,
    ipBlockMatchesPods: true,
    ipBlockMatchesNodes: true,
    ownNodeEgress: 'allowed',
    ownNodeIngress: 'allowed',
    throughLoadBalancer: 'byNodeAddress',
    namedPorts: 'every',
    endPort: 'honoured',
    negativeSelectors: 'honoured',
    except: 'honoured',
    sctp: true,
    families: [4],
    selectsHostNetworkPods: false,
    names: false,
    l7: false,
    extraKinds: 'calico',
    cite: [policiesPage],
  };
}

/** Calico as AKS installs it. */
export const calico: Engine = {
  id: 'calico',
  title: 'Calico',
  dataPlane: 'azure',
  runsOn: [
    { os: 'Linux', releases: [], profile: () => profile('Linux') },
    {
      os: 'Windows',
      releases: ['Windows Server 2019', 'Windows Server 2022'],
      profile: () => profile('Windows'),
    },
  ],
  limits: [],
  cite: [policiesPage],
};
