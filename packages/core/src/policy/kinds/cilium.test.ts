import { describe, expect, it } from 'vitest';
import {
  all,
  cnp,
  expectAnswers,
  fromAll,
  http,
  inSpace,
  ins,
  inward,
  mon,
  names,
  ofApp,
  onPorts,
  outs,
  outside,
  pg,
  type Row,
  toAll,
  web,
  wide,
} from '../../../test/policy/cilium.ts';
import { modelIn, modelOfManifests } from '../../../test/policy/manifests.ts';
import { answer, object, town } from '../../../test/policy/town.ts';
import { readings } from '../readings.ts';

const denies: readonly Row[] = [
  [
    'deny wins',
    [cnp({ ...all, ingress: [fromAll], ingressDeny: [{ fromEndpoints: [inSpace('shop')] }] })],
    web,
    'no',
  ],
  [
    'over another policy',
    [ins(fromAll), wide({ ...all, ingressDeny: [{ fromEndpoints: [inSpace('shop')] }] })],
    web,
    'no',
  ],
  [
    'over NetworkPolicy',
    [
      object(
        ['networking.k8s.io/v1', 'NetworkPolicy'],
        { name: 'o', namespace: 'data' },
        { spec: { podSelector: {}, ingress: [{}] } },
      ),
      cnp({ ...all, ingressDeny: [{ fromEntities: ['cluster'] }] }),
    ],
    web,
    'no',
  ],
  [
    'leaves the others',
    [cnp({ ...all, ingress: [fromAll], ingressDeny: [{ fromEndpoints: [inSpace('shop')] }] })],
    mon,
    'yes',
  ],
  ['on its port', [cnp({ ...all, ingress: [fromAll], ingressDeny: [pg] })], web, 'no'],
  [
    'on no other',
    [cnp({ ...all, ingress: [fromAll], ingressDeny: [pg] })],
    'shop/web -> data/db TCP 80',
    'yes',
  ],
  ['closes by itself', [cnp({ ...all, ingressDeny: [pg] })], 'shop/web -> data/db TCP 80', 'no'],
  [
    'unless told not to',
    [cnp({ ...all, ingressDeny: [pg], enableDefaultDeny: { ingress: false } })],
    'shop/web -> data/db TCP 80',
    'yes',
  ],
  [
    'and denies still',
    [cnp({ ...all, ingressDeny: [pg], enableDefaultDeny: { ingress: false } })],
    web,
    'no',
  ],
  [
    'on egress',
    [cnp({ ...all, egress: [toAll], egressDeny: [{ toCIDR: ['203.0.113.0/24'] }] }, 'shop')],
    outside,
    'no',
  ],
  [
    'what may be denied',
    [cnp({ ...all, ingress: [fromAll], ingressDeny: [{ fromCIDRSet: [{ cidrGroupRef: 'g' }] }] })],
    inward,
    'maybe',
  ],
  ['requirements', [ins(fromAll, { fromRequires: [ofApp('web')] })], web, 'maybe'],
  ['open nothing', [ins({ fromRequires: [ofApp('web')] })], web, 'no'],
];

/** What Cilium refuses, or no file tells. */
const doubts: readonly (readonly [string, unknown])[] = [
  ['no selector', { ingress: [{}] }],
  ['both selectors', { ...all, nodeSelector: {}, ingress: [{}] }],
  ['nodes in a namespace', { nodeSelector: {}, ingress: [{}] }],
  ['a broken selector', { endpointSelector: { matchLabels: { app: 1 } }, ingress: [{}] }],
  ['an unknown word', { ...all, ingress: [{}], mood: 'good' }],
  ['an unknown word in a rule', { ...all, ingress: [{ fromStars: [] }] }],
  ['a broken peer', { ...all, ingress: [{ fromEndpoints: ['web'] }] }],
  ['an unknown entity', { ...all, ingress: [{ fromEntities: ['moon'] }] }],
  ['no range', { ...all, ingress: [{ fromCIDR: ['10/8'] }] }],
  [
    'an exception outside',
    { ...all, ingress: [{ fromCIDRSet: [{ cidr: '10.0.0.0/8', except: ['11.0.0.0/16'] }] }] },
  ],
  [
    'two ways to name peers',
    { ...all, ingress: [{ fromEndpoints: [{}], fromEntities: ['world'] }] },
  ],
  ['nodes by label', { ...all, ingress: [{ fromNodes: [{}] }] }],
  ['HTTP for every protocol', { ...all, ingress: [onPorts([{ port: '80' }], http)] }],
  ['no port', { ...all, ingress: [onPorts([{ port: '70000' }])] }],
  ['no protocol', { ...all, ingress: [onPorts([{ port: '80', protocol: 'QUIC' }])] }],
  [
    'look-ups on ingress',
    { ...all, ingress: [onPorts([{ port: '53' }], { rules: { dns: [{}] } })] },
  ],
  ['rules that are no list', { ...all, ingress: {} }],
  ['a choice that is none', { ...all, ingress: [{}], enableDefaultDeny: true }],
  ['a list', []],
  ['a text', 'deny'],
];

describe('Cilium policies', () => {
  it.each(denies)('%s', (...row) => expectAnswers(row));

  it.each(doubts)('leaves pods undetermined: %s', (_, spec) => {
    const model = modelOfManifests([...town, cnp(spec)]);
    expect(answer(model, web)).toBe('maybe');
    expect(answer(model, 'ops/mon -> shop/web TCP 1')).toBe('yes');
    expect(model.world.policies[0]?.[0]?.remarks).not.toEqual([]);
  });

  it.each([
    ['azure', 'yes'],
    ['calico', 'yes'],
    ['cilium', 'no'],
    ['specification', 'no'],
  ] as const)('counts where Cilium is: %s', (reading, expected) => {
    expect(answer(modelOfManifests([...town, ins({})], reading), web)).toBe(expected);
  });

  it.each([
    ['names', names({ matchPattern: '*' }), 'namesUnread'],
    ['HTTP rules', outs(onPorts([{ port: '443', protocol: 'TCP' }], http)), 'l7Unread'],
  ])('closes what needs services that are off: %s', (_, policy, kind) => {
    const dialect = { ...readings.specification, names: false, l7: false };
    const { policies } = modelOfManifests([...town, policy]).world;
    expect(policies[0]?.[0]?.remarks).toEqual([]);
    const without = modelIn([...town, policy], dialect);
    expect(answer(without, 'shop/web -> name:a.example.com TCP 443')).toBe('no');
    expect(without.world.policies[0]?.[0]?.remarks).toMatchObject([{ kind }]);
  });

  it('reads only the first port of a range where endPort is not read', () => {
    const policy = ins(onPorts([{ port: '5000', endPort: 6000, protocol: 'TCP' }]));
    const model = modelIn([...town, policy], { ...readings.specification, endPort: 'ignored' });
    expect(answer(model, web)).toBe('no');
    expect(answer(model, 'shop/web -> data/db TCP 5000')).toBe('yes');
    expect(model.world.policies[0]?.[0]?.remarks).toMatchObject([{ kind: 'endPortIgnored' }]);
  });
});
