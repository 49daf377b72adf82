import type { Estate } from '../estate/estate.ts';
import type { Id } from '../estate/id.ts';
import { type SubnetUseId, type SubnetUser, usersOf } from '../estate/users.ts';
import { mapKnown } from '../evidence/knowable.ts';
import type { Line } from '../evidence/ledger.ts';
import { amount as count, element, type Prose, prose } from '../evidence/prose.ts';
import { agcFreeIps, apiServerIps } from '../facts/sizing/gateways.ts';
import { type Amount, scaledUp } from './amount.ts';
import { line } from './line.ts';
import type { Asked, Moment } from './moment.ts';
import type { Planning } from './planning.ts';
import { provisionedTake } from './provisioned-nodes.ts';

/** What users of one kind, other than pools, take of a subnet. */
interface GuestUse {
  readonly use: SubnetUseId;
  readonly role: string;
  readonly what: (user: SubnetUser, estate: Estate) => Prose;
  readonly amount: (estate: Estate, user: SubnetUser, moment: Moment) => Amount;
}

const named = (estate: Estate, user: SubnetUser, kind: keyof Estate['elements']): Prose => [
  element(user.element, estate.elements[kind].get(user.element)?.name),
];

/** Users that are listed one by one. What a firewall or gateway takes is the minimum of its subnet. */
const guestUses: readonly GuestUse[] = [
  {
    use: 'apiServer',
    role: 'apiServer',
    what: (user, estate) => prose`API server of ${named(estate, user, 'cluster')}`,
    amount: () => apiServerIps.value,
  },
  {
    use: 'apiServerEndpoint',
    role: 'apiServerEndpoint',
    what: (user, estate) =>
      prose`private endpoint of the API server of ${named(estate, user, 'cluster')}`,
    amount: () => 1,
  },
  {
    use: 'provisionedNodes',
    role: 'provisionedNodes',
    what: (user, estate) =>
      prose`nodes that autoprovisioning may add to ${named(estate, user, 'cluster')}`,
    amount: (estate, user, moment) =>
      provisionedTake(estate, user.element, {
        nodes: moment.provisioned(estate, user.element),
        part: (need) => need.nodeSubnet,
      }),
  },
  {
    use: 'applicationGateway',
    role: 'appGateway',
    what: (user, estate) =>
      prose`instances of ${named(estate, user, 'applicationGateway')} at its maximum`,
    amount: (estate, user) =>
      estate.elements.applicationGateway.get(user.element)?.maxInstances ?? 0,
  },
  {
    use: 'applicationGateway',
    role: 'appGatewayFrontend',
    what: (user, estate) => prose`private frontend of ${named(estate, user, 'applicationGateway')}`,
    amount: (estate, user) =>
      mapKnown(estate.elements.applicationGateway.get(user.element)?.privateAddress, (address) =>
        address === undefined ? 0 : 1,
      ),
  },
  {
    use: 'gatewayForContainers',
    role: 'agc',
    what: (user, estate) =>
      prose`free addresses that ${named(estate, user, 'gatewayForContainers')} wants`,
    amount: () => agcFreeIps.value,
  },
  {
    use: 'privateLinkService',
    role: 'privateLinkService',
    what: (user, estate) => prose`addresses of ${named(estate, user, 'privateLinkService')}`,
    amount: (estate, user) =>
      estate.elements.privateLinkService.get(user.element)?.natAddressCount ?? 0,
  },
];

/** What users other than pools take of a subnet, and what a plan expects of them. */
export function guestLines(
  estate: Estate,
  id: Id<'subnet'>,
  { planning, moment }: Asked,
): readonly Line[] {
  const users = usersOf(estate, id);
  const single = guestUses.flatMap(({ use, role, what, amount: take }) =>
    users
      .filter((user) => user.use === use)
      .flatMap((user) => {
        const amount = user.doubt ?? take(estate, user, moment);
        const told = { role, what: what(user, estate), from: user.element };
        return amount === 0 ? [] : [line({ ...told, amount })];
      }),
  );
  return [
    ...single,
    ...provisionedPlans(estate, users, { planning, moment }),
    ...countedUses.flatMap((counted) => countedLine(users, counted, { planning, id })),
  ];
}

/**
 * What a plan wants beyond the nodes that autoprovisioning may add, as for pools: growth, and nodes beyond
 * every maximum, which are counted once where pools live beside them.
 */
function provisionedPlans(
  estate: Estate,
  users: readonly SubnetUser[],
  { planning, moment }: Asked,
): readonly Line[] {
  const { emergencyNodes, growthFactor } = planning;
  const hasPools = users.some(({ use }) => use === 'nodes');
  return users
    .filter(({ use, doubt }) => use === 'provisionedNodes' && doubt === undefined)
    .flatMap(({ element: from }) => {
      const take = (nodes: Amount): Amount =>
        provisionedTake(estate, from, { nodes, part: (need) => need.nodeSubnet });
      const planned = [
        line({
          role: 'emergency',
          what: prose`${emergencyNodes} nodes that may start beyond every maximum`,
          amount: hasPools ? 0 : take(emergencyNodes),
          from,
        }),
        line({
          role: 'growth',
          what: prose`growth of what autoprovisioning may add by the factor ${growthFactor}`,
          amount: scaledUp(take(moment.provisioned(estate, from)), growthFactor - 1),
          from,
        }),
      ];
      return planned.filter(({ amount }) => amount !== 0);
    });
}

/** Users that take one address each and are told as one number. */
interface CountedUse {
  readonly use: SubnetUseId;
  readonly role: string;
  readonly unit: string;
  readonly expected: (planning: Planning) => number;
}

const countedUses: readonly CountedUse[] = [
  {
    use: 'privateEndpoint',
    role: 'privateEndpoints',
    unit: 'private endpoints',
    expected: (planning) => planning.privateEndpoints,
  },
  {
    use: 'internalLoadBalancer',
    role: 'internalLoadBalancers',
    unit: 'frontends of internal load balancers',
    expected: (planning) => planning.internalLoadBalancers,
  },
];

/** A plan counts what exists into what it expects, so that the greater of the two is the need. */
function countedLine(
  users: readonly SubnetUser[],
  { use, role, unit, expected }: CountedUse,
  { planning, id }: { readonly planning: Planning; readonly id: Id<'subnet'> },
): readonly Line[] {
  const present = users.filter((user) => user.use === use);
  const amount = Math.max(present.length, expected(planning));
  if (amount === 0) return [];
  const [only] = present;
  const from = only !== undefined && present.length === 1 && amount === 1 ? only.element : id;
  return [
    line({ role, what: prose`one address for each of ${count(amount, unit)}`, amount, from }),
  ];
}
