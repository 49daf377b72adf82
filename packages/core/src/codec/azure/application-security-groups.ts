import type { Codec } from '../codec.ts';
import { apiVersions } from './api-versions.ts';
import { identity } from './reading.ts';
import { frame } from './writing.ts';

const kind = {
  kind: 'applicationSecurityGroup',
  spelledAs: 'Microsoft.Network/applicationSecurityGroups',
  apiVersion: apiVersions.network,
} as const;

/** Application security groups: names for sets of network interfaces. */
export const applicationSecurityGroups: Codec<'applicationSecurityGroup'> = {
  ...kind,
  decode: (at) => [identity(at, kind)],
  encode: (element) => ({ ...frame(kind, element), properties: {} }),
  fields: {},
};
