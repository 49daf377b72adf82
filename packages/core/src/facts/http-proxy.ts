import { documented, type Fact } from './citation.ts';
import { aksPage, aksRelease, derived, issue } from './documents.ts';

const proxyPage = aksPage('http-proxy.md', 'dated 2026-02');

/** Rules of `httpProxyConfig`. */
export const httpProxyRules: Fact<{
  readonly httpProxyScheme: 'http://';
  /** httpsProxy falls back to httpProxy. */
  readonly httpsFallsBack: boolean;
  readonly mostCertificates: number;
  readonly optOutAnnotation: string;
  readonly variables: readonly string[];
  readonly flagsFromCli: string;
}> = documented(
  {
    httpProxyScheme: 'http://',
    httpsFallsBack: true,
    mostCertificates: 20,
    optOutAnnotation: 'kubernetes.azure.com/no-http-proxy-vars',
    variables: ['HTTP_PROXY', 'http_proxy', 'HTTPS_PROXY', 'https_proxy', 'NO_PROXY', 'no_proxy'],
    flagsFromCli: '2.85',
  },
  proxyPage,
  aksRelease('2026-07-17'),
);

/** What AKS adds to noProxy by itself; the ranges are those of the cluster. */
export const addedToNoProxy: Fact<{
  readonly texts: readonly string[];
  readonly ranges: readonly ('nodeSubnets' | 'podRanges' | 'serviceRanges')[];
  readonly names: readonly ('apiServer' | 'konnectivity')[];
}> = {
  value: {
    texts: ['localhost', '127.0.0.1', '168.63.129.16', '169.254.169.254'],
    ranges: ['nodeSubnets', 'podRanges', 'serviceRanges'],
    names: ['apiServer', 'konnectivity'],
  },
  confidence: 'uncertain',
  cite: [
    issue('kubernetes-sigs/cluster-api-provider-azure#1947'),
    issue('Azure/AKS#3174'),
    issue('Azure/AKS#205'),
  ],
};

/** What must be listed by hand, because programs that ignore ranges would ask the proxy for it. */
export const advisedNoProxy: Fact<readonly string[]> = {
  value: ['.svc', '.cluster.local', '.svc.cluster.local'],
  confidence: 'derived',
  cite: [proxyPage, derived('curl and Python pass over ranges in noProxy')],
};

/** What the proxy cannot be used with. */
export const httpProxyUnsupported: Fact<readonly string[]> = documented(
  [
    'proxies of single pools',
    'user and password',
    'Windows pools',
    'availability sets',
    'an own certificate authority for traffic to the API server',
  ],
  proxyPage,
);

/** What goes past the proxy, so that the firewall must open it. */
export const notProxied: Fact<readonly string[]> = documented(
  ['DNS', 'NTP', 'the tunnel on UDP 1194 and TCP 9000', 'traffic of the Istio add-on'],
  proxyPage,
);

/** Whether an entry of noProxy is legal, and why not. */
export type NoProxyVerdict =
  | { readonly ok: true }
  | { readonly ok: false; readonly because: 'empty' | 'wildcard' | 'notAName' };

const label = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/i;
const addressOrRange = /^(?:[0-9.]+|[0-9a-f:]*:[0-9a-f:.]*)(?:\/\d{1,3})?$/i;

/**
 * Holds an entry of noProxy against the rules of the page: no wildcard in front of a suffix, names
 * after RFC 1123. Entries that begin with a dot stand for a suffix; that they are accepted is not
 * confirmed. Addresses and ranges pass; whether they are well formed is not looked at here.
 */
export function judgeNoProxyEntry(entry: string): NoProxyVerdict {
  const text = entry.trim();
  if (text === '') return { ok: false, because: 'empty' };
  if (text.includes('*')) return { ok: false, because: 'wildcard' };
  if (addressOrRange.test(text)) return { ok: true };
  const labels = text.replace(/^\./, '').split('.');
  return labels.every((each) => label.test(each))
    ? { ok: true }
    : { ok: false, because: 'notAName' };
}
