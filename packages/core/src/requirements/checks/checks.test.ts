import { describe, expect, it } from 'vitest';
import { place } from '../../text/caret.ts';
import { readYaml } from '../../text/yaml-text.ts';
import { readRequirements } from '../requirements.ts';

const smallest = `apiVersion: aksnet/v1
kind: Requirements
organisation: { name: Example }
addresses: { domains: [{ name: corp, pools: [10.64.0.0/12] }] }
regions: [{ name: westeurope }]
environments: [{ name: prod }]
clusters:
  - name: apps
    environment: prod
    regions: [westeurope]
    pools: [{ name: system, purpose: system, minNodes: 3, maxNodes: 6 }]
`;

const read = (text: string) => readRequirements(readYaml({ id: 'r', text: () => text }));

/** What is told about the smallest file with the first text replaced by the second. */
function saidOf(before: string, after: string): readonly string[] {
  if (!smallest.includes(before)) throw new Error(`the sample has no ${before}`);
  return read(smallest.replace(before, after)).diagnostics.map(
    (one) => `${place(one)} ${one.severity} ${one.code}: ${one.message}; ${one.hint ?? ''}`,
  );
}

type Case = readonly [why: string, change: readonly [string, string], said: readonly string[]];

const tail = 'maxNodes: 6 }]\n';
const add = (text: string): readonly [string, string] => [tail, `${tail}${text}`];
const pools = (text: string): readonly [string, string] => [
  'pools: [{ name: system, purpose: system, minNodes: 3, maxNodes: 6 }]',
  `pools: [{ name: system, purpose: system, minNodes: 3, maxNodes: 6 }, ${text}]`,
];
const scope = '/subscriptions/s/resourceGroups/g/providers/Microsoft.Network';
/** A hub that is there, and a firewall in it with an address. */
const hubWith = (ranges: string, address: string, region = ''): string =>
  `existing:
  - { kind: virtualNetwork, use: hub, id: ${scope}/virtualNetworks/v${ranges === '' ? '' : `, ${ranges}`} }
  - { kind: firewall, id: ${scope}/azureFirewalls/f, privateAddress: ${address}${region} }
hub: { topology: hubVnet }
`;
const domain = (text: string): readonly [string, string] => ['pools: [10.64.0.0/12]', text];

