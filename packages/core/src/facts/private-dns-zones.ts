import { documented, type Fact } from './citation.ts';
import { type CloudId, clouds } from './clouds.ts';
import { chinaZones } from './dns/china.ts';
import type { PrivateZone } from './dns/private-zone.ts';
import { publicDataZones } from './dns/public-data.ts';
import { publicPlatformZones } from './dns/public-platform.ts';
import { usgovZones } from './dns/usgov.ts';
import { aksPage, azurePage, supportPage } from './documents.ts';

export type { PrivateZone } from './dns/private-zone.ts';

/** The private DNS zones of every service, by cloud. */
export const privateZones: readonly PrivateZone[] = [
  ...publicDataZones,
  ...publicPlatformZones,
  ...usgovZones,
  ...chinaZones,
];

/** Values for placeholders in zone names; what is left out stays as it is. */
export interface ZoneValues {
  readonly region?: string;
  readonly dnsPrefix?: string;
  readonly regionCode?: string;
  readonly subzone?: string;
}

/** A service behind a private endpoint. */
export interface PrivateService {
  readonly cloud: CloudId;
  readonly resourceType: string;
  /** The sub-resource; absent: any of the type. */
  readonly groupId?: string;
}

/**
 * The rows of a service: none when no table lists it, several when tiers of one type differ. Type
 * and sub-resource are compared without regard to case.
 */
export function privateZonesOf(service: PrivateService): readonly PrivateZone[] {
  const type = service.resourceType.toLowerCase();
  const group = service.groupId?.toLowerCase();
  return privateZones.filter(
    (row) =>
      row.cloud === service.cloud &&
      row.resourceType.toLowerCase() === type &&
      (group === undefined || row.groupIds.some((id) => id.toLowerCase() === group)),
  );
}

/** A zone name with its placeholders filled. */
export function fillZone(zone: string, values: ZoneValues): string {
  const filled: Readonly<Record<string, string | undefined>> = { ...values };
  return zone.replaceAll(/\{(\w+)\}/g, (whole, name: string) =>
    Object.hasOwn(filled, name) ? (filled[name] ?? whole) : whole,
  );
}

/**
 * The zone that the public name of a service should be resolved in, with placeholders filled from
 * the name. The suffix with the most labels wins. Undefined when the name belongs to no service.
 */
export function privateZoneOfName(
  name: string,
  cloud: CloudId,
): { readonly row: PrivateZone; readonly zones: readonly string[] } | undefined {
  const labels = labelsOf(name);
  let best: { row: PrivateZone; zones: readonly string[]; depth: number } | undefined;
  for (const row of privateZones) {
    if (row.cloud !== cloud) continue;
    for (const suffix of row.publicSuffixes) {
      const values = matchSuffix(labels, labelsOf(suffix));
      const depth = labelsOf(suffix).length;
      if (values === undefined || (best !== undefined && best.depth >= depth)) continue;
      best = { row, zones: row.zones.map((zone) => fillZone(zone, values)), depth };
    }
  }
  return best === undefined ? undefined : { row: best.row, zones: best.zones };
}

function labelsOf(name: string): readonly string[] {
  return name.toLowerCase().replace(/\.$/, '').split('.');
}

/** Placeholders of the suffix by their labels in the name, if the name lies below the suffix. */
function matchSuffix(name: readonly string[], suffix: readonly string[]): ZoneValues | undefined {
  const above = name.length - suffix.length;
  if (above < 1) return undefined;
  const values: Record<string, string> = {};
  for (const [at, want] of suffix.entries()) {
    const have = name[above + at];
    if (have === undefined) return undefined;
    const placeholder = placeholders.get(want);
    if (placeholder === undefined && have !== want) return undefined;
    if (placeholder !== undefined) values[placeholder] = have;
  }
  return values;
}

/** Placeholders as a lower-case label, and the value they stand for. */
const placeholders: ReadonlyMap<string, keyof ZoneValues> = new Map([
  ['{region}', 'region'],
  ['{dnsprefix}', 'dnsPrefix'],
  ['{regioncode}', 'regionCode'],
  ['{subzone}', 'subzone'],
]);

/** The zone of private API servers in a region, by whether they are integrated into the VNet. */
export function apiServerZone(input: {
  readonly cloud: CloudId;
  readonly region: string;
  readonly integrated: boolean;
  /** Label in front, for zones that serve one cluster or a group of them. */
  readonly subzone?: string;
}): string | undefined {
  const cloud = clouds[input.cloud];
  const fact = input.integrated ? cloud.apiServerIntegrationZone : cloud.apiServerZone;
  if (fact === undefined) return undefined;
  const zone = fact.value.replaceAll('<region>', input.region);
  return input.subzone === undefined ? zone : `${input.subzone}.${zone}`;
}

/** The resource type and sub-resource of private API servers. */
export const apiServerEndpoint: Fact<{ readonly resourceType: string; readonly groupId: string }> =
  documented(
    { resourceType: 'Microsoft.ContainerService/managedClusters', groupId: 'management' },
    azurePage('articles/private-link/private-endpoint-dns-values.md', '2023-11-15'),
    aksPage('private-clusters.md'),
  );

/** Rules of private DNS zones that no zone by itself shows. */
export const privateZoneRules: Fact<readonly string[]> = documented(
  [
    'a VNet may be linked to one zone of a name only',
    'data endpoints of a registry get records inside privatelink.azurecr.io, not a zone of their own',
    'two endpoints of one resource must not share a record: the first address is replaced',
    'a linked zone without the record answers NXDOMAIN unless the link falls back to the internet',
  ],
  azurePage('articles/private-link/private-endpoint-dns.md', '2023-10-11'),
  azurePage('articles/dns/private-dns-fallback.md'),
  supportPage('error-codes/createorupdatevirtualnetworklinkfailed-error.md'),
);

/** What the link of a private zone does with names it has no record for, in ARM's words. */
export const linkResolutionPolicies: Fact<{
  readonly values: readonly ('Default' | 'NxDomainRedirect')[];
  readonly default: 'Default';
  readonly fromApiVersion: string;
}> = documented(
  { values: ['Default', 'NxDomainRedirect'], default: 'Default', fromApiVersion: '2024-06-01' },
  azurePage('articles/dns/private-dns-fallback.md'),
);
