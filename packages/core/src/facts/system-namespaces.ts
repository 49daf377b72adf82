import type { Fact } from './citation.ts';
import { noPageRead } from './documents.ts';

/**
 * Namespaces of Kubernetes, of AKS and of its add-ons. Their pods are not ours: admission must let them
 * start, and no baseline is asked of them. A new one is one more name.
 */
export const systemNamespaces: Fact<readonly string[]> = {
  value: [
    'kube-system',
    'kube-public',
    'kube-node-lease',
    'gatekeeper-system',
    'calico-system',
    'tigera-operator',
    'app-routing-system',
    'flux-system',
    'aks-command',
    'aks-istio-system',
    'aks-istio-ingress',
    'aks-istio-egress',
  ],
  cite: [noPageRead],
  confidence: 'uncertain',
};
