import { formatPrefix } from '@aksnet/net';
import type { ApiServerAccess, HttpProxy } from '../../estate/elements/cluster.ts';
import type { Estate } from '../../estate/estate.ts';
import { canonical, type Id } from '../../estate/id.ts';
import { type Knowable, mapKnown } from '../../evidence/knowable.ts';
import type { Cursor } from '../../text/cursor.ts';
import { reference } from '../codec.ts';
import { absentIs, idAt, isGiven, prefixOrAddress } from './reading.ts';
import {
  type ArmObject,
  fields,
  fieldsOrNone,
  given,
  ifGiven,
  noneIfEmpty,
  publicRange,
} from './writing.ts';

/** Reads `apiServerAccessProfile`. @param at the cluster */
export function readAccess(at: Cursor): ApiServerAccess {
  const profile = at.at('apiServerAccessProfile');
  const isPrivate = absentIs(profile.boolean('enablePrivateCluster'), false);
  const subdomain = at.string('fqdnSubdomain');
  return {
    private: isPrivate,
    // The public name stays unless it is switched off (azure-aks-docs, private-clusters.md).
    publicFqdn: absentIs(profile.boolean('enablePrivateClusterPublicFQDN'), true),
    privateDnsZone: mapKnown(isPrivate, (known) => (known ? zone(profile) : undefined)),
    ...(isGiven(subdomain) && subdomain !== '' ? { fqdnSubdomain: subdomain } : {}),
    authorizedRanges: absentIs(profile.parsedList('authorizedIPRanges', prefixOrAddress), []),
    vnetIntegration: absentIs(profile.boolean('enableVnetIntegration'), false),
    subnet: idAt(profile, 'subnetId'),
    runCommand: mapKnown(absentIs(profile.boolean('disableRunCommand'), false), (off) => !off),
  };
}

/**
 * Writes `apiServerAccessProfile`; nothing about private access for a public cluster. Exits that may call
 * are written as references among the ranges: read back, they are ranges.
 */
export function spellAccess(access: ApiServerAccess, estate: Estate): ArmObject | undefined {
  const isPrivate = given(access.private) === true;
  return fieldsOrNone({
    enablePrivateCluster: given(access.private),
    enablePrivateClusterPublicFQDN: isPrivate ? given(access.publicFqdn) : undefined,
    privateDNSZone: isPrivate ? ifGiven(access.privateDnsZone, spellZone) : undefined,
    authorizedIPRanges: ifGiven(access.authorizedRanges, (ranges) =>
      noneIfEmpty([
        ...ranges.map(formatPrefix),
        ...(access.authorizedExits ?? []).map((exit) => publicRange(estate, exit)),
      ]),
    ),
    enableVnetIntegration: access.vnetIntegration === true ? true : undefined,
    subnetId: ifGiven(access.subnet, (id) => reference(id)),
    disableRunCommand: ifGiven(access.runCommand, (allowed) => !allowed),
  });
}

type Zone = 'system' | 'none' | Id<'privateDnsZone'>;

function zone(profile: Cursor): Knowable<Zone> {
  const text = profile.string('privateDNSZone');
  return mapKnown(text, (known): Zone => {
    if (known === undefined || known === '') return 'system';
    const lower = known.toLowerCase();
    return lower === 'system' || lower === 'none' ? lower : canonical(known);
  });
}

const spellZone = (chosen: Zone) =>
  chosen === 'system' || chosen === 'none' ? chosen : reference(chosen);

/** Reads `httpProxyConfig`; of the certificate only that there is one. @param at the cluster */
export function readProxy(at: Cursor): Knowable<HttpProxy | undefined> {
  const place = at.object('httpProxyConfig');
  return mapKnown(place, (profile): HttpProxy | undefined => {
    if (profile === undefined || profile.boolean('enabled') === false) return undefined;
    const http = profile.string('httpProxy');
    const https = profile.string('httpsProxy');
    const around = profile.stringList('noProxy');
    return {
      ...(isGiven(http) ? { httpProxy: http } : {}),
      ...(isGiven(https) ? { httpsProxy: https } : {}),
      noProxy: isGiven(around) ? around : [],
      ...(profile.has('trustedCa') ? { trustedCa: true } : {}),
    };
  });
}

/** Writes `httpProxyConfig`, without the certificate, which the model does not hold. */
export const spellProxy = (proxy: HttpProxy): ArmObject =>
  fields({
    httpProxy: proxy.httpProxy,
    httpsProxy: proxy.httpsProxy,
    noProxy: noneIfEmpty(proxy.noProxy),
  });
