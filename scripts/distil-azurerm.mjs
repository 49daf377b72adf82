// Distils the schema of the azurerm resources that `write/terraform` prints, for its test:
//   node scripts/distil-azurerm.mjs
// Source: the generated bindings of the provider, whose type file names every attribute and block and
// says whether it may be left out. The package is fetched into a temporary folder and thrown away.
// The older edition is for reading only: its spellings stand in code that people have.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const FOLDER = join(dirname(fileURLToPath(import.meta.url)), '../packages/core/test/terraform');

const RESOURCES = [
  'application_gateway',
  'application_load_balancer',
  'application_load_balancer_subnet_association',
  'application_security_group',
  'bastion_host',
  'express_route_circuit',
  'express_route_circuit_peering',
  'express_route_gateway',
  'firewall',
  'firewall_policy',
  'firewall_policy_rule_collection_group',
  'ip_group',
  'kubernetes_cluster',
  'kubernetes_cluster_node_pool',
  'lb',
  'lb_backend_address_pool',
  'lb_outbound_rule',
  'lb_rule',
  'local_network_gateway',
  'log_analytics_workspace',
  'monitor_diagnostic_setting',
  'nat_gateway',
  'nat_gateway_public_ip_association',
  'nat_gateway_public_ip_prefix_association',
  'network_ddos_protection_plan',
  'network_interface',
  'network_interface_application_security_group_association',
  'network_interface_security_group_association',
  'network_manager_admin_rule',
  'network_manager_admin_rule_collection',
  'network_manager_network_group',
  'network_manager_security_admin_configuration',
  'network_manager_static_member',
  'network_security_group',
  'network_watcher_flow_log',
  'private_dns_a_record',
  'private_dns_aaaa_record',
  'private_dns_cname_record',
  'private_dns_mx_record',
  'private_dns_ptr_record',
  'private_dns_resolver',
  'private_dns_resolver_dns_forwarding_ruleset',
  'private_dns_resolver_forwarding_rule',
  'private_dns_resolver_inbound_endpoint',
  'private_dns_resolver_outbound_endpoint',
  'private_dns_resolver_virtual_network_link',
  'private_dns_srv_record',
  'private_dns_txt_record',
  'private_dns_zone',
  'private_dns_zone_virtual_network_link',
  'private_endpoint',
  'private_link_service',
  'public_ip',
  'public_ip_prefix',
  'resource_group',
  'role_assignment',
  'route_table',
  'subnet',
  'subnet_nat_gateway_association',
  'subnet_network_security_group_association',
  'subnet_route_table_association',
  'user_assigned_identity',
  'virtual_hub',
  'virtual_hub_connection',
  'virtual_hub_routing_intent',
  'virtual_network',
  'virtual_network_gateway',
  'virtual_network_gateway_connection',
  'virtual_network_peering',
  'virtual_wan',
  'vpn_gateway',
  'vpn_gateway_connection',
  'vpn_site',
  'web_application_firewall_policy',
];
/** Resources that are read and never written. */
const READ_ONLY = [
  'express_route_gateway',
  'network_security_rule',
  'point_to_site_vpn_gateway',
  'route',
  'virtual_network_dns_servers',
  'vpn_gateway',
];
/** Data sources that `write/terraform` prints. */
const DATA_SOURCES = [
  'firewall',
  'kubernetes_cluster',
  'public_ip',
  'resource_group',
  'user_assigned_identity',
  'virtual_hub',
];

const OLDER = [
  'kubernetes_cluster',
  'kubernetes_cluster_node_pool',
  'network_interface',
  'route_table',
  'subnet',
];

distil({
  from: '@cdktn/provider-azurerm@16.1.0',
  version: '4.73.0',
  resources: [...RESOURCES, ...READ_ONLY],
  data: DATA_SOURCES,
});
distil({ from: '@cdktf/provider-azurerm@12.12.0', version: '3.95.0', resources: OLDER, data: [] });

