import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import {
  type AnyKubernetesElement,
  decodeManifest,
  encodeManifest,
} from '../../src/codec/kubernetes.ts';
import type { Diagnostic } from '../../src/evidence/diagnostic.ts';
import { manifests } from '../../src/write/manifests.ts';
import {
  cluster,
  namespace,
  networkPolicy,
  node,
  other,
  service,
  text,
  workload,
} from './elements.ts';
import { hasKubectl, readByKubectl } from './kubectl.ts';

const anyElement: fc.Arbitrary<AnyKubernetesElement> = fc.oneof(
  namespace,
  networkPolicy,
  node,
  workload,
  service,
  other,
);

/** What a stream says, and what could not be understood. */
function read(stream: string): readonly unknown[] {
  const notes: Diagnostic[] = [];
  const reading = { document: 'stream.yaml', cluster, note: (d: Diagnostic) => notes.push(d) };
  const elements = parseAllDocuments(stream).map((document, i) =>
    decodeManifest(document.toJS(), [i], reading),
  );
  expect(notes).toEqual([]);
  return elements;
}

it('what was printed reads back as the elements', () => {
  fc.assert(
    fc.property(fc.array(anyElement, { minLength: 1, maxLength: 3 }), (elements) => {
      const expected = elements.map((element, i) => ({
        ...element,
        source: { document: 'stream.yaml', path: [i] },
      }));
      expect(read(manifests(elements))).toEqual(expected);
    }),
    { seed: 20260821, numRuns: 600 },
  );
});

it('prints the same objects in old and new readings of YAML', () => {
  fc.assert(
    fc.property(anyElement, (element) => {
      const stream = manifests([element]);
      const [old] = parseAllDocuments(stream, { version: '1.1', schema: 'yaml-1.1' });
      const [now] = parseAllDocuments(stream);
      expect(old?.errors).toEqual([]);
      expect(old?.toJS()).toEqual(now?.toJS());
    }),
    { seed: 7, numRuns: 400 },
  );
});

it.skipIf(!hasKubectl)('prints what kubectl reads as the same', () => {
  const samples = fc.sample(fc.tuple(text, text, networkPolicy), { seed: 11, numRuns: 60 });
  const elements = samples.map(([key, value, policy], i) => ({
    ...policy,
    name: `p${i}`,
    namespace: 'a',
    labels: {},
    annotations: { 'aksnet-test': '1', value, [`k-${i}`]: key },
  }));
  const objects = readByKubectl(manifests(elements));
  expect(objects).toEqual(
    elements.map((element) => {
      const { apiVersion, kind, metadata, body } = encodeManifest(element);
      return { apiVersion, kind, metadata, ...body };
    }),
  );
});
