import type { Prefix } from '@aksnet/net';
import type { Kind } from '../estate/elements/kinds.ts';
import type { Subnet } from '../estate/elements/network.ts';
import { type Estate, find } from '../estate/estate.ts';
import { isListedFor } from '../estate/listed.ts';
import { clusterModes } from '../estate/modes-of.ts';
import { purposesOf, type SubnetUseId, subnetUsers } from '../estate/users.ts';
import {
  isKnown,
  isUnknown,
  type Knowable,
  type Missing,
  missingOf,
  unknown,
} from '../evidence/knowable.ts';
import { type Prose, prose, words } from '../evidence/prose.ts';
import type { SpaceKindId } from '../facts/space-kinds.ts';
import {
  judgeLength,
  type Permission,
  type SpecialSubnet,
  specialSubnets,
  specialSubnetsDelegatedTo,
} from '../facts/special-subnets.ts';
import { clustersIn, missingClusters } from './cluster-networks.ts';
import { factsEvidence } from './judge.ts';
import { called } from './range-words.ts';
import type { Fault } from './rule.ts';

/** What a rule of a special subnet comes to: a fault, or why it cannot be told. */
export type SpecialVerdict = Fault | { readonly missing: readonly Missing[] };

/** A subnet and the kind whose rules it is held against. */
export interface SpecialCase {
  readonly estate: Estate;
  readonly subnet: Subnet;
  readonly special: SpecialSubnet;
}

/** The kinds of special subnet that a subnet is: by its purposes and by its delegations. */
export function specialsOf(estate: Estate, subnet: Subnet): readonly SpecialSubnet[] {
  const spaces = new Set<SpaceKindId>(purposesOf(estate, subnet.id).map(({ space }) => space));
  const byPurpose = Object.values(specialSubnets).filter(
    ({ space }) => space !== 'otherSubnet' && spaces.has(space),
  );
  const delegations = isKnown(subnet.delegations) ? subnet.delegations : [];
  const byDelegation = delegations.flatMap((service) => {
    const candidates = specialSubnetsDelegatedTo(service);
    return candidates.length === 1 ? candidates : [];
  });
  return [...new Set([...byPurpose, ...byDelegation])];
}

/** Uses that make a special subnet of one, and the kinds that bring them. */
const specialUses: ReadonlySet<SubnetUseId> = new Set([
  'firewall',
  'gateway',
  'bastion',
  'resolverInbound',
  'resolverOutbound',
  'applicationGateway',
  'gatewayForContainers',
]);
const specialMakers: readonly Kind[] = [
  'firewall',
  'virtualNetworkGateway',
  'bastionHost',
  'dnsResolver',
  'applicationGateway',
  'gatewayForContainers',
];

/** Why a subnet may be of a special kind although nothing says so. */
export function missingPurpose(estate: Estate, subnet: Subnet): readonly Missing[] {
  if (purposesOf(estate, subnet.id).length > 0) return [];
  return [
    ...missingOf(subnet.delegations),
    ...subnetUsers(estate)
      .unplaced.filter((user) => specialUses.has(user.use))
      .flatMap((user) => user.missing),
    ...specialMakers
      .filter((kind) => !isListedFor(estate, kind, subnet.id))
      .map((what) => ({ kind: 'notListed', what, within: subnet.id }) as const),
  ];
}

type OwnRule = (one: SpecialCase) => readonly SpecialVerdict[];

/** Every rule that Azure has for subnets of a kind, one by one. */
const ownRules: readonly OwnRule[] = [
  nameRule,
  lengthRule,
  overlayLengthRule,
  delegationRule,
  (one) => permissionRule(one, 'routeTable'),
  (one) => permissionRule(one, 'securityGroup'),
];

/** What the rules of its kind say of a subnet. */
export const specialVerdicts = (one: SpecialCase): readonly SpecialVerdict[] =>
  ownRules.flatMap((rule) => rule(one));

function nameRule({ estate, subnet, special }: SpecialCase): readonly SpecialVerdict[] {
  const wanted = special.fixedName;
  if (wanted === undefined || wanted.toLowerCase() === subnet.name.toLowerCase()) return [];
  return [
    {
      says: prose`${subjectOf(estate, subnet, special)} must be named ${wanted}.`,
      evidence: citedBy(special),
      fix: prose`Name it ${wanted}: Azure finds it by its name.`,
    },
  ];
}

function lengthRule({ estate, subnet, special }: SpecialCase): readonly SpecialVerdict[] {
  if (special.smallest === undefined && special.largest === undefined) return [];
  const largest = largestRange(subnet);
  if (largest === undefined) return [];
  if ('missing' in largest) return [largest];
  const verdict = judgeLength(special, largest.length);
  const subject = prose`${subjectOf(estate, subnet, special)} is a /${largest.length}`;
  const assumes = special.assumes === undefined ? [] : [special.assumes];
  const fault = (says: Prose, length: number): Fault => ({
    field: 'prefixes',
    says,
    evidence: citedBy(special),
    fix: prose`Make it a /${length}.`,
    assumes,
  });
  switch (verdict.kind) {
    case 'fits':
      return [];
    case 'tooSmall':
      return [fault(prose`${subject}; the smallest is a /${verdict.smallest}.`, verdict.smallest)];
    case 'tooLarge':
      return [fault(prose`${subject}; the largest is a /${verdict.largest}.`, verdict.largest)];
    case 'belowAdvice':
      return [
        {
          ...fault(prose`${subject}; advised is a /${verdict.advised}.`, verdict.advised),
          severity: 'note',
        },
      ];
  }
}

