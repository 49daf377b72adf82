import { addressCount } from '@aksnet/net';
import type { Subnet } from '../estate/elements/network.ts';
import { type Estate, find } from '../estate/estate.ts';
import { type Id, nameInId } from '../estate/id.ts';
import { spaceOf } from '../estate/users.ts';
import { viewOf } from '../estate/view-of.ts';
import { isUnknown, type Knowable } from '../evidence/knowable.ts';
import { knownNeed, type Ledger, type Line } from '../evidence/ledger.ts';
import { element, prose } from '../evidence/prose.ts';
import { limits, limitValue } from '../facts/limits.ts';
import {
  type SpecialSubnet,
  specialSubnetNamed,
  specialSubnets,
} from '../facts/special-subnets.ts';
import type { Amount } from './amount.ts';
import { guestLines } from './guest-lines.ts';
import { line } from './line.ts';
import { type Asked, asChecked, atPeak, today } from './moment.ts';
import { noPlanning, type Planning } from './planning.ts';
import { poolLines } from './pool-lines.ts';
import { unseenLines } from './unseen-lines.ts';

/**
 * Who needs how many IPv4 addresses of a subnet, line by line, beside what the subnet has. The same
 * for a designed subnet without a range (the supply is not known yet) and for a live one. What is
 * not known is a line without an amount: enough to fail, never enough to pass.
 */
export const subnetLedger = (
  estate: Estate,
  id: Id<'subnet'>,
  planning: Planning = noPlanning,
): Ledger => ledgerAt(estate, id, { planning, moment: atPeak });

/**
 * Who has how many addresses of a subnet today, with as many pods as today's nodes may run and no
 * upgrade under way.
 */
export const subnetLedgerToday: (estate: Estate, id: Id<'subnet'>) => Ledger = viewOf(
  (estate, id) => ledgerAt(estate, id, { planning: noPlanning, moment: today }),
);

/** What Azure's own check counts against a subnet before it changes a pool. */
export const subnetLedgerChecked: (estate: Estate, id: Id<'subnet'>) => Ledger = viewOf(
  (estate, id) => ledgerAt(estate, id, { planning: noPlanning, moment: asChecked }),
);

function ledgerAt(estate: Estate, id: Id<'subnet'>, asked: Asked): Ledger {
  const subnet = find(estate, 'subnet', id);
  const lines = [
    ...poolLines(estate, id, asked),
    ...guestLines(estate, id, asked),
    ...unseenLines(estate, id),
    reservedLine(estate),
  ];
  const ledger: Ledger = {
    subject: id,
    title: prose`addresses of subnet ${element(id, isUnknown(subnet) ? nameInId(id) : subnet.name)}`,
    unit: 'addresses',
    supply: isUnknown(subnet) ? subnet : supplyOf(subnet),
    lines,
  };
  const legal = { ...ledger, lines: [...lines, ...minimumLines(estate, id, ledger)] };
  return { ...legal, lines: [...legal.lines, ...plannedLeast(legal, asked.planning)] };
}

/** What a plan gives a subnet at least, as far as the other lines do not reach it. */
function plannedLeast(ledger: Ledger, { least }: Planning): readonly Line[] {
  if (least === undefined) return [];
  const rest = 2 ** (32 - least.length) - knownNeed(ledger);
  return rest <= 0
    ? []
    : [line({ role: 'minimum', what: least.says, amount: rest, from: least.cite })];
}

/** IPv4 addresses of the subnet's ranges, the reserved ones included. */
function supplyOf(subnet: Subnet): Amount {
  if (isUnknown(subnet.prefixes)) return subnet.prefixes;
  return subnet.prefixes
    .filter((prefix) => prefix.family === 4)
    .reduce((total, prefix) => total + addressCount(prefix), 0);
}

const reservedId = 'reserved-ips-per-subnet';

function reservedLine(estate: Estate): Line {
  const { assumption, cite } = limits[reservedId];
  return line({
    role: 'reserved',
    what: prose`kept by Azure in every subnet`,
    amount: limitValue(reservedId, estate.raised, estate.assume),
    from: cite[0] ?? { document: 'derived' },
    assumes: assumption === undefined ? [] : [assumption],
  });
}

/** What a subnet of its kind must have at least, as far as the other lines do not reach it. */
function minimumLines(estate: Estate, id: Id<'subnet'>, ledger: Ledger): readonly Line[] {
  const special = specialOf(estate, id);
  if (isUnknown(special))
    return [
      line({
        role: 'minimum',
        what: prose`what it must have at least, if it is delegated`,
        amount: special,
        from: id,
      }),
    ];
  const cite = special?.cite[0];
  if (special?.smallest === undefined || cite === undefined) return [];
  const rest = 2 ** (32 - special.smallest) - knownNeed(ledger);
  if (rest <= 0) return [];
  const what = prose`rest of the smallest legal subnet of this kind (/${special.smallest})`;
  const assumes = special.assumes === undefined ? [] : [special.assumes];
  return [line({ role: 'minimum', what, amount: rest, from: cite, assumes })];
}

/**
 * The rules of its own that a subnet has, by what it is for; undefined when none. Not known while
 * nothing but a delegation could tell, and the delegation is not known.
 */
export function specialOf(estate: Estate, id: Id<'subnet'>): Knowable<SpecialSubnet | undefined> {
  const space = spaceOf(estate, id);
  const subnet = estate.elements.subnet.get(id);
  if (space !== 'otherSubnet')
    return Object.values(specialSubnets).find((special) => special.space === space);
  if (subnet === undefined) return undefined;
  if (subnet.purpose === undefined && isUnknown(subnet.delegations)) return subnet.delegations;
  return specialSubnetNamed(subnet.name);
}
