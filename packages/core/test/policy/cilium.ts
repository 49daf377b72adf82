import { expect } from 'vitest';
import { judge } from '../../src/policy/judge.ts';
import { relationOf } from '../../src/policy/relation.ts';
import { modelOfManifests } from './manifests.ts';
import { answer, object, town } from './town.ts';

/** What a manifest says. */
export type Words = Readonly<Record<string, unknown>>;

/** Endpoints by their label `app`. */
export const ofApp = (app: string) => ({ matchLabels: { app } });
/** Endpoints of a namespace. */
export const inSpace = (space: string) => ({
  matchLabels: { 'k8s:io.kubernetes.pod.namespace': space },
});

/** A policy in the namespace of the database, unless it says otherwise. */
export const cnp = (spec: unknown, namespace = 'data'): unknown =>
  object(['cilium.io/v2', 'CiliumNetworkPolicy'], { name: 'c', namespace }, { spec });

/** A clusterwide policy. */
export const wide = (spec: Words): unknown =>
  object(['cilium.io/v2', 'CiliumClusterwideNetworkPolicy'], { name: 'c' }, { spec });

/** About every pod. */
export const all = { endpointSelector: {} };
/** A policy of what the database lets in. */
export const ins = (...ingress: readonly Words[]) => cnp({ ...all, ingress });
/** A policy of what the shop lets out. */
export const outs = (...egress: readonly Words[]) => cnp({ ...all, egress }, 'shop');
/** From an entity. */
export const from = (entity: string) => ins({ fromEntities: [entity] });
/** To an entity. */
export const to = (entity: string) => outs({ toEntities: [entity] });
/** A list of ports with what holds for them. */
export const onPorts = (ports: readonly Words[], more: Words = {}) => ({
  toPorts: [{ ports, ...more }],
});
/** The port of the database. */
export const pg = onPorts([{ port: '5432', protocol: 'TCP' }]);
/** Rules above the transport. */
export const http = { rules: { http: [{ method: 'GET' }] } };
/** A policy of names. */
export const names = (...toFQDNs: readonly Words[]) => outs({ toFQDNs });
/** From everybody. */
export const fromAll = { fromEntities: ['all'] };
/** To everybody. */
export const toAll = { toEntities: ['all'] };

/** From the shop to the database. */
export const web = 'shop/web -> data/db TCP 5432';

/** From elsewhere to the database. */
export const mon = 'ops/mon -> data/db TCP 5432';

/** From the shop to the outside. */
export const outside = 'shop/web -> 203.0.113.7 TCP 443';

/** From the outside to the database. */
export const inward = '203.0.113.7 -> data/db TCP 5432';

/** A question to a cluster with these objects. */
export type Row = readonly [
  why: string,
  objects: readonly unknown[],
  asked: string,
  expected: string,
];

/** Whether Cilium answers as expected, and the relation by classes as each pair does. */
export function expectAnswers([, objects, asked, expected]: Row): void {
  const model = modelOfManifests([...town, ...objects], 'cilium');
  expect(answer(model, asked)).toBe(expected);
  const relation = relationOf(model);
  model.world.pods.forEach((from, i) => {
    model.world.pods.forEach((to, j) => {
      if (i === j) return;
      const { span } = judge(model, { kind: 'pod', pod: from }, { kind: 'pod', pod: to });
      expect(relation.betweenPods(i, j), `${from.name} -> ${to.name}`).toBe(span);
    });
  });
}
