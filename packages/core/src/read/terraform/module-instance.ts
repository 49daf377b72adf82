import type { Path, Source } from '../../evidence/source.ts';
import { type Block, type Placed, under } from './blocks.ts';
import { eachWritten } from './each-written.ts';
import { evaluateData } from './evaluate.ts';
import { Instance, type Repetition, repetitionOf } from './instance.ts';
import { keyed } from './keyed.ts';
import { folderAt, type Module } from './module.ts';
import { notKnown, placedIn, type Scope, type Written, withNames } from './scope.ts';
import { aliasIn, passedOn, type Subscriptions, subscriptionsOf } from './subscriptions.ts';
import { Lazy, type TfValue } from './value.ts';
import { withDefaults } from './variable-type.ts';
import type { World } from './world.ts';

/** Where a module is called from. */
export interface Call {
  readonly block: Block;
  /** The caller's scope, with `each` or `count`. */
  readonly scope: Scope;
  readonly subscriptions: Subscriptions;
}

/** A module with its inputs: its variables, locals, resources and outputs are worked out when asked for. */
export class ModuleInstance {
  readonly #world: World;
  readonly #module: Module;
  /** Empty for a root, else `module.network["a"].`. */
  readonly #prefix: string;
  readonly #call: Call | undefined;
  readonly #folders: readonly string[];
  readonly #known = new Map<string, TfValue>();
  readonly #subscriptions: Subscriptions;

