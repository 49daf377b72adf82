import type { AdminConfiguration } from '../../estate/elements/admin-rules.ts';
import { notStated } from '../../evidence/knowable.ts';
import type { Codec } from '../codec.ts';
import { apiVersions } from './api-versions.ts';
import { identity } from './reading.ts';
import { bareFrame } from './writing.ts';

const kind = {
  kind: 'adminConfiguration',
  spelledAs: 'Microsoft.Network/networkManagers/securityAdminConfigurations',
  apiVersion: apiVersions.network,
} as const;

/** Security admin configurations. Lost by `encode`: where they are deployed, which is no property of theirs. */
export const adminConfigurations: Codec<'adminConfiguration'> = {
  ...kind,
  decode(at) {
    const element: AdminConfiguration = {
      ...identity(at, kind),
      regions: notStated('regions to which it is deployed'),
    };
    return [element];
  },
  encode: (element) => ({ ...bareFrame(kind, element), properties: {} }),
  fields: {},
};
