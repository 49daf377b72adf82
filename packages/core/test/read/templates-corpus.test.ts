// Real templates, where they are at hand: each is expanded to the resources that are written in it, none
// crashes, and a cluster with defaults is read as it would be deployed.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readerOf } from '../../src/codec/azure.ts';
import type { Cluster } from '../../src/estate/elements/cluster.ts';
import type { Path } from '../../src/evidence/source.ts';
import { armTemplates, readTemplates } from '../../src/read/arm-template.ts';
import type { Understood } from '../../src/read/understood.ts';
import type { TextDocument } from '../../src/text/document.ts';
import { readJson } from '../../src/text/json-text.ts';

const corpus = fileURLToPath(
  new URL('../../../../../shared/corpus/azure/armTemplate/', import.meta.url),
);
const isThere = existsSync(corpus);

interface Read {
  readonly file: string;
  readonly document: TextDocument;
  readonly understood: Understood;
}

const all: readonly Read[] = (isThere ? readdirSync(corpus) : []).map((file) => {
  const document = readJson({ id: file, text: () => readFileSync(corpus + file, 'utf8') });
  return { file, document, understood: readTemplates([{ document, about: {} }]) };
});

const isTemplate = ({ document }: Read): boolean => armTemplates.recognises(document);

interface Written {
  readonly type: string;
  readonly path: string;
}

/** Every object under a key `resources` that has a type: no expression is looked at. */
function writtenIn(value: unknown, path: Path, parent = ''): readonly Written[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]): readonly Written[] => {
    const step = Array.isArray(value) ? Number(key) : key;
    const here = [...path, step];
    const type: unknown = Reflect.get(Object(inner), 'type');
    const isResource = path.at(-1) === 'resources' && typeof type === 'string';
    if (!isResource) return writtenIn(inner, here, parent);
    const whole = type.includes('.') ? type : `${parent}/${type}`;
    return [{ type: whole, path: JSON.stringify(here) }, ...writtenIn(inner, here, whole)];
  });
}

const isDeployment = ({ type }: Written): boolean =>
  type.toLowerCase() === 'microsoft.resources/deployments';

/** Everything that the template was expanded to, by the place of the resource. */
function placesOf({ elements, parts, ignored }: Understood): ReadonlySet<string> {
  return new Set(
    [...elements, ...parts, ...ignored].map(({ source }) => JSON.stringify(source.path)),
  );
}

/** Why a template of the corpus has errors: all three are examples with placeholders for values. */
const explained: Readonly<Record<string, string>> = {
  '0044': 'a text in place of an object',
  '0099': 'a list in place of an address',
  '0104': 'a variable of another language in place of an address',
  '0111': 'the words "string" and "bool" in place of values',
};

describe.skipIf(!isThere)(
  'the shared corpus of templates (skipped where it is not at hand)',
  () => {
    it('is there in some number, and nearly all of it are templates', () => {
      expect(all.length).toBeGreaterThan(60);
      expect(all.filter((one) => !isTemplate(one)).length).toBeLessThan(10);
    });

    it.each(all.filter(isTemplate).map((one) => [one.file, one] as const))(
      '%s is expanded to what is written in it',
      (file, { document, understood }) => {
        const written = writtenIn(document.value, []);
        const places = placesOf(understood);
        // A deployment that is left out takes what is in it along.
        const leftOut = understood.ignored
          .filter(({ why }) => why === 'conditionFalse')
          .map(({ source }) => JSON.stringify(source.path).slice(0, -1));
        const expected = written.filter((one) => !isDeployment(one) || places.has(one.path));
        const missing = expected.filter(
          ({ path }) =>
            !places.has(path) && !leftOut.some((around) => path.startsWith(`${around},`)),
        );
        expect(missing).toEqual([]);
        const types = new Map(written.map(({ path, type }) => [path, type.toLowerCase()]));
        for (const { type, source } of understood.ignored)
          expect(type.toLowerCase()).toBe(types.get(JSON.stringify(source.path)));
        for (const { type, why } of understood.ignored)
          if (why === 'notModelled') expect(readerOf(type)).toBeUndefined();
        const errors = understood.diagnostics.filter(({ severity }) => severity === 'error');
        expect(errors.length > 0).toBe(Object.hasOwn(explained, file.slice(0, 4)));
      },
    );

    it.each([
      ['0001', 'aksadcluster', 'azure', 'none', 'loadBalancer'],
      ['0029', 'clusterA', 'azure', 'azure', 'loadBalancer'],
      ['0031', 'aks-app', 'azure', 'none', 'loadBalancer'],
      ['0033', 'aks-acrsample', 'azure', 'none', 'loadBalancer'],
      ['0072', undefined, 'azure', 'calico', 'loadBalancer'],
    ])(
      'the cluster of %s is evaluated',
      (...[prefix, name, plugin, policyEngine, outboundType]) => {
        const read = all.find(({ file }) => file.startsWith(prefix));
        const found = read?.understood.elements.find(
          (element): element is Cluster =>
            element.kind === 'cluster' && (name === undefined || element.name === name),
        );
        expect(found?.network).toMatchObject({ plugin, policyEngine, outboundType });
      },
    );

    it('names resources alike wherever they are named', () => {
      // The group of 0008 has a name that nobody gave.
      const read = all.find(({ file }) => file.startsWith('0008'));
      const elements = read?.understood.elements ?? [];
      const subnet = elements.find(({ kind }) => kind === 'subnet');
      const group = elements.find(({ kind }) => kind === 'networkSecurityGroup');
      expect(group).toBeDefined();
      expect(subnet).toMatchObject({ securityGroup: group?.id });
    });
  },
);
