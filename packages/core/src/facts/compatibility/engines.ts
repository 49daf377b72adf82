import { dataPlanes } from '../data-planes.ts';
import { aksPage, issue } from '../documents.ts';
import { retirements } from '../lifecycle/retirements.ts';
import { limits } from '../limits.ts';
import { modes } from '../modes.ts';
import { hasIpv6, hasWindows, isOlder } from './combination.ts';
import type { Incompatibility } from './incompatibility.ts';

const policiesPage = aksPage('use-network-policies.md', 'dated 2026-08-18');
const ciliumPage = aksPage('azure-cni-powered-by-cilium.md', 'dated 2026-08-05');
const dualStackPage = aksPage('configure-dual-stack.md');

/** How data planes and policy engines go together, and with what. */
export const engineRules: readonly Incompatibility[] = [
  {
    id: 'data-plane-policy-engine',
    when: (c) =>
      c.dataPlane !== undefined &&
      c.policyEngine !== undefined &&
      c.policyEngine !== 'none' &&
      !dataPlanes[c.dataPlane].policyEngines.includes(c.policyEngine),
    effect: 'refused',
    reason: 'Cilium policies need the Cilium data plane, and that data plane takes no other engine',
    alternatives: ['Cilium for both', 'the Azure data plane with Calico'],
    confidence: 'documented',
    cite: [ciliumPage, policiesPage],
  },
  {
    id: 'cilium-plane-without-engine',
    when: (c) => c.dataPlane === 'cilium' && c.policyEngine === 'none',
    effect: 'unsupported',
    reason: 'the Cilium data plane comes with policy engine cilium',
    alternatives: ['policy engine cilium'],
    confidence: 'uncertain',
    cite: [issue('Azure/AKS-Construction#535'), ciliumPage],
  },
  {
    id: 'data-plane-windows',
    when: (c) =>
      hasWindows(c) &&
      c.dataPlane !== undefined &&
      !dataPlanes[c.dataPlane].osTypes.includes('Windows'),
    effect: 'refused',
    reason: 'Cilium runs on Linux nodes only',
    alternatives: ['the Azure data plane with Calico', 'a second cluster for Windows'],
    confidence: 'documented',
    cite: [ciliumPage],
  },
  {
    id: 'npm-retires-linux',
    when: (c) => c.policyEngine === 'azure' && (c.osTypes?.includes('Linux') ?? false),
    effect: 'retires',
    retires: retirements['npm-linux'].when,
    reason: 'Azure NPM on Linux is going to be retired',
    alternatives: ['cilium', 'calico'],
    confidence: 'documented',
    cite: [aksPage('includes/azure-network-policy-manager-linux-retirement.md')],
  },
  {
    id: 'npm-retires-windows',
    when: (c) => c.policyEngine === 'azure' && hasWindows(c),
    effect: 'retires',
    retires: retirements['npm-windows'].when,
    reason: 'Azure NPM on Windows is going to be retired',
    alternatives: ['calico'],
    confidence: 'documented',
    cite: [aksPage('includes/azure-network-policy-manager-windows-retirement.md')],
  },
  {
    id: 'npm-windows-closed',
    when: (c) => c.policyEngine === 'azure' && hasWindows(c) && c.knownToWindowsNpm === false,
    effect: 'refused',
    reason: 'Azure NPM on Windows is closed to subscriptions that do not use it yet',
    alternatives: ['calico'],
    confidence: 'documented',
    cite: [aksPage('includes/azure-network-policy-manager-windows-retirement.md')],
  },
  {
    id: 'npm-nodes',
    when: (c) =>
      c.policyEngine === 'azure' &&
      c.nodeCount !== undefined &&
      c.nodeCount > limits['azure-npm-linux-nodes'].value,
    effect: 'unsupported',
    reason: 'Azure NPM is good for 250 nodes',
    alternatives: ['cilium', 'calico'],
    confidence: 'documented',
    cite: [policiesPage],
  },
  {
    id: 'npm-pods',
    when: (c) =>
      c.policyEngine === 'azure' &&
      c.podCount !== undefined &&
      c.podCount > limits['azure-npm-linux-pods'].value,
    effect: 'unsupported',
    reason: 'Azure NPM is good for 20,000 pods',
    alternatives: ['cilium', 'calico'],
    confidence: 'documented',
    cite: [policiesPage],
  },
  {
    id: 'dual-stack-npm',
    when: (c) => hasIpv6(c) && c.policyEngine === 'azure',
    effect: 'unsupported',
    reason: 'Azure NPM has no IPv6',
    alternatives: ['cilium'],
    confidence: 'documented',
    cite: [dualStackPage, policiesPage],
  },
  {
    id: 'dual-stack-calico',
    when: (c) => hasIpv6(c) && c.policyEngine === 'calico',
    effect: 'unsupported',
    reason: 'Calico on AKS is not supported with dual-stack',
    alternatives: ['cilium'],
    rests: { on: 'calico.ipv6', answered: 'no' },
    confidence: 'documented',
    cite: [dualStackPage, policiesPage],
  },
  {
    id: 'dual-stack-cilium-kubernetes',
    when: (c) => hasIpv6(c) && c.dataPlane === 'cilium' && isOlder(c, '1.29'),
    effect: 'refused',
    reason: 'dual-stack with Cilium needs Kubernetes 1.29 or newer',
    alternatives: ['a newer Kubernetes version'],
    confidence: 'documented',
    cite: [dualStackPage],
  },
  {
    id: 'nothing-enforces-policies',
    when: (c) =>
      c.policyEngine === 'none' &&
      c.dataPlane !== 'cilium' &&
      c.mode !== undefined &&
      modes[c.mode].policyEngines.length > 1,
    effect: 'discouraged',
    reason: 'without an engine NetworkPolicies are stored and block nothing',
    alternatives: ['cilium', 'calico'],
    confidence: 'documented',
    cite: [policiesPage],
  },
  {
    id: 'advanced-policies-need-cilium',
    when: (c) =>
      c.advancedPolicies !== undefined &&
      c.advancedPolicies !== 'None' &&
      c.dataPlane !== undefined &&
      !dataPlanes[c.dataPlane].advanced.fqdnFiltering,
    effect: 'refused',
    reason: 'policies by name or on HTTP need the Cilium data plane',
    alternatives: ['the Cilium data plane', 'rules by name in the firewall'],
    confidence: 'documented',
    cite: [ciliumPage],
  },
  {
    id: 'advanced-policies-kubernetes',
    when: (c) =>
      c.advancedPolicies !== undefined && c.advancedPolicies !== 'None' && isOlder(c, '1.29'),
    effect: 'refused',
    reason: 'policies by name or on HTTP need Kubernetes 1.29 or newer',
    alternatives: ['a newer Kubernetes version'],
    confidence: 'documented',
    cite: [ciliumPage],
  },
  {
    id: 'wireguard-needs-cilium',
    when: (c) => c.encryption === 'WireGuard' && c.dataPlane === 'azure',
    effect: 'refused',
    reason: 'encryption between nodes by WireGuard needs the Cilium data plane',
    alternatives: ['the Cilium data plane', 'VNet encryption'],
    confidence: 'documented',
    cite: [ciliumPage],
  },
  {
    id: 'wireguard-fips',
    when: (c) => c.encryption === 'WireGuard' && c.fips === true,
    effect: 'unsupported',
    reason: 'WireGuard is not FIPS compliant',
    alternatives: ['VNet encryption', 'encryption by the mesh'],
    confidence: 'documented',
    cite: [ciliumPage],
  },
  {
    id: 'host-routing-needs-cilium',
    when: (c) => c.hostRouting === true && c.dataPlane === 'azure',
    effect: 'refused',
    reason: 'host routing in the kernel is part of Cilium',
    alternatives: ['the Cilium data plane'],
    confidence: 'documented',
    cite: [ciliumPage],
  },
  {
    id: 'host-routing-kubernetes',
    when: (c) => c.hostRouting === true && isOlder(c, '1.33'),
    effect: 'refused',
    reason: 'host routing needs Kubernetes 1.33 or newer',
    alternatives: ['a newer Kubernetes version'],
    confidence: 'documented',
    cite: [ciliumPage],
  },
];
