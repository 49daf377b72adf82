import { describe, expect, it } from 'vitest';
import { afterRepair, type Linting, linted } from '../../test/policy/linted.ts';
import { plain } from '../evidence/prose.ts';
import { lintQuestions } from './lint/list.ts';
import { endText } from './lint/witness.ts';

const pod = (path: string, labels: Record<string, string>, more: Record<string, unknown> = {}) => {
  const [namespace = '', name = ''] = path.split('/');
  const { annotations, ips = [], ports = [], ...spec } = more;
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace, labels, ...(annotations === undefined ? {} : { annotations }) },
    spec: { containers: [{ name: 'main', ports }], ...spec },
    status: {
      phase: 'Running',
      podIPs: (Array.isArray(ips) && ips.length > 0 ? ips : [`10.244.0.${name.length}`]).map(
        (ip) => ({ ip }),
      ),
    },
  };
};
const policy = (path: string, spec: Record<string, unknown>) => {
  const [namespace, name] = path.split('/');
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name, namespace },
    spec,
  };
};
const app = (name: string) => ({ matchLabels: { app: name } });
const like = (name: string) => ({ podSelector: app(name) });
const tcp = (port: number | string, more: Record<string, unknown> = {}) => ({
  protocol: 'TCP',
  port,
  ...more,
});
const web = pod('shop/web', { app: 'web' }, { ips: ['10.244.0.2'] });
const api = pod(
  'shop/api',
  { app: 'api' },
  { ips: ['10.244.0.3'], ports: [{ name: 'http', containerPort: 8080 }] },
);
const db = pod('shop/db', { app: 'db' }, { ips: ['10.244.0.4'], ports: [{ containerPort: 5432 }] });
const dns = pod('kube-system/coredns', { 'k8s-app': 'kube-dns' }, { ips: ['10.244.0.9'] });
const deny = policy('shop/deny', { podSelector: {}, policyTypes: ['Ingress', 'Egress'] });
const namespace = (name: string, labels: Record<string, string> = {}) => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name, labels },
});
const three = [web, api, db];
const toDns = {
  to: [
    {
      namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } },
      podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } },
    },
  ],
  ports: [{ protocol: 'UDP', port: 53 }, tcp(53)],
};
const allowDns = policy('shop/dns', { podSelector: {}, policyTypes: ['Egress'], egress: [toDns] });
const ingress = (...rules: unknown[]) =>
  policy('shop/p', { podSelector: app('api'), policyTypes: ['Ingress'], ingress: rules });
const egress = (...rules: unknown[]) =>
  policy('shop/p', { podSelector: app('api'), policyTypes: ['Egress'], egress: rules });
const cnp = (name: string, priority: number, action: string) => ({
  apiVersion: 'policy.networking.k8s.io/v1alpha2',
  kind: 'ClusterNetworkPolicy',
  metadata: { name },
  spec: {
    tier: 'Admin',
    priority,
    subject: { namespaces: {} },
    ingress: [{ action, from: [{ namespaces: {} }] }],
  },
});
const node = {
  apiVersion: 'v1',
  kind: 'Node',
  metadata: { name: 'n1' },
  status: { addresses: [{ type: 'InternalIP', address: '10.240.0.4' }] },
};
const service = (port: number, targetPort: number | string) => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'api', namespace: 'shop' },
  spec: { selector: { app: 'api' }, ports: [{ port, targetPort }] },
});
const hook = {
  apiVersion: 'admissionregistration.k8s.io/v1',
  kind: 'ValidatingWebhookConfiguration',
  metadata: { name: 'hook' },
  webhooks: [{ clientConfig: { service: { name: 'api', namespace: 'shop' } } }],
};
const scraped = pod(
  'shop/api',
  { app: 'api' },
  {
    ips: ['10.244.0.3'],
    annotations: { 'prometheus.io/scrape': 'true', 'prometheus.io/port': '9090' },
  },
);
const reader = pod(
  'mon/prom',
  { 'app.kubernetes.io/name': 'prometheus' },
  { ips: ['10.244.0.20'] },
);
const nginx = pod(
  'ingress-nginx/nginx',
  { 'app.kubernetes.io/name': 'ingress-nginx', 'app.kubernetes.io/component': 'controller' },
  { ips: ['10.244.0.21'] },
);
const entry = [
  {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'IngressClass',
    metadata: { name: 'nginx' },
    spec: { controller: 'k8s.io/ingress-nginx' },
  },
  {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: { name: 'shop', namespace: 'shop' },
    spec: {
      ingressClassName: 'nginx',
      rules: [
        {
          http: {
            paths: [
              {
                path: '/',
                pathType: 'Prefix',
                backend: { service: { name: 'api', port: { number: 80 } } },
              },
            ],
          },
        },
      ],
    },
  },
];
const twin = pod('shop/api', { app: 'api' }, { ips: ['10.244.0.3', 'fd00::3'] });

