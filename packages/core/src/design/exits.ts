import { firewallSupply } from '../facts/snat.ts';
import type { ExitScale } from './skeleton/skeleton.ts';

/**
 * Public addresses to start from, before the demand of destinations is known: what AKS advises for a
 * firewall in production, and one for a NAT gateway, which hands out ports over all nodes.
 */
export const firstExits: ExitScale = {
  firewall: () => firewallSupply.value.advisedIps,
  nat: () => 1,
};
