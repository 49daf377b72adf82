import { type Citation, documented, type Fact } from '../citation.ts';
import { aksPage } from '../documents.ts';
import { isAtLeast, minorVersion } from '../kubernetes-version.ts';
import type { Engine, EngineHost, EngineProfile } from './engine.ts';

const ciliumPage = aksPage('azure-cni-powered-by-cilium.md', 'dated 2026-08-05');
const migrationPage = aksPage('migrate-from-npm-to-cilium-network-policy.md');
const cite: readonly Citation[] = [ciliumPage, migrationPage];

/** Least Cilium version that AKS runs, by Kubernetes minor version. */
export const ciliumByKubernetes: Fact<Readonly<Record<string, string>>> = documented(
  {
    '1.31': '1.16.16',
    '1.32': '1.17.9',
    '1.33': '1.17.9',
    '1.34': '1.18.6',
    '1.35': '1.18.6',
    '1.36': '1.18.9',
  },
  ciliumPage,
);

/** From this Cilium version on, endPort counts; before, only the first port is opened. */
export const endPortFromCilium: Fact<string> = documented('1.17', ciliumPage);

/** Cilium filters IPv6 from this Kubernetes version on. */
export const ciliumIpv6From: Fact<string> = documented('1.29', ciliumPage);

/**
 * The least Cilium version of a Kubernetes version. Above the table the newest row holds, because
 * AKS never goes back; below it, or when the text is no version, nothing is known.
 */
export function leastCiliumVersion(kubernetesVersion: string): string | undefined {
  const version = minorVersion(kubernetesVersion);
  if (version === undefined) return undefined;
  const rows = Object.entries(ciliumByKubernetes.value);
  return rows.filter(([row]) => isAtLeast(kubernetesVersion, row) === true).at(-1)?.[1];
}

function honoursEndPort(host: EngineHost): boolean {
  const kubernetes = host.kubernetesVersion;
  const known =
    host.ciliumVersion ?? (kubernetes === undefined ? undefined : leastCiliumVersion(kubernetes));
  // A cluster of unknown version is read as a current one; one below the table as an old one.
  if (known === undefined) return kubernetes === undefined;
  return isAtLeast(known, endPortFromCilium.value) ?? true;
}

function families(host: EngineHost): readonly (4 | 6)[] {
  const kubernetes = host.kubernetesVersion;
  const tooOld = kubernetes !== undefined && isAtLeast(kubernetes, ciliumIpv6From.value) === false;
  return tooOld ? [4] : [4, 6];
}

function profile(host: EngineHost): EngineProfile {
  return {
    engine: 'cilium',
    os: 'Linux',
    enforces: true,
    ipBlockMatchesPods: false,
    ipBlockMatchesNodes: false,
    ownNodeEgress: 'filtered',
    ownNodeIngress: 'allowed',
    throughLoadBalancer: 'filtered',
    namedPorts: 'cilium.namedPorts',
    endPort: honoursEndPort(host) ? 'honoured' : 'ignored',
    negativeSelectors: 'honoured',
    except: 'honoured',
    sctp: 'cilium.sctp',
    families: families(host),
    selectsHostNetworkPods: false,
    names: true,
    l7: true,
    extraKinds: 'cilium',
    cite,
  };
}

/** Cilium as AKS runs it. Names and L7 rules need the paid advanced services. */
export const cilium: Engine = {
  id: 'cilium',
  title: 'Cilium',
  dataPlane: 'cilium',
  runsOn: [{ os: 'Linux', releases: [], profile }],
  limits: ['cilium-identities'],
  cite,
};
