import type { OsType } from '../../src/facts/os.ts';
import type { EngineId } from '../../src/facts/policy-engines.ts';
import { policy } from './hand-made.ts';
import type { Manifest, Peer, PolicyPort } from './manifest-types.ts';

/** What one engine of AKS makes of objects beside the cluster of `hand-made`. */
export interface EngineCase {
  readonly engine: EngineId;
  /** Absent: Linux. */
  readonly os?: OsType;
  readonly kubernetesVersion?: string;
  readonly says: string;
  readonly objects: readonly Manifest[];
  readonly open?: readonly string[];
  readonly closed?: readonly string[];
}

const letIn = (from: readonly Peer[], ports: readonly PolicyPort[] = []) =>
  policy({ podSelector: {}, ingress: [{ from, ports }] });
const letOut = (...to: readonly Peer[]) =>
  policy({ podSelector: {}, policyTypes: ['Egress'], egress: [{ to }] });
const block = (cidr: string, ...except: readonly string[]): Peer => ({
  ipBlock: { cidr, ...(except.length > 0 ? { except } : {}) },
});

const shut = policy({ podSelector: {}, policyTypes: ['Ingress', 'Egress'] });
const anyAddress = letOut(block('0.0.0.0/0'));
const notWeb: Peer = {
  podSelector: { matchExpressions: [{ key: 'app', operator: 'NotIn', values: ['web'] }] },
};
const notNone: Peer = {
  podSelector: { matchExpressions: [{ key: 'app', operator: 'DoesNotExist' }] },
};
const range = letIn([], [{ port: 80, endPort: 82 }]);
const named = letIn([], [{ port: 'http' }]);
const stream = letIn([], [{ protocol: 'SCTP', port: 80 }]);
const hole = letIn([block('203.0.113.0/24', '203.0.113.128/25')]);
const shutData = policy({ podSelector: {}, policyTypes: ['Ingress', 'Egress'] }, 'data');

