/**
 * Distils the ARM property names that our codecs may write, from the models of the published clients.
 * Usage: node scripts/distil-arm.mjs. Writes packages/core/test/arm/properties.json.
 *
 * Each package is packed into a temporary folder and never installed. Kept per type: name, type,
 * bounds, allowed values, and what a list or an object holds. Read-only properties are left out, for
 * nothing that we write may set them.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const target = fileURLToPath(new URL('../packages/core/test/arm/properties.json', import.meta.url));

/** Package, the folder of its models, and the ARM types read from it with the model of each. */
const sources = [
  {
    name: '@azure/arm-network',
    version: '36.0.0',
    apiVersion: '2025-05-01',
    models: 'dist/esm/models',
    roots: {
      'Microsoft.Network/virtualNetworks': 'VirtualNetwork',
      'Microsoft.Network/virtualNetworks/subnets': 'Subnet',
      'Microsoft.Network/virtualNetworks/virtualNetworkPeerings': 'VirtualNetworkPeering',
      'Microsoft.Network/virtualHubs': 'VirtualHub',
      'Microsoft.Network/virtualHubs/routingIntent': 'RoutingIntent',
      'Microsoft.Network/virtualWans': 'VirtualWAN',
      'Microsoft.Network/vpnGateways': 'VpnGateway',
      'Microsoft.Network/expressRouteGateways': 'ExpressRouteGateway',
      'Microsoft.Network/virtualHubs/hubVirtualNetworkConnections': 'HubVirtualNetworkConnection',
      'Microsoft.Network/routeTables': 'RouteTable',
      'Microsoft.Network/networkSecurityGroups': 'NetworkSecurityGroup',
      'Microsoft.Network/applicationSecurityGroups': 'ApplicationSecurityGroup',
      'Microsoft.Network/networkInterfaces': 'NetworkInterface',
      'Microsoft.Network/networkManagers/networkGroups': 'NetworkGroup',
      'Microsoft.Network/networkManagers/networkGroups/staticMembers': 'StaticMember',
      'Microsoft.Network/networkManagers/securityAdminConfigurations': 'SecurityAdminConfiguration',
      'Microsoft.Network/networkManagers/securityAdminConfigurations/ruleCollections':
        'AdminRuleCollection',
      'Microsoft.Network/networkManagers/securityAdminConfigurations/ruleCollections/rules':
        'AdminRule',
      'Microsoft.Network/localNetworkGateways': 'LocalNetworkGateway',
      'Microsoft.Network/connections': 'VirtualNetworkGatewayConnection',
      'Microsoft.Network/expressRouteCircuits': 'ExpressRouteCircuit',
      'Microsoft.Network/vpnSites': 'VpnSite',
      'Microsoft.Network/publicIPAddresses': 'PublicIPAddress',
      'Microsoft.Network/publicIPPrefixes': 'PublicIPPrefix',
      'Microsoft.Network/natGateways': 'NatGateway',
      'Microsoft.Network/loadBalancers': 'LoadBalancer',
      'Microsoft.Network/azureFirewalls': 'AzureFirewall',
      'Microsoft.Network/firewallPolicies': 'FirewallPolicy',
      'Microsoft.Network/firewallPolicies/ruleCollectionGroups':
        'FirewallPolicyRuleCollectionGroup',
      'Microsoft.Network/ipGroups': 'IpGroup',
      'Microsoft.Network/privateEndpoints': 'PrivateEndpoint',
      'Microsoft.Network/privateEndpoints/privateDnsZoneGroups': 'PrivateDnsZoneGroup',
      'Microsoft.Network/privateLinkServices': 'PrivateLinkService',
      'Microsoft.Network/virtualNetworkGateways': 'VirtualNetworkGateway',
      'Microsoft.Network/bastionHosts': 'BastionHost',
      'Microsoft.Network/applicationGateways': 'ApplicationGateway',
      'Microsoft.Network/ApplicationGatewayWebApplicationFirewallPolicies':
        'WebApplicationFirewallPolicy',
      'Microsoft.Network/ddosProtectionPlans': 'DdosProtectionPlan',
      'Microsoft.Network/networkWatchers/flowLogs': 'FlowLog',
    },
  },
  {
    name: '@azure/arm-containerservice',
    version: '24.1.0',
    apiVersion: '2025-10-01',
    models: 'dist/esm/models',
    roots: {
      'Microsoft.ContainerService/managedClusters': 'ManagedCluster',
      'Microsoft.ContainerService/managedClusters/agentPools': 'AgentPool',
    },
  },
  {
    name: '@azure/arm-privatedns',
    version: '3.2.0',
    apiVersion: '2020-06-01',
    models: 'dist-esm/src/models',
    types: 'types/arm-privatedns.d.ts',
    roots: {
      'Microsoft.Network/privateDnsZones': 'PrivateZone',
      'Microsoft.Network/privateDnsZones/virtualNetworkLinks': 'VirtualNetworkLink',
      ...Object.fromEntries(
        ['A', 'AAAA', 'CNAME', 'MX', 'PTR', 'SRV', 'TXT'].map((type) => [
          `Microsoft.Network/privateDnsZones/${type}`,
          'RecordSet',
        ]),
      ),
    },
  },
  {
    name: '@azure/arm-dnsresolver',
    version: '1.1.0',
    apiVersion: '2022-07-01',
    models: 'dist-esm/src/models',
    types: 'types/arm-dnsresolver.d.ts',
    roots: {
      'Microsoft.Network/dnsResolvers': 'DnsResolver',
      'Microsoft.Network/dnsResolvers/inboundEndpoints': 'InboundEndpoint',
      'Microsoft.Network/dnsResolvers/outboundEndpoints': 'OutboundEndpoint',
      'Microsoft.Network/dnsForwardingRulesets': 'DnsForwardingRuleset',
      'Microsoft.Network/dnsForwardingRulesets/forwardingRules': 'ForwardingRule',
      'Microsoft.Network/dnsForwardingRulesets/virtualNetworkLinks': 'VirtualNetworkLink',
    },
  },
  {
    name: '@azure/arm-monitor',
    version: '7.0.0',
    apiVersion: '2021-05-01-preview',
    models: 'dist-esm/src/models',
    types: 'types/arm-monitor.d.ts',
    roots: { 'Microsoft.Insights/diagnosticSettings': 'DiagnosticSettingsResource' },
  },
  {
    name: '@azure/arm-operationalinsights',
    version: '9.0.0',
    apiVersion: '2022-10-01',
    models: 'dist-esm/src/models',
    types: 'types/arm-operationalinsights.d.ts',
    roots: { 'Microsoft.OperationalInsights/workspaces': 'Workspace' },
  },
];

