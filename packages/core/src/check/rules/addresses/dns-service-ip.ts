import { type Address, address, nthAddress, type Prefix, prefix } from '@aksnet/net';
import type { Cluster } from '../../../estate/elements/cluster.ts';
import type { Estate } from '../../../estate/estate.ts';
import { all } from '../../../estate/estate.ts';
import { cluster } from '../../../estate/sketch.ts';
import { isUnknown, missingOf } from '../../../evidence/knowable.ts';
import { type Prose, prose, words } from '../../../evidence/prose.ts';
import {
  customaryDnsOffset,
  dnsServiceIpCheck,
  dnsServiceIpCite,
} from '../../../facts/range-checks.ts';
import { factsEvidence, finding, pass, undetermined } from '../../judge.ts';
import { called } from '../../range-words.ts';
import type { Judgement, Rule } from '../../rule.ts';

function judge(estate: Estate, { id, network }: Cluster): Judgement {
  const { serviceRanges, dnsServiceIp } = network;
  if (isUnknown(serviceRanges) || isUnknown(dnsServiceIp))
    return undetermined(id, missingOf(serviceRanges, dnsServiceIp));
  const fault = faultOf(serviceRanges, dnsServiceIp);
  if (fault === undefined) return pass(id);
  return finding(id, {
    field: 'network.dnsServiceIp',
    says: prose`DNS service IP ${dnsServiceIp} of ${called(estate, id)} ${fault}`,
    evidence: factsEvidence(
      ...serviceRanges.map(
        (range) => prose`Service range ${range}, DNS service IP ${dnsServiceIp}`,
      ),
    ),
    fix: fix(serviceRanges, dnsServiceIp),
  });
}

/** What is wrong with the address: the range of its family counts. */
function faultOf(ranges: readonly Prefix[], dns: Address): Prose | undefined {
  const range = ranges.find((each) => each.family === dns.family);
  if (range === undefined)
    return words('is of a family in which the cluster has no Service range.');
  const verdict = dnsServiceIpCheck(range, dns);
  if (verdict.valid) return undefined;
  return verdict.fault === 'outside'
    ? prose`lies outside of the Service range ${range}; the API answers ${verdict.error}.`
    : prose`is at the start of the Service range ${range}, where kubernetes.default lives.`;
}

function fix(ranges: readonly Prefix[], dns: Address): Prose {
  const range = ranges.find((each) => each.family === dns.family) ?? ranges[0];
  const usual = range === undefined ? undefined : nthAddress(range, customaryDnsOffset.value);
  return usual === undefined
    ? prose`Take an address inside the Service range, but not its first.`
    : prose`Take an address inside the Service range, but not its first: customary is ${usual}.`;
}

/** AKS-IP-009: the DNS service IP is not a usable address of the Service range. */
export const dnsServiceIp: Rule = {
  code: 'AKS-IP-009',
  title: 'DNS service IP does not fit the Service range',
  severity: 'error',
  topic: 'addresses',
  judge: (estate) => all(estate, 'cluster').map((each) => judge(estate, each)),
  cite: dnsServiceIpCite,
  page: {
    what: 'The DNS service IP must lie inside the Service range and must not be its first address.',
    why: 'The cluster is not created, or every lookup in it would go to an address that nobody has.',
    judged:
      'The address is held against the Service range of its own family. Outside of it, or at its start, is an error.',
    undetermined: 'The Service range or the address is not known.',
    fix: 'Take the tenth address, as is customary.',
    example: {
      given: 'A cluster with Service range 172.20.0.0/16 and DNS service IP 10.0.0.10.',
      elements: () => [
        cluster('pay', {
          network: { serviceRanges: [prefix('172.20.0.0/16')], dnsServiceIp: address('10.0.0.10') },
        }),
      ],
    },
  },
};
