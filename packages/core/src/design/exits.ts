import { all, type Estate, lookUp } from '../estate/estate.ts';
import { isKnown } from '../evidence/knowable.ts';
import { firewallSupply } from '../facts/snat.ts';
import { snatReport } from '../size/snat-ledger.ts';
import { type ExitScale, firewallName, natName } from './exit-scale.ts';

/**
 * Public addresses to start from, before the demand of destinations is known: what AKS advises for a
 * firewall in production, one for a NAT gateway, which hands out ports over all nodes, and one for a load
 * balancer, as AKS takes by itself.
 */
export const firstExits: ExitScale = {
  firewall: () => firewallSupply.value.advisedIps,
  nat: () => 1,
  balancer: () => 1,
};

/**
 * Public addresses that the declared destinations need of each exit at maximum plus surge, never fewer
 * than to start from. A report already counts all clusters that share its exit, per destination.
 */
export function neededExits(estate: Estate): ExitScale {
  const needed = new Map<string, number>();
  for (const cluster of all(estate, 'cluster')) {
    const report = snatReport(estate, cluster);
    if (!isKnown(report) || report === undefined || !isKnown(report.ipsNeeded)) continue;
    const name = lookUp(estate, report.exit.element)?.name;
    if (name !== undefined) needed.set(name, Math.max(needed.get(name) ?? 0, report.ipsNeeded));
  }
  return {
    firewall: (region) =>
      Math.max(firstExits.firewall(region), needed.get(firewallName(region)) ?? 0),
    nat: (environment, region) =>
      Math.max(firstExits.nat(environment, region), needed.get(natName(environment, region)) ?? 0),
    balancer: (cluster) => Math.max(firstExits.balancer(cluster), needed.get(cluster) ?? 0),
  };
}
