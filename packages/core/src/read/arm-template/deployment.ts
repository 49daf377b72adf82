import type { Diagnostic } from '../../evidence/diagnostic.ts';
import type { DocumentId, Path, Source } from '../../evidence/source.ts';
import type { Budget } from './budget.ts';
import { collectResources, type Doubt } from './collect.ts';
import type { Frame, OwnFunction } from './evaluate.ts';
import type { Asked } from './function.ts';
import type { Around, Deployed, Made } from './made.ts';
import { failed, holeOf, notEvaluable } from './marks.ts';
import { ownFunctions } from './own-functions.ts';
import type { Place } from './place.ts';
import { referenceTo } from './reference.ts';
import { type ResourceIndex, resourceIndex } from './resource-index.ts';
import { copied, evaluateTree, isRaw, propertyCopies, type Raw, rawAt } from './tree.ts';
import type { Value } from './value.ts';

/** A template and where it stands. */
export interface TemplateText {
  readonly document: DocumentId;
  /** Empty for a document of its own; else where it is nested. */
  readonly path: Path;
  readonly value: Raw;
}

/** What a deployment is given from outside. */
export interface Given {
  readonly text: TemplateText;
  readonly place: Place;
  readonly name: Value;
  readonly budget: Budget;
  readonly around: Around;
  readonly tell: (diagnostic: Diagnostic) => void;
  /** The value of a parameter that was handed in; undefined when none was. */
  readonly supplied: (name: string, depth: number) => Value | undefined;
  /** For templates that are evaluated in the scope of the one around them. */
  readonly outer?: Frame;
}

/** A template with its parameters: the scope of its expressions, and the resources in it. */
export class Deployment implements Deployed {
  readonly frame: Frame;
  readonly #given: Given;
  readonly #values = new Map<string, Value | 'busy'>();
  readonly #bodies = new Map<Made, Value | 'busy'>();
  #made: readonly Made[] | undefined;
  #isCollecting = false;
  #index: ResourceIndex | undefined;

  constructor(given: Given) {
    this.#given = given;
    const { text, place, name, budget, outer } = given;
    const source: Source = { document: text.document, path: text.path };
    const asked: Asked = {
      place: outer?.asked.place ?? place,
      deploymentName: outer?.asked.deploymentName ?? name,
      parameter: (key, depth) =>
        outer === undefined
          ? this.#memo(`parameters ${key}`, () => this.#parameter(key, depth))
          : outer.asked.parameter(key, depth),
      variable: (key, depth) =>
        outer === undefined
          ? this.#memo(`variables ${key}`, () => this.#variable(key, depth))
          : outer.asked.variable(key, depth),
      resource: (target, wanted) =>
        referenceTo(target, wanted, this) ?? outer?.asked.resource(target, wanted),
      idOf: (symbol, depth) => this.find(symbol, depth)?.id ?? outer?.asked.idOf(symbol, depth),
    };
    const own: (name: string) => OwnFunction | undefined =
      outer?.own ??
      ownFunctions(rawAt(text.value, 'functions'), [...text.path, 'functions'], source);
    this.frame = {
      asked,
      budget,
      source,
      own,
      depth: outer?.depth ?? 0,
      loops: outer?.loops ?? [],
      locals: new Map(),
    };
  }

