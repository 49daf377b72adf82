import { prefix } from '@aksnet/net';
import { proveRule } from '../../../../test/check/prove-rule.ts';
import { cluster, vnet } from '../../../estate/sketch.ts';
import { notStated } from '../../../evidence/knowable.ts';
import { publicSpace } from './public-space.ts';

const withService = (range: string) =>
  cluster('a', { network: { serviceRanges: [prefix(range)] } });

proveRule(publicSpace, {
  bad: [
    {
      because: 'a slip of the pen: private space begins at 172.16',
      given: [withService('172.10.0.0/16')],
      says: ['172.10.0.0/16', 'not private space', 'internet'],
      fix: ['172.16.0.0/16'],
    },
    {
      because: 'the pod range of an example in the CLI help',
      given: [cluster('a', { network: { podRanges: [prefix('172.244.0.0/16')] } })],
      says: ['not blocked and not supported'],
    },
    {
      because: 'more than the private block',
      given: [vnet('v', ['172.0.0.0/8'])],
      says: ['172.0.0.0/8'],
    },
  ],
  good: [
    { because: 'RFC 1918', given: [withService('172.31.0.0/16')] },
    {
      because: 'RFC 6598',
      given: [cluster('a', { network: { podRanges: [prefix('100.64.0.0/10')] } })],
    },
    { because: 'IPv6 is not judged', given: [vnet('v', ['2001:db8::/48'])] },
  ],
  open: [
    {
      because: 'the range is not known',
      given: [vnet('v', [], { prefixes: notStated('prefixes') })],
      missing: 'notStated',
    },
  ],
});
