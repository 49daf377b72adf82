import type { Dialect } from './dialect.ts';
import { policy } from './hand-made.ts';
import type {
  Labels,
  Manifest,
  NetworkPolicyManifest,
  Peer,
  PolicyPort,
} from './manifest-types.ts';

/** Objects beside the cluster of `hand-made`, and what is then open and closed. */
export interface Case {
  /** The point of the specification, and what is special about it. */
  readonly says: string;
  readonly objects: readonly Manifest[];
  readonly dialect?: Partial<Dialect>;
  readonly open?: readonly string[];
  readonly closed?: readonly string[];
}

const app = (name: string) => ({ matchLabels: { app: name } });
const team = (labels: Labels) => ({ namespaceSelector: { matchLabels: labels } });

const ingress = (
  from: readonly Peer[],
  ports?: readonly PolicyPort[],
): NetworkPolicyManifest['spec'] => ({
  podSelector: {},
  ingress: [{ from, ...(ports === undefined ? {} : { ports }) }],
});

const egress = (
  to: readonly Peer[],
  ports?: readonly PolicyPort[],
): NetworkPolicyManifest['spec'] => ({
  podSelector: {},
  policyTypes: ['Egress'],
  egress: [{ to, ...(ports === undefined ? {} : { ports }) }],
});

const only = (ports: readonly PolicyPort[]) => policy(ingress([], ports));
const block = (cidr: string, ...except: readonly string[]): Peer => ({
  ipBlock: { cidr, ...(except.length > 0 ? { except } : {}) },
});

const expression = (key: string, operator: string, values?: readonly string[]) => ({
  podSelector: { matchExpressions: [{ key, operator, ...(values ? { values } : {}) }] },
});

