/**
 * Services of Azure by the words that requirements use for them: the ARM type and the sub-resource under
 * which a private endpoint reaches them, as in `private-dns-zones.ts`.
 */
export interface PaasService {
  readonly title: string;
  readonly resourceType: string;
  readonly groupId: string;
}

/** Every service word. A new service is one entry. */
export const paasServices: Readonly<Record<string, PaasService>> = {
  keyVault: { title: 'Key Vault', resourceType: 'Microsoft.KeyVault/vaults', groupId: 'vault' },
  storageBlob: {
    title: 'Blob Storage',
    resourceType: 'Microsoft.Storage/storageAccounts',
    groupId: 'blob',
  },
  storageFile: {
    title: 'Azure Files',
    resourceType: 'Microsoft.Storage/storageAccounts',
    groupId: 'file',
  },
  storageQueue: {
    title: 'Queue Storage',
    resourceType: 'Microsoft.Storage/storageAccounts',
    groupId: 'queue',
  },
  storageTable: {
    title: 'Table Storage',
    resourceType: 'Microsoft.Storage/storageAccounts',
    groupId: 'table',
  },
  dataLake: {
    title: 'Data Lake Storage',
    resourceType: 'Microsoft.Storage/storageAccounts',
    groupId: 'dfs',
  },
  sqlDatabase: { title: 'Azure SQL', resourceType: 'Microsoft.Sql/servers', groupId: 'sqlServer' },
  postgresql: {
    title: 'Azure Database for PostgreSQL',
    resourceType: 'Microsoft.DBforPostgreSQL/flexibleServers',
    groupId: 'postgresqlServer',
  },
  mysql: {
    title: 'Azure Database for MySQL',
    resourceType: 'Microsoft.DBforMySQL/flexibleServers',
    groupId: 'mysqlServer',
  },
  cosmosDb: {
    title: 'Cosmos DB',
    resourceType: 'Microsoft.DocumentDB/databaseAccounts',
    groupId: 'Sql',
  },
  cosmosMongo: {
    title: 'Cosmos DB for MongoDB',
    resourceType: 'Microsoft.DocumentDB/databaseAccounts',
    groupId: 'MongoDB',
  },
  eventHubs: {
    title: 'Event Hubs',
    resourceType: 'Microsoft.EventHub/namespaces',
    groupId: 'namespace',
  },
  serviceBus: {
    title: 'Service Bus',
    resourceType: 'Microsoft.ServiceBus/namespaces',
    groupId: 'namespace',
  },
  redis: {
    title: 'Azure Cache for Redis',
    resourceType: 'Microsoft.Cache/Redis',
    groupId: 'redisCache',
  },
  containerRegistry: {
    title: 'Container Registry',
    resourceType: 'Microsoft.ContainerRegistry/registries',
    groupId: 'registry',
  },
  appConfiguration: {
    title: 'App Configuration',
    resourceType: 'Microsoft.AppConfiguration/configurationStores',
    groupId: 'configurationStores',
  },
  eventGrid: { title: 'Event Grid', resourceType: 'Microsoft.EventGrid/topics', groupId: 'topic' },
  search: {
    title: 'AI Search',
    resourceType: 'Microsoft.Search/searchServices',
    groupId: 'searchService',
  },
  azureMonitor: {
    title: 'Azure Monitor',
    resourceType: 'Microsoft.Insights/privateLinkScopes',
    groupId: 'azuremonitor',
  },
};

/** The service of a word; undefined when no entry knows it. Safe for `__proto__` and the like. */
export const paasService = (word: string): PaasService | undefined =>
  Object.hasOwn(paasServices, word) ? paasServices[word] : undefined;
