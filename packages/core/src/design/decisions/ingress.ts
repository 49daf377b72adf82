import { type Prose, prose, words } from '../../evidence/prose.ts';
import { ingressOptions } from '../../facts/ingress.ts';
import type { IngressAsk } from '../ask.ts';
import type { Question } from './question.ts';

const isPublic = (ask: IngressAsk): boolean => ask.ingress.exposure === 'public';

const needsWaf = (ask: IngressAsk, has: boolean): readonly Prose[] =>
  ask.ingress.waf === 'required' && !has
    ? [
        words(
          'a web application firewall is required in front of this entry, and this option is documented without one',
        ),
      ]
    : [];

const privateOnly = (ask: IngressAsk, says: Prose): readonly Prose[] =>
  isPublic(ask) ? [] : [says];

const bareLoadBalancer = (ask: IngressAsk): readonly Prose[] => [
  ...needsWaf(ask, false),
  ...(ask.ingress.hosts.length > 0 ? [words('entries by host name need a layer 7 gateway')] : []),
];

const swap = {
  how: 'inPlace',
  price: words(
    'both can run side by side: move names and weights in DNS, then retire the old entry',
  ),
} as const;

/** A load balancer hands clients in past the firewall, and the default route sends the answers to it. */
const halfSeen = (ask: IngressAsk): readonly Prose[] =>
  isPublic(ask) && ask.cluster.egress.inspection === 'required' && !ask.ingress.behindFirewall
    ? [
        words(
          'egress inspection is required, so answers of nodes leave by the firewall, which drops them: it never saw the question, which came in by the load balancer (behindFirewall: true puts the firewall before the entry)',
        ),
      ]
    : [];

/** Through what traffic from outside enters, per exposure. */
export const ingressQuestion: Question<IngressAsk> = {
  id: 'ingress',
  asks: 'Through what does this traffic enter the cluster?',
  options: [
    {
      id: 'agic',
      label: 'Application Gateway v2 with AGIC',
      sets: { ingress: ['agic'] },
      unfit: () => [],
      merits: (ask) => [
        ...(ask.ingress.waf === 'required'
          ? [
              {
                points: 3,
                says: words(
                  'a gateway of the WAF tier in a subnet of its own, with TLS ended at the edge',
                ),
              },
            ]
          : []),
        ...(isPublic(ask)
          ? [
              {
                points: 1,
                says: words(
                  'the public address, its DDoS plan and its certificate live outside the cluster and survive it',
                ),
              },
            ]
          : [{ points: -1, says: words('a gateway of its own for private traffic only') }]),
      ],
      change: swap,
      cite: ingressOptions.agic.cite,
    },
    {
      id: 'agc',
      label: 'Application Gateway for Containers',
      sets: { ingress: ['agc'] },
      unfit: (ask) => [
        ...needsWaf(ask, false),
        ...privateOnly(ask, words('it is documented for external entries only')),
      ],
      merits: () => [
        {
          points: 2,
          says: words(
            'managed layer 7 entry for the Gateway API; its subnet is exactly a /24 with overlay',
          ),
        },
      ],
      change: swap,
      cite: ingressOptions.agc.cite,
    },
    {
      id: 'app-routing-gateway-api',
      label: 'application routing with the Gateway API',
      sets: { ingress: ['app-routing-gateway-api'] },
      unfit: (ask) => [...needsWaf(ask, false), ...halfSeen(ask)],
      merits: (ask) => [
        {
          points: 2,
          says: prose`managed Gateway API in the cluster behind ${isPublic(ask) ? 'a load balancer' : 'an internal load balancer with an address of its own subnet'}`,
        },
      ],
      change: swap,
      cite: ingressOptions['app-routing-gateway-api'].cite,
    },
    {
      id: 'istio-addon',
      label: 'Istio add-on gateways',
      sets: { ingress: ['istio-addon'] },
      unfit: (ask) => [...needsWaf(ask, false), ...halfSeen(ask)],
      merits: () => [{ points: 0, says: words('worth it when the service mesh is wanted anyway') }],
      change: swap,
      cite: ingressOptions['istio-addon'].cite,
    },
    {
      id: 'app-routing-nginx',
      label: 'application routing with NGINX',
      sets: { ingress: ['app-routing-nginx'] },
      unfit: (ask) => [...needsWaf(ask, false), ...halfSeen(ask)],
      merits: () => [{ points: -3, says: words('supported only to November 2026') }],
      change: swap,
      cite: ingressOptions['app-routing-nginx'].cite,
    },
    {
      id: 'lb-public',
      label: 'public LoadBalancer Services',
      sets: { ingress: ['lb-public'] },
      unfit: (ask) => [
        ...bareLoadBalancer(ask),
        ...halfSeen(ask),
        ...(isPublic(ask) ? [] : [words('the entry is to be private')]),
      ],
      merits: () => [{ points: 1, says: words('nothing between the client and the Service') }],
      change: swap,
      cite: ingressOptions['lb-public'].cite,
    },
    {
      id: 'lb-internal',
      label: 'internal LoadBalancer Services',
      sets: { ingress: ['lb-internal'] },
      unfit: (ask) => [
        ...bareLoadBalancer(ask),
        ...(isPublic(ask) ? [words('the entry is to be public')] : []),
      ],
      merits: () => [{ points: 1, says: words('nothing between the client and the Service') }],
      change: swap,
      cite: ingressOptions['lb-internal'].cite,
    },
  ],
};
