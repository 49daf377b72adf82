import { type Prose, prose } from '../../../evidence/prose.ts';
import type { Path } from '../../../evidence/source.ts';
import type { Hub } from '../../../requirements/hub.ts';
import type { Lever, Scope } from '../lever.ts';

const lever = (
  path: Path,
  says: { readonly asks: Prose; readonly change: Prose },
  change: (hub: Hub) => Hub,
): Lever => ({
  path,
  ...says,
  release: (given) => ({ ...given, hub: change(given.hub) }),
});

const standard: NonNullable<Hub['firewall']> = {
  kind: 'azureFirewall',
  tier: 'Standard',
  appliances: [],
};

/** What the networks of a region share. */
export function hubLevers({ requirements, cluster }: Scope): readonly Lever[] {
  const { hub, existing } = requirements;
  const there = existing.some(({ kind }) => kind === 'firewall');
  return [
    ...(cluster !== undefined && hub.firewall === undefined && !there
      ? [
          lever(
            ['hub', 'firewall'],
            {
              asks: prose`there is no firewall (${'hub.firewall'})`,
              change: prose`add ${'hub'} with ${hub.topology === 'none' ? 'topology: hubVnet' : `topology: ${hub.topology}`} and ${'firewall: { tier: Standard }'}`,
            },
            (given) => ({
              ...given,
              topology: given.topology === 'none' ? 'hubVnet' : given.topology,
              firewall: standard,
            }),
          ),
        ]
      : []),
    ...(hub.firewall !== undefined && (hub.firewall.kind === 'nva' || hub.firewall.tier === 'Basic')
      ? [
          lever(
            ['hub', 'firewall'],
            {
              asks:
                hub.firewall.kind === 'nva'
                  ? prose`the firewall is the appliance of another maker (${'kind: nva'})`
                  : prose`the firewall is of tier ${hub.firewall.tier}`,
              change: prose`write ${'firewall: { tier: Standard }'} under ${'hub'}`,
            },
            (given) => ({ ...given, firewall: standard }),
          ),
        ]
      : []),
    ...(hub.topology !== 'hubVnet'
      ? [
          trade(
            ['hub', 'topology'],
            {
              asks: prose`what joins the networks of a region is ${hub.topology} (${'hub.topology'})`,
              change: prose`write ${'topology: hubVnet'} under ${'hub'}`,
            },
            (given) => ({ ...given, topology: 'hubVnet' }),
          ),
        ]
      : []),
  ];
}

/** One topology instead of another. */
const trade = (...asked: Parameters<typeof lever>): Lever => ({ ...lever(...asked), trades: true });
