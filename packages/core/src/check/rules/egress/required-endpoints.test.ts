import { prefix } from '@aksnet/net';
import { proveRule } from '../../../../test/check/prove-rule.ts';
import type { FirewallRule } from '../../../estate/elements/firewall.ts';
import {
  cluster,
  clusterId,
  firewall,
  pool,
  subnet,
  subnetId,
  vnet,
} from '../../../estate/sketch.ts';
import { notStated } from '../../../evidence/knowable.ts';
import {
  firewallPolicy,
  firewallPolicyId,
  openNames,
  openPort,
  routeTable,
  routeVia,
  ruleGroup,
  tableId,
} from '../../drawn.ts';
import { requiredEndpointsRefused } from './required-endpoints.ts';

const spoke = [
  vnet('hub', ['10.0.0.0/16']),
  subnet('hub/AzureFirewallSubnet', '10.0.0.0/26'),
  firewall('fw', subnetId('hub', 'AzureFirewallSubnet'), { policy: firewallPolicyId('p') }),
  vnet('v', ['10.80.0.0/16']),
  routeTable('t', routeVia('10.0.0.4')),
  subnet('v/nodes', '10.80.0.0/22', { routeTable: tableId('t') }),
  pool('a/one', 3, { subnet: subnetId('v', 'nodes') }),
];
const privately = cluster('a', {
  network: { outboundType: 'userDefinedRouting' },
  access: { private: true },
});
const publicly = cluster('a', { network: { outboundType: 'userDefinedRouting' } });
const withPolicy = cluster('a', {
  network: { outboundType: 'userDefinedRouting' },
  access: { private: true },
  addOns: ['azure-policy'],
});
const policy = firewallPolicy('p');
const core = openNames([], ['AzureKubernetesService']);
const patches = openNames(['*.ubuntu.com']);
const behind = (...rules: readonly FirewallRule[]) => [...spoke, policy, ruleGroup('p', rules)];

proveRule(requiredEndpointsRefused, {
  bad: [
    {
      because: 'images are not to be had',
      given: [...behind(openNames(['management.azure.com'])), privately],
      on: clusterId('a'),
      says: ['Firewall fw', 'mcr.microsoft.com'],
      fix: ['AzureKubernetesService'],
    },
    {
      because: 'the tunnel of a public cluster has no rule',
      given: [...behind(core, patches), publicly],
      on: clusterId('a'),
      says: ['UDP 1194', 'TCP 9000'],
    },
    {
      because: 'an add-on needs more than the core',
      given: [...behind(core, patches), withPolicy],
      on: clusterId('a'),
      says: ['that AKS or its add-ons require'],
    },
    {
      because: 'the rule is for other senders',
      given: [
        ...behind({ ...core, from: { prefixes: [prefix('10.80.0.0/24')], ipGroups: [] } }),
        privately,
      ],
      on: clusterId('a'),
      says: ['mcr.microsoft.com'],
    },
    {
      because: 'a deny of HTTPS to everything comes first',
      given: [
        ...behind(core, patches),
        ruleGroup('p', [openPort('TCP', 443, ['*'])], 'Deny'),
        privately,
      ],
      on: clusterId('a'),
      says: ['does not let a reach'],
    },
    {
      because: 'patches are not to be had, which nodes survive',
      given: [...behind(core), privately],
      on: clusterId('a'),
      severity: 'note',
      says: ['unpatched', 'ubuntu.com'],
    },
  ],
  good: [
    {
      because: 'the tag of the core and the patches',
      given: [...behind(core, patches), privately],
      on: clusterId('a'),
    },
    {
      because: 'a public cluster with its tunnel ports',
      given: [
        ...behind(
          core,
          patches,
          openPort('UDP', 1194, ['AzureCloud.southeastasia']),
          openPort('TCP', 9000, ['AzureCloud']),
        ),
        publicly,
      ],
      on: clusterId('a'),
    },
    {
      because: 'the policy inherits the rules',
      given: [
        ...spoke,
        firewallPolicy('base'),
        ruleGroup('base', [core, patches]),
        firewallPolicy('p', { base: firewallPolicyId('base') }),
        privately,
      ],
      on: clusterId('a'),
    },
  ],
  open: [
    {
      because: 'nobody listed the rules',
      given: [...behind(core, patches), privately],
      on: clusterId('a'),
      frame: { coverage: [{ kind: 'agentPool' }, { kind: 'firewall' }] },
      missing: 'notListed',
    },
    {
      because: 'the policy is not known',
      given: [
        ...spoke.map((one) =>
          one.kind === 'firewall' ? { ...one, policy: notStated('policy') } : one,
        ),
        privately,
      ],
      on: clusterId('a'),
      missing: 'notStated',
    },
    {
      because: 'the next hop is an appliance of somebody else',
      given: [...spoke.filter((one) => one.kind !== 'firewall'), privately],
      on: clusterId('a'),
      missing: 'notModelled',
    },
    {
      because: 'a rule names a service tag',
      given: [...behind(openPort('TCP', 443, ['MicrosoftContainerRegistry']), patches), privately],
      on: clusterId('a'),
      missing: 'notModelled',
    },
  ],
});
