import { words } from '../../evidence/prose.ts';
import { aksPage } from '../../facts/documents.ts';
import type { ClusterAsk } from '../ask.ts';
import type { Question } from './question.ts';

const needsPolicy = (ask: ClusterAsk): boolean =>
  ask.requirements.security.namespaceIsolation === 'required' ||
  ask.requirements.security.defaultDeny !== 'none';

const engineChange = {
  how: 'inPlace',
  price: words(
    'one engine is uninstalled before the next is installed; no policy is enforced in between, and all pools are reimaged',
  ),
} as const;

/** Who enforces NetworkPolicy. Writing a policy object is not enforcing it. */
export const policyEngine: Question<ClusterAsk> = {
  id: 'policyEngine',
  asks: 'Which engine enforces NetworkPolicy?',
  options: [
    {
      id: 'cilium',
      label: 'Cilium',
      sets: { policyEngine: 'cilium' },
      merits: () => [
        {
          points: 2,
          says: words(
            'part of the data plane: enforced on every Linux node without a further agent',
          ),
        },
      ],
      change: {
        how: 'newCluster',
        price: words(
          'it comes with the Cilium data plane, from which there is no supported way back',
        ),
      },
      cite: [aksPage('azure-cni-powered-by-cilium.md')],
    },
    {
      id: 'calico',
      label: 'Calico',
      sets: { policyEngine: 'calico' },
      merits: () => [
        {
          points: 1,
          says: words(
            'the engine that also covers Windows pools; AKS supports Kubernetes policies only with it',
          ),
        },
      ],
      change: engineChange,
      cite: [aksPage('use-network-policies.md')],
    },
    {
      id: 'azure',
      label: 'Azure Network Policy Manager',
      sets: { policyEngine: 'azure' },
      merits: () => [
        { points: -2, says: words('limited in nodes and pods, without IPv6, and being retired') },
      ],
      change: engineChange,
      cite: [aksPage('use-network-policies.md')],
    },
    {
      id: 'none',
      label: 'no engine',
      sets: { policyEngine: 'none' },
      unfit: (ask) =>
        needsPolicy(ask)
          ? [
              words(
                'namespace isolation is required, and without an engine policy objects exist but block nothing',
              ),
            ]
          : [],
      merits: () => [
        { points: -2, says: words('policy objects would be accepted and never enforced') },
      ],
      change: {
        how: 'inPlace',
        price: words('an engine can be installed later; all pools are reimaged'),
      },
      cite: [aksPage('use-network-policies.md')],
    },
  ],
};