describe('what does not fit together is told with both places and a proposal', () => {
  const cases: readonly Case[] = [
    [
      'region twice',
      ['[{ name: westeurope }]', '[{ name: westeurope }, { name: westeurope, role: active }]'],
      [
        'r:5:41 error doubled-name: the region "westeurope" is there twice (see 5:19); give each its own name, or make one entry of both',
      ],
    ],
    [
      'others outside call pods that have no routed address',
      add(
        '    namespaces: [{ name: shop, workloads: [{ name: web, port: 80 }] }]\n    flows: [{ from: 10.1.0.0/16, to: shop/web }]\n',
      ),
      [
        'r:13:21 error pods-not-reachable: "10.1.0.0/16" opens connections to pods of apps, and no pod there has an address that others route to; let them come in through a private entry: an ingress with exposure: private stands behind an internal load balancer, and needs no flow of its own; or, if they must reach each pod by its address, add podIdentity: { openConnectionsToPods: [{ who, from: 10.1.0.0/16, reason }] }',
      ],
    ],
    [
      'others outside call pods on no port that anybody names',
      add(
        '    podIdentity: { openConnectionsToPods: [{ who: us, from: site, reason: sessions by address }] }\n    namespaces: [{ name: shop }]\n    flows: [{ from: 10.1.0.0/16, to: shop }]\n',
      ),
      [
        'r:12:61 error unknown-name: there are no ranges in use called "site"; there is none yet',
        'r:14:13 error port-not-stated: on which ports "10.1.0.0/16" calls "shop" is not said; add port: the firewall, the group of the pod subnet and the policy open that one and no other',
      ],
    ],
    [
      'region of a cluster twice',
      ['regions: [westeurope]', 'regions: [westeurope, westeurope]'],
      [
        'r:10:27 error doubled-name: the region of the cluster "westeurope" is there twice (see 10:15); give each its own name, or make one entry of both',
      ],
    ],
    [
      'pool twice, case apart',
      pools('{ name: System, maxNodes: 6 }'),
      [
        'r:11:82 error doubled-name: the pool "System" is there twice (see 11:21); give each its own name, or make one entry of both',
        'r:11:82 error pool-name: Azure refuses "System" as the name of a Linux pool: 1 to 12 lower-case letters and digits are allowed, a letter first; for example system',
      ],
    ],
    [
      'long name of a Windows pool',
      pools('{ name: windows, purpose: windows, maxNodes: 6 }'),
      [
        'r:11:82 error pool-name: Azure refuses "windows" as the name of a Windows pool: 1 to 6 lower-case letters and digits are allowed, a letter first; for example window',
      ],
    ],
    [
      'digit first',
      pools('{ name: 1-gpu, purpose: gpu, maxNodes: 6 }'),
      [
        'r:11:82 error pool-name: Azure refuses "1-gpu" as the name of a Linux pool: 1 to 12 lower-case letters and digits are allowed, a letter first; for example p1gpu',
      ],
    ],
    [
      'pools of one domain overlap',
      domain('pools: [10.64.0.0/12, 10.70.0.0/16]'),
      [
        'r:4:60 error overlapping-pools: the routed pool 10.70.0.0/16 overlaps the routed pool 10.64.0.0/12 of the same routing domain (see 4:46); what is cut from one would be cut from the other as well: take two ranges that are apart',
      ],
    ],
    [
      'pod pool in the routed pool',
      domain('pools: [10.64.0.0/12], overlayPods: { pools: [10.64.0.0/16] }'),
      [
        'r:4:84 error overlapping-pools: the pool of pod ranges 10.64.0.0/16 overlaps the routed pool 10.64.0.0/12 of the same routing domain (see 4:46); what is cut from one would be cut from the other as well: take two ranges that are apart',
      ],
    ],
    [
      'Service pool that AKS keeps',
      domain('pools: [10.64.0.0/12], services: { pools: [172.30.0.0/16] }'),
      [
        'r:4:81 error reserved-range: nothing of 172.30.0.0/16 can be used as pool of Service ranges: 172.30.0.0/16 is kept by AKS; take a private range outside of it',
      ],
    ],
    [
      'everything in use',
      [
        'pools: [10.64.0.0/12] }]',
        'pools: [10.64.0.0/12] }], inUse: [{ name: dc, as: onPremises, ranges: [10.0.0.0/8] }]',
      ],
      [
        'r:4:46 error pool-in-use: nothing is left of the routed pool 10.64.0.0/12: dc holds 10.0.0.0/8 (see 4:109); ask for another range, or take the entry out if it is not in use',
      ],
    ],
    [
      'range in use twice',
      [
        'pools: [10.64.0.0/12] }]',
        'pools: [10.64.0.0/12] }], inUse: [{ name: a, as: vpn, ranges: [10.9.0.0/16] }, { name: b, as: peer, ranges: [10.9.0.0/16] }]',
      ],
      [
        'r:4:147 warning range-twice: 10.9.0.0/16 is told to be in use twice: by b and by a (see 4:101); keep the entry of the one who holds it; two holders of one range cannot both be routed',
      ],
    ],
    [
      'a pool of every address there is',
      ['10.64.0.0/12', '0.0.0.0/0'],
      [
        'r:4:46 error pool-too-wide: the routed pool 0.0.0.0/0 is wider than any private range, so most of it belongs to others; write what the organisation holds, within 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16',
      ],
    ],
    [
      'what only follows from a pool that could not be read is not told',
      ['minNodes: 3, maxNodes: 6', 'minNodes: 3, maxNodes: six'],
      ['r:11:69 error wrong-type: "six" is not a number; write a number in digits, such as 3'],
    ],
    [
      'most below least',
      pools('{ name: apps, minNodes: 9, maxNodes: 6 }'),
      [
        'r:11:111 error max-below-min: the pool apps has at most 6 nodes and at least 9 (see 11:98); swap the two, or raise maxNodes',
      ],
    ],
    [
      'a thousand million nodes',
      pools('{ name: apps, maxNodes: 1000000000 }'),
      [
        'r:11:12 error too-many-nodes: the cluster apps asks for 1,000,000,006 nodes; 5,000 are the most nodes of a cluster; spread them over 200,001 clusters, or state under raisedLimits what Azure granted for nodes-per-cluster',
        'r:11:98 error too-many-nodes: the pool apps asks for 1,000,000,000 nodes; 1,000 are the most nodes of a pool, surge included; spread the nodes over 1,000,000 pools',
      ],
    ],
    [
      'more than that',
      pools('{ name: apps, maxNodes: 1e300 }'),
      [
        'r:11:98 error out-of-range: 1e+300 is too much; at most 1000000000 were expected; write 1000000000 or less',
      ],
    ],
    [
      'no room for surge',
      pools('{ name: apps, maxNodes: 1000, surge: 10% }'),
      [
        'r:11:98 error no-room-for-surge: the pool apps cannot be upgraded when it is full: 1,000 nodes and 100 of surge are more than 1,000; spread the nodes over 2 pools',
      ],
    ],
    [
      'too many pods on a node',
      pools('{ name: apps, maxNodes: 5, maxPods: 300 }'),
      [
        'r:11:110 error max-pods: the pool apps asks for 300 pods per node; 10 to 250 are allowed; write maxPods: 250',
      ],
    ],
    [
      'too few pods in a pool',
      pools('{ name: apps, maxNodes: 2, maxPods: 10 }'),
      [
        'r:11:110 error too-few-pods: the pool apps has room for 20 pods; Azure asks for 30 in each pool; raise maxNodes to 3, or maxPods',
      ],
    ],
    [
      'no pool for system services',
      ['name: system, purpose: system, minNodes: 3', 'name: apps, minNodes: 3'],
      [
        'r:8:5 error no-system-pool: the cluster apps has no pool for system services; add a pool with purpose: system',
      ],
    ],
    [
      'system pool that shrinks to nothing',
      ['minNodes: 3', 'minNodes: 0'],
      [
        'r:11:56 error system-pool-too-small: the system pool system may shrink to 0 nodes; 2 are the least; write minNodes: 3',
      ],
    ],
    [
      'IPv6 without an IPv6 pool',
      add('    ipFamilies: [4, 6]\n'),
      [
        'r:12:17 error no-ipv6-pool: the cluster apps asks for IPv6, and the routing domain corp has no IPv6 pool for its VNet (see 4:45); add an IPv6 range to the pools of the domain',
        'r:12:17 error no-ipv6-pool: the cluster apps asks for IPv6, and the routing domain corp has no IPv6 pool for its pods; add an IPv6 range of /64 or larger under overlayPods: { pools: [...] } of the domain, beside the IPv4 one',
        'r:12:17 error no-ipv6-pool: the cluster apps asks for IPv6, and the routing domain corp has no IPv6 pool for its Services; add an IPv6 range of /108 or larger under services: { pools: [...] } of the domain, beside the IPv4 one',
      ],
    ],
    [
      'IPv6 in a mode that has none',
      add(
        '    ipFamilies: [4, 6]\nrequire: [{ for: cniMode, option: podSubnetDynamic, reason: r }]\n',
      ),
      [
        'r:12:17 error mode-without-ipv6: the cluster apps asks for IPv6, which Azure CNI Pod Subnet, dynamic allocation does not have (see 13:35); ask for IPv4 alone, or for overlay',
        'r:12:17 error no-ipv6-pool: the cluster apps asks for IPv6, and the routing domain corp has no IPv6 pool for its VNet (see 4:45); add an IPv6 range to the pools of the domain',
        'r:12:17 error no-ipv6-pool: the cluster apps asks for IPv6, and the routing domain corp has no IPv6 pool for its pods; add an IPv6 range of /64 or larger under overlayPods: { pools: [...] } of the domain, beside the IPv4 one',
        'r:12:17 error no-ipv6-pool: the cluster apps asks for IPv6, and the routing domain corp has no IPv6 pool for its Services; add an IPv6 range of /108 or larger under services: { pools: [...] } of the domain, beside the IPv4 one',
      ],
    ],
    [
      'a destination that is known by IPv6 alone',
      add(
        '    egress: { destinations: [{ name: d, ranges: ["2001:db8::/48"] }, { name: e, ranges: ["2001:db8::/48", 192.0.2.0/24] }] }\n',
      ),
      [
        'r:12:49 error no-ipv6-exit: d is known by IPv6 ranges alone, and what leaves apps leaves over IPv4; name it by fqdn, or add a range of IPv4; no way out is designed for IPv6 yet',
      ],
    ],
    [
      'IPv6 alone',
      add('    ipFamilies: [6]\n'),
      [
        'r:12:17 error wrong-value: a list of 1: [4] or [4, 6] was expected: clusters of IPv6 alone do not exist; ',
      ],
    ],
    [
      'stands in for nobody',
      ['[{ name: westeurope }]', '[{ name: westeurope }, { name: northeurope, role: dr }]'],
      [
        'r:5:33 error dr-without-primary: the region northeurope does not say for which region it stands in; add of: westeurope',
      ],
    ],
    [
      'stands in for a region that is not there',
      [
        '[{ name: westeurope }]',
        '[{ name: westeurope }, { name: northeurope, role: dr, of: westeurop }]',
      ],
      [
        'r:5:68 error dr-without-primary: the region northeurope stands in for westeurop, which is not among the regions; was westeurope meant?',
      ],
    ],
    [
      'unknown region and environment',
      [
        'environment: prod\n    regions: [westeurope]',
        'environment: prd\n    regions: [westeurope, eastasia]',
      ],
      [
        'r:9:18 error unknown-name: there is no environment "prd"; was prod meant?',
        'r:10:27 error unknown-name: there is no region "eastasia"; known are westeurope',
      ],
    ],
    [
      'unknown domain',
      ['[{ name: westeurope }]', '[{ name: westeurope, domain: crop }]'],
      ['r:5:39 error unknown-name: there is no routing domain "crop"; was corp meant?'],
    ],
    [
      'flow to nobody',
      add(
        '    namespaces: [{ name: shop, workloads: [{ name: web }] }]\n    flows: [{ from: shop/web, to: shop/wep }, { from: shop/web, to: keyVault }]\n',
      ),
      [
        'r:13:35 error unknown-name: "shop/wep" is no workload, dependency, destination or range of the cluster apps; was shop/web meant?',
        'r:13:69 error unknown-name: "keyVault" is no workload, dependency, destination or range of the cluster apps; known are shop/*, shop/web, internet, apiServer',
      ],
    ],
    [
      'unknown service',
      add('    dependencies: [{ service: keyVolt }]\n'),
      ['r:12:31 error unknown-name: there is no service "keyVolt"; was keyVault meant?'],
    ],
    [
      'flow wanted and forbidden',
      add(
        '    namespaces: [{ name: n, workloads: [{ name: a }, { name: b }] }]\n    flows: [{ from: n/a, to: n/b, port: 80 }]\n    forbidden: [{ from: n/a, to: n/b }]\n',
      ),
      [
        'r:14:17 error wanted-and-forbidden: n/a to n/b is wanted and forbidden (see 13:13); keep one of the two, or give them different ports',
      ],
    ],
    [
      'private and nobody gets in',
      add('    apiServer: { exposure: private, breakGlass: none }\n'),
      [
        'r:12:16 error no-way-in: the API server of apps is private, and nobody is named who could reach it; name people or agents with the place they call from, or a breakGlass',
      ],
    ],
    [
      'people who have no path',
      add(
        '    apiServer: { people: [{ name: ops, from: onPremises }, { name: dev, from: internet }, { name: it, from: moon }] }\n',
      ),
      [
        'r:12:46 error no-path: ops come from onPremises, and nothing connects that; write hub.gateway: expressRoute or vpn',
        'r:12:79 error private-from-internet: dev call from the internet, and the API server is private; let them come through the bastion or the VPN, or write exposure: public with authorizedRanges',
        'r:12:109 error unknown-name: where "moon" is, from where it call the API server, is not said; known are onPremises, vpn, bastion, hub, cluster, internet',
      ],
    ],
    [
      'inspection without a firewall',
      add('    egress: { inspection: required }\n'),
      [
        'r:12:27 error inspection-without-firewall: what leaves apps must be inspected, and there is no firewall; add hub.firewall, or a firewall under existing',
      ],
    ],
    [
      'parts of a hub that is not there',
      add('hub: { bastion: true, firewall: { tier: Standard } }\n'),
      [
        'r:12:17 error part-without-hub: the hub has a bastion, and there is no hub; write topology: hubVnet or virtualWan, or leave out bastion',
        'r:12:33 error part-without-hub: the hub has a firewall, and there is no hub; write topology: hubVnet or virtualWan, or leave out firewall',
      ],
    ],
    [
      'a firewall that is not in its hub',
      add(hubWith('ranges: [10.15.0.0/24]', '10.16.0.4')),
      [
        'r:14:123 error firewall-outside-hub: 10.16.0.4 is not in the hub VNet, which has 10.15.0.0/24 (see 13:132); write the address that Azure gave the firewall in that network, or correct its ranges',
      ],
    ],
    [
      'public access that is forbidden and said to be there',
      add(
        '    dependencies: [{ service: keyVault, publicAccess: { is: enabled, by: x } }]\nsecurity: { publicPaasAccess: forbidden }\n',
      ),
      [
        'r:12:61 error public-access-forbidden: keyVault is said to answer on the internet, which security forbids (see 13:31); have it switched off and write is: disabled, or allow public access',
      ],
    ],
    [
      'appliances beside an Azure Firewall, in a region that is not there',
      add(
        'hub: { topology: hubVnet, firewall: { appliances: [{ address: 10.0.0.4, region: eastus }] } }\n',
      ),
      [
        'r:12:51 error appliances-beside-firewall: the hub has an Azure Firewall, and no route would lead to the appliances; write kind: nva, or leave out appliances',
        'r:12:81 error unknown-name: there is no region "eastus"; known are westeurope',
      ],
    ],
    [
      'public access that is forbidden',
      add(
        '    dependencies: [{ service: keyVault, access: public }]\nsecurity: { publicPaasAccess: forbidden }\n',
      ),
      [
        'r:12:49 error public-access-forbidden: keyVault is to be reached publicly, which security forbids (see 13:31); write access: private',
      ],
    ],
    [
      'two bindings for one decision',
      add(
        'require: [{ for: cniMode, option: overlay, reason: r }, { for: cniMode, option: flat, reason: r }]\n',
      ),
      [
        'r:12:81 error two-bindings: cniMode must be flat and must be overlay (see 12:35); keep one of the two',
        'r:12:81 error unknown-name: there is no network mode "flat"; known are overlay, podSubnetDynamic, podSubnetStatic, nodeSubnet, kubenet, byo',
      ],
    ],
    [
      'waiver without owner, reason and end',
      add('waivers: [{ for: legacyMode, option: kubenet }]\n'),
      [
        'r:12:11 error missing: owner is missing: a text was expected; ',
        'r:12:11 error missing: reason is missing: a text was expected; ',
        'r:12:11 error missing: until is missing: a calendar day such as 2026-11-23 was expected; ',
      ],
    ],
    [
      'waiver that is over',
      [
        '{ name: Example }',
        '{ name: Example, day: 2026-11-23 }\nwaivers: [{ for: legacyMode, owner: ops, reason: r, until: 2026-11-22 }]',
      ],
      [
        'r:4:60 error expired-waiver: the waiver of ops for legacyMode ended on 2026-11-22; judged is 2026-11-23 (see 3:37); mend what it excused, or let the owner extend it',
      ],
    ],
    [
      'grant without effect',
      add('raisedLimits: [{ limit: nodes-per-pool, value: 2000, by: me, when: 2026-01-01 }]\n'),
      [
        'r:12:48 warning grant-without-effect: nodes-per-pool is not known to be raised for anybody; 1,000 is used; take the entry out, or check the number',
      ],
    ],
    [
      'unknown limit and assumption',
      add(
        'raisedLimits: [{ limit: nodes-per-clutser, value: 2000, by: me, when: 2026-01-01 }]\nassumptions: { surge.defualt: "1", surge.default: "2" }\n',
      ),
      [
        'r:12:25 error wrong-value: "nodes-per-clutser": no limit has this id; was nodes-per-cluster meant?; ',
        'r:13:31 error wrong-value: "1": no assumption is called so; was surge.default meant?; ',
        'r:13:51 error wrong-value: "2": 1, 10%, larger are the answers to choose from; ',
      ],
    ],
    [
      'id of something else',
      add(
        'existing: [{ kind: firewall, id: /subscriptions/s/resourceGroups/g/providers/Microsoft.Network/virtualNetworks/v }]\n',
      ),
      [
        'r:12:34 error wrong-resource-type: the id names "Microsoft.Network/virtualNetworks", and a firewall was announced (see 12:20); the id of a firewall has the type Microsoft.Network/azureFirewalls',
      ],
    ],
  ];
  it.each(cases)('%s', (_why, [before, after], said) => {
    expect(saidOf(before, after)).toEqual(said);
  });
});
describe('names that only one environment can have', () => {
  const two = (rest: string): readonly string[] =>
    read(
      smallest
        .replace('environments: [{ name: prod }]', 'environments: [{ name: prod }, { name: dev }]')
        .replace('environment: prod', 'environments: [prod, dev]')
        .replace(tail, `${tail}${rest}`),
    ).diagnostics.map(({ code }) => code);

  it.each([
    [
      'a vault with a name',
      '    dependencies: [{ service: keyVault, names: [kv-a] }]\n',
      ['shared-name'],
    ],
    ['a vault without one', '    dependencies: [{ service: keyVault }]\n', []],
    [
      'a vault reached in public',
      '    dependencies: [{ service: keyVault, names: [kv-a], access: public }]\n',
      [],
    ],
  ])('%s', (_, rest, codes) => {
    expect(two(rest)).toEqual(codes);
  });
});

