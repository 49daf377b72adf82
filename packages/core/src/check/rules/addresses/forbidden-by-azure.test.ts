import { proveRule } from '../../../../test/check/prove-rule.ts';
import { vnet } from '../../../estate/sketch.ts';
import { notStated } from '../../../evidence/knowable.ts';
import { forbiddenByAzure } from './forbidden-by-azure.ts';

proveRule(forbiddenByAzure, {
  bad: [
    {
      because: 'link-local space',
      given: [vnet('v', ['169.254.0.0/17'])],
      says: ['169.254.0.0/16', 'link-local'],
      fix: ['10.0.0.0/17'],
    },
    { because: 'multicast', given: [vnet('v', ['224.0.0.0/8'])], says: ['multicast'] },
    {
      because: 'it contains the platform address',
      given: [vnet('v', ['168.63.0.0/16'])],
      says: ['168.63.129.16/32', 'platform address'],
    },
    {
      because: 'the second of two ranges',
      given: [vnet('v', ['10.0.0.0/16', '127.0.0.0/16'])],
      says: ['127.0.0.0/16', 'loopback'],
    },
  ],
  good: [
    { because: 'private space', given: [vnet('v', ['10.0.0.0/8'])] },
    { because: 'forbidden to AKS only', given: [vnet('v', ['172.30.0.0/16'])] },
  ],
  open: [
    {
      because: 'the range is not known',
      given: [vnet('v', [], { prefixes: notStated('prefixes') })],
      missing: 'notStated',
    },
  ],
});
