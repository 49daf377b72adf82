import type { Citation } from '../citation.ts';
import { sourceFile } from '../documents.ts';

/** What a policy does when it matches. */
export type PolicyEffect = 'Audit' | 'AuditIfNotExists' | 'Deny' | 'DeployIfNotExists' | 'Disabled';

/** A built-in policy that concerns the network of clusters. */
export interface BuiltInPolicy {
  /** Name of the definition, a GUID. */
  readonly id: string;
  readonly displayName: string;
  readonly mode: 'All' | 'Indexed' | 'Microsoft.Kubernetes.Data';
  /** Effects it offers; one alone is fixed. */
  readonly effects: readonly PolicyEffect[];
  readonly default: PolicyEffect;
  /** What it flags, where the name does not say it. */
  readonly condition?: string;
}

/** Where the built-in policies were read. */
export const builtInPolicyCite: readonly Citation[] = [
  sourceFile('Azure/azure-policy:built-in-policies/policyDefinitions', '2026-04-29'),
];

/** Built-in policies that concern the network of clusters. */
export const builtInPolicies: readonly BuiltInPolicy[] = [
  {
    id: '040732e8-d947-40b8-95d6-854c95024bf8',
    displayName: 'Azure Kubernetes Service Private Clusters should be enabled',
    mode: 'Indexed',
    effects: ['Audit', 'Deny', 'Disabled'],
    default: 'Audit',
    condition: 'enablePrivateCluster != true',
  },
  {
    id: '0e246bcf-5f6f-4f87-bc6f-775d4712c7ea',
    displayName: 'Authorized IP ranges should be defined on Kubernetes Services',
    mode: 'All',
    effects: ['Audit', 'Disabled'],
    default: 'Audit',
    condition: 'authorizedIPRanges absent and not private; blind to VNet integration',
  },
  {
    id: '46238e2f-3f6f-4589-9f3f-77bed4116e67',
    displayName: 'Azure Kubernetes Clusters should use Azure CNI',
    mode: 'Indexed',
    effects: ['Audit', 'Disabled'],
    default: 'Audit',
    condition: 'networkPlugin != azure (so also flags none)',
  },
  {
    id: '89f2d532-c53c-4f8f-9afa-4927b1114a0d',
    displayName: 'Azure Kubernetes Service Clusters should disable Command Invoke',
    mode: 'Indexed',
    effects: ['Audit', 'Disabled'],
    default: 'Audit',
  },
  {
    id: '1b708b0a-3380-40e9-8b79-821f9fa224cc',
    displayName: 'Disable Command Invoke on Azure Kubernetes Service clusters',
    mode: 'Indexed',
    effects: ['DeployIfNotExists', 'Disabled'],
    default: 'DeployIfNotExists',
  },
  {
    id: '0a15ec92-a229-4763-bb14-0ea34a568f8d',
    displayName: 'Azure Policy Add-on ... should be installed',
    mode: 'Indexed',
    effects: ['Audit', 'Disabled'],
    default: 'Audit',
  },
  {
    id: 'c7f49635-e3f0-4986-b072-90d0c7c3d4cd',
    displayName: 'AKS clusters should be a member of a Fleet Manager',
    mode: 'Indexed',
    effects: ['AuditIfNotExists', 'Disabled'],
    default: 'AuditIfNotExists',
  },
  {
    id: '3fc4dc25-5baf-40d8-9b05-7fe74c1bc64e',
    displayName: 'Kubernetes clusters should use internal load balancers',
    mode: 'Microsoft.Kubernetes.Data',
    effects: ['Audit', 'Deny', 'Disabled'],
    default: 'Deny',
  },
  {
    id: '233a2a17-77ca-4fb1-9b6b-69223d272a44',
    displayName: 'Kubernetes cluster services should listen only on allowed ports',
    mode: 'Microsoft.Kubernetes.Data',
    effects: ['Audit', 'Deny', 'Disabled'],
    default: 'Deny',
  },
  {
    id: 'd46c275d-1680-448d-b2ec-e495a3b6cc89',
    displayName: 'Kubernetes cluster services should only use allowed external IPs',
    mode: 'Microsoft.Kubernetes.Data',
    effects: ['Audit', 'Deny', 'Disabled'],
    default: 'Audit',
  },
  {
    id: '82985f06-dc18-4a48-bc1c-b9f4f0098cfe',
    displayName: 'Kubernetes cluster pods should only use approved host network and port list',
    mode: 'Microsoft.Kubernetes.Data',
    effects: ['Audit', 'Deny', 'Disabled'],
    default: 'Audit',
  },
  {
    id: 'b0fdedee-7b9e-4a17-9f5d-5e8e912d2f01',
    displayName: 'Kubernetes cluster services should use unique selectors',
    mode: 'Microsoft.Kubernetes.Data',
    effects: ['Audit', 'Deny', 'Disabled'],
    default: 'Audit',
  },
  {
    id: '7bca8353-aa3b-429b-904a-9229c4385837',
    displayName: 'Subnets should be private',
    mode: 'All',
    effects: ['Audit', 'Deny', 'Disabled'],
    default: 'Audit',
    condition: 'defaultOutboundAccess != false, both VNet-inline and child subnet',
  },
  {
    id: 'fc5e4038-4584-4632-8c85-c0448d374b2c',
    displayName:
      '[Preview]: All Internet traffic should be routed via your deployed Azure Firewall',
    mode: 'All',
    effects: ['AuditIfNotExists', 'Disabled'],
    default: 'AuditIfNotExists',
    condition:
      'subnet with >=2 ipConfigurations and no routeTable, except AzureBastionSubnet/GatewaySubnet; wrong for vWAN spokes',
  },
  {
    id: '35f9c03a-cc27-418e-9c0c-539ff999d010',
    displayName: 'Gateway subnets should not be configured with a network security group',
    mode: 'All',
    effects: ['Deny'],
    default: 'Deny',
  },
  {
    id: '3f84c9b0-8b64-4208-98d4-6ada96bb49c3',
    displayName: 'Azure Firewall Policy should have DNS Proxy Enabled',
    mode: 'Indexed',
    effects: ['Audit', 'Disabled'],
    default: 'Audit',
  },
  {
    id: '72923a3a-e567-46d3-b3f9-ffb2462a1c3a',
    displayName: 'Virtual Hubs should be protected with Azure Firewall',
    mode: 'Indexed',
    effects: ['Audit', 'Deny', 'Disabled'],
    default: 'Audit',
  },
  {
    id: '4c3c6c5f-0d47-4402-99b8-aa543dd8bcee',
    displayName: 'Audit flow logs configuration for every virtual network',
    mode: 'Indexed',
    effects: ['Audit', 'Disabled'],
    default: 'Audit',
  },
  {
    id: '88c0b9da-ce96-4b03-9635-f29a937e2900',
    displayName: 'Network interfaces should disable IP forwarding',
    mode: 'Indexed',
    effects: ['Deny'],
    default: 'Deny',
  },
  {
    id: '83a86a26-fd1f-447c-b59d-e51f44264114',
    displayName: 'Network interfaces should not have public IPs',
    mode: 'Indexed',
    effects: ['Deny'],
    default: 'Deny',
  },
  {
    id: '0fdf0491-d080-4575-b627-ad0e843cba0f',
    displayName: 'Container registries: public network access should be disabled',
    mode: 'Indexed',
    effects: ['Audit', 'Deny', 'Disabled'],
    default: 'Audit',
  },
  {
    id: 'e8eef0a8-67cf-4eb4-9386-14b0e78733d4',
    displayName: 'Container registries should use private link',
    mode: 'Indexed',
    effects: ['Audit', 'Disabled'],
    default: 'Audit',
  },
  {
    id: '405c5871-3e91-4644-8a63-58e19d68ff5b',
    displayName: 'Azure Key Vault should disable public network access',
    mode: 'Indexed',
    effects: ['Audit', 'Deny', 'Disabled'],
    default: 'Audit',
  },
  {
    id: 'a6abeaec-4d90-4a02-805f-6b26c4d3fbe9',
    displayName: 'Azure Key Vaults should use private link',
    mode: 'Indexed',
    effects: ['Audit', 'Deny', 'Disabled'],
    default: 'Audit',
  },
  {
    id: 'b2982f36-99f2-4db5-8eff-283140c09693',
    displayName: 'Storage accounts should disable public network access',
    mode: 'All',
    effects: ['Audit', 'Deny', 'Disabled'],
    default: 'Audit',
  },
  {
    id: '6edd7eda-6dd8-40f7-810d-67160c639cd9',
    displayName: 'Storage accounts should use private link',
    mode: 'Indexed',
    effects: ['AuditIfNotExists', 'Disabled'],
    default: 'AuditIfNotExists',
  },
  {
    id: '1b8ca024-1d5c-4dec-8995-b1a932b41780',
    displayName: 'Public network access on Azure SQL Database should be disabled',
    mode: 'Indexed',
    effects: ['Audit', 'Deny', 'Disabled'],
    default: 'Audit',
    condition: 'publicNetworkAccess of the server is not Disabled',
  },
  {
    id: '0602787f-9896-402a-a6e1-39ee63ee435e',
    displayName: 'Event Hub Namespaces should disable public network access',
    mode: 'All',
    effects: ['Audit', 'Deny', 'Disabled'],
    default: 'Audit',
    condition: 'publicNetworkAccess of the namespace or its rule set is not Disabled',
  },
  {
    id: '470baccb-7e51-4549-8b1a-3e5be069f663',
    displayName: 'Azure Cache for Redis should disable public network access',
    mode: 'Indexed',
    effects: ['Audit', 'Deny', 'Disabled'],
    default: 'Audit',
    condition: 'publicNetworkAccess is not Disabled; Azure Managed Redis is another type',
  },
  {
    id: '797b37f7-06b8-444c-b1ad-fc62867f335a',
    displayName: 'Azure Cosmos DB should disable public network access',
    mode: 'Indexed',
    effects: ['Audit', 'Deny', 'Disabled'],
    default: 'Audit',
    condition: 'publicNetworkAccess is not Disabled',
  },
  {
    id: 'cbd11fd3-3002-4907-b6c8-579f0e700e13',
    displayName: 'Service Bus Namespaces should disable public network access',
    mode: 'All',
    effects: ['Audit', 'Deny', 'Disabled'],
    default: 'Audit',
    condition: 'publicNetworkAccess of the namespace or its rule set is not Disabled',
  },
];
