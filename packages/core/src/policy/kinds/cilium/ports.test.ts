import { describe, it } from 'vitest';
import {
  expectAnswers,
  fromAll,
  http,
  inSpace,
  ins,
  inward,
  onPorts,
  outs,
  outside,
  pg,
  type Row,
  web,
} from '../../../../test/policy/cilium.ts';

const ports: readonly Row[] = [
  ['ports alone mean everybody', [ins(pg)], inward, 'yes'],
  ['and no other port', [ins(pg)], '203.0.113.7 -> data/db TCP 80', 'no'],
  [
    'peers and ports',
    [ins({ fromEndpoints: [inSpace('shop')], ...pg })],
    'shop/web -> data/db TCP 80',
    'no',
  ],
  ['any protocol', [ins(onPorts([{ port: '53' }]))], '203.0.113.7 -> data/db SCTP 53', 'yes'],
  ['a range', [ins(onPorts([{ port: '5000', endPort: 6000 }]))], web, 'yes'],
  ['0 is every port', [ins(onPorts([{ port: '0', protocol: 'TCP' }]))], web, 'yes'],
  [
    'of its protocol',
    [ins(onPorts([{ port: '0', protocol: 'TCP' }]))],
    'shop/web -> data/db UDP 1',
    'no',
  ],
  ['a name', [ins(onPorts([{ port: 'PG' }]))], web, 'yes'],
  ['a name of another protocol', [ins(onPorts([{ port: 'pg', protocol: 'UDP' }]))], web, 'no'],
  ['a name on egress', [outs(onPorts([{ port: 'pg' }]))], web, 'yes'],
  ['no ports in the item', [ins({ toPorts: [{}] })], web, 'maybe'],
  ['ICMP opens none of them', [ins({ icmps: [{ fields: [{ type: 8 }] }] })], web, 'no'],
  ['ICMP among the ports', [ins(onPorts([{ port: '0', protocol: 'ICMP' }]))], web, 'no'],
  ['HTTP rules', [ins(onPorts([{ port: '5432', protocol: 'TCP' }], http))], web, 'maybe'],
  ['not beyond their port', [ins(onPorts([{ port: '80', protocol: 'TCP' }], http))], web, 'no'],
  [
    'the same port without them',
    [ins(onPorts([{ port: '5432', protocol: 'TCP' }], http)), ins(pg)],
    web,
    'yes',
  ],
  [
    'one item with, one without',
    [
      ins({
        toPorts: [
          { ports: [{ port: '80', protocol: 'TCP' }], ...http },
          { ports: [{ port: '5432' }] },
        ],
      }),
    ],
    web,
    'yes',
  ],
  [
    'names of servers',
    [outs(onPorts([{ port: '443', protocol: 'TCP' }], { serverNames: ['a.example.com'] }))],
    outside,
    'maybe',
  ],
  [
    'look-ups that are only watched',
    [outs(onPorts([{ port: '53' }], { rules: { dns: [{ matchPattern: '*' }] } }))],
    'shop/web -> data/db UDP 53',
    'yes',
  ],
  [
    'look-ups that are not',
    [outs(onPorts([{ port: '53' }], { rules: { dns: [{ matchName: 'a.example.com' }] } }))],
    'shop/web -> data/db UDP 53',
    'maybe',
  ],
  ['both ends proven', [ins({ ...fromAll, authentication: { mode: 'required' } })], web, 'maybe'],
  ['not proven', [ins({ ...fromAll, authentication: { mode: 'disabled' } })], web, 'yes'],
];

describe('ports of Cilium policies', () => {
  it.each(ports)('%s', (...row) => expectAnswers(row));
});
