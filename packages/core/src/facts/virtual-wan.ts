import { type Citation, documented, type Fact } from './citation.ts';
import { azurePage, derived, issue } from './documents.ts';

const policiesPage = azurePage('articles/virtual-wan/how-to-routing-policies.md', '2025-08');
const internetPage = azurePage('articles/virtual-wan/about-internet-routing.md', '2025-03');
const settingsPage = azurePage('articles/virtual-wan/hub-settings.md', '2023-08');

/** Prefix lengths of a hub's own range. */
export const hubRange: Fact<{ readonly smallest: number; readonly advised: number }> = documented(
  { smallest: 24, advised: 23 },
  settingsPage,
);

/** Whether a hub may have a range of this length. */
export function judgeHubLength(length: number): 'fits' | 'belowAdvice' | 'tooSmall' {
  if (length > hubRange.value.smallest) return 'tooSmall';
  return length > hubRange.value.advised ? 'belowAdvice' : 'fits';
}

/** Limits of a hub with routing intent. None of them is raised on request. */
export const hubLimits: Fact<{
  readonly vnetSpaces: number;
  /** From here on plan the next hub. */
  readonly vnetSpacesToActAt: number;
  readonly routes: number;
  readonly internetPolicies: number;
  readonly privatePolicies: number;
  readonly gigabitsPerTcpFlow: number;
  readonly scaleOutMinutes: number;
}> = documented(
  {
    vnetSpaces: 600,
    vnetSpacesToActAt: 540,
    routes: 10_000,
    internetPolicies: 1,
    privatePolicies: 1,
    gigabitsPerTcpFlow: 1.5,
    scaleOutMinutes: 25,
  },
  policiesPage,
  settingsPage,
);

/** How near a hub is to its greatest number of VNet address spaces. */
export function hubSpaces(spacesPerVnet: readonly number[]): {
  readonly total: number;
  readonly action: 'none' | 'newHub' | 'overLimit';
} {
  const total = spacesPerVnet.reduce((sum, spaces) => sum + spaces, 0);
  if (total > hubLimits.value.vnetSpaces) return { total, action: 'overLimit' };
  return { total, action: total >= hubLimits.value.vnetSpacesToActAt ? 'newHub' : 'none' };
}

/** Routing infrastructure units: what a hub starts with, what each carries. */
export const routingUnits: Fact<{
  readonly least: number;
  readonly leastCarries: { readonly gigabits: number; readonly machines: number };
  readonly machinesPerUnit: number;
  readonly most: number;
}> = documented(
  {
    least: 2,
    leastCarries: { gigabits: 3, machines: 2000 },
    machinesPerUnit: 1000,
    most: 50,
  },
  settingsPage,
);

/** Units that a hub needs for so many machines; undefined when none are enough. Nodes count as machines. */
export function routingUnitsFor(machines: number): number | undefined {
  const { least, leastCarries, machinesPerUnit, most } = routingUnits.value;
  if (machines <= leastCarries.machines) return least;
  const units = Math.ceil(machines / machinesPerUnit);
  return units <= most ? units : undefined;
}

/** What routing intent writes into the default route table of the hub. */
export const intentRoutes: Fact<
  Readonly<Record<'_policy_PrivateTraffic' | '_policy_PublicTraffic', readonly string[]>>
> = documented(
  {
    _policy_PrivateTraffic: ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'],
    _policy_PublicTraffic: ['0.0.0.0/0'],
  },
  policiesPage,
);

/** Ways to the internet through a secured hub. */
export const internetModes: Fact<
  Readonly<
    Record<
      'directAccess' | 'forcedTunnel',
      { readonly policy: string; readonly extraPrefix?: string; readonly dnat: boolean }
    >
  >
> = documented(
  {
    directAccess: { policy: 'Internet', dnat: true },
    forcedTunnel: { policy: 'PrivateTraffic', extraPrefix: '0.0.0.0/0', dnat: false },
  },
  internetPage,
);

/** Rules of hubs and their spokes that no single object shows. */
export const hubRules: Fact<readonly string[]> = documented(
  [
    'a spoke learns 0.0.0.0/0 only when its connection propagates the default route',
    '0.0.0.0/0 never crosses hubs: each hub needs its own way out',
    'with intent on one hub all hubs need it, or paths become asymmetric',
    'custom route tables and static routes to VNets are not allowed with intent',
    'private prefixes beyond RFC 1918 must be listed on every hub and kept from translation',
    'a spoke needs no route table; one that exists must let gateway routes in',
    'a hub holds no resources of the customer: no resolver, no Bastion, no zone links',
  ],
  policiesPage,
  internetPage,
);

/** An attached route table, as AKS looks at it behind a hub. */
export interface SpokeRoutes {
  readonly hasExplicitDefault: boolean;
  readonly learnsDefault: boolean;
}

/** The error of a cluster with user defined routing whose default route is only learnt. */
export function udrBehindHub(
  routes: SpokeRoutes,
):
  | { readonly ok: true }
  | { readonly ok: false; readonly error: 'RouteTableMissingDefaultRouteError' } {
  return routes.hasExplicitDefault
    ? { ok: true }
    : { ok: false, error: 'RouteTableMissingDefaultRouteError' };
}

/** Where that error is reported; see the assumption `virtualWan.userDefinedRouting`. */
export const udrBehindHubCite: readonly Citation[] = [
  issue('MicrosoftDocs/azure-docs#108240'),
  issue('Azure/AKS#5112'),
  issue('Azure/AKS#5000', 'open'),
  derived('overlay pod ranges are invisible to the hub, for it sees node addresses'),
];