/** Unpacks a package and loads its models. */
async function load(source, folder) {
  const at = join(folder, source.name.replace('/', '-').slice(1));
  const packed = execFileSync('npm', ['pack', '--silent', `${source.name}@${source.version}`], {
    cwd: folder,
    encoding: 'utf8',
  });
  execFileSync('mkdir', ['-p', at]);
  execFileSync('tar', ['-xzf', join(folder, packed.trim().split('\n').at(-1)), '-C', at]);
  const models = join(at, 'package', source.models);
  const typesAt =
    source.types === undefined ? join(models, 'index.d.ts') : join(at, 'package', source.types);
  const mappers = await import(pathToFileURL(asModule(join(models, 'mappers.js'))).href);
  return { mappers, values: allowedValues(readFileSync(typesAt, 'utf8')) };
}

/** Older packages ship modules under a name that a runtime takes for scripts. */
function asModule(file) {
  const copy = file.replace(/\.js$/, '.distilled.mjs');
  writeFileSync(copy, readFileSync(file));
  return copy;
}

/** Values of open enums, by interface and property: the mappers know them as strings only. */
function allowedValues(types) {
  const enums = new Map();
  for (const [, name, body] of types.matchAll(/enum Known(\w+) \{([^}]*)\}/g)) {
    enums.set(
      name,
      [...body.matchAll(/= "([^"]*)"/g)].map(([, value]) => value),
    );
  }
  const closed = types.matchAll(/export (?:declare )?type (\w+) = ("[^;]*");/g);
  for (const [, name, body] of closed) {
    enums.set(
      name,
      [...body.matchAll(/"([^"]*)"/g)].map(([, value]) => value),
    );
  }
  const found = new Map();
  const interfaces = types.matchAll(/interface (\w+)(?: extends [\w, ]+)? \{([\s\S]*?)\n\}/g);
  for (const [, owner, body] of interfaces) {
    for (const [, property, type] of body.matchAll(
      /\n\s+(?:readonly )?(\w+)\??: (\w+)(?:\[\])?;/g,
    )) {
      if (enums.has(type)) found.set(`${owner}.${property}`, enums.get(type));
    }
  }
  return found;
}

