import type { LintQuestion } from './question.ts';
import { blockOfPods } from './questions/block-of-pods.ts';
import { defaultDeny } from './questions/default-deny.ts';
import { endsContradict } from './questions/ends-contradict.ts';
import { engineLimits } from './questions/engine-limits.ts';
import { equalPriority } from './questions/equal-priority.ts';
import { familyGap } from './questions/family-gap.ts';
import { hostNetworkOnly } from './questions/host-network-only.ts';
import { ingressController } from './questions/ingress-controller.ts';
import { kubelet } from './questions/kubelet.ts';
import { metadataOpen } from './questions/metadata-open.ts';
import { noDns } from './questions/no-dns.ts';
import { notEnforced } from './questions/not-enforced.ts';
import { peerSelectsNothing } from './questions/peer-selects-nothing.ts';
import { prometheus } from './questions/prometheus.ts';
import { redundant, shadowed } from './questions/redundant.ts';
import { selectsNothing } from './questions/selects-nothing.ts';
import { selfContradiction } from './questions/self-contradiction.ts';
import { servicePort } from './questions/service-port.ts';
import { vacuous } from './questions/vacuous.ts';
import { webhooks } from './questions/webhooks.ts';

/** Every question, by number. A new one is one line here. */
export const lintQuestions: readonly LintQuestion[] = [
  selectsNothing,
  peerSelectsNothing,
  selfContradiction,
  vacuous,
  redundant,
  shadowed,
  endsContradict,
  noDns,
  servicePort,
  hostNetworkOnly,
  blockOfPods,
  engineLimits,
  equalPriority,
  notEnforced,
  defaultDeny,
  metadataOpen,
  kubelet,
  ingressController,
  prometheus,
  webhooks,
  familyGap,
];
