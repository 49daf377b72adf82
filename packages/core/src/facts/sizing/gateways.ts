import { type Citation, documented, type Fact } from '../citation.ts';
import { aksPage, azurePage, derived } from '../documents.ts';
import { reservedIps, usableIps } from './subnet.ts';

const gatewayPage = azurePage(
  'articles/application-gateway/configuration-infrastructure.md',
  '2023-07-05',
);
const integrationPage = aksPage('api-server-vnet-integration.md');

/** Instances of Application Gateway, by generation. */
export const appGatewayInstances: Fact<Readonly<Record<'v1' | 'v2', number>>> = documented(
  { v1: 32, v2: 125 },
  gatewayPage,
);

/** Inbound ports that GatewayManager must reach, by generation of Application Gateway. */
export const gatewayManagerPorts: Fact<
  Readonly<Record<'v1' | 'v2', { readonly from: number; readonly to: number }>>
> = documented({ v1: { from: 65503, to: 65534 }, v2: { from: 65200, to: 65535 } }, gatewayPage);

/** An application gateway as far as addresses depend on it. */
export interface AppGatewaySize {
  /** Greatest number of instances. */
  readonly instances: number;
  readonly privateFrontend: boolean;
}

function taken(gateway: AppGatewaySize): number {
  return gateway.instances + (gateway.privateFrontend ? 1 : 0);
}

/** Addresses of a subnet for one application gateway, those that Azure keeps included. */
export function appGatewayIps(gateway: AppGatewaySize): number {
  return taken(gateway) + reservedIps();
}

/** Addresses left in a subnet that several application gateways share. */
export function appGatewaySubnetRemaining(input: {
  readonly prefix: number;
  readonly gateways: readonly AppGatewaySize[];
}): number {
  const used = input.gateways.reduce((sum, gateway) => sum + taken(gateway), 0);
  return usableIps(input.prefix) - used;
}

/** Where the address need of application gateways is documented. */
export const appGatewayCite: readonly Citation[] = [gatewayPage];

/** Addresses that each API server takes of its subnet. */
export const apiServerIps: Fact<number> = documented(9, integrationPage);

/**
 * API servers that a subnet holds. A /28 is documented to hold one; beyond that the count follows
 * from nine addresses each (reserved ones taken off).
 */
export function apiServersInSubnet(prefixLength: number): number {
  return Math.floor(usableIps(prefixLength) / apiServerIps.value);
}

/** Where the capacity of API server subnets comes from. */
export const apiServerCite: readonly Citation[] = [
  integrationPage,
  derived('/28: 11 / 9 = 1 cluster, /27: 27 / 9 = 3, /26: 59 / 9 = 6'),
];

/** Free addresses that Application Gateway for Containers wants. */
export const agcFreeIps: Fact<number> = documented(
  250,
  azurePage('articles/application-gateway/for-containers/container-networking.md', '2025-03-24'),
);