  made(depth: number): readonly Made[] {
    // A name that refers to a resource of the same template is refused by Azure too.
    if (this.#made !== undefined || this.#isCollecting) return this.#made ?? [];
    this.#isCollecting = true;
    const { text, place } = this.#given;
    const resources = rawAt(text.value, 'resources');
    this.#made = collectResources(resources, [...text.path, 'resources'], {
      frame: { ...this.frame, depth },
      place,
      onDoubt: (doubt) => this.#tellOf(doubt),
    });
    return this.#made;
  }

  find(text: string, depth: number): Made | undefined {
    const all = this.made(depth);
    if (this.#made === undefined) return undefined;
    this.#index ??= resourceIndex(all);
    return this.#index.find(text);
  }

  nested(made: Made): Deployed | undefined {
    return this.#given.around.nested(made);
  }

  output(name: string, depth: number): Value | undefined {
    return this.#memo(`outputs ${name}`, () => {
      const { text } = this.#given;
      const found = this.#section('outputs', name);
      if (found === undefined) return undefined;
      const path = [...text.path, 'outputs', found.key];
      const frame = { ...this.frame, depth };
      const copy = rawAt(found.raw, 'copy');
      if (isRaw(copy)) {
        const [count, input] = [rawAt(copy, 'count'), rawAt(copy, 'input')];
        return copied({ name: found.key, count, input }, [...path, 'copy'], frame);
      }
      return evaluateTree(rawAt(found.raw, 'value'), [...path, 'value'], frame);
    });
  }

  bodyOf(made: Made, depth: number): Value {
    const known = this.#bodies.get(made);
    if (known === 'busy')
      return failed(made.name, made.source, 'the resource refers to itself on a long way round');
    if (known !== undefined) return known;
    this.#bodies.set(made, 'busy');
    const kept = Object.fromEntries(
      Object.entries(made.raw).filter(([key]) => !notOfTheBody.has(key.toLowerCase())),
    );
    const body = evaluateTree(kept, made.source.path, { ...made.frame, depth });
    this.#bodies.set(made, body);
    return body;
  }

  #parameter(name: string, depth: number): Value | undefined {
    const { text, supplied } = this.#given;
    const found = this.#section('parameters', name);
    if (found === undefined) return undefined;
    const { key, raw } = found;
    const path = [...text.path, 'parameters', key];
    const handed = supplied(key, depth);
    const fallback = rawAt(raw, 'defaultValue');
    const type = rawAt(raw, 'type');
    const isSecret = typeof type === 'string' && type.toLowerCase().startsWith('secure');
    // Secrets are not read, wherever they come from; that there is none is no secret.
    if (isSecret && (handed !== undefined || fallback !== ''))
      return this.#unstated(key, 'a secret is not read');
    if (handed !== undefined && (handed !== null || fallback === undefined)) return handed;
    if (fallback !== undefined)
      return evaluateTree(fallback, [...path, 'defaultValue'], { ...this.frame, depth });
    return this.#isNullable(raw) ? null : this.#unstated(key);
  }

  /** Nobody handed in a value: the mark goes by the parameter, and by the document that has it. */
  #unstated(name: string, why?: string): Value {
    const { document, path } = this.#given.text;
    const source = { document, path: [...path, 'parameters', name] };
    const key = `${document} ${JSON.stringify(path)} ${name.toLowerCase()}`;
    const expression = `parameters('${name}')`;
    return notEvaluable(why === undefined ? expression : `${expression}: ${why}`, source, [
      holeOf(key, name),
    ]);
  }

  #isNullable(raw: Raw): boolean {
    let here: Raw | undefined = raw;
    for (let hops = 0; here !== undefined && hops < 10; hops++) {
      if (rawAt(here, 'nullable') === true) return true;
      const name = rawAt(here, '$ref');
      if (typeof name !== 'string' || !name.startsWith('#/definitions/')) return false;
      here = this.#section('definitions', name.slice('#/definitions/'.length))?.raw;
    }
    return false;
  }

  #variable(name: string, depth: number): Value | undefined {
    const { text } = this.#given;
    const all = rawAt(text.value, 'variables');
    if (!isRaw(all)) return undefined;
    const frame = { ...this.frame, depth };
    const lower = name.toLowerCase();
    const key = Object.keys(all).find((own) => own.toLowerCase() === lower);
    const path = [...text.path, 'variables'];
    if (key !== undefined && lower !== 'copy') return evaluateTree(all[key], [...path, key], frame);
    const copies = propertyCopies(rawAt(all, 'copy')) ?? [];
    const at = copies.findIndex((copy) => copy.name.toLowerCase() === lower);
    const copy = copies[at];
    return copy === undefined ? undefined : copied(copy, [...path, 'copy', at], frame);
  }

  /** An entry of a section of the template, by its name in any case. */
  #section(section: string, name: string): { readonly key: string; readonly raw: Raw } | undefined {
    const all = rawAt(this.#given.text.value, section);
    if (!isRaw(all)) return undefined;
    const lower = name.toLowerCase();
    const key = Object.hasOwn(all, name)
      ? name
      : Object.keys(all).find((own) => own.toLowerCase() === lower);
    const raw = key === undefined ? undefined : all[key];
    return key !== undefined && isRaw(raw) ? { key, raw } : undefined;
  }

  #memo(name: string, compute: () => Value | undefined): Value | undefined {
    const key = name.toLowerCase();
    const known = this.#values.get(key);
    if (known === 'busy') return failed(name, this.frame.source, `${name} leads back to itself`);
    if (known !== undefined) return known;
    this.#values.set(key, 'busy');
    const value = compute();
    if (value === undefined) this.#values.delete(key);
    else this.#values.set(key, value);
    return value;
  }

  #tellOf({ path, code, message }: Doubt): void {
    const { tell, text } = this.#given;
    const severity = code === 'copies-unknown' ? 'note' : 'error';
    tell({ severity, code, message, document: text.document, path });
  }
}

/** What says how a resource is deployed, and not what it is. */
const notOfTheBody: ReadonlySet<string> = new Set([
  'condition',
  'copy',
  'dependson',
  'existing',
  'import',
  'resources',
  'scope',
]);
