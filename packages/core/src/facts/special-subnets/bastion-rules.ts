/** A security rule that a platform service demands on its subnet, in plain words. */
export interface DemandedRule {
  readonly name: string;
  readonly direction: 'Inbound' | 'Outbound';
  readonly protocol: 'Tcp' | '*';
  /** Service tag, or undefined for any. */
  readonly from?: string;
  readonly to?: string;
  readonly ports: readonly number[];
}

/**
 * Rules that a security group on AzureBastionSubnet must have. The ports between hosts that newer pages
 * add are not confirmed and left out.
 * Source: MicrosoftDocs/azure-docs `articles/bastion/bastion-nsg.md`.
 */
export const bastionRules: readonly DemandedRule[] = [
  {
    name: 'AllowGatewayManagerInBound',
    direction: 'Inbound',
    protocol: 'Tcp',
    from: 'GatewayManager',
    ports: [443],
  },
  {
    name: 'AllowClientsInBound',
    direction: 'Inbound',
    protocol: 'Tcp',
    from: 'Internet',
    ports: [443],
  },
  {
    name: 'AllowSshRdpOutBound',
    direction: 'Outbound',
    protocol: 'Tcp',
    to: 'VirtualNetwork',
    ports: [22, 3389],
  },
  {
    name: 'AllowAzureCloudOutBound',
    direction: 'Outbound',
    protocol: 'Tcp',
    to: 'AzureCloud',
    ports: [443],
  },
];
