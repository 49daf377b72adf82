import { formatAddress, formatPrefix, parseAddress, parsePrefix } from '@aksnet/net';

/*
 * How an end of a connection is written, in requirements and in assertions:
 *
 *     payments/payment-api        a workload            payments/* or payments   a namespace
 *     pay:payments/payment-api    the same, in the cluster `pay`
 *     keyVault                    a service of Azure    keyVault:kv-pay          one of them
 *     10.9.0.0/16                 a range               internet                 everything public
 *     ingress:public              the way in            apiServer                the API server
 *     card-processor              a name: destination, dependency, caller or way in
 *     datacentre                  ranges in use          onPremises           all of that kind
 *     api.example.com             a host name            node:aks-sys-0           a process on a node
 */

/** An end as it is written, before anybody knows what the names in it stand for. */
export type WrittenEnd =
  | {
      readonly kind: 'workload';
      readonly cluster?: string;
      readonly namespace: string;
      /** Absent: all of the namespace. */
      readonly workload?: string;
    }
  | { readonly kind: 'range'; readonly cidr: string }
  | { readonly kind: 'ingress'; readonly exposure: 'public' | 'private' }
  | { readonly kind: 'internet' }
  | { readonly kind: 'apiServer' }
  | { readonly kind: 'node'; readonly name: string }
  /** `name` alone may be a namespace too. */
  | { readonly kind: 'name'; readonly name: string; readonly one?: string };

/** Splits the text of an end into what it says. */
export function writtenEnd(text: string): WrittenEnd {
  if (text === 'internet') return { kind: 'internet' };
  if (text === 'apiServer') return { kind: 'apiServer' };
  const range = parsePrefix(text);
  if (range.ok) return { kind: 'range', cidr: formatPrefix(range.value) };
  const address = parseAddress(text);
  if (address.ok) {
    const length = address.value.family === 4 ? 32 : 128;
    return { kind: 'range', cidr: `${formatAddress(address.value)}/${length}` };
  }
  const [before, behind] = split(text, ':');
  if (before === 'node' && behind !== undefined) return { kind: 'node', name: behind };
  if (before === 'ingress' && (behind === 'public' || behind === 'private')) {
    return { kind: 'ingress', exposure: behind };
  }
  const inCluster = behind?.includes('/') ?? false;
  const [namespace, workload] = split(inCluster ? (behind ?? '') : text, '/');
  if (workload !== undefined) {
    return {
      kind: 'workload',
      ...(inCluster ? { cluster: before } : {}),
      namespace,
      ...(workload === '*' || workload === '' ? {} : { workload }),
    };
  }
  return behind === undefined
    ? { kind: 'name', name: text }
    : { kind: 'name', name: before, one: behind };
}

/** The text before and behind the first separator; nothing behind when there is none. */
function split(text: string, separator: string): readonly [before: string, behind?: string] {
  const at = text.indexOf(separator);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}
