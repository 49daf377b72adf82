import { programmedGateway } from '../../codec/azure/managed-clusters.ts';
import { reference } from '../../codec/codec.ts';
import type { Cluster } from '../../estate/elements/cluster.ts';
import { type Estate, find } from '../../estate/estate.ts';
import { groupOf, type Id } from '../../estate/id.ts';
import { isKnown, knownOr } from '../../evidence/knowable.ts';
import { builtInRoles } from '../../facts/built-in-roles.ts';
import { type AccessResource, assignment } from './grant.ts';

/**
 * What the identity of the ingress controller, which AKS makes with the add-on, may do with a gateway in
 * another group than the cluster: Network Contributor on the gateway and on what a change of it must join
 * (subnet, public addresses, firewall policy), and Reader on its group. The documentation names the whole
 * group for both roles (`tutorial-ingress-controller-add-on-existing.md`, 2024-07-01); security groups and
 * routes that lie in it too are nothing that a controller need change. For its Helm chart the gateway and
 * the subnet are named alone (`ingress-controller-install-existing.md`, 2023-07-28).
 */
export function ingressAccess(cluster: Cluster, estate: Estate): readonly AccessResource[] {
  const id = programmedGateway(cluster, estate);
  const gateway = id === undefined ? undefined : find(estate, 'applicationGateway', id);
  if (gateway === undefined || !isKnown(gateway)) return [];
  const group = groupOf(gateway.id);
  if (group === groupOf(cluster.id)) return [];
  const subnet = knownOr(gateway.subnet, undefined);
  const policy = knownOr(gateway.firewallPolicy, undefined);
  const touched: readonly Id[] = [
    gateway.id,
    ...(subnet === undefined ? [] : [subnet]),
    ...knownOr(gateway.publicIps, []),
    ...(policy === undefined ? [] : [policy]),
  ];
  const shared = {
    whose: `the ingress controller of ${cluster.name}`,
    principal: reference(cluster.id, 'ingressPrincipalId'),
  };
  return [
    ...touched.map((scope) =>
      assignment({ role: builtInRoles.networkContributor, scope, ...shared }),
    ),
    ...(group === undefined
      ? []
      : [assignment({ role: builtInRoles.reader, scope: group, besides: gateway.id, ...shared })]),
  ];
}
