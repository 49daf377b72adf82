import type { Codec } from '../codec.ts';
import { apiVersions } from './api-versions.ts';
import { identity } from './reading.ts';
import { frame } from './writing.ts';

const kind = {
  kind: 'ddosProtectionPlan',
  spelledAs: 'Microsoft.Network/ddosProtectionPlans',
  apiVersion: apiVersions.network,
} as const;

/** Plans of DDoS protection. VNets name theirs; the list that a plan keeps of them follows from that. */
export const ddosProtectionPlans: Codec<'ddosProtectionPlan'> = {
  ...kind,
  decode: (at) => [identity(at, kind)],
  encode: (element) => ({ ...frame(kind, element), properties: {} }),
  fields: {},
};
