import { address, prefix } from '@aksnet/net';
import { proveRule } from '../../../../test/check/prove-rule.ts';
import { cluster } from '../../../estate/sketch.ts';
import { notStated } from '../../../evidence/knowable.ts';
import { dnsServiceIp } from './dns-service-ip.ts';

const withDns = (range: string, dns: string) =>
  cluster('a', { network: { serviceRanges: [prefix(range)], dnsServiceIp: address(dns) } });

proveRule(dnsServiceIp, {
  bad: [
    {
      because: 'outside of the range',
      given: [withDns('172.20.0.0/16', '172.21.0.10')],
      says: ['172.21.0.10', 'outside', 'DnsServiceIpOutOfServiceCidr'],
      fix: ['172.20.0.10'],
    },
    {
      because: 'the first address belongs to the API server',
      given: [withDns('172.20.0.0/16', '172.20.0.1')],
      says: ['172.20.0.1', 'kubernetes.default'],
    },
    {
      because: 'the start of the range',
      given: [withDns('172.20.0.0/16', '172.20.0.0')],
      says: ['172.20.0.0'],
    },
    {
      because: 'a family without a Service range',
      given: [withDns('172.20.0.0/16', 'fd00::10')],
      says: ['family'],
    },
  ],
  good: [
    { because: 'the customary address', given: [withDns('172.20.0.0/16', '172.20.0.10')] },
    { because: 'the last address', given: [withDns('172.20.0.0/16', '172.20.255.255')] },
    { because: 'the second address', given: [withDns('172.20.0.0/16', '172.20.0.2')] },
  ],
  open: [
    {
      because: 'the Service range is not known',
      given: [cluster('a', { network: { serviceRanges: notStated('serviceRanges') } })],
      missing: 'notStated',
    },
  ],
});
