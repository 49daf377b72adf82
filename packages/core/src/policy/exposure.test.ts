import { formatAddress } from '@aksnet/net';
import { expect, it } from 'vitest';
import { modelOfManifests } from '../../test/policy/manifests.ts';
import { exposures } from './exposure.ts';
import type { PortSetId } from './port-set.ts';

const pod = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { namespace: 'shop', name: 'web', labels: { app: 'web' } },
  spec: { containers: [] },
};

const policy = (...ingress: readonly object[]) => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { namespace: 'shop', name: 'p' },
  spec: { podSelector: {}, policyTypes: ['Ingress'], ingress },
});

const from = (peer: object, port: number) => ({ from: [peer], ports: [{ port }] });

function told(...manifests: readonly unknown[]): readonly string[] {
  const model = modelOfManifests([pod, ...manifests]);
  const { spans, ports } = model.world;
  const shown = (set: PortSetId) =>
    set === 1
      ? 'all'
      : ports
          .intervals(set)
          .map(({ first, last }) => (first === last ? first : `${first}-${last}`))
          .join(',') || 'none';
  return exposures(model).flatMap(({ exposures: sides }) =>
    sides
      .slice(0, 1)
      .flatMap(({ guarded, cluster, described, outside }) => [
        `${guarded ? 'guarded' : 'unguarded'} ${shown(spans.sure(cluster.span))}`,
        ...described.map(
          ({ span, fulfilled, who }) =>
            `${JSON.stringify(who.pods.matchLabels ?? who.pods.matchExpressions ?? {})} ${shown(spans.sure(span))}${fulfilled ? ' fulfilled' : ''}`,
        ),
        ...outside.map(
          ({ first, last, span }) =>
            `${formatAddress(first)}-${formatAddress(last)} ${shown(spans.sure(span))}`,
        ),
      ]),
  );
}

const pods = (matchLabels: object) => ({ podSelector: { matchLabels } });

it.each<readonly [string, readonly unknown[], readonly string[]]>([
  ['no policy', [], ['unguarded all', '0.0.0.0-255.255.255.255 all']],
  ['nothing is let in', [policy()], ['guarded none']],
  ['each pod of the cluster', [policy(from({ namespaceSelector: {} }, 80))], ['guarded 80']],
  [
    'a rule for each pod and one for some: these have both',
    [policy(from({ namespaceSelector: {} }, 80), from(pods({ app: 'x' }), 81))],
    ['guarded 80', '{"app":"x"} 80-81'],
  ],
  [
    'pods of the input have the labels',
    [policy(from(pods({ app: 'web' }), 81))],
    ['guarded none', '{"app":"web"} 81 fulfilled'],
  ],
  [
    'what holds for all pods of a narrower description',
    [
      policy(
        from(pods({ app: 'x' }), 80),
        from({ podSelector: { matchExpressions: [{ key: 'app', operator: 'Exists' }] } }, 81),
      ),
    ],
    ['guarded none', '{"app":"x"} 80-81', '[{"key":"app","operator":"Exists"}] 81'],
  ],
  [
    'nothing can be of the description',
    [
      policy(
        from(
          {
            podSelector: {
              matchLabels: { a: '1' },
              matchExpressions: [{ key: 'a', operator: 'DoesNotExist' }],
            },
          },
          80,
        ),
      ),
    ],
    ['guarded none'],
  ],
  [
    'ranges outside are cut where blocks end, and joined where they are alike',
    [
      policy(
        from({ ipBlock: { cidr: '10.0.0.0/8', except: ['10.1.0.0/16'] } }, 80),
        from({ ipBlock: { cidr: '11.0.0.0/8' } }, 80),
      ),
    ],
    ['guarded none', '10.0.0.0-10.0.255.255 80', '10.2.0.0-11.255.255.255 80'],
  ],
])('%s', (_, manifests, expected) => {
  expect(told(...manifests)).toEqual(expected);
});