/** Cases about NetworkPolicy v1, by the points of C1. */
export const networkPolicyCases: readonly Case[] = [
  { says: 'C1.1 nobody selects', objects: [], open: ['data/db > shop/web', '8.8.8.8 > shop/web'] },
  {
    says: 'C1.1 the union of two policies',
    objects: [
      policy(ingress([{ podSelector: app('web') }])),
      policy(ingress([team({ team: 'blue' })])),
    ],
    open: ['shop/web > shop/api', 'data/db > shop/api', 'shop/api > data/db'],
    closed: ['ops/job > shop/api'],
  },
  {
    says: 'C1.2 both ends must let it through',
    objects: [policy(egress([{ podSelector: {} }])), policy({ podSelector: app('api') })],
    open: ['shop/api > shop/web'],
    closed: ['shop/web > shop/api', 'shop/web > data/db'],
  },
  {
    says: 'C1.3 egress: [] without types isolates nothing on egress',
    objects: [policy({ podSelector: {}, egress: [] })],
    open: ['shop/web > data/db'],
    closed: ['data/db > shop/web'],
  },
  {
    says: 'C1.3 types Egress close egress, and make an ingress list ineffective',
    objects: [policy({ podSelector: {}, policyTypes: ['Egress'], ingress: [] })],
    open: ['data/db > shop/web'],
    closed: ['shop/web > data/db', 'shop/web > 8.8.8.8'],
  },
  {
    says: 'C1.3 an egress rule without types isolates both ways',
    objects: [policy({ podSelector: {}, egress: [{}] })],
    open: ['shop/web > data/db'],
    closed: ['data/db > shop/web'],
  },
  {
    says: 'C1.4 an empty rule allows everything; empty lists are as absent ones',
    objects: [policy({ podSelector: {}, ingress: [{ from: [], ports: [] }], egress: [{}] })],
    open: ['8.8.8.8 > shop/web SCTP 1', '@n2 > shop/web', 'shop/web > 8.8.8.8 UDP 53'],
  },
  {
    says: 'C1.4 a rule in one direction says nothing of the other; no rule allows nothing',
    objects: [policy({ podSelector: {}, policyTypes: ['Ingress', 'Egress'], ingress: [{}] })],
    open: ['8.8.8.8 > shop/web'],
    closed: ['shop/web > 8.8.8.8'],
  },
  {
    says: 'C1.5 a policy of SCTP ports closes TCP',
    objects: [only([{ protocol: 'SCTP', port: 80 }])],
    open: ['data/db > shop/web SCTP 80'],
    closed: ['data/db > shop/web', 'data/db > shop/web SCTP 81'],
  },
  {
    says: 'C1.6 answers pass, but who is reached may not open a connection back',
    objects: [policy({ podSelector: {}, policyTypes: ['Ingress'] })],
    open: ['shop/web > data/db'],
    closed: ['data/db > shop/web'],
  },
  {
    says: 'C1.7 an item with nothing in it matches nobody',
    objects: [policy(ingress([{}]))],
    closed: ['shop/web > shop/api', '8.8.8.8 > shop/api'],
  },
  {
    says: 'C1.7 an item with nothing in it takes nothing from the one beside it',
    objects: [policy(ingress([{}, { podSelector: app('web') }]))],
    open: ['shop/web > shop/api'],
    closed: ['data/db > shop/api'],
  },
  {
    says: 'C1.8 both selectors in one item',
    objects: [policy(ingress([{ ...team({ team: 'blue' }), podSelector: app('web') }]))],
    closed: ['data/db > shop/api', 'shop/web > shop/api'],
  },
  {
    says: 'C1.8 two items',
    objects: [policy(ingress([team({ team: 'blue' }), { podSelector: app('web') }]))],
    open: ['data/db > shop/api', 'shop/web > shop/api'],
    closed: ['ops/job > shop/api'],
  },
  {
    says: 'C1.9 an absent selector of the subject selects all; empty peers match their kind',
    objects: [policy({ ingress: [{ from: [{ podSelector: {} }] }] })],
    open: ['shop/web > shop/api'],
    closed: ['data/db > shop/web', '8.8.8.8 > shop/web'],
  },
  {
    says: 'C1.9 an empty selector of namespaces matches every namespace',
    objects: [policy(ingress([{ namespaceSelector: {} }]))],
    open: ['data/db > shop/web', 'ops/job > shop/web'],
    closed: ['8.8.8.8 > shop/web', '@n2 > shop/web'],
  },
  {
    says: 'C1.9 null is absent',
    objects: [policy(ingress([{ podSelector: null, namespaceSelector: {}, ipBlock: null }]))],
    open: ['data/db > shop/web'],
  },
  {
    says: 'C1.10 In fails without the key',
    objects: [policy(ingress([expression('none', 'In', ['x']), expression('none', 'Exists')]))],
    closed: ['shop/web > shop/api'],
  },
  {
    says: 'C1.10 In and Exists',
    objects: [policy(ingress([expression('app', 'In', ['x', 'web'])]))],
    open: ['shop/web > shop/api'],
    closed: ['shop/api > shop/web'],
  },
  {
    says: 'C1.10 NotIn and DoesNotExist hold without the key',
    objects: [policy(ingress([expression('none', 'NotIn', ['x'])]))],
    open: ['shop/web > shop/api'],
  },
  {
    says: 'C1.10 DoesNotExist fails with the key, NotIn with the value',
    objects: [
      policy(ingress([expression('app', 'DoesNotExist'), expression('app', 'NotIn', ['web'])])),
    ],
    open: ['shop/api > shop/web'],
    closed: ['shop/web > shop/api'],
  },
  {
    says: 'C1.11 the name of a namespace is a label, also of one that no manifest shows',
    objects: [policy(ingress([team({ 'kubernetes.io/metadata.name': 'ops' })]))],
    open: ['ops/job > shop/web'],
    closed: ['data/db > shop/web'],
  },
  {
    says: 'C1.13 labels are those of the template',
    objects: [
      {
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: { namespace: 'shop', name: 'made', labels: { app: 'template' } },
        spec: { nodeName: 'n1' },
        status: { phase: 'Running', podIPs: [{ ip: '10.244.0.9' }] },
      },
      policy(ingress([{ podSelector: app('template') }])),
    ],
    open: ['shop/made > shop/web'],
    closed: ['shop/web > shop/made'],
  },
  {
    says: 'C1.14 exceptions carve out of their own item only',
    objects: [
      policy(ingress([block('203.0.113.0/24', '203.0.113.0/25'), block('203.0.113.9/32')])),
    ],
    open: ['203.0.113.128 > shop/web', '203.0.113.9 > shop/web'],
    closed: ['203.0.113.127 > shop/web', '203.0.114.0 > shop/web'],
  },
  {
    says: 'C1.15 host bits are masked off',
    objects: [policy(ingress([block('203.0.113.77/26')]))],
    open: ['203.0.113.64 > shop/web', '203.0.113.127 > shop/web'],
    closed: ['203.0.113.63 > shop/web', '203.0.113.128 > shop/web'],
  },
  {
    says: 'C1.16 0.0.0.0/0 covers no IPv6',
    objects: [
      policy(ingress([block('0.0.0.0/0')]), 'ops'),
      policy(ingress([block('::/0')]), 'data'),
    ],
    open: ['data/db > ops/job TCP 80 v4', 'ops/job > data/db TCP 80 v6', '2001:db8::1 > data/db'],
    closed: ['data/db > ops/job TCP 80 v6', 'ops/job > data/db TCP 80 v4', 'ops/job > data/db'],
  },
  {
    says: 'C1.17 a block matches pods and nodes by their address',
    objects: [policy(egress([block('10.244.1.0/24'), block('10.240.0.5/32')]))],
    open: ['shop/web > data/db', 'shop/web > @n2'],
    closed: ['shop/web > ops/job', 'shop/web > 8.8.8.8'],
  },
  {
    says: 'C1.19 TCP unless said otherwise; a protocol alone is all its ports',
    objects: [only([{ port: 80 }, { protocol: 'UDP' }])],
    open: ['data/db > shop/web', 'data/db > shop/web UDP 9'],
    closed: ['data/db > shop/web SCTP 80', 'data/db > shop/web TCP 81'],
  },
  {
    says: 'C1.19 neither protocol nor port is all of TCP',
    objects: [only([{}])],
    open: ['data/db > shop/web TCP 65535'],
    closed: ['data/db > shop/web UDP 80'],
  },
  {
    says: 'C1.20 endPort counts itself in',
    objects: [only([{ port: 80, endPort: 82 }])],
    open: ['data/db > shop/web TCP 80', 'data/db > shop/web TCP 82'],
    closed: ['data/db > shop/web TCP 79', 'data/db > shop/web TCP 83'],
  },
  {
    says: 'C1.20 an endPort that is not allowed opens nothing',
    objects: [only([{ port: 'http', endPort: 9090 }, { endPort: 90 }, { port: 82, endPort: 81 }])],
    closed: [
      'data/db > shop/api TCP 8080',
      'data/db > shop/api TCP 90',
      'data/db > shop/api TCP 82',
    ],
  },
  {
    says: 'C1.21 a name stands for every number of its protocol, of sidecars too',
    objects: [only([{ port: 'http' }])],
    open: ['8080', '9090', '7070'].map((port) => `data/db > shop/api TCP ${port}`),
    closed: ['TCP 6060', 'TCP 53', 'UDP 53'].map((port) => `data/db > shop/api ${port}`),
  },
  {
    says: 'C1.21 on egress a name is looked up on each destination, and on no address',
    objects: [policy(egress([], [{ port: 'http' }]))],
    open: ['shop/web > shop/api TCP 8080', 'shop/web > data/db TCP 80'],
    closed: ['shop/web > shop/api TCP 80', 'shop/web > 8.8.8.8 TCP 80', 'shop/web > @n2 TCP 80'],
  },
  {
    says: 'C1.22 ports are those of the pod, not those of a Service before it',
    objects: [only([{ port: 8080 }])],
    open: ['data/db > shop/api TCP 8080'],
    closed: ['data/db > shop/api TCP 80'],
  },
  {
    says: 'C1.24 a pod on the network of its node is no subject and no peer',
    objects: [policy({}, 'ops'), policy(ingress([{ namespaceSelector: {} }]), 'data')],
    open: ['data/db > ops/agent', 'ops/job > data/db'],
    closed: ['data/db > ops/job', 'ops/agent > data/db'],
  },
  {
    says: 'C1.25 the own node is let in and reached, other nodes are not',
    objects: [policy({ policyTypes: ['Ingress', 'Egress'] })],
    open: ['@n1 > shop/web', 'ops/agent > shop/web', 'shop/web > @n1', 'shop/web > ops/agent'],
    closed: ['@n2 > shop/web', 'shop/web > @n2', 'ops/agent > shop/api'],
  },
  {
    says: 'C1.26 a pod reaches itself',
    objects: [policy({ policyTypes: ['Ingress', 'Egress'] })],
    open: ['shop/web > shop/web'],
  },
  {
    says: 'C1.26 a pod reaches itself and not its neighbour',
    objects: [policy({ policyTypes: ['Ingress', 'Egress'] })],
    open: ['shop/api > shop/api'],
    closed: ['shop/api > shop/web'],
  },
  {
    says: 'C1.27 what runs and has an address takes part',
    objects: [],
    open: ['ops/job > data/db'],
    closed: ['ops/early > ops/job'],
  },
  {
    says: 'C1.27 what has finished or has no address takes no part',
    objects: [],
    closed: ['ops/done > data/db', 'data/db > ops/done', 'ops/early > data/db'],
  },
  {
    says: 'C1.33 names are looked up over UDP and over TCP',
    objects: [
      policy(
        egress(
          [{ namespaceSelector: {}, podSelector: app('db') }],
          [{ protocol: 'UDP', port: 53 }],
        ),
      ),
    ],
    open: ['shop/web > data/db UDP 53'],
    closed: ['shop/web > data/db TCP 53', 'shop/web > shop/api UDP 53'],
  },
  {
    says: 'an address that a pod has is the pod; a family that an end lacks cannot be used',
    objects: [policy(ingress([{ podSelector: app('web') }]))],
    open: ['10.244.0.2 > shop/api'],
    closed: ['10.244.1.2 > shop/api', 'shop/web > data/db TCP 80 v6'],
  },
];

