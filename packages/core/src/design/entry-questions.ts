import { all, type Estate } from '../estate/estate.ts';
import { code, joined, type Part, type Prose, prose, quote } from '../evidence/prose.ts';
import { gatewayAnnotations, healthCheckPolicy } from '../facts/certificates.ts';
import type { ClusterWish } from '../requirements/cluster.ts';
import type { IngressWish } from '../requirements/ingress.ts';
import type { Asker } from './asker.ts';
import { certificateAddOn, certificateSecret, vaultCertificate } from './certificates.ts';

/** What is open about the ways in: owners, certificates, and how gateways speak to pods. */
export const entryAskers: readonly Asker[] = [
  ({ requirements }) =>
    requirements.clusters.flatMap((cluster) =>
      cluster.ingress
        .filter((entry) => entry.tls === undefined || entry.dns === undefined)
        .map((entry) => ({
          owner: requirements.organisation.owners.cluster,
          says: prose`who answers for ${joined(missingOwners(entry.tls === undefined, entry.dns === undefined), ' and ')} of ${quote(entry.name)}`,
        })),
    ),
  ({ requirements }) =>
    requirements.clusters.flatMap((cluster) =>
      cluster.ingress
        .filter((entry) => entry.to !== undefined && entry.to.protocol === undefined)
        .map((entry) => ({
          owner: requirements.organisation.owners.cluster,
          says: prose`what the pods behind ${quote(entry.name)} speak, ${code('http')} or ${code('https')}: until ${code('to.protocol')} says it, the gateway does what it does by itself`,
        })),
    ),
  ({ requirements }) =>
    requirements.clusters.flatMap((cluster) =>
      cluster.ingress
        .filter((entry) => entry.tls?.source === 'keyVault')
        .map((entry) => ({
          owner: entry.tls?.owner ?? requirements.organisation.owners.cluster,
          says: certificateOpen(cluster, entry),
        })),
    ),
  ({ requirements, estate }) => {
    const names = all(estate, 'kubernetesObject')
      .filter((each) => each.annotations?.[gatewayAnnotations.value.backendProtocol] === 'https')
      .map(({ name }) => name);
    return [...new Set(names)].map((name) => ({
      owner: requirements.organisation.owners.cluster,
      says: prose`whether pods behind ${quote(name)} show a certificate of a well-known authority: the ingress controller of Application Gateway takes no other`,
    }));
  },
  ({ requirements, estate }) =>
    requirements.clusters.flatMap((cluster) =>
      cluster.ingress
        .filter(
          (entry) =>
            entry.to?.protocol === 'https' &&
            all(estate, 'kubernetesObject').some(
              (each) => each.objectKind === 'Gateway' && each.name === entry.name,
            ),
        )
        .map((entry) => ({
          owner: requirements.organisation.owners.cluster,
          says: prose`which authority signs the certificates of the pods behind ${quote(entry.name)}: its gateway speaks TLS to them only by a policy that names it, which is not written here`,
        })),
    ),
  ({ requirements, estate }) =>
    requirements.clusters.flatMap((cluster) =>
      cluster.ingress
        .filter((entry) => entry.to !== undefined && !asksPath(estate, entry))
        .map((entry) => ({
          owner: requirements.organisation.owners.cluster,
          says: prose`whether pods behind ${quote(entry.name)} have a readiness probe on ${code(entry.probePath)}: its gateway sends to pods that are ready and asks no path by itself`,
        })),
    ),
];

/** What is missing until the certificate of an endpoint is where it is needed. */
function certificateOpen(cluster: ClusterWish, entry: IngressWish): Prose {
  const certificate = vaultCertificate(cluster, entry);
  const secret = certificateSecret(entry);
  if (certificate !== undefined)
    return prose`which pod mounts ${code(secret)} in the namespace of the gateway or Ingress of ${quote(entry.name)}: the secret is there as long as one does, and the identity ${code(certificate.reader.client)} needs the right to read secrets of ${quote(certificate.vault)}`;
  return cluster.addOns.includes(certificateAddOn)
    ? prose`in which Key Vault the certificate of ${quote(entry.name)} is, and which identity reads it: ${code('tls.vault')} and ${code('tls.reader')} say it; until then the secret ${code(secret)} is named and nothing makes it`
    : prose`how the certificate of ${quote(entry.name)} comes from its Key Vault: the add-on ${code(certificateAddOn)} is not asked for, so the secret ${code(secret)} is named and nothing makes it`;
}

/** Whether something that is written has a gateway ask the pods for the path. */
const asksPath = (estate: Estate, { name, probePath }: IngressWish): boolean =>
  all(estate, 'kubernetesObject').some(
    (each) =>
      each.name === name &&
      (each.objectKind === healthCheckPolicy.value.kind ||
        each.annotations?.[gatewayAnnotations.value.probePath] === probePath),
  );

const missingOwners = (tls: boolean, dns: boolean): readonly Part[] => [
  ...(tls ? ['the certificate'] : []),
  ...(dns ? ['the name'] : []),
];