/** Cases by the columns of C3. */
export const engineCases: readonly EngineCase[] = [
  ...(['azure', 'calico'] as const).flatMap((engine): readonly EngineCase[] => [
    {
      engine,
      says: 'ipBlock matches pods and nodes',
      objects: [letOut(block('10.244.1.0/24'), block('10.240.0.5/32'))],
      open: ['shop/web > data/db', 'shop/web > @n2'],
      closed: ['shop/web > ops/job', 'shop/web > 8.8.8.8'],
    },
    {
      engine,
      says: 'the own node is always reached, another is not',
      objects: [shut],
      open: ['shop/web > @n1', '@n1 > shop/web'],
      closed: ['shop/web > @n2', '@n2 > shop/web'],
    },
    {
      engine,
      says: 'except is honoured',
      objects: [hole],
      open: ['203.0.113.1 > shop/web'],
      closed: ['203.0.113.129 > shop/web'],
    },
    {
      engine,
      says: 'NotIn and DoesNotExist are honoured',
      objects: [letIn([notWeb, notNone])],
      open: ['shop/api > shop/web'],
      closed: ['shop/web > shop/api', 'ops/job > shop/web'],
    },
    {
      engine,
      says: 'named ports stand for every number',
      objects: [named],
      open: ['data/db > shop/api TCP 8080', 'data/db > shop/api TCP 9090'],
      closed: ['data/db > shop/api TCP 6060', 'data/db > shop/web TCP 8080'],
    },
    {
      engine,
      says: 'endPort is honoured',
      objects: [range],
      open: ['data/db > shop/web TCP 82'],
      closed: ['data/db > shop/web TCP 83'],
    },
    {
      engine,
      says: 'SCTP is filtered',
      objects: [stream],
      open: ['data/db > shop/web SCTP 80'],
      closed: ['data/db > shop/web SCTP 81'],
    },
    {
      engine,
      says: 'IPv6 is not filtered',
      objects: [shutData],
      open: ['ops/job > data/db TCP 80 v6'],
      closed: ['ops/job > data/db TCP 80 v4'],
    },
    {
      engine,
      says: 'pods on the network of their node are not selected',
      objects: [policy({ podSelector: {} }, 'ops')],
      open: ['data/db > ops/agent'],
      closed: ['data/db > ops/job'],
    },
  ]),
  {
    engine: 'azure',
    os: 'Windows',
    says: 'ipBlock matches pods and nodes',
    objects: [letOut(block('10.244.1.0/24'), block('10.240.0.5/32'))],
    open: ['shop/web > data/db', 'shop/web > @n2'],
    closed: ['shop/web > ops/job'],
  },
  {
    engine: 'azure',
    os: 'Windows',
    says: 'a policy with except is skipped, one without is not',
    objects: [
      hole,
      policy({ podSelector: {}, ingress: [{ from: [block('10.0.0.0/8')] }] }, 'data'),
    ],
    open: ['203.0.113.129 > shop/web'],
    closed: ['203.0.113.129 > data/db'],
  },
  {
    engine: 'azure',
    os: 'Windows',
    says: 'a policy with NotIn is skipped, another beside it is not',
    objects: [letIn([notWeb]), shutData],
    open: ['shop/web > shop/api'],
    closed: ['shop/web > data/db'],
  },
  {
    engine: 'azure',
    os: 'Windows',
    says: 'a policy with DoesNotExist is skipped, one with Exists is not',
    objects: [
      letIn([notNone]),
      policy(
        {
          podSelector: {},
          ingress: [
            { from: [{ podSelector: { matchExpressions: [{ key: 'x', operator: 'Exists' }] } }] },
          ],
        },
        'data',
      ),
    ],
    open: ['shop/web > shop/api'],
    closed: ['shop/web > data/db'],
  },
  {
    engine: 'azure',
    os: 'Windows',
    says: 'named ports stand for nothing, numbers for themselves',
    objects: [letIn([], [{ port: 'http' }, { port: 70 }])],
    open: ['data/db > shop/api TCP 70'],
    closed: ['data/db > shop/api TCP 8080'],
  },
  {
    engine: 'azure',
    os: 'Windows',
    says: 'endPort is honoured',
    objects: [range],
    open: ['data/db > shop/web TCP 82'],
    closed: ['data/db > shop/web TCP 83'],
  },
  {
    engine: 'azure',
    os: 'Windows',
    says: 'SCTP is not filtered, TCP is',
    objects: [stream],
    open: ['data/db > shop/web SCTP 81'],
    closed: ['data/db > shop/web TCP 80'],
  },
  {
    engine: 'cilium',
    says: 'ipBlock does not match pods or nodes, not even all of them',
    objects: [anyAddress],
    open: ['shop/web > 8.8.8.8'],
    closed: ['shop/web > data/db', 'shop/web > @n2', 'shop/web > @n1'],
  },
  {
    engine: 'cilium',
    says: 'ipBlock beside a selector of all namespaces',
    objects: [letOut(block('0.0.0.0/0'), { namespaceSelector: {} })],
    open: ['shop/web > data/db', 'shop/web > 8.8.8.8'],
    closed: ['shop/web > @n2'],
  },
  {
    engine: 'cilium',
    says: 'the own node comes in but is not reached',
    objects: [shut],
    open: ['@n1 > shop/web', 'ops/agent > shop/web'],
    closed: ['shop/web > @n1', 'shop/web > ops/agent', '@n2 > shop/web'],
  },
  {
    engine: 'cilium',
    says: 'except is honoured',
    objects: [hole],
    open: ['203.0.113.1 > shop/web'],
    closed: ['203.0.113.129 > shop/web'],
  },
  {
    engine: 'cilium',
    says: 'NotIn is honoured',
    objects: [letIn([notWeb])],
    open: ['shop/api > shop/web'],
    closed: ['shop/web > shop/api'],
  },
  {
    engine: 'cilium',
    kubernetesVersion: '1.31',
    says: 'endPort is ignored before 1.17',
    objects: [range],
    open: ['data/db > shop/web TCP 80'],
    closed: ['data/db > shop/web TCP 81'],
  },
  {
    engine: 'cilium',
    kubernetesVersion: '1.32',
    says: 'endPort is honoured from 1.17 on',
    objects: [range],
    open: ['data/db > shop/web TCP 81'],
    closed: ['data/db > shop/web TCP 83'],
  },
  {
    engine: 'cilium',
    says: 'SCTP is off',
    objects: [stream],
    open: ['data/db > shop/web SCTP 81'],
    closed: ['data/db > shop/web TCP 80'],
  },
  {
    engine: 'cilium',
    kubernetesVersion: '1.33',
    says: 'IPv6 is filtered from 1.29 on',
    objects: [shutData],
    closed: ['ops/job > data/db TCP 80 v6', 'ops/job > data/db TCP 80 v4'],
  },
  {
    engine: 'cilium',
    kubernetesVersion: '1.28',
    says: 'IPv6 is not filtered before 1.29',
    objects: [shutData],
    open: ['ops/job > data/db TCP 80 v6'],
    closed: ['ops/job > data/db TCP 80 v4'],
  },
  {
    engine: 'cilium',
    says: 'pods on the network of their node are not selected',
    objects: [policy({ podSelector: {} }, 'ops')],
    open: ['data/db > ops/agent'],
    closed: ['data/db > ops/job'],
  },
  {
    engine: 'none',
    says: 'nothing is refused but what cannot be, such as a pod that ended',
    objects: [shut],
    open: ['data/db > shop/web', 'shop/web > 8.8.8.8'],
    closed: ['ops/done > shop/web'],
  },
];