interface Case extends Linting {
  readonly because: string;
}
interface Bad extends Case {
  /** What the repair may do to connections between pods. */
  readonly repair: 'nothing' | 'opens' | 'closes' | 'none';
  readonly says?: string;
  /** The connection that shows it. */
  readonly witness?: string;
}
interface Cases {
  readonly bad: readonly Bad[];
  readonly good: readonly Case[];
  readonly open: readonly Case[];
}

const cases: Readonly<Record<string, Cases>> = {
  'AKS-NP-001': {
    bad: [
      {
        because: 'no pod has the label',
        manifests: [...three, policy('shop/p', { podSelector: app('apy') })],
        repair: 'nothing',
        says: '3',
        witness: 'shop/api shop/web TCP 1',
      },
    ],
    good: [
      { because: 'an empty selector means all pods, not none', manifests: [...three, deny] },
      { because: 'the template has the label', manifests: [...three, ingress()] },
    ],
    open: [
      {
        because: 'no pod of the namespace is known',
        manifests: [web, policy('other/p', { podSelector: app('x') })],
      },
    ],
  },
  'AKS-NP-002': {
    bad: [
      {
        because: 'nobody has the label',
        manifests: [...three, ingress({ from: [like('wab'), like('web')] })],
        repair: 'nothing',
      },
      {
        because: 'the only peer: the whole rule must go',
        manifests: [...three, ingress({ from: [like('wab')] })],
        repair: 'nothing',
      },
      {
        because: 'the last egress rule of a policy without types',
        manifests: [
          ...three,
          policy('shop/p', { podSelector: app('api'), egress: [{ to: [like('wab')] }] }),
        ],
        repair: 'nothing',
      },
    ],
    good: [
      {
        because: 'a selector of another namespace is looked up there',
        manifests: [
          ...three,
          dns,
          ingress({
            from: [
              {
                namespaceSelector: {
                  matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' },
                },
                podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } },
              },
            ],
          }),
        ],
      },
      {
        because: 'empty selectors mean all',
        manifests: [...three, ingress({ from: [{ podSelector: {} }, { namespaceSelector: {} }] })],
      },
    ],
    open: [
      {
        because: 'the namespace is not among the inputs',
        manifests: [
          ...three,
          ingress({ from: [{ namespaceSelector: { matchLabels: { team: 'x' } } }] }),
        ],
      },
    ],
  },
  'AKS-NP-003': {
    bad: [
      {
        because: 'In and NotIn of one value',
        manifests: [
          ...three,
          ingress({
            from: [
              {
                podSelector: {
                  matchExpressions: [
                    { key: 'a', operator: 'In', values: ['x'] },
                    { key: 'a', operator: 'NotIn', values: ['x'] },
                  ],
                },
              },
            ],
          }),
        ],
        repair: 'nothing',
      },
      {
        because: 'Exists and DoesNotExist',
        manifests: [
          ...three,
          policy('shop/p', {
            podSelector: {
              matchExpressions: [
                { key: 'a', operator: 'Exists' },
                { key: 'a', operator: 'DoesNotExist' },
              ],
            },
          }),
        ],
        repair: 'nothing',
      },
    ],
    good: [
      {
        because: 'some value is left',
        manifests: [
          ...three,
          ingress({
            from: [
              {
                podSelector: {
                  matchExpressions: [
                    { key: 'app', operator: 'In', values: ['web', 'x'] },
                    { key: 'app', operator: 'NotIn', values: ['x'] },
                  ],
                },
              },
            ],
          }),
        ],
      },
    ],
    open: [],
  },
  'AKS-NP-004': {
    bad: [
      {
        because: 'the direction is not named',
        manifests: [
          ...three,
          policy('shop/p', { podSelector: {}, policyTypes: ['Egress'], ingress: [{}] }),
        ],
        repair: 'nothing',
      },
      {
        because: 'no container has the name',
        manifests: [...three, ingress({ ports: [tcp('htp')] })],
        repair: 'nothing',
        says: 'htp',
      },
      {
        because: 'the name has another protocol',
        manifests: [...three, ingress({ ports: [{ protocol: 'UDP', port: 'http' }, tcp(80)] })],
        repair: 'nothing',
      },
      {
        because: 'a block has no names of ports',
        manifests: [
          ...three,
          egress({ to: [{ ipBlock: { cidr: '203.0.113.0/24' } }], ports: [tcp('http')] }),
        ],
        repair: 'nothing',
      },
    ],
    good: [
      { because: 'a container has it', manifests: [...three, ingress({ ports: [tcp('http')] })] },
    ],
    open: [],
  },
  'AKS-NP-005': {
    bad: [
      {
        because: 'another rule allows more',
        manifests: [
          ...three,
          ingress({ from: [{ podSelector: {} }] }, { from: [like('web')], ports: [tcp(8080)] }),
        ],
        repair: 'nothing',
        says: 'spec.ingress.0',
        witness: 'shop/web shop/api TCP 8080',
      },
      {
        because: 'a policy says the same as another',
        manifests: [
          ...three,
          ingress({ from: [like('web')] }),
          policy('shop/q', {
            podSelector: app('api'),
            policyTypes: ['Ingress'],
            ingress: [{ from: [like('web')] }],
          }),
        ],
        repair: 'nothing',
      },
      {
        because: 'a narrower block',
        manifests: [
          ...three,
          egress(
            { to: [{ ipBlock: { cidr: '203.0.113.0/24' } }] },
            { to: [{ ipBlock: { cidr: '203.0.113.64/26' } }] },
          ),
        ],
        repair: 'nothing',
      },
    ],
    good: [
      {
        because: 'a plain default deny beside a policy for every pod',
        manifests: [
          web,
          deny,
          policy('shop/p', {
            podSelector: app('web'),
            policyTypes: ['Ingress', 'Egress'],
            ingress: [{ from: [like('web')] }],
          }),
        ],
      },
      {
        because: 'an address outside needs the rule',
        manifests: [
          ...three,
          egress(
            { to: [{ ipBlock: { cidr: '203.0.113.0/24', except: ['203.0.113.64/26'] } }] },
            { to: [{ ipBlock: { cidr: '203.0.113.64/26' } }] },
          ),
        ],
      },
      {
        because: 'the exception of one is the rule of the other',
        manifests: [
          ...three,
          ingress(
            { from: [like('web')], ports: [tcp(1)] },
            { from: [like('web')], ports: [tcp(2)] },
          ),
        ],
      },
      {
        because: 'all selectors do not reach the Internet',
        manifests: [...three, egress({ to: [{ namespaceSelector: {} }] }, {})].slice(0, 3),
      },
    ],
    open: [],
  },
  'AKS-NP-006': {
    bad: [
      {
        because: 'a denial of higher rank comes first',
        manifests: [...three, cnp('first', 1, 'Deny'), cnp('second', 2, 'Accept')],
        repair: 'nothing',
      },
    ],
    good: [
      { because: 'the two mean the same', manifests: [...three, cnp('first', 1, 'Accept'), deny] },
    ],
    open: [],
  },
  'AKS-NP-007': {
    bad: [
      {
        because: 'the database lets nobody in',
        manifests: [
          ...three,
          egress({ to: [like('db')], ports: [tcp(5432)] }),
          policy('shop/db', { podSelector: app('db') }),
        ],
        repair: 'opens',
        witness: 'shop/api shop/db TCP 5432',
      },
      {
        because: 'the caller may not leave',
        manifests: [
          ...three,
          ingress({ from: [like('web')], ports: [tcp(8080)] }),
          policy('shop/web', { podSelector: app('web'), policyTypes: ['Egress'] }),
        ],
        repair: 'opens',
      },
    ],
    good: [
      {
        because: 'some of it passes',
        manifests: [
          ...three,
          egress({ to: [like('db')] }),
          policy('shop/db', {
            podSelector: app('db'),
            ingress: [{ from: [like('api')], ports: [tcp(5432)] }],
          }),
        ],
      },
    ],
    open: [],
  },
  'AKS-NP-008': {
    bad: [
      {
        because: 'nothing allows it',
        manifests: [...three, dns, deny],
        repair: 'opens',
        says: 'UDP and TCP',
        witness: 'shop/web kube-system/coredns UDP 53',
      },
      {
        because: 'TCP is missing',
        manifests: [
          ...three,
          dns,
          deny,
          policy('shop/dns', {
            podSelector: {},
            policyTypes: ['Egress'],
            egress: [{ ...toDns, ports: [{ protocol: 'UDP', port: 53 }] }],
          }),
        ],
        repair: 'opens',
        says: 'TCP',
      },
      {
        because: 'the servers refuse it',
        manifests: [
          ...three,
          dns,
          deny,
          allowDns,
          policy('kube-system/deny', { podSelector: {}, policyTypes: ['Ingress'] }),
        ],
        repair: 'none',
      },
    ],
    good: [
      { because: 'kube-dns alone is enough', manifests: [...three, dns, deny, allowDns] },
      { because: 'egress is not closed', manifests: [...three, dns, ingress()] },
    ],
    open: [{ because: 'the servers are not among the inputs', manifests: [...three, deny] }],
  },
  'AKS-NP-009': {
    bad: [
      {
        because: 'the Service listens on 80, its pods on 8080',
        manifests: [
          ...three,
          service(80, 8080),
          ingress({ from: [like('web')], ports: [tcp(80)] }),
        ],
        repair: 'opens',
        says: '8080',
        witness: 'shop/web shop/api TCP 8080',
      },
    ],
    good: [
      {
        because: 'the port of the pods',
        manifests: [
          ...three,
          service(80, 8080),
          ingress({ from: [like('web')], ports: [tcp(8080)] }),
        ],
      },
      {
        because: 'both are allowed',
        manifests: [
          ...three,
          service(80, 8080),
          ingress({ from: [like('web')], ports: [tcp(80), tcp(8080)] }),
        ],
      },
    ],
    open: [],
  },
  'AKS-NP-010': {
    bad: [
      {
        because: 'on the network of the node',
        manifests: [web, pod('shop/api', { app: 'api' }, { hostNetwork: true }), ingress()],
        repair: 'nothing',
      },
    ],
    good: [
      {
        because: 'one is not',
        manifests: [web, api, pod('shop/other', { app: 'api' }, { hostNetwork: true }), ingress()],
      },
    ],
    open: [],
  },
  'AKS-NP-011': {
    bad: [
      {
        because: 'pods lie in the block',
        reading: 'cilium',
        manifests: [
          ...three,
          egress({ to: [{ ipBlock: { cidr: '10.244.0.0/24' } }], ports: [tcp(5432)] }),
        ],
        repair: 'opens',
        says: '10.244.0.0/24',
      },
    ],
    good: [
      {
        because: 'this engine matches pods by address',
        reading: 'calico',
        manifests: [...three, egress({ to: [{ ipBlock: { cidr: '10.244.0.0/24' } }] })],
      },
      {
        because: 'no pod lies in it',
        reading: 'cilium',
        manifests: [...three, egress({ to: [{ ipBlock: { cidr: '203.0.113.0/24' } }] })],
      },
    ],
    open: [],
  },
  'AKS-NP-012': {
    bad: [
      {
        because: 'endPort came with a later version',
        reading: 'cilium',
        kubernetesVersion: '1.31',
        manifests: [
          ...three,
          ingress({ from: [like('web')], ports: [tcp(8080, { endPort: 8082 })] }),
        ],
        repair: 'opens',
        says: '8080',
      },
    ],
    good: [
      {
        because: 'the version reads it',
        reading: 'cilium',
        kubernetesVersion: '1.33',
        manifests: [
          ...three,
          ingress({ from: [like('web')], ports: [tcp(8080, { endPort: 8082 })] }),
        ],
      },
    ],
    open: [
      {
        because: 'a kind that is not read',
        reading: 'calico',
        manifests: [
          ...three,
          {
            apiVersion: 'projectcalico.org/v3',
            kind: 'GlobalNetworkPolicy',
            metadata: { name: 'g' },
            spec: { selector: 'all()' },
          },
        ],
      },
    ],
  },
  'AKS-NP-013': {
    bad: [
      {
        because: 'the same priority, other actions',
        manifests: [...three, cnp('a', 5, 'Deny'), cnp('b', 5, 'Accept')],
        repair: 'nothing',
      },
    ],
    good: [
      { because: 'they agree', manifests: [...three, cnp('a', 5, 'Deny'), cnp('b', 5, 'Deny')] },
      {
        because: 'other priorities',
        manifests: [...three, cnp('a', 5, 'Deny'), cnp('b', 6, 'Accept')],
      },
    ],
    open: [],
  },
  'AKS-NP-014': {
    bad: [
      {
        because: 'no engine',
        reading: 'none',
        manifests: [...three, deny, allowDns],
        repair: 'none',
        says: '2 objects do',
      },
    ],
    good: [{ because: 'an engine', reading: 'calico', manifests: [...three, deny] }],
    open: [],
  },
  'AKS-NP-015': {
    bad: [
      {
        because: 'egress is open',
        manifests: [...three, dns, policy('shop/deny', { podSelector: {} })],
        repair: 'closes',
        says: 'egress',
      },
    ],
    good: [
      { because: 'a plain default deny', manifests: [...three, deny] },
      { because: 'a namespace of the system', manifests: [dns] },
    ],
    open: [{ because: 'no policies among the inputs', manifests: three }],
  },
  'AKS-NP-016': {
    bad: [
      {
        because: 'the whole Internet',
        manifests: [
          api,
          policy('shop/p', {
            podSelector: {},
            policyTypes: ['Egress'],
            egress: [{ to: [{ ipBlock: { cidr: '0.0.0.0/0', except: ['168.63.129.16/32'] } }] }],
          }),
        ],
        repair: 'nothing',
        says: '169.254.169.254',
        witness: 'shop/api 169.254.169.254 TCP 80',
      },
    ],
    good: [
      {
        because: 'left out',
        manifests: [
          api,
          policy('shop/p', {
            podSelector: {},
            policyTypes: ['Egress'],
            egress: [
              {
                to: [
                  {
                    ipBlock: {
                      cidr: '0.0.0.0/0',
                      except: ['168.63.129.16/32', '169.254.169.254/32'],
                    },
                  },
                ],
              },
            ],
          }),
        ],
      },
    ],
    open: [],
  },
  'AKS-NP-017': {
    bad: [
      {
        because: 'no exception for the own node',
        reading: 'netpol-analyzer',
        manifests: [
          node,
          pod('shop/api', { app: 'api' }, { nodeName: 'n1', ports: [{ containerPort: 8080 }] }),
          deny,
        ],
        repair: 'none',
      },
    ],
    good: [
      {
        because: 'the specification lets the own node in',
        manifests: [
          node,
          pod('shop/api', { app: 'api' }, { nodeName: 'n1', ports: [{ containerPort: 8080 }] }),
          deny,
        ],
      },
    ],
    open: [],
  },
  'AKS-NP-018': {
    bad: [
      {
        because: 'closed to the controller',
        manifests: [...three, nginx, ...entry, service(80, 8080), deny],
        repair: 'opens',
        witness: 'ingress-nginx/nginx shop/api TCP 8080',
      },
    ],
    good: [
      {
        because: 'let in',
        manifests: [
          ...three,
          nginx,
          ...entry,
          service(80, 8080),
          deny,
          ingress({ from: [{ namespaceSelector: {} }], ports: [tcp(8080)] }),
        ],
      },
    ],
    open: [
      {
        because: 'the controller is not among the inputs',
        manifests: [
          ...three,
          ...entry,
          service(80, 8080),
          ingress({ from: [{ namespaceSelector: { matchLabels: { team: 'x' } } }] }),
        ],
      },
    ],
  },
  'AKS-NP-019': {
    bad: [
      {
        because: 'closed',
        manifests: [web, scraped, reader, deny],
        repair: 'opens',
        witness: 'mon/prom shop/api TCP 9090',
      },
    ],
    good: [
      {
        because: 'let in',
        manifests: [
          web,
          scraped,
          reader,
          deny,
          ingress({ from: [{ namespaceSelector: {} }], ports: [tcp(9090)] }),
        ],
      },
    ],
    open: [{ because: 'no Prometheus among the inputs', manifests: [web, scraped, deny] }],
  },
  'AKS-NP-020': {
    bad: [
      {
        because: 'nobody may call the port',
        manifests: [...three, dns, service(443, 8443), hook, deny],
        repair: 'opens',
      },
    ],
    good: [
      {
        because: 'everybody may',
        manifests: [...three, service(443, 8443), hook, deny, ingress({ ports: [tcp(8443)] })],
      },
    ],
    open: [
      {
        because: 'some addresses may',
        manifests: [
          ...three,
          service(443, 8443),
          hook,
          deny,
          ingress({ from: [{ ipBlock: { cidr: '10.0.0.0/8' } }] }),
        ],
      },
    ],
  },
  'AKS-NP-021': {
    bad: [
      {
        because: 'IPv6 is left out',
        manifests: [twin, egress({ to: [{ ipBlock: { cidr: '0.0.0.0/0' } }] })],
        repair: 'nothing',
        says: 'IPv6',
        witness: 'shop/api 2001:db8::1 TCP 443',
      },
    ],
    good: [
      {
        because: 'both families',
        manifests: [
          twin,
          egress({ to: [{ ipBlock: { cidr: '0.0.0.0/0' } }, { ipBlock: { cidr: '::/0' } }] }),
        ],
      },
      {
        because: 'pods of one family',
        manifests: [api, egress({ to: [{ ipBlock: { cidr: '0.0.0.0/0' } }] })],
      },
    ],
    open: [],
  },
};