const negative = policy(ingress([expression('app', 'NotIn', ['api'])]), 'data');

/** Cases about engines, by the columns of C3. */
export const dialectCases: readonly Case[] = [
  {
    says: 'C3 nothing enforces',
    objects: [policy({})],
    dialect: { enforces: false },
    open: ['data/db > shop/web'],
    closed: ['ops/done > shop/web'],
  },
  {
    says: 'C3 blocks match addresses outside only',
    objects: [policy(egress([block('0.0.0.0/0')]))],
    dialect: { ipBlockMatchesPods: false, ipBlockMatchesNodes: false },
    open: ['shop/web > 8.8.8.8', 'shop/web > @n1'],
    closed: ['shop/web > data/db', 'shop/web > @n2'],
  },
  {
    says: 'C3 the own node is filtered on egress',
    objects: [policy({ policyTypes: ['Ingress', 'Egress'] })],
    dialect: { ownNodeEgress: 'filtered' },
    open: ['@n1 > shop/web'],
    closed: ['shop/web > @n1'],
  },
  {
    says: 'C3 the own node is filtered on ingress',
    objects: [policy(ingress([block('10.240.0.4/32')]))],
    dialect: { ownNodeIngress: 'filtered' },
    open: ['@n1 > shop/web'],
    closed: ['@n2 > shop/api'],
  },
  {
    says: 'C3 a name stands for its first number',
    objects: [only([{ port: 'http' }])],
    dialect: { namedPorts: 'first' },
    open: ['data/db > shop/api TCP 8080'],
    closed: ['data/db > shop/api TCP 9090', 'data/db > shop/api TCP 7070'],
  },
  {
    says: 'C3 names stand for nothing',
    objects: [only([{ port: 'http' }])],
    dialect: { namedPorts: 'none' },
    closed: ['data/db > shop/api TCP 8080'],
  },
  {
    says: 'C3 endPort is ignored',
    objects: [only([{ port: 80, endPort: 82 }])],
    dialect: { endPort: 'ignored' },
    open: ['data/db > shop/web TCP 80'],
    closed: ['data/db > shop/web TCP 81'],
  },
  {
    says: 'C3 a policy with endPort is skipped',
    objects: [only([{ port: 80, endPort: 82 }])],
    dialect: { endPort: 'policySkipped' },
    open: ['data/db > shop/web TCP 9'],
  },
  {
    says: 'C3 a policy with NotIn is skipped, its neighbour is not',
    objects: [negative, policy({})],
    dialect: { negativeSelectors: 'policySkipped' },
    open: ['shop/web > data/db'],
    closed: ['data/db > shop/web'],
  },
  {
    says: 'C3 a policy with NotIn is honoured under others',
    objects: [negative],
    closed: ['shop/web > data/db'],
  },
  {
    says: 'C3 a policy with except is skipped, one with an empty list is not',
    objects: [
      policy(ingress([block('10.0.0.0/8', '10.1.0.0/16')])),
      policy(ingress([{ ipBlock: { cidr: '10.0.0.0/8', except: [] } }]), 'data'),
    ],
    dialect: { except: 'policySkipped' },
    open: ['8.8.8.8 > shop/web'],
    closed: ['8.8.8.8 > data/db'],
  },
  {
    says: 'C3 SCTP is not filtered, but isolates',
    objects: [only([{ protocol: 'SCTP', port: 80 }])],
    dialect: { sctp: false },
    open: ['data/db > shop/web SCTP 81'],
    closed: ['data/db > shop/web TCP 80'],
  },
  {
    says: 'C3 a family that is not filtered passes',
    objects: [policy({ policyTypes: ['Ingress', 'Egress'] }, 'data')],
    dialect: { families: [4] },
    open: ['ops/job > data/db TCP 80 v6', 'data/db > 2001:db8::1'],
    closed: ['ops/job > data/db TCP 80 v4'],
  },
  {
    says: 'C3 pods on the network of their node are pods like others',
    objects: [policy(ingress([{ podSelector: app('web') }]), 'ops')],
    dialect: { selectsHostNetworkPods: true },
    open: ['ops/agent > ops/job', 'ops/job > ops/agent'],
    closed: ['data/db > ops/agent'],
  },
];
