import type { KubernetesObject } from '../../estate/elements/kubernetes.ts';
import { secretProvider, secretProviderClouds } from '../../facts/certificates.ts';
import { certificateSecret, vaultCertificate } from '../certificates.ts';
import { type Entry, entryObject } from './entry.ts';

/**
 * What brings the certificate of an endpoint from its vault: the secret is there as long as some pod of the
 * namespace mounts it, and is renewed with the certificate.
 */
export function certificateOf(entry: Entry, namespace: string): readonly KubernetesObject[] {
  const { cluster, requirements } = entry.built.decided.ask;
  const certificate = vaultCertificate(cluster, entry.wish);
  if (certificate === undefined) return [];
  const { apiVersion, kind, provider, objectType, secretType } = secretProvider.value;
  const { vault, name, reader } = certificate;
  const cloudName = secretProviderClouds.value[requirements.cloud];
  const secretName = certificateSecret(entry.wish);
  return [
    entryObject(entry, {
      apiVersion,
      objectKind: kind,
      namespace,
      name: secretName,
      body: {
        spec: {
          provider,
          parameters: {
            usePodIdentity: 'false',
            ...(cluster.addOns.includes('workloadIdentity')
              ? { clientID: reader.client }
              : { useVMManagedIdentity: 'true', userAssignedIdentityID: reader.client }),
            keyvaultName: vault,
            ...(cloudName === undefined ? {} : { cloudName }),
            tenantId: reader.tenant,
            objects: `array:\n  - |\n    objectName: ${name}\n    objectType: ${objectType}\n`,
          },
          secretObjects: [
            {
              secretName,
              type: secretType,
              data: ['tls.key', 'tls.crt'].map((key) => ({ objectName: name, key })),
            },
          ],
        },
      },
    }),
  ];
}
