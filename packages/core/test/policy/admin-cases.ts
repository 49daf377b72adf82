import { admin, baseline, policy } from './hand-made.ts';
import type { AdminPeer, AdminPolicyManifest } from './manifest-types.ts';
import type { Case } from './naive-cases.ts';

const all: AdminPeer = { namespaces: {} };
const named = (name: string): AdminPeer => ({
  namespaces: { matchLabels: { 'kubernetes.io/metadata.name': name } },
});
const denyAll = { action: 'Deny', from: [all] };
const passOnly = (action: string) => ({ action, from: [named('shop')] });

const older = (
  kind: AdminPolicyManifest['kind'],
  spec: Omit<AdminPolicyManifest['spec'], 'subject'>,
): AdminPolicyManifest => ({
  apiVersion: 'policy.networking.k8s.io/v1alpha1',
  kind,
  metadata: { name: 'default' },
  spec: { subject: { namespaces: {} }, ...spec },
});

/** Cases about the tiers around NetworkPolicy, by C2. */
export const adminCases: readonly Case[] = [
  {
    says: 'the Admin tier comes before NetworkPolicy, either way',
    objects: [
      admin(1, { ingress: [{ action: 'Accept', from: [named('data')] }] }),
      admin(2, { ingress: [{ action: 'Deny', from: [named('ops')] }] }),
      policy({}),
      policy({ ingress: [{}] }, 'data'),
    ],
    open: ['data/db > shop/web', 'shop/web > data/db'],
    closed: ['ops/job > data/db', 'shop/api > shop/web'],
  },
  {
    says: 'lower priorities first, whatever the order of documents',
    objects: [
      admin(20, { ingress: [denyAll] }),
      admin(10, { ingress: [{ action: 'Accept', from: [named('shop')] }] }),
    ],
    open: ['shop/web > data/db'],
    closed: ['ops/job > data/db'],
  },
  {
    says: 'in a policy the first rule that matches decides',
    objects: [
      admin(1, { ingress: [passOnly('Accept'), denyAll, { action: 'Accept', from: [all] }] }),
    ],
    open: ['shop/web > data/db'],
    closed: ['ops/job > data/db'],
  },
  {
    says: 'Pass skips the rest of the tier, not NetworkPolicy',
    objects: [
      admin(1, { ingress: [passOnly('Pass')] }),
      admin(2, { ingress: [denyAll] }),
      policy({}),
    ],
    open: ['shop/web > data/db'],
    closed: ['ops/job > data/db', 'shop/api > shop/web'],
  },
  {
    says: 'no implied isolation',
    objects: [admin(1, { ingress: [{ action: 'Accept', from: [named('ops')] }] })],
    open: ['shop/web > data/db', '8.8.8.8 > data/db'],
  },
  {
    says: 'Baseline decides only for pods that no NetworkPolicy selects',
    objects: [baseline(1, { ingress: [denyAll] }), policy({ ingress: [{}] })],
    open: ['data/db > shop/web', '8.8.8.8 > data/db'],
    closed: ['shop/web > data/db'],
  },
  {
    says: 'Pass in Baseline leads to the default',
    objects: [baseline(1, { ingress: [passOnly('Pass'), denyAll] })],
    open: ['shop/web > data/db'],
    closed: ['ops/job > data/db'],
  },
  {
    says: 'networks match pods and nodes by address, whatever blocks do',
    objects: [
      admin(1, {
        egress: [{ action: 'Deny', to: [{ networks: ['10.244.1.0/24', '10.240.0.5/32'] }] }],
      }),
    ],
    dialect: { ipBlockMatchesPods: false, ipBlockMatchesNodes: false },
    open: ['shop/web > ops/job', 'shop/web > 8.8.8.8', 'shop/web > @n1'],
    closed: ['shop/web > data/db', 'shop/web > @n2'],
  },
  {
    says: 'nodes match by label; the own node stays open',
    objects: [
      admin(1, {
        egress: [{ action: 'Deny', to: [{ nodes: { matchLabels: { zone: 'one' } } }] }],
      }),
    ],
    open: ['data/db > @n2', 'shop/web > @n1', 'shop/api > @n2'],
    closed: ['data/db > @n1', 'data/db > ops/agent'],
  },
  {
    says: 'pods on the network of their node are no subjects and no peers',
    objects: [admin(1, { ingress: [denyAll], egress: [{ action: 'Deny', to: [all] }] })],
    open: ['ops/agent > data/db', 'data/db > ops/agent', 'ops/agent > @n2'],
    closed: ['ops/job > data/db'],
  },
  {
    says: 'nor are they where NetworkPolicy selects them',
    objects: [admin(1, { ingress: [denyAll], egress: [{ action: 'Deny', to: [all] }] })],
    dialect: { selectsHostNetworkPods: true },
    open: ['ops/agent > @n2', 'data/db > ops/agent', 'ops/agent > ops/agent'],
    closed: ['ops/job > data/db'],
  },
  {
    says: 'a pod reaches its own address',
    objects: [admin(1, { ingress: [denyAll] })],
    open: ['shop/web > shop/web'],
  },
  {
    says: 'protocols: number, range, and a name with the protocol of the pod',
    objects: [
      admin(1, {
        ingress: [
          {
            action: 'Deny',
            from: [all],
            protocols: [
              { tcp: { destinationPort: { number: 80 } } },
              { udp: { destinationPort: { range: { start: 10, end: 20 } } } },
              { destinationNamedPort: 'http' },
            ],
          },
        ],
      }),
    ],
    open: ['shop/web > ops/job TCP 81', 'shop/web > ops/job UDP 21', 'shop/web > ops/job UDP 80'],
    closed: [
      ...['TCP 80', 'UDP 10', 'UDP 20'].map((port) => `shop/web > ops/job ${port}`),
      ...['UDP 53', 'TCP 9090'].map((port) => `shop/web > shop/api ${port}`),
    ],
  },
  {
    says: 'names of hosts match no address',
    objects: [
      admin(1, { egress: [{ action: 'Accept', to: [{ domainNames: ['example.com'] }] }] }),
      policy({ policyTypes: ['Egress'] }),
    ],
    closed: ['shop/web > 8.8.8.8'],
  },
  {
    says: 'an accepting rule with an unknown peer matches nothing, not even its known one',
    objects: [
      admin(1, { ingress: [{ action: 'Accept', from: [all, { services: {} }] }, denyAll] }),
    ],
    closed: ['shop/web > data/db'],
  },
  {
    says: 'a passing rule with an unknown port denies all',
    objects: [
      admin(1, { ingress: [{ action: 'Pass', from: [named('ops')], protocols: [{ icmp: {} }] }] }),
    ],
    closed: ['shop/web > data/db', '8.8.8.8 > data/db UDP 1'],
  },
  {
    says: 'networks are not known on ingress',
    objects: [admin(1, { ingress: [{ action: 'Deny', from: [{ networks: ['8.8.8.8/32'] }] }] })],
    closed: ['shop/web > data/db'],
  },
  {
    says: 'the older kinds: Allow, portNumber, portRange, namedPort, one baseline',
    objects: [
      older('AdminNetworkPolicy', {
        priority: 5,
        ingress: [
          {
            action: 'Allow',
            from: [all],
            ports: [
              { portNumber: { protocol: 'UDP', port: 53 } },
              { portRange: { start: 10, end: 10 } },
              { portRange: { protocol: 'UDP', start: 20, end: 21 } },
              { namedPort: 'http' },
            ],
          },
        ],
      }),
      older('BaselineAdminNetworkPolicy', { ingress: [denyAll] }),
    ],
    open: ['UDP 53', 'TCP 10', 'TCP 80', 'UDP 21'].map((port) => `shop/web > data/db ${port}`),
    closed: ['TCP 53', 'UDP 10', 'UDP 80', 'TCP 81', 'TCP 21'].map(
      (port) => `shop/web > data/db ${port}`,
    ),
  },
];
