import { describe, expect, it } from 'vitest';
import { world } from '../../../test/path/draw.ts';
import {
  cluster,
  firewall,
  natGatewayId,
  pool,
  subnet,
  subnetId,
  vnet,
} from '../../estate/sketch.ts';
import { notStated } from '../../evidence/knowable.ts';
import { type Exit, exitOf, exitOfFirewall } from './exits.ts';

const face = (exit: Exit): string => (exit.kind === 'exit' ? exit.as : exit.kind);

const plain = subnet('a/s', '10.0.0.0/24');
const natted = subnet('a/s', '10.0.0.0/24', { natGateway: natGatewayId('nat') });
const dark = subnet('a/s', '10.0.0.0/24', { natGateway: notStated('natGateway') });
const balanced = cluster('c');
const routed = cluster('c', { network: { outboundType: 'userDefinedRouting' } });
const managed = cluster('c', { network: { outboundType: 'managedNATGateway' } });
const nodes = pool('c/p', 1);
const open = pool('c/p', 1, { nodePublicIp: true });

describe('the public face of what leaves', () => {
  it.each([
    [
      'NAT gateway before load balancer',
      { subnet: natted, cluster: balanced, pool: nodes },
      'natGateway',
    ],
    [
      'NAT gateway before node address',
      { subnet: natted, cluster: balanced, pool: open },
      'natGateway',
    ],
    [
      'node address before load balancer',
      { subnet: plain, cluster: balanced, pool: open },
      'nodeAddress',
    ],
    ['load balancer', { subnet: plain, cluster: balanced, pool: nodes }, 'loadBalancer'],
    ['NAT gateway that AKS made', { cluster: managed, pool: nodes }, 'natGateway'],
    [
      'nobody where routes were to lead out',
      { subnet: plain, cluster: routed, pool: nodes },
      'none',
    ],
    [
      'default access',
      { subnet: subnet('a/s', '10.0.0.0/24', { defaultOutboundAccess: true }) },
      'default',
    ],
    ['not told', { subnet: dark, cluster: balanced, pool: nodes }, 'unsure'],
    [
      'an outbound type not told',
      {
        subnet: plain,
        cluster: cluster('c', { network: { outboundType: notStated('x') } }),
        pool: nodes,
      },
      'unsure',
    ],
  ] as const)('%s', (_, leaver, expected) => {
    expect(face(exitOf(leaver))).toBe(expected);
  });
});

describe('the public face of a firewall', () => {
  const of = (said: Parameters<typeof firewall>[2], where = plain): string =>
    face(
      exitOfFirewall(
        world([vnet('a', ['10.0.0.0/16']), where]),
        firewall('fw', subnetId('a', 's'), said),
      ),
    );
  it('is its own, unless a NAT gateway stands before it', () => {
    expect(of({})).toBe('firewall');
    expect(of({}, natted)).toBe('natGateway');
    expect(of({ publicIps: [] })).toBe('none');
    expect(of({ publicIps: notStated('publicIps') })).toBe('unsure');
  });
});