describe('connections from ranges in use to pods', () => {
  const from = (as: string, hub = ''): readonly string[] =>
    read(
      smallest
        .replace(
          '[10.64.0.0/12] }] }',
          `[10.64.0.0/12] }], inUse: [{ name: them, as: ${as}, ranges: [10.1.0.0/16] }] }\n${hub}preferences: [{ for: cniMode, prefer: podSubnetDynamic }]`,
        )
        .replace(
          tail,
          `${tail}    namespaces: [{ name: shop }]\n    flows: [{ from: them, to: shop, port: 80 }]\n`,
        ),
    ).diagnostics.map(({ code }) => code);

  it.each([
    ['overlayPods', '', ['not-routed']],
    ['onPremises', '', ['no-path']],
    ['onPremises', 'hub: { topology: hubVnet, gateway: vpn }\n', []],
    ['vnet', '', []],
  ])('%s %s', (as, hub, codes) => {
    expect(from(as, hub)).toEqual(codes);
  });
});

describe('a firewall that is there and its hub', () => {
  const subnet = (range: string): string =>
    hubWith('ranges: [10.15.0.0/24]', '10.15.0.4').replace(
      'hub: {',
      `  - { kind: subnet, use: firewallSubnet, id: ${scope}/virtualNetworks/v/subnets/AzureFirewallSubnet, ranges: [${range}] }\nhub: {`,
    );
  it.each([
    ['in the hub', hubWith('ranges: [10.15.0.0/24]', '10.15.0.4'), []],
    ['in a hub whose ranges nobody stated', hubWith('', '10.16.0.4'), []],
    ['in its subnet', subnet('10.15.0.0/26'), []],
    ['in the hub, and not in its subnet', subnet('10.15.0.64/26'), ['firewall-outside-hub']],
  ])('%s', (_, rest, codes) => {
    const told = read(smallest.replace(tail, `${tail}${rest}`)).diagnostics;
    expect(told.filter(({ severity }) => severity === 'error').map(({ code }) => code)).toEqual(
      codes,
    );
  });
});
