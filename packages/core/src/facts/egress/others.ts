import type { Citation } from '../citation.ts';
import { aksPage, azurePage, derived, noPageRead, sourceFile } from '../documents.ts';
import type { EgressGroup, RequiredEndpoint } from './required-endpoint.ts';

/*
 * What the egress page leaves out: sources of workloads and of deployments. Much of it is known
 * from the products only, and marked so.
 */

const fluxPage = azurePage('articles/azure-arc/kubernetes/tutorial-use-gitops-flux2.md', '2022-05');
const devOpsPage = sourceFile(
  'MicrosoftDocs/azure-devops-docs:docs/organizations/security/allow-list-ip-url.md',
  '2024-01',
);
const egressPage = aksPage('outbound-rules-control-egress.md', 'dated 2026-06-18');

interface Words {
  readonly use: string;
  readonly port?: number;
  readonly protocol?: RequiredEndpoint['protocol'];
  readonly cite?: readonly Citation[];
}

/** One row for the public cloud; without citation it is known from the product only. */
function byName(
  group: EgressGroup,
  destinations: readonly string[],
  words: Words,
): RequiredEndpoint {
  return {
    group,
    clouds: ['public'],
    kind: words.protocol === 'SSH' ? 'network' : 'fqdn',
    destinations,
    protocol: words.protocol ?? 'HTTPS',
    port: words.port ?? 443,
    required: true,
    use: words.use,
    confidence: words.cite === undefined ? 'uncertain' : 'documented',
    cite: words.cite ?? [noPageRead],
  };
}

/** Endpoints of deployments, registries and features that the egress page does not list. */
export const otherEndpoints: readonly RequiredEndpoint[] = [
  byName(
    'flux',
    [
      'management.azure.com',
      'login.microsoftonline.com',
      'mcr.microsoft.com',
      '*.data.mcr.microsoft.com',
      '<region>.dp.kubernetesconfiguration.azure.com',
    ],
    { use: 'the Flux extension', cite: [fluxPage] },
  ),
  byName('flux-source', ['<git, helm, OCI or bucket host>'], {
    use: 'sources over HTTPS',
    cite: [fluxPage],
  }),
  byName('flux-source', ['<git host>'], {
    use: 'sources over SSH, which need a network rule',
    protocol: 'SSH',
    port: 22,
    cite: [fluxPage],
  }),
  byName(
    'git-github',
    [
      'github.com',
      'api.github.com',
      'codeload.github.com',
      'raw.githubusercontent.com',
      'objects.githubusercontent.com',
    ],
    { use: 'clones, archives and releases' },
  ),
  byName('git-github', ['github.com'], { use: 'clones over SSH', protocol: 'SSH', port: 22 }),
  byName('git-github', ['ssh.github.com'], { use: 'clones over SSH', protocol: 'SSH' }),
  byName('registry-ghcr', ['ghcr.io', 'pkg-containers.githubusercontent.com'], {
    use: 'packages of GitHub',
  }),
  byName(
    'git-azure-devops',
    [
      'dev.azure.com',
      '*.dev.azure.com',
      '<organisation>.visualstudio.com',
      'login.microsoftonline.com',
      '*.vssps.visualstudio.com',
    ],
    { use: 'Azure Repos; its service tag is for inbound only', cite: [devOpsPage] },
  ),
  byName('git-azure-devops', ['ssh.dev.azure.com', 'vs-ssh.visualstudio.com'], {
    use: 'clones over SSH',
    protocol: 'SSH',
    port: 22,
    cite: [devOpsPage],
  }),
  byName('git-gitlab', ['gitlab.com', 'registry.gitlab.com'], { use: 'GitLab and its registry' }),
  byName('git-gitlab', ['gitlab.com'], { use: 'clones over SSH', protocol: 'SSH', port: 22 }),
  byName('git-bitbucket', ['bitbucket.org'], { use: 'Bitbucket' }),
  byName('git-bitbucket', ['bitbucket.org'], { use: 'clones over SSH', protocol: 'SSH', port: 22 }),
  byName(
    'registry-dockerhub',
    ['registry-1.docker.io', 'auth.docker.io', 'production.cloudflare.docker.com'],
    { use: 'images of Docker Hub' },
  ),
  byName(
    'registry-quay',
    ['quay.io', 'cdn.quay.io', 'cdn01.quay.io', 'cdn02.quay.io', 'cdn03.quay.io'],
    { use: 'images of Quay' },
  ),
  byName('registry-k8s', ['registry.k8s.io', '*.pkg.dev'], {
    use: 'upstream images, redirected to regional stores',
  }),
  byName('acr', ['<name>.azurecr.io'], { use: 'sign-in and REST of the registry' }),
  byName('acr', ['<name>.<region>.data.azurecr.io'], {
    use: 'layers, with dedicated data endpoints or a private endpoint',
    cite: [aksPage('network-isolated.md')],
  }),
  byName('acr', ['*.blob.core.windows.net'], { use: 'layers otherwise' }),
  byName('dapr', ['mcr.microsoft.com'], {
    use: 'images of Dapr; its sidecars take a proxy by the annotation dapr.io/env',
    cite: [aksPage('dapr-settings.md')],
  }),
  byName('istio-addon', ['vault.azure.net'], {
    use: 'only with an own certificate authority or secure gateways',
    cite: [egressPage],
  }),
  byName('app-routing', ['vault.azure.net', 'management.azure.com'], {
    use: 'certificates, and records in DNS zones',
    cite: [egressPage, derived('management.azure.com writes the zones')],
  }),
  byName('nap', ['management.azure.com'], {
    use: 'nothing beyond the core: the provisioner runs in the control plane',
    cite: [derived('the provisioner runs in the control plane')],
  }),
  {
    group: 'acns-logs',
    clouds: ['public', 'usgov', 'china'],
    kind: 'network',
    destinations: ['AzureMonitor'],
    protocol: 'TCP',
    port: 443,
    required: true,
    use: 'container network logs go to the endpoints of Azure Monitor',
    confidence: 'documented',
    cite: [egressPage],
  },
];

/** Addresses of Azure DevOps, for firewalls that cannot filter names. */
export const azureDevOpsRanges: readonly string[] = [
  '13.107.6.0/24',
  '13.107.9.0/24',
  '13.107.42.0/24',
  '13.107.43.0/24',
];
