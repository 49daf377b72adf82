import { documented, type Fact } from './citation.ts';
import type { CloudId } from './clouds.ts';
import { aksPage, azurePage, noPageRead } from './documents.ts';

const secretsPage = aksPage('csi-secrets-store-nginx-tls.md', 'dated 2023-06-05');
const agicAnnotations = azurePage(
  'articles/application-gateway/ingress-controller-annotations.md',
  '2024-05-13',
);
const agcProbes = azurePage(
  'articles/application-gateway/for-containers/custom-health-probe.md',
  '2024-10-28',
);

/** The object that says which certificate of a vault becomes which secret; `objectType` gives key and chain. */
export const secretProvider: Fact<{
  readonly apiVersion: string;
  readonly kind: string;
  readonly provider: string;
  readonly objectType: string;
  readonly secretType: string;
}> = documented(
  {
    apiVersion: 'secrets-store.csi.x-k8s.io/v1',
    kind: 'SecretProviderClass',
    provider: 'azure',
    objectType: 'secret',
    secretType: 'kubernetes.io/tls',
  },
  secretsPage,
  aksPage('app-routing-gateway-api-tls.md', 'the same for gateways, with a pod that mounts it'),
);

/** What the provider calls a cloud; left out for the public one. */
export const secretProviderClouds: Fact<Readonly<Partial<Record<CloudId, string>>>> = {
  value: { usgov: 'AzureUSGovernmentCloud', china: 'AzureChinaCloud' },
  confidence: 'uncertain',
  cite: [noPageRead],
};

/** Annotations of an Ingress that the controller of an application gateway reads. */
export const gatewayAnnotations: Fact<
  Readonly<Record<'probePath' | 'probePort' | 'backendProtocol' | 'privateAddress', string>>
> = documented(
  {
    probePath: 'appgw.ingress.kubernetes.io/health-probe-path',
    probePort: 'appgw.ingress.kubernetes.io/health-probe-port',
    backendProtocol: 'appgw.ingress.kubernetes.io/backend-protocol',
    privateAddress: 'appgw.ingress.kubernetes.io/use-private-ip',
  },
  agicAnnotations,
);

/** Annotation of an Ingress by which NGINX speaks TLS to pods. */
export const nginxBackendProtocol: Fact<string> = {
  value: 'nginx.ingress.kubernetes.io/backend-protocol',
  confidence: 'uncertain',
  cite: [noPageRead],
};

/** The object by which a gateway for containers asks a path of the pods of a Service. */
export const healthCheckPolicy: Fact<{ readonly apiVersion: string; readonly kind: string }> =
  documented({ apiVersion: 'alb.networking.azure.io/v1', kind: 'HealthCheckPolicy' }, agcProbes);
