/**
 * Which built-in policy finds services of a type that answer on the internet. Those for flexible servers of
 * PostgreSQL and MySQL are left out: they flag every server outside a delegated subnet, also one with public
 * access off and a private endpoint (Azure/azure-policy, versions 3.0.0 and 2.0.0).
 */
export interface PublicAccessPolicy {
  /** Short, for the name of a guard. */
  readonly id: string;
  /** Name of the built-in definition, as in `built-ins.ts`. */
  readonly policy: string;
  /** ARM type, as in `paas-services.ts`. */
  readonly resourceType: string;
  /** One of them, in a sentence. */
  readonly what: string;
}

/** Every such policy, one per type of service. */
export const publicAccessPolicies: readonly PublicAccessPolicy[] = [
  {
    id: 'registries',
    policy: '0fdf0491-d080-4575-b627-ad0e843cba0f',
    resourceType: 'Microsoft.ContainerRegistry/registries',
    what: 'a registry',
  },
  {
    id: 'vaults',
    policy: '405c5871-3e91-4644-8a63-58e19d68ff5b',
    resourceType: 'Microsoft.KeyVault/vaults',
    what: 'a vault',
  },
  {
    id: 'storage',
    policy: 'b2982f36-99f2-4db5-8eff-283140c09693',
    resourceType: 'Microsoft.Storage/storageAccounts',
    what: 'storage',
  },
  {
    id: 'sql',
    policy: '1b8ca024-1d5c-4dec-8995-b1a932b41780',
    resourceType: 'Microsoft.Sql/servers',
    what: 'a SQL server',
  },
  {
    id: 'event-hubs',
    policy: '0602787f-9896-402a-a6e1-39ee63ee435e',
    resourceType: 'Microsoft.EventHub/namespaces',
    what: 'an Event Hubs namespace',
  },
  {
    id: 'service-bus',
    policy: 'cbd11fd3-3002-4907-b6c8-579f0e700e13',
    resourceType: 'Microsoft.ServiceBus/namespaces',
    what: 'a Service Bus namespace',
  },
  {
    id: 'redis',
    policy: '470baccb-7e51-4549-8b1a-3e5be069f663',
    resourceType: 'Microsoft.Cache/Redis',
    what: 'a Redis cache',
  },
  {
    id: 'cosmos',
    policy: '797b37f7-06b8-444c-b1ad-fc62867f335a',
    resourceType: 'Microsoft.DocumentDB/databaseAccounts',
    what: 'a Cosmos DB account',
  },
];