/** Only one length is legal beside a cluster in a mode with a pod range that grows in place. */
function overlayLengthRule({ estate, subnet, special }: SpecialCase): readonly SpecialVerdict[] {
  const exact = special.exactWithOverlay;
  const largest = largestRange(subnet);
  if (exact === undefined || largest === undefined || 'missing' in largest) return [];
  if (largest.length >= exact) return [];
  const overlay = servesOverlay(estate, subnet);
  if (isUnknown(overlay)) return [{ missing: overlay.unknown }];
  if (!overlay) return [];
  return [
    {
      field: 'prefixes',
      says: prose`${subjectOf(estate, subnet, special)} is a /${largest.length}; beside a cluster in overlay it must be exactly a /${exact}.`,
      evidence: citedBy(special),
      fix: prose`Make it a /${exact}.`,
    },
  ];
}

/** Whether a cluster of the VNet keeps its pods in an overlay of Azure CNI. */
function servesOverlay(estate: Estate, subnet: Subnet): Knowable<boolean> {
  const clusters = clustersIn(estate, subnet.virtualNetwork).map((id) =>
    find(estate, 'cluster', id),
  );
  const modes = clusters.map((each) => (isKnown(each) ? clusterModes(estate, each) : each));
  const isOverlay = modes.some((found) => isKnown(found) && found.some(isAzureOverlay));
  const [first, ...more] = [
    ...modes.flatMap((found) => (isUnknown(found) ? found.unknown : [])),
    ...missingClusters(estate, subnet.virtualNetwork),
  ];
  if (isOverlay || first === undefined) return isOverlay;
  return unknown(first, ...more);
}

const isAzureOverlay = (mode: { readonly profile: { readonly networkPluginMode?: string } }) =>
  mode.profile.networkPluginMode !== undefined;

function delegationRule({ estate, subnet, special }: SpecialCase): readonly SpecialVerdict[] {
  const [wanted] = special.delegations;
  if (special.delegationNeeded !== 'always' || wanted === undefined) return [];
  if (isUnknown(subnet.delegations)) return [{ missing: subnet.delegations.unknown }];
  const there = new Set(subnet.delegations.map((service) => service.toLowerCase()));
  if (special.delegations.some((service) => there.has(service.toLowerCase()))) return [];
  return [
    {
      field: 'delegations',
      says: prose`${subjectOf(estate, subnet, special)} is not delegated to ${wanted}.`,
      evidence: citedBy(special),
      fix: prose`Delegate it to ${wanted}.`,
    },
  ];
}

const attached = { routeTable: 'route table', securityGroup: 'security group' } as const;

function permissionRule(
  { estate, subnet, special }: SpecialCase,
  field: keyof typeof attached,
): readonly SpecialVerdict[] {
  const permission: Permission = special[field];
  const { [field]: found } = subnet;
  if (permission.kind !== 'refused' && permission.kind !== 'required') return [];
  if (isUnknown(found)) return [{ missing: found.unknown }];
  const isThere = found !== undefined;
  if (isThere === (permission.kind === 'required')) return [];
  const what = words(attached[field]);
  return [
    {
      field,
      says: isThere
        ? prose`${subjectOf(estate, subnet, special)} has the ${what} ${called(estate, found)}; none may be attached.`
        : prose`${subjectOf(estate, subnet, special)} has no ${what}; it needs one.`,
      severity: special.confidence === 'uncertain' ? 'warning' : 'error',
      evidence: citedBy(special),
      fix: isThere ? prose`Take the ${what} off.` : prose`Attach a ${what}.`,
    },
  ];
}

/** The largest IPv4 range of a subnet; undefined when it has none. */
function largestRange(
  subnet: Subnet,
): Prefix | { readonly missing: readonly Missing[] } | undefined {
  if (isUnknown(subnet.prefixes)) return { missing: subnet.prefixes.unknown };
  return subnet.prefixes
    .filter((range) => range.family === 4)
    .toSorted((a, b) => a.length - b.length)[0];
}

const subjectOf = (estate: Estate, subnet: Subnet, special: SpecialSubnet): Prose =>
  prose`Subnet ${called(estate, subnet.id)} (${words(special.title)})`;

const citedBy = (special: SpecialSubnet): Fault['evidence'] =>
  factsEvidence(
    ...special.cite.map(
      ({ document, date = 'no date' }) => prose`source: ${words(document)} (${words(date)})`,
    ),
  );
