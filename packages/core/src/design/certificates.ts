import type { ClusterWish } from '../requirements/cluster.ts';
import type { IngressWish } from '../requirements/ingress.ts';

/** A certificate of a Key Vault, and who reads it. */
export interface VaultCertificate {
  readonly vault: string;
  readonly name: string;
  readonly reader: { readonly client: string; readonly tenant: string };
}

/** Add-on that brings certificates from vaults into clusters. */
export const certificateAddOn = 'keyVaultCsi';

/** The secret with the certificate of an endpoint, and what makes it, have one name. */
export const certificateSecret = (wish: IngressWish): string => `${wish.name}-tls`;

/** The certificate of an endpoint as far as it is known where it is; undefined: somebody must say. */
export function vaultCertificate(
  cluster: ClusterWish,
  wish: IngressWish,
): VaultCertificate | undefined {
  const { tls } = wish;
  if (tls?.source !== 'keyVault' || !cluster.addOns.includes(certificateAddOn)) return undefined;
  const vault = tls.vault ?? onlyVault(cluster);
  return vault === undefined || tls.reader === undefined
    ? undefined
    : { vault, name: tls.certificate ?? wish.name, reader: tls.reader };
}

function onlyVault(cluster: ClusterWish): string | undefined {
  const names = cluster.dependencies
    .filter(({ service }) => service === 'keyVault')
    .flatMap((each) => each.names);
  return names.length === 1 ? names[0] : undefined;
}
