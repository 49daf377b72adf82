import { describe, expect, it } from 'vitest';
import { check } from '../../src/check/check.ts';
import type { AnyElement } from '../../src/estate/elements/kinds.ts';
import { estateOf } from '../../src/estate/estate.ts';
import { ownId } from '../../src/estate/id.ts';
import {
  cluster,
  domain,
  firewall,
  peering,
  pool,
  sketchedFrame,
  subnet,
  subnetId,
  vnet,
} from '../../src/estate/sketch.ts';

const corp = ownId<'routingDomain'>('routingDomain', 'corp');

/** So many clusters with one pod range and one Service range, each in a spoke of one hub. */
function landingZone(count: number): readonly AnyElement[] {
  const hub: readonly AnyElement[] = [
    domain('corp', '10.0.0.0/8'),
    vnet('hub', ['10.255.0.0/16'], { routingDomain: corp }),
    subnet('hub/AzureFirewallSubnet', '10.255.0.0/26'),
    firewall('fw', subnetId('hub', 'AzureFirewallSubnet')),
  ];
  const spokes = Array.from({ length: count }, (_, i): readonly AnyElement[] => {
    const name = `s${i}`;
    const start = `10.${i >> 6}.${(i & 63) << 2}`;
    return [
      vnet(name, [`${start}.0/22`], { routingDomain: corp }),
      subnet(`${name}/nodes`, `${start}.0/24`),
      peering(name, 'hub'),
      peering('hub', name),
      cluster(name, { network: { serviceRanges: [{ family: 4, first: 0xac140000, length: 16 }] } }),
      pool(`${name}/one`, 3, { subnet: subnetId(name, 'nodes') }),
    ];
  });
  return [...hub, ...spokes.flat()];
}

describe('many clusters that share their ranges', () => {
  // A rule that compared each with each would run into the time limit of the test.
  it('make one note about it', () => {
    const count = 3000;
    const { findings, passed } = check(estateOf(sketchedFrame, landingZone(count)));
    expect(findings.filter(({ code }) => code === 'AKS-IP-006')).toHaveLength(1);
    expect(passed['AKS-IP-003']).toBe(count + 1);
    expect(passed['AKS-CAP-001']).toBe(count);
  });
});