const ofCode = <T extends { readonly code: string }>(
  items: readonly T[],
  code: string,
): readonly T[] => items.filter((one) => one.code === code);

describe('the list of questions', () => {
  it('is in order, each code once, each with cases', () => {
    const codes = lintQuestions.map(({ code }) => code);
    expect(codes).toEqual([...new Set(codes)].toSorted());
    expect(Object.keys(cases)).toEqual(codes);
  });
});

describe.each(Object.entries(cases))('%s', (code, { bad, good, open }) => {
  it.each(bad.map((one) => [one.because, one] as const))('finds: %s', (_, one) => {
    const [finding] = ofCode(linted(one).findings, code);
    expect(finding).toBeDefined();
    if (finding === undefined) return;
    expect(plain(finding.says)).toContain(one.says ?? '');
    const { witness } = finding;
    const shown =
      witness &&
      `${endText(witness.from)} ${endText(witness.to)} ${witness.protocol} ${witness.port}`;
    if (one.witness !== undefined) expect(shown).toBe(one.witness);
    if (one.repair === 'none') return;
    expect(finding.repair).not.toEqual([]);
    const { changes, result, before } = afterRepair(one, finding);
    expect(ofCode(result.findings, code).length).toBeLessThan(ofCode(before.findings, code).length);
    const gains = changes.filter(({ gained }) => gained !== 0).length;
    const losses = changes.filter(({ lost }) => lost !== 0).length;
    if (one.repair === 'nothing') expect(changes).toEqual([]);
    if (one.repair === 'opens') expect(gains).toBeGreaterThan(0);
    if (one.repair === 'closes') expect([gains, losses > 0]).toEqual([0, true]);
  });

  it.each(good.map((one) => [one.because, one] as const))('passes: %s', (_, one) => {
    const result = linted(one);
    expect(ofCode(result.findings, code).map(({ says }) => plain(says))).toEqual([]);
    expect(ofCode(result.undetermined, code)).toEqual([]);
  });

  it.each(open.map((one) => [one.because, one] as const))('leaves open: %s', (_, one) => {
    const result = linted(one);
    expect(ofCode(result.findings, code).map(({ says }) => plain(says))).toEqual([]);
    expect(ofCode(result.undetermined, code).length).toBeGreaterThan(0);
  });
});

describe('hostile input', () => {
  it.each(['__proto__', 'constructor', '"><script>', '\u202e', ''])('a label %j', (text) => {
    const labels = { [text]: text };
    const manifests = [
      pod('shop/x', labels),
      policy('shop/p', {
        podSelector: { matchLabels: labels },
        egress: [{ to: [{ podSelector: { matchLabels: labels } }], ports: [tcp('toString')] }],
      }),
      namespace('__proto__'),
      {
        ...hook,
        webhooks: [{ clientConfig: { service: { name: '__proto__', port: 'x' } } }, null, 3],
      },
    ];
    expect(() => linted({ manifests })).not.toThrow();
  });
});
