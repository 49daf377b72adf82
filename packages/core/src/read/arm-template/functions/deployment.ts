import { entriesOf, isText } from '../entries.ts';
import type { Call, TemplateFunction } from '../function.ts';
import type { Node } from '../syntax.ts';
import { isNotKnown, type Value } from '../value.ts';

const { evaluated, notModelled } = entriesOf('deployment');

/**
 * The public cloud, as `environment()` answers there
 * (https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-deployment).
 */
const publicCloud: Value = {
  name: 'AzureCloud',
  gallery: 'https://gallery.azure.com/',
  graph: 'https://graph.windows.net/',
  portal: 'https://portal.azure.com',
  graphAudience: 'https://graph.windows.net/',
  activeDirectoryDataLake: 'https://datalake.azure.net/',
  batch: 'https://batch.core.windows.net/',
  media: 'https://rest.media.azure.net',
  sqlManagement: 'https://management.core.windows.net:8443/',
  vmImageAliasDoc:
    'https://raw.githubusercontent.com/Azure/azure-rest-api-specs/master/arm-compute/quickstart-templates/aliases.json',
  resourceManager: 'https://management.azure.com/',
  authentication: {
    loginEndpoint: 'https://login.microsoftonline.com/',
    audiences: ['https://management.core.windows.net/', 'https://management.azure.com/'],
    tenant: 'common',
    identityProvider: 'AAD',
  },
  suffixes: {
    acrLoginServer: '.azurecr.io',
    azureDatalakeAnalyticsCatalogAndJob: 'azuredatalakeanalytics.net',
    azureDatalakeStoreFileSystem: 'azuredatalakestore.net',
    azureFrontDoorEndpointSuffix: 'azurefd.net',
    keyvaultDns: '.vault.azure.net',
    sqlServerHostname: '.database.windows.net',
    storage: 'core.windows.net',
  },
};

/** What the template and its deployment say. */
export const deploymentFunctions: readonly TemplateFunction[] = [
  evaluated('parameters', [1, 1], ([name], at) => {
    if (!isText(name)) return at.fails('the name is no text');
    const value = at.asked.parameter(name, at.depth);
    return value === undefined ? at.fails(`there is no parameter ${name}`) : value;
  }),
  evaluated('variables', [1, 1], ([name], at) => {
    if (!isText(name)) return at.fails('the name is no text');
    const value = at.asked.variable(name, at.depth);
    return value === undefined ? at.fails(`there is no variable ${name}`) : value;
  }),
  {
    ...evaluated('deployment', [0, 0], (_, at) =>
      at.partly('deployment()', (key) => (isName(key) ? at.asked.deploymentName : undefined)),
    ),
    says: 'the name of a nested deployment; all else only a deployment tells',
  },
  {
    ...evaluated('environment', [0, 0], () => publicCloud),
    says: 'the endpoints of the public cloud',
  },
  {
    ...evaluated('fail', [1, 1], ([message], at) => at.fails(isText(message) ? message : 'fail')),
    says: 'a warning, where it is reached',
  },
  notModelled('deployer', 'who deploys is not part of a network'),
  notModelled('externalInput', 'values that a tool hands over are not in the files'),
  notModelled('externalInputs', 'values that a tool hands over are not in the files'),
  {
    name: 'try',
    family: 'deployment',
    answers: 'evaluated',
    takes: [1, 2],
    lazily: ([first, second], at) => attempt(first, second, at),
  },
];

const isName = (key: string): boolean => key.toLowerCase() === 'name';

/** The first expression, or the second when the first fails. */
function attempt(first: Node | undefined, second: Node | undefined, at: Call): Value {
  if (first === undefined) return null;
  const value = at.evaluate(first);
  const hasFailed = isNotKnown(value) && value.problem !== undefined;
  return hasFailed ? (second === undefined ? null : at.evaluate(second)) : value;
}