/** Writes the schema of one edition of the provider. */
function distil({ from, version, resources, data }) {
  const target = join(FOLDER, `azurerm-${version.split('.').slice(0, 2).join('.')}.json`);
  const folder = mkdtempSync(join(tmpdir(), 'azurerm-'));
  try {
    execFileSync('npm', ['pack', from, '--silent'], { cwd: folder });
    const archive = readdirSync(folder).find((name) => name.endsWith('.tgz'));
    execFileSync('tar', ['xzf', archive, 'package/.jsii', 'package/package.json'], { cwd: folder });
    const read = (name) => JSON.parse(readFileSync(join(folder, 'package', name), 'utf8'));
    const manifest = read('package.json');
    const { types } = read('.jsii');
    const byConfig = new Map(
      Object.keys(types)
        .filter((name) => name.endsWith('Config'))
        .map((name) => [name.split('.').slice(1).join('.').toLowerCase(), name]),
    );
    const configOf = (name, prefix) => {
      const word = (prefix + name).replaceAll('_', '');
      const found = byConfig.get(`${word}.${word}config`);
      if (found === undefined) throw new Error(`no type for ${prefix}${name}`);
      return types[found];
    };
    const schemaOf = (names, prefix) =>
      Object.fromEntries(
        names.map((n) => [`azurerm_${n}`, blockOf(configOf(n, prefix), types, true)]),
      );
    const distilled = {
      from,
      licence: manifest.license,
      provider: manifest.cdktn?.provider ?? manifest.cdktf?.provider ?? `azurerm ${version}`,
      note: 'attributes: type, with ! where required; blocks: their body, $max 1 where there is one at most, $required where it must be there',
      resources: schemaOf(resources, ''),
      data: schemaOf(data, 'data_azurerm_'),
    };
    writeFileSync(target, `${shortJson(distilled)}\n`);
    process.stdout.write(`wrote ${target}\n`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Attributes and blocks of one type; what Terraform itself adds is left out. */
function blockOf(type, types, isRoot = false) {
  const body = {};
  for (const property of type.properties ?? []) {
    const name = attributeName(property);
    if (
      isRoot &&
      [
        'connection',
        'provisioners',
        'depends_on',
        'for_each',
        'count',
        'lifecycle',
        'provider',
        'timeouts',
        'id',
      ].includes(name)
    )
      continue;
    const shape = shapeOf(property.type, types);
    if (typeof shape === 'string') body[name] = property.optional ? shape : `${shape}!`;
    else {
      body[name] = {
        ...(property.optional ? {} : { $required: true }),
        ...(shape.isList ? {} : { $max: 1 }),
        ...blockOf(types[shape.fqn], types),
      };
    }
  }
  return body;
}

/** The name as Terraform spells it: from the link in the documentation, else from the property. */
function attributeName(property) {
  const linked = /#([a-z0-9_]+)[\s}]/.exec(property.docs?.remarks ?? property.docs?.summary ?? '');
  return linked?.[1] ?? property.name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

function shapeOf(type, types) {
  if (type.primitive !== undefined) return type.primitive === 'any' ? 'object' : type.primitive;
  if (type.collection !== undefined) {
    const inner = shapeOf(type.collection.elementtype, types);
    if (typeof inner !== 'string') return { ...inner, isList: true };
    return `${type.collection.kind === 'map' ? 'map' : 'list'} of ${inner}`;
  }
  if (type.union !== undefined) {
    const known = type.union.types.filter((inner) => !inner.fqn?.endsWith('.IResolvable'));
    return shapeOf(known[0], types);
  }
  return { fqn: type.fqn, isList: false };
}

/** One line per resource: small, and still a readable difference. */
function shortJson(value) {
  const section = (entries) =>
    `{\n${Object.entries(entries)
      .map(([name, body]) => `    ${JSON.stringify(name)}: ${JSON.stringify(body)}`)
      .join(',\n')}\n  }`;
  const { resources, data, ...head } = value;
  const lines = Object.entries(head).map(
    ([k, v]) => `  ${JSON.stringify(k)}: ${JSON.stringify(v)},`,
  );
  return `{\n${lines.join('\n')}\n  "resources": ${section(resources)},\n  "data": ${section(data)}\n}`;
}
