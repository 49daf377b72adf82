import { proveRule } from '../../../../test/check/prove-rule.ts';
import type { PrivateEndpoint } from '../../../estate/elements/private-link.ts';
import { endpoint, type Said, subnet, subnetId, vnet } from '../../../estate/sketch.ts';
import { notStated } from '../../../evidence/knowable.ts';
import { zoneId } from '../../drawn.ts';
import { wrongZone } from './wrong-zone.ts';

const inZone = (name: string, said: Said<PrivateEndpoint> = {}) => [
  vnet('v', ['10.80.0.0/16']),
  subnet('v/endpoints', '10.80.8.0/24'),
  endpoint('e', subnetId('v', 'endpoints'), { zones: [zoneId(name)], ...said }),
];
const blob = { targetType: 'Microsoft.Storage/storageAccounts', groupIds: ['blob'] };

proveRule(wrongZone, {
  bad: [
    {
      because: 'the usual trap of Key Vault',
      given: inZone('privatelink.vault.azure.net'),
      says: ['privatelink.vault.azure.net', 'privatelink.vaultcore.azure.net'],
    },
    {
      because: 'the zone of another sub-resource',
      given: inZone('privatelink.file.core.windows.net', blob),
      says: ['privatelink.blob.core.windows.net'],
    },
    {
      because: 'the zone of another cloud',
      given: inZone('privatelink.vaultcore.azure.net', { location: 'chinaeast2' }),
      says: ['privatelink.vaultcore.azure.cn'],
    },
  ],
  good: [
    { because: 'the zone of the service', given: inZone('privatelink.vaultcore.azure.net') },
    { because: 'letters do not matter', given: inZone('PrivateLink.VaultCore.azure.net') },
    {
      because: 'no group at all is another matter',
      given: inZone('x', { zones: [] }),
    },
  ],
  open: [
    {
      because: 'the service is not known',
      given: inZone('privatelink.vaultcore.azure.net', { targetType: notStated('targetType') }),
      missing: 'notStated',
    },
    {
      because: 'no table lists the service',
      given: inZone('x', { targetType: 'Contoso.Own/things' }),
      missing: 'notModelled',
    },
  ],
});
