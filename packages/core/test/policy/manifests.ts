import { address } from '@aksnet/net';
import { decodeManifest } from '../../src/codec/kubernetes.ts';
import type { AnyElement } from '../../src/estate/elements/kinds.ts';
import { type Estate, estateOf } from '../../src/estate/estate.ts';
import { sketchedFrame } from '../../src/estate/sketch.ts';
import type { Diagnostic } from '../../src/evidence/diagnostic.ts';
import { designed } from '../../src/evidence/source.ts';
import type { Dialect } from '../../src/policy/dialect.ts';
import { judge } from '../../src/policy/judge.ts';
import type { Party } from '../../src/policy/match.ts';
import { modelOf, type PolicyModel } from '../../src/policy/model.ts';
import { estateWorld, type ReadingChoice } from '../../src/policy/of-estate.ts';
import type { Protocol } from '../../src/policy/port-set.ts';
import { worldOf } from '../../src/policy/world.ts';

/** The elements of plain manifests, in order; faults go to `noted`. */
export function elementsOf(
  manifests: readonly unknown[],
  noted: Diagnostic[] = [],
): readonly AnyElement[] {
  return manifests.flatMap((manifest, i) => {
    const reading = { document: 'test', note: (fault: Diagnostic) => void noted.push(fault) };
    return decodeManifest(manifest, [i], reading) ?? [];
  });
}

/** An estate of plain manifests. */
export const estateOfManifests = (manifests: readonly unknown[]): Estate =>
  estateOf(sketchedFrame, elementsOf(manifests));

/** The model of plain manifests, in a reading. */
export const modelOfManifests = (
  manifests: readonly unknown[],
  reading: ReadingChoice = 'specification',
): PolicyModel => modelOf(estateWorld(estateOfManifests(manifests), { reading }).world);

/** The model of plain manifests in a dialect of its own. */
export function modelIn(manifests: readonly unknown[], dialect: Dialect): PolicyModel {
  const { objects } = estateWorld(estateOfManifests(manifests), { reading: 'none' }).world;
  return modelOf(worldOf(objects, { dialects: { Linux: dialect, Windows: dialect } }));
}

/** The pod, node, address or name that a short text means: `shop/web`, `node:n1`, `203.0.113.7`. */
export function party(model: PolicyModel, text: string): Party {
  const { world } = model;
  const pod = world.pods.find(({ namespace, name }) => `${namespace}/${name}` === text);
  if (pod !== undefined) return { kind: 'pod', pod };
  const node = text.startsWith('node:') ? world.nodes.get(text.slice(5)) : undefined;
  if (node !== undefined) return { kind: 'node', node };
  if (text.startsWith('name:')) return { kind: 'name', name: text.slice(5) };
  return { kind: 'address', address: address(text) };
}

/** Whether a connection passes: `yes`, `no` or `maybe`. */
export function passes(
  model: PolicyModel,
  [from, to]: readonly [string, string],
  [protocol, port]: readonly [Protocol, number],
): 'yes' | 'no' | 'maybe' {
  const { span } = judge(model, party(model, from), party(model, to));
  const { spans, ports } = model.world;
  if (ports.has(spans.sure(span), protocol, port)) return 'yes';
  return ports.has(spans.possible(span), protocol, port) ? 'maybe' : 'no';
}

/** A source for hand-made elements. */
export const here = designed('test');
