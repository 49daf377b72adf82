import type { AssumptionName } from './assumptions.ts';
import { type Citation, documented, type Fact } from './citation.ts';
import { aksPage, azurePage, sourceFile } from './documents.ts';

/** An Azure cloud. */
export type CloudId = 'public' | 'usgov' | 'china';

/** A cloud with its names and suffixes; `<region>` stands for the region. */
export interface Cloud {
  readonly id: CloudId;
  /** The name that `az cloud set` takes. */
  readonly cliName: string;
  readonly resourceManager: string;
  readonly signIn: string;
  readonly signInAssumes?: AssumptionName;
  /** Wildcard of public API server names. */
  readonly apiServerFqdn: string;
  /** Private zone of clusters with a private endpoint. */
  readonly apiServerZone: Fact<string>;
  /** Private zone of clusters with VNet integration; absent where no page names it. */
  readonly apiServerIntegrationZone?: Fact<string>;
  readonly registrySuffix: string;
  readonly keyVaultSuffix: string;
  readonly storageSuffix: string;
  readonly sqlSuffix: string;
  readonly logAnalyticsSuffix: string;
  readonly registryMirror?: string;
  /** What the cloud lacks of what this product plans. */
  readonly lacks: readonly CloudGap[];
  readonly cite: readonly Citation[];
}

/** A feature that a cloud lacks. */
export type CloudGap =
  | 'routingIntent'
  | 'routingIntentAppliances'
  | 'agicOnOverlay'
  | 'defenderForContainers';

const zonesPage = azurePage('articles/private-link/private-endpoint-dns.md', '2023-11');
const egressPage = aksPage('outbound-rules-control-egress.md', 'dated 2026-06-18');
const templates = sourceFile(
  'public Bicep templates for AKS',
  undefined,
  'not confirmed by a page',
);

/** Every cloud, by id. */
export const clouds: Readonly<Record<CloudId, Cloud>> = {
  public: {
    id: 'public',
    cliName: 'AzureCloud',
    resourceManager: 'management.azure.com',
    signIn: 'login.microsoftonline.com',
    apiServerFqdn: '*.hcp.<region>.azmk8s.io',
    apiServerZone: documented('privatelink.<region>.azmk8s.io', aksPage('private-clusters.md')),
    apiServerIntegrationZone: documented(
      'private.<region>.azmk8s.io',
      aksPage('private-clusters.md'),
    ),
    registrySuffix: 'azurecr.io',
    keyVaultSuffix: 'vault.azure.net',
    storageSuffix: 'core.windows.net',
    sqlSuffix: 'database.windows.net',
    logAnalyticsSuffix: 'opinsights.azure.com',
    lacks: [],
    cite: [egressPage, zonesPage],
  },
  usgov: {
    id: 'usgov',
    cliName: 'AzureUSGovernment',
    resourceManager: 'management.usgovcloudapi.net',
    signIn: 'login.microsoftonline.us',
    apiServerFqdn: '*.hcp.<region>.cx.aks.containerservice.azure.us',
    apiServerZone: {
      value: 'privatelink.<region>.cx.aks.containerservice.azure.us',
      confidence: 'uncertain',
      cite: [templates],
    },
    registrySuffix: 'azurecr.us',
    keyVaultSuffix: 'vault.usgovcloudapi.net',
    storageSuffix: 'core.usgovcloudapi.net',
    sqlSuffix: 'database.usgovcloudapi.net',
    logAnalyticsSuffix: 'opinsights.azure.us',
    lacks: ['routingIntentAppliances', 'agicOnOverlay'],
    cite: [egressPage, zonesPage],
  },
  china: {
    id: 'china',
    cliName: 'AzureChinaCloud',
    resourceManager: 'management.chinacloudapi.cn',
    signIn: 'login.chinacloudapi.cn',
    signInAssumes: 'china.signInHost',
    apiServerFqdn: '*.hcp.<region>.cx.prod.service.azk8s.cn',
    apiServerZone: {
      value: 'privatelink.<region>.cx.prod.service.azk8s.cn',
      confidence: 'documented',
      cite: [aksPage('private-clusters.md', 'the edition of the page for China')],
    },
    registrySuffix: 'azurecr.cn',
    keyVaultSuffix: 'vault.azure.cn',
    storageSuffix: 'core.chinacloudapi.cn',
    sqlSuffix: 'database.chinacloudapi.cn',
    logAnalyticsSuffix: 'opinsights.azure.cn',
    registryMirror: 'mcr.azure.cn',
    lacks: ['routingIntent', 'agicOnOverlay', 'defenderForContainers'],
    cite: [egressPage, zonesPage],
  },
};

/** Whether a text names a cloud; safe for `__proto__` and the like. */
export function isCloudId(text: string): text is CloudId {
  return Object.hasOwn(clouds, text);
}
