import { words } from './conversions.ts';
import type { TerraformTable } from './field.ts';
import { always, block, blocks, parentName, placed, value } from './lines.ts';

const onOff = words({ Enabled: true, Disabled: false });

/** DDoS plans, web application firewall policies, workspaces and what is sent to them. */
export const protectionTables: readonly TerraformTable[] = [
  {
    arm: 'Microsoft.Network/ddosProtectionPlans',
    resources: [{ type: 'azurerm_network_ddos_protection_plan', fields: placed }],
  },
  {
    arm: 'Microsoft.Network/ApplicationGatewayWebApplicationFirewallPolicies',
    resources: [
      {
        type: 'azurerm_web_application_firewall_policy',
        fields: [
          ...placed,
          block(
            'policy_settings',
            'properties.policySettings',
            value('enabled', 'state', onOff),
            value('mode', 'mode'),
          ),
          block(
            'managed_rules',
            'properties.managedRules',
            blocks(
              'managed_rule_set',
              'managedRuleSets',
              value('type', 'ruleSetType'),
              value('version', 'ruleSetVersion'),
            ),
          ),
        ],
      },
    ],
  },
  {
    arm: 'Microsoft.Network/networkWatchers/flowLogs',
    resources: [
      {
        type: 'azurerm_network_watcher_flow_log',
        fields: [
          ...placed,
          parentName('network_watcher_name'),
          value('target_resource_id', 'properties.targetResourceId'),
          value('storage_account_id', 'properties.storageId'),
          value('enabled', 'properties.enabled'),
          block(
            'retention_policy',
            'properties.retentionPolicy',
            value('enabled', 'enabled'),
            value('days', 'days'),
          ),
        ],
      },
    ],
  },
  {
    arm: 'Microsoft.OperationalInsights/workspaces',
    resources: [
      {
        type: 'azurerm_log_analytics_workspace',
        fields: [
          ...placed,
          value('sku', 'properties.sku.name'),
          value('retention_in_days', 'properties.retentionInDays'),
        ],
      },
    ],
  },
  {
    arm: 'Microsoft.Insights/diagnosticSettings',
    resources: [
      {
        type: 'azurerm_monitor_diagnostic_setting',
        fields: [
          value('name', 'name'),
          value('target_resource_id', 'scope'),
          value('log_analytics_workspace_id', 'properties.workspaceId'),
          value('log_analytics_destination_type', 'properties.logAnalyticsDestinationType'),
          blocks(
            'enabled_log',
            'properties.logs',
            value('category', 'category'),
            always('enabled', true),
          ),
        ],
      },
    ],
  },
];
