import { formatPrefix, type Prefix, parseAddress, prefix } from '@aksnet/net';
import type { FirewallPolicy } from '../../estate/elements/firewall.ts';
import { type Knowable, mapKnown } from '../../evidence/knowable.ts';
import type { Answer, Cursor } from '../../text/cursor.ts';
import type { Codec } from '../codec.ts';
import { apiVersions } from './api-versions.ts';
import { absentIs, absentIsUnknown, idAt, identity, prefixOrAddress } from './reading.ts';
import {
  addressTexts,
  fields,
  fieldsOrNone,
  frame,
  given,
  idObject,
  ifGiven,
  noneIfEmpty,
} from './writing.ts';

const kind = {
  kind: 'firewallPolicy',
  spelledAs: 'Microsoft.Network/firewallPolicies',
  apiVersion: apiVersions.network,
} as const;

const tiers = ['Basic', 'Standard', 'Premium'] as const;
const modes = ['Off', 'Alert', 'Deny'] as const;

/** Firewall policies without their rules, which are groups of their own. */
export const firewallPolicies: Codec<'firewallPolicy'> = {
  ...kind,
  decode: (at) => {
    const dns = at.at('dnsSettings');
    const element: FirewallPolicy = {
      ...identity(at, kind),
      tier: absentIsUnknown(at.at('sku').enumOf('tier', tiers), 'sku.tier'),
      base: idAt(at, 'basePolicy'),
      dnsProxy: absentIs(dns.boolean('enableProxy'), false),
      dnsServers: absentIs(dns.parsedList('servers', parseAddress), []),
      privateRanges: privateRanges(at),
      threatIntelligence: absentIsUnknown(at.enumOf('threatIntelMode', modes), 'threatIntelMode'),
    };
    return [element];
  },
  encode: (element) => ({
    ...frame(kind, element),
    properties: fields({
      sku: fieldsOrNone({ tier: given(element.tier) }),
      basePolicy: idObject(element.base),
      threatIntelMode: given(element.threatIntelligence),
      dnsSettings: fieldsOrNone({
        servers: ifGiven(element.dnsServers, (all) => noneIfEmpty(addressTexts(all))),
        enableProxy: given(element.dnsProxy),
      }),
      snat: ifGiven(element.privateRanges, (all) => ({ privateRanges: all.map(formatPrefix) })),
    }),
  }),
  needs: ['tier'],
  fields: {
    tier: 'properties.sku.tier',
    base: 'properties.basePolicy.id',
    dnsProxy: 'properties.dnsSettings.enableProxy',
    dnsServers: 'properties.dnsSettings.servers',
    privateRanges: 'properties.snat.privateRanges',
    threatIntelligence: 'properties.threatIntelMode',
  },
};

/** What the word `IANAPrivateRanges` stands for: RFC 1918 and RFC 6598. */
const ianaPrivateRanges: readonly Prefix[] = [
  prefix('10.0.0.0/8'),
  prefix('172.16.0.0/12'),
  prefix('192.168.0.0/16'),
  prefix('100.64.0.0/10'),
];

function privateRanges(at: Cursor): Knowable<readonly Prefix[] | undefined> {
  const ranges = at.at('snat').parsedList('privateRanges', rangeOrWord);
  return mapKnown(ranges, (lists) => lists?.flat());
}

function rangeOrWord(text: string): Answer<readonly Prefix[]> {
  if (text.toLowerCase() === 'ianaprivateranges') return { ok: true, value: ianaPrivateRanges };
  const parsed = prefixOrAddress(text);
  return parsed.ok ? { ok: true, value: [parsed.value] } : parsed;
}
