import { documented } from '../citation.ts';
import { aksPage, issue, sourceFile } from '../documents.ts';
import { retirements } from '../lifecycle/retirements.ts';
import type { Engine, EngineProfile } from './engine.ts';

const policiesPage = aksPage('use-network-policies.md', 'dated 2026-08-18');
const npmSource = sourceFile('Azure/azure-container-networking:npm', '2026-08-20');
const windowsEnd = aksPage('includes/azure-network-policy-manager-windows-retirement.md');
const linuxEnd = aksPage('includes/azure-network-policy-manager-linux-retirement.md');

const linux: EngineProfile = {
  engine: 'azure',
  os: 'Linux',
  enforces: true,
  ipBlockMatchesPods: true,
  ipBlockMatchesNodes: true,
  ownNodeEgress: 'allowed',
  ownNodeIngress: 'allowed',
  throughLoadBalancer: 'unfiltered',
  namedPorts: 'every',
  endPort: 'npm.endPort',
  negativeSelectors: 'honoured',
  except: 'honoured',
  sctp: true,
  families: [4],
  selectsHostNetworkPods: false,
  names: false,
  l7: false,
  extraKinds: 'none',
  cite: [policiesPage, npmSource],
};

const windows: EngineProfile = {
  ...linux,
  os: 'Windows',
  namedPorts: 'none',
  endPort: 'honoured',
  negativeSelectors: 'policySkipped',
  except: 'policySkipped',
  sctp: false,
  cite: [policiesPage, npmSource, issue('Azure/azure-container-networking#1442')],
};

/** Azure Network Policy Manager. */
export const azureNpm: Engine = {
  id: 'azure',
  title: 'Azure Network Policy Manager',
  dataPlane: 'azure',
  runsOn: [
    {
      os: 'Linux',
      releases: [],
      retires: documented(retirements['npm-linux'].when, linuxEnd),
      profile: () => linux,
    },
    {
      os: 'Windows',
      releases: ['Windows Server 2022'],
      retires: documented(retirements['npm-windows'].when, windowsEnd),
      closedToNewSubscriptions: documented(true, windowsEnd),
      profile: () => windows,
    },
  ],
  limits: ['azure-npm-linux-nodes', 'azure-npm-linux-pods'],
  cite: [policiesPage, linuxEnd, windowsEnd],
};
