/** Public addresses that exits need, as sizing found out. */
export interface ExitScale {
  /** Addresses of a region's firewall. */
  readonly firewall: (region: string) => number;
  /** Addresses of a spoke's NAT gateway. */
  readonly nat: (environment: string, region: string) => number;
  /** Addresses of the load balancer of a cluster that names its own. */
  readonly balancer: (cluster: string) => number;
}

/** Name of a region's firewall. */
export const firewallName = (region: string): string => `afw-${region}`;

/** Name of a spoke's NAT gateway. */
export const natName = (environment: string, region: string): string =>
  `ng-${environment}-${region}`;