/** Collects a model and all models that it holds. */
function collect(name, loaded, into) {
  if (name in into) return;
  const type = loaded.mappers[name]?.type;
  if (type === undefined) throw new Error(`there is no model ${name}`);
  const properties = {};
  into[name] = { properties };
  if (type.polymorphicDiscriminator !== undefined) {
    into[name].discriminator = type.polymorphicDiscriminator.serializedName;
    into[name].variants = variantsOf(type, loaded, into);
  }
  for (const [key, property] of Object.entries(type.modelProperties ?? {})) {
    if (property.readOnly === true) continue;
    const values = loaded.values.get(`${name}.${key}`);
    properties[property.serializedName.replaceAll('\\\\.', '.')] = {
      ...described(property.type, loaded, into),
      ...(property.constraints === undefined ? {} : { bounds: bounds(property.constraints) }),
      ...(values === undefined ? {} : { values }),
      ...(property.required === true ? { required: true } : {}),
    };
  }
}

function variantsOf(type, loaded, into) {
  const variants = {};
  for (const [key, mapper] of Object.entries(loaded.mappers.discriminators ?? {})) {
    const [parent, value] = key.split('.');
    if (parent !== type.uberParent || value === undefined) continue;
    variants[value] = mapper.type.className;
    collect(mapper.type.className, loaded, into);
  }
  return variants;
}

function described(type, loaded, into) {
  switch (type.name) {
    case 'Composite':
      collect(type.className, loaded, into);
      return { model: type.className };
    case 'Sequence':
      return { list: described(type.element.type, loaded, into) };
    case 'Dictionary':
      return { map: described(type.value.type, loaded, into) };
    case 'Enum':
      return { is: 'String', values: type.allowedValues };
    default:
      return { is: type.name };
  }
}

const bounds = (constraints) =>
  Object.fromEntries(
    Object.entries(constraints).map(([key, value]) => [
      key,
      value instanceof RegExp ? value.source : value,
    ]),
  );

const folder = mkdtempSync(join(tmpdir(), 'distil-arm-'));
try {
  const distilled = {
    about: 'Distilled by scripts/distil-arm.mjs from the models of the packages below (MIT).',
    packages: sources.map(({ name, version, apiVersion }) => ({ name, version, apiVersion })),
    resources: {},
    models: {},
  };
  for (const source of sources) {
    const loaded = await load(source, folder);
    const models = {};
    for (const [type, root] of Object.entries(source.roots)) {
      collect(root, loaded, models);
      distilled.resources[type] = `${source.name}#${root}`;
    }
    distilled.models[source.name] = models;
  }
  writeFileSync(target, `${JSON.stringify(distilled)}\n`);
  console.error(`wrote ${target}`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
