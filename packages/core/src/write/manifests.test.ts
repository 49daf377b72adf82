import { expect, it } from 'vitest';
import type { KubernetesObject } from '../estate/elements/kubernetes.ts';
import { kubernetesId } from '../estate/elements/kubernetes-id.ts';
import { designed } from '../evidence/source.ts';
import { manifestFiles, manifests } from './manifests.ts';

const object = (rest: Partial<KubernetesObject>): KubernetesObject => ({
  kind: 'kubernetesObject',
  id: kubernetesId('kubernetesObject', { name: 'x' }),
  name: 'x',
  labels: {},
  apiVersion: 'v1',
  objectKind: 'ConfigMap',
  body: {},
  source: designed(),
  ...rest,
});

it('prints one document per object in block style', () => {
  const body = { data: { a: '', list: [[1, 2], [], {}, { b: true, c: null }], none: {} } };
  expect(manifests([object({ body }), object({ name: 'yes' })])).toBe(`---
apiVersion: v1
kind: ConfigMap
metadata:
  name: x
data:
  a: ""
  list:
    -
      - 1
      - 2
    - []
    - {}
    - b: true
      c: null
  none: {}
---
apiVersion: v1
kind: ConfigMap
metadata:
  name: "yes"
`);
});

it('puts objects into files in the order in which they can be applied', () => {
  const elements = [
    object({ apiVersion: 'admissionregistration.k8s.io/v1' }),
    object({ namespace: 'payments' }),
    object({ namespace: '../../etc/Cron' }),
    object({}),
  ];
  expect(manifestFiles(elements).map(({ path }) => path)).toEqual([
    '10-cluster.yaml',
    '20-namespace-_002e_002e_002f_002e_002e_002fetc_002f_0043ron.yaml',
    '20-namespace-payments.yaml',
    '30-admission.yaml',
  ]);
});
