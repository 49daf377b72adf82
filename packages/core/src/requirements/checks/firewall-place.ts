import { containsAddress, formatAddress, formatPrefix, type Prefix } from '@aksnet/net';
import type { Path } from '../../evidence/source.ts';
import type { Existing } from '../existing.ts';
import type { Requirements } from '../schema.ts';
import type { Concern } from './concern.ts';

/** Where a firewall that is there can stand; ranges are empty where nobody stated them. */
interface Home {
  readonly of: 'subnet' | 'hub';
  readonly ranges: readonly Prefix[];
  readonly says: string;
  readonly path: Path;
}

/**
 * The private address of a firewall that is there lies in its subnet, else in its hub. A route to an
 * address outside of both leads nowhere, and every cluster behind it loses its way out.
 */
export function* firewallPlaces({ existing }: Requirements): IterableIterator<Concern> {
  for (const [i, entry] of existing.entries()) {
    if (entry.kind !== 'firewall' || entry.privateAddress === undefined) continue;
    const { privateAddress } = entry;
    const near = existing.flatMap((other, j) =>
      meetsRegion(entry, other) ? homesOf(other, ['existing', j]) : [],
    );
    const subnets = near.filter(({ of }) => of === 'subnet');
    const homes = subnets.length > 0 ? subnets : near;
    const [first] = homes;
    // A home whose ranges nobody stated may be the right one.
    if (first === undefined || homes.some(({ ranges }) => ranges.length === 0)) continue;
    const all = homes.flatMap(({ ranges }) => ranges);
    if (all.some((range) => containsAddress(range, privateAddress))) continue;
    yield {
      severity: 'error',
      code: 'firewall-outside-hub',
      message: `${formatAddress(privateAddress)} is not in ${first.says}, which has ${all.map(formatPrefix).join(', ')}`,
      path: ['existing', i, 'privateAddress'],
      other: first.path,
      hint: 'write the address that Azure gave the firewall in that network, or correct its ranges',
    };
  }
}

function homesOf(entry: Existing, path: Path): readonly Home[] {
  switch (entry.kind) {
    case 'virtualNetwork': {
      const { use, ranges = [] } = entry;
      const says = 'the hub VNet';
      return use === 'hub' ? [{ of: 'hub', ranges, says, path: [...path, 'ranges'] }] : [];
    }
    case 'virtualHub': {
      const ranges = entry.range === undefined ? [] : [entry.range];
      return [{ of: 'hub', ranges, says: 'the virtual hub', path: [...path, 'range'] }];
    }
    case 'subnet': {
      const { use, ranges = [] } = entry;
      const says = 'the subnet of the firewall';
      const isHome = use === 'firewallSubnet';
      return isHome ? [{ of: 'subnet', ranges, says, path: [...path, 'ranges'] }] : [];
    }
    default:
      return [];
  }
}

/** Whether both may serve one region; what names none serves all. */
const meetsRegion = (one: Existing, other: Existing): boolean =>
  one.region === undefined || other.region === undefined || one.region === other.region;
