import { aksPage, aksRelease, derived } from '../documents.ts';
import { retirements } from '../lifecycle/retirements.ts';
import { modes } from '../modes.ts';
import { hasIpv6, hasWindows, isOlder } from './combination.ts';
import type { Incompatibility } from './incompatibility.ts';

const dualStackPage = aksPage('configure-dual-stack.md');
const overlayPage = aksPage('concepts-network-azure-cni-overlay.md');
const staticPage = aksPage('configure-azure-cni-static-block-allocation.md');
const isPodSubnet = (mode: keyof typeof modes | undefined): boolean =>
  mode !== undefined && modes[mode].spaces.includes('podSubnet');

/** How modes go with families, systems and pools. */
export const modeRules: readonly Incompatibility[] = [
  {
    id: 'mode-retires',
    when: (c) => c.mode === 'kubenet',
    effect: 'retires',
    retires: retirements.kubenet.when,
    reason: 'kubenet is going to be retired',
    alternatives: ['overlay', 'move an existing cluster to overlay in place'],
    confidence: 'documented',
    cite: [aksPage('includes/kubenet-retirement.md')],
  },
  {
    id: 'mode-legacy',
    when: (c) => c.mode === 'nodeSubnet',
    effect: 'discouraged',
    reason: 'node subnet is legacy: every node reserves an address for each pod it may ever run',
    alternatives: ['overlay', 'podSubnetDynamic'],
    confidence: 'documented',
    cite: [aksPage('concepts-network-legacy-cni.md')],
  },
  {
    id: 'mode-data-plane',
    when: (c) =>
      c.mode !== undefined &&
      c.dataPlane !== undefined &&
      !modes[c.mode].dataPlanes.includes(c.dataPlane),
    effect: 'refused',
    reason: 'Cilium works with overlay, pod subnets and node subnet of Azure CNI only',
    alternatives: ['move to overlay first, to Cilium in a second step', 'the Azure data plane'],
    confidence: 'documented',
    cite: [aksPage('update-azure-cni.md'), aksPage('azure-cni-powered-by-cilium.md')],
  },
  {
    id: 'mode-policy-engine',
    when: (c) =>
      c.mode !== undefined &&
      c.policyEngine !== undefined &&
      !modes[c.mode].policyEngines.includes(c.policyEngine),
    effect: 'refused',
    reason: 'this policy engine does not run in this mode',
    alternatives: ['kubenet takes Calico', 'an own CNI brings its own engine', 'overlay'],
    confidence: 'documented',
    cite: [aksPage('use-network-policies.md'), aksPage('use-byo-cni.md')],
  },
  {
    id: 'mode-windows',
    when: (c) => c.mode !== undefined && hasWindows(c) && modes[c.mode].windows === 'no',
    effect: 'refused',
    reason: 'kubenet has no Windows pools',
    alternatives: ['overlay'],
    confidence: 'documented',
    cite: [aksPage('configure-kubenet.md')],
  },
  {
    id: 'overlay-with-pod-subnet',
    when: (c) => c.mode === 'overlay' && c.podSubnet === true,
    effect: 'refused',
    reason: 'overlay pods have a range of their own, so pools cannot name a pod subnet',
    alternatives: ['overlay without a pod subnet', 'podSubnetDynamic'],
    confidence: 'derived',
    cite: [overlayPage, derived('the mode is told apart by the absence of a pod subnet')],
  },
  {
    id: 'overlay-availability-sets',
    when: (c) => c.mode === 'overlay' && c.poolType === 'AvailabilitySet',
    effect: 'refused',
    reason: 'overlay does not run on availability sets',
    alternatives: ['scale sets'],
    confidence: 'documented',
    cite: [overlayPage],
  },
  {
    id: 'availability-sets-retired',
    when: (c) => c.poolType === 'AvailabilitySet',
    effect: 'retires',
    retires: retirements['availability-sets'].when,
    reason: 'availability sets are retired',
    alternatives: ['scale sets', 'virtual machine pools'],
    confidence: 'documented',
    cite: [aksPage('includes/availability-sets-retirement.md')],
  },
  {
    id: 'overlay-dcsv2',
    when: (c) =>
      c.mode === 'overlay' &&
      (c.vmSizes?.some((size) => /^standard_dc\d+s_v2$/i.test(size)) ?? false),
    effect: 'refused',
    reason: 'overlay does not run on machines of the DCsv2 series',
    alternatives: ['another series'],
    confidence: 'documented',
    cite: [overlayPage],
  },
  {
    id: 'static-blocks-kubernetes',
    when: (c) => c.mode === 'podSubnetStatic' && isOlder(c, '1.28'),
    effect: 'refused',
    reason: 'static blocks need Kubernetes 1.28 or newer',
    alternatives: ['a newer Kubernetes version', 'podSubnetDynamic'],
    confidence: 'documented',
    cite: [staticPage],
  },
  {
    id: 'private-link-service-static-blocks',
    when: (c) =>
      c.privateLinkService === true &&
      c.mode !== undefined &&
      modes[c.mode].privateLinkService === 'no',
    effect: 'unsupported',
    reason: 'a private link service cannot be published in static block mode',
    alternatives: ['podSubnetDynamic', 'overlay'],
    confidence: 'documented',
    cite: [aksPage('concepts-network-azure-cni-pod-subnet.md')],
  },
  {
    id: 'ipv6-only',
    when: (c) => c.ipFamilies !== undefined && hasIpv6(c) && !c.ipFamilies.includes(4),
    effect: 'refused',
    reason: 'there are no clusters with IPv6 alone',
    alternatives: ['dual-stack on overlay', 'IPv4'],
    confidence: 'documented',
    cite: [dualStackPage],
  },
  {
    id: 'dual-stack-mode',
    when: (c) => hasIpv6(c) && c.mode !== undefined && modes[c.mode].dualStack === 'no',
    effect: 'refused',
    reason: 'dual-stack needs overlay',
    alternatives: ['overlay', 'IPv4'],
    confidence: 'documented',
    cite: [dualStackPage, aksPage('azure-cni-overlay.md')],
  },
  {
    id: 'dual-stack-static-blocks',
    when: (c) => hasIpv6(c) && c.mode === 'podSubnetStatic',
    effect: 'refused',
    reason: 'dual-stack needs overlay; newer release notes loosen it for static blocks',
    alternatives: ['overlay', 'IPv4'],
    rests: { on: 'dualStack.staticBlock', answered: 'overlayOnly' },
    confidence: 'conflicting',
    cite: [dualStackPage, aksRelease('2026-06-19')],
  },
  {
    id: 'dual-stack-virtual-nodes',
    when: (c) => hasIpv6(c) && c.virtualNodes === true,
    effect: 'unsupported',
    reason: 'virtual nodes have no dual-stack',
    alternatives: ['pools instead of virtual nodes', 'IPv4'],
    confidence: 'documented',
    cite: [dualStackPage],
  },
  {
    id: 'cluster-mesh-needs-flat-pods',
    when: (c) => c.clusterMesh === true && c.mode !== undefined && !isPodSubnet(c.mode),
    effect: 'unsupported',
    reason: 'cross-cluster networking needs pods that the VNet routes: a pod subnet per cluster',
    alternatives: ['podSubnetDynamic', 'podSubnetStatic'],
    confidence: 'documented',
    cite: [aksPage('cross-cluster-networking-fleet-use-cases.md', 'preview, 2026-04')],
  },
  {
    id: 'cluster-mesh-needs-cilium',
    when: (c) => c.clusterMesh === true && c.dataPlane === 'azure',
    effect: 'refused',
    reason: 'cross-cluster networking is built on Cilium',
    alternatives: ['the Cilium data plane'],
    confidence: 'documented',
    cite: [aksPage('cross-cluster-networking-fleet-use-cases.md', 'preview, 2026-04')],
  },
];