  constructor(
    world: World,
    module: Module,
    about: { readonly prefix: string; readonly call?: Call; readonly folders: readonly string[] },
  ) {
    this.#world = world;
    this.#module = module;
    this.#prefix = about.prefix;
    this.#call = about.call;
    this.#folders = about.folders;
    this.#subscriptions = subscriptionsOf(module, {
      handed: about.call?.subscriptions ?? new Map(),
      scopeAt: (source) => this.#scope(source),
    });
  }

  /** Works out every resource, here and in the modules below. */
  expand(): void {
    for (const key of this.#module.resources.keys()) this.#resource('resource', key);
    for (const key of this.#module.data.keys()) this.#resource('data', key);
    for (const name of this.#module.calls.keys()) this.#called(name);
  }

  /** The value of an output. */
  output(name: string): TfValue | undefined {
    return this.#once(`output.${name}`, this.#module.outputs.get(name));
  }

  #scope(source: Source): Scope {
    return {
      named: (name) => this.#named(name),
      written: (name, asked) => this.#written(name, asked),
      source,
      budget: this.#world.budget,
    };
  }

  #named(name: string): TfValue | undefined {
    switch (name) {
      case 'var':
        return new Lazy((variable) => this.#variable(variable));
      case 'local':
        return new Lazy((local) => this.#once(`local.${local}`, this.#module.locals.get(local)));
      case 'module':
        return new Lazy((call) => this.#called(call));
      case 'data':
        return new Lazy((type) => new Lazy((label) => this.#resource('data', `${type}.${label}`)));
      case 'path':
      case 'terraform':
      case 'self':
      case 'each':
      case 'count':
        return undefined;
      default:
        return new Lazy((label) => this.#resource('resource', `${name}.${label}`));
    }
  }

  #written(name: string, asked: Path): Written | undefined {
    const [word = '', ...rest] = asked;
    const placed = (at: Placed | undefined): Written | undefined => at && this.#placed(at, rest);
    switch (name) {
      case 'var':
        return this.#variableWritten(String(word), rest);
      case 'local':
        return placed(this.#module.locals.get(String(word)));
      case 'module': {
        const met = keyed(this.#world.outputs, `${this.#prefix}module.${word}`, rest);
        const [output, ...more] = met?.asked ?? [];
        return met?.found(String(output), more);
      }
      default: {
        const isData = name === 'data';
        const [type, label, ...more] = isData ? asked : [name, ...asked];
        const address = `${this.#prefix}${isData ? 'data.' : ''}${type}.${label}`;
        const met = keyed(this.#world.instances, address, more);
        return met?.found.written(met.asked);
      }
    }
  }

  #placed({ data, document, path }: Placed, asked: Path): Written {
    return { what: { kind: 'data', data }, scope: this.#scope({ document, path }), asked };
  }

  /** What the call or a file says of the variable, else its default, else the variable itself. */
  #variableWritten(name: string, asked: Path): Written | undefined {
    const declared = this.#module.variables.get(name);
    const { block, scope } = this.#call ?? {};
    const said = block === undefined ? undefined : under(block.body, name);
    if (block !== undefined && scope !== undefined && said !== undefined && said !== null) {
      const here = placedIn(scope, [...block.path, name]);
      return { what: { kind: 'data', data: said }, scope: here, asked };
    }
    const value = block === undefined ? this.#module.values.get(name) : undefined;
    const placed = value ?? defaultOf(declared) ?? (declared && { ...declared, data: null });
    return placed && this.#placed(placed, asked);
  }

  #variable(name: string): TfValue | undefined {
    const key = `var.${name}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const declared = this.#module.variables.get(name);
    const value = this.#given(name) ?? this.#once(key, defaultOf(declared));
    if (value === undefined) return undefined;
    const type = under(declared?.body ?? {}, 'type');
    return this.#keep(key, typeof type === 'string' ? withDefaults(value, type) : value);
  }

  #given(name: string): TfValue | undefined {
    const { block, scope } = this.#call ?? {};
    if (block === undefined || scope === undefined) {
      const placed = this.#module.values.get(name);
      return placed === undefined ? undefined : this.#once(`value.${name}`, placed);
    }
    if (!Object.hasOwn(block.body, name)) return undefined;
    const here = placedIn(scope, [...block.path, name]);
    return here.budget.deeper(
      () => evaluateData(under(block.body, name), here),
      () => notKnown(here, `var.${name}`),
    );
  }

  /** Works out a value once; whoever asks for it on the way goes in a circle. */
  #once(key: string, placed: Placed | undefined): TfValue | undefined {
    const known = this.#known.get(key);
    if (known !== undefined || placed === undefined) return known;
    const { data, document, path } = placed;
    const scope = this.#scope({ document, path });
    this.#known.set(key, notKnown(scope, `${key}, which refers to itself`));
    const value = scope.budget.deeper(
      () => evaluateData(data, scope),
      () => notKnown(scope, key),
    );
    return this.#keep(key, value);
  }

  #keep(key: string, value: TfValue): TfValue {
    this.#known.set(key, value);
    return value;
  }

  #resource(kind: 'resource' | 'data', label: string): TfValue | undefined {
    const key = `${kind} ${label}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const isData = kind === 'data';
    const block = (isData ? this.#module.data : this.#module.resources).get(label);
    const address = `${this.#prefix}${isData ? 'data.' : ''}${label}`;
    if (block === undefined) return undefined;
    const scope = this.#scope({ document: block.document, path: block.path });
    // A count that asks for the own resource goes in a circle.
    this.#known.set(key, notKnown(scope, `${address}, which refers to itself`));
    const value = this.#repeated(block, scope, {
      address,
      make: (own, inner, standsForAll) => {
        const instance = new Instance({
          address: own,
          block,
          isData,
          subscription: this.#subscriptionOf(block),
          scope: inner,
          idOf: (other) => this.#world.instances.get(other)?.identity()?.id,
        });
        this.#world.instances.set(own, instance);
        return instance.reference(standsForAll);
      },
    });
    return this.#keep(key, value);
  }

  #repeated(
    block: Block,
    scope: Scope,
    {
      address,
      make,
    }: {
      readonly address: string;
      readonly make: (address: string, scope: Scope, standsForAll: boolean) => TfValue;
    },
  ): TfValue {
    const what = { kind: 'data', data: under(block.body, 'for_each') } as const;
    const written = eachWritten({ what, scope: placedIn(scope, [...block.path, 'for_each']) });
    const repetition: Repetition = repetitionOf(block, scope, this.#world.budget);
    switch (repetition.kind) {
      case 'once':
        return make(address, scope, false);
      case 'list':
        return Array.from({ length: repetition.count }, (_, i) =>
          make(`${address}[${i}]`, withNames(scope, counted(i)), false),
        );
      case 'map':
        return new Map(
          repetition.entries.map(([key, value]) => [
            key,
            make(
              `${address}[${JSON.stringify(key)}]`,
              withNames(scope, eachOf(key, value), written(key)),
              false,
            ),
          ]),
        );
      case 'unknown': {
        const { document, path } = block;
        this.#world.diagnostics.push({
          severity: 'note',
          code: 'unknown-count',
          message: `nobody can say how many ${address} there are: they are read as one`,
          document,
          path,
          hint: 'read the plan instead: terraform show -json',
        });
        const names = new Map<string, TfValue>([
          [
            'each',
            new Map([
              ['key', repetition.why],
              ['value', repetition.why],
            ]),
          ],
          ['count', new Map([['index', repetition.why]])],
        ]);
        return make(address, withNames(scope, names), true);
      }
    }
  }

  #called(name: string): TfValue | undefined {
    const key = `module ${name}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const block = this.#module.calls.get(name);
    const address = `${this.#prefix}module.${name}`;
    if (block === undefined) return undefined;
    const scope = this.#scope({ document: block.document, path: block.path });
    const source = under(block.body, 'source');
    const folder = typeof source === 'string' ? folderAt(this.#module.folder, source) : undefined;
    const module = folder === undefined ? undefined : this.#world.modules.get(folder);
    if (module === undefined || this.#folders.includes(module.folder)) {
      this.#leaveOut(block, { source: String(source), isCircle: module !== undefined });
      return this.#keep(key, new Lazy(() => undefined, true));
    }
    this.#known.set(key, notKnown(scope, `${address}, which refers to itself`));
    const made: ModuleInstance[] = [];
    const value = this.#repeated(block, scope, {
      address,
      make: (own, inner, standsForAll) => {
        const instance = new ModuleInstance(this.#world, module, {
          prefix: `${own}.`,
          call: { block, scope: inner, subscriptions: passedOn(block, this.#subscriptions) },
          folders: [...this.#folders, module.folder],
        });
        made.push(instance);
        this.#world.outputs.set(own, (output, asked) => {
          const placed = module.outputs.get(output);
          return placed && instance.#placed(placed, asked);
        });
        return new Lazy((output) => instance.output(output), standsForAll);
      },
    });
    this.#keep(key, value);
    for (const instance of made) instance.expand();
    return value;
  }

  #leaveOut(
    { document, path, labels }: Block,
    { source, isCircle }: { readonly source: string; readonly isCircle: boolean },
  ): void {
    if (isCircle)
      this.#world.diagnostics.push({
        severity: 'error',
        code: 'circle',
        message: `module ${JSON.stringify(labels[0])} leads back to the module it is called from`,
        document,
        path,
      });
    this.#world.ignored.push({
      type: `module ${source}`,
      why: 'notModelled',
      source: { document, path },
    });
  }

  #subscriptionOf({ body }: Block): string | undefined {
    return this.#subscriptions.get(aliasIn(under(body, 'provider')) ?? '');
  }
}

const defaultOf = (block: Block | undefined): Placed | undefined =>
  block === undefined || !Object.hasOwn(block.body, 'default')
    ? undefined
    : {
        data: block.body['default'],
        document: block.document,
        path: [...block.path, 'default'],
      };

const counted = (index: number): ReadonlyMap<string, TfValue> =>
  new Map([['count', new Map([['index', index]])]]);

const eachOf = (key: string, value: TfValue): ReadonlyMap<string, TfValue> =>
  new Map([
    [
      'each',
      new Map<string, TfValue>([
        ['key', key],
        ['value', value],
      ]),
    ],
  ]);
