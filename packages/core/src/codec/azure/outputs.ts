import type { ArmReference, ResourceBody } from '../codec.ts';

/** What of a resource can be asked for once it is there. */
export type OutputName = Exclude<ArmReference['property'], undefined>;

type Path = string | ((body: ResourceBody | undefined) => string);

/** Where ARM answers it, by type in lower case; dots and indexes as Bicep and JMESPath both read them. */
const paths: ReadonlyMap<string, { readonly [K in OutputName]?: Path }> = new Map(
  Object.entries({
    'microsoft.network/azurefirewalls': {
      privateAddress: (body: ResourceBody | undefined) =>
        body !== undefined && 'virtualHub' in body.properties
          ? 'properties.hubIPAddresses.privateIPAddress'
          : 'properties.ipConfigurations[0].properties.privateIPAddress',
    },
    'microsoft.network/publicipaddresses': { publicAddress: 'properties.ipAddress' },
    'microsoft.network/publicipprefixes': { publicRange: 'properties.ipPrefix' },
    'microsoft.managedidentity/userassignedidentities': {
      principalId: 'properties.principalId',
      clientId: 'properties.clientId',
    },
    'microsoft.containerservice/managedclusters': {
      principalId: 'identity.principalId',
      ingressPrincipalId: 'properties.addonProfiles.ingressApplicationGateway.identity.objectId',
    },
  }),
);

/**
 * Path to what a reference asks for, from the resource's root; undefined when the type tells no such
 * thing. @param body the resource, when it is made here: some paths depend on its form
 */
export function outputPath(
  type: string,
  name: OutputName,
  body?: ResourceBody,
): string | undefined {
  const path = paths.get(type.toLowerCase())?.[name];
  return typeof path === 'function' ? path(body) : path;
}
