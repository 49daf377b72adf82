import type { TextDocument } from '../../text/document.ts';
import { isFields } from '../bodies.ts';
import { type Block, blocksOf, type Placed, under } from './blocks.ts';

/** A folder of Terraform files. */
export interface Module {
  readonly folder: string;
  readonly variables: ReadonlyMap<string, Block>;
  readonly locals: ReadonlyMap<string, Placed>;
  readonly outputs: ReadonlyMap<string, Placed>;
  /** By `type.name`. */
  readonly resources: ReadonlyMap<string, Block>;
  readonly data: ReadonlyMap<string, Block>;
  readonly calls: ReadonlyMap<string, Block>;
  readonly providers: readonly Block[];
  /** What files of values set, the last one winning. */
  readonly values: ReadonlyMap<string, Placed>;
}

/** The modules that the documents hold, by their folders. */
export function modulesOf(documents: readonly TextDocument[]): ReadonlyMap<string, Module> {
  const folders = new Map<string, TextDocument[]>();
  for (const document of documents) {
    const folder = folderOf(document.id);
    folders.set(folder, [...(folders.get(folder) ?? []), document]);
  }
  return new Map(
    [...folders].flatMap(([folder, files]): readonly (readonly [string, Module])[] =>
      files.every(({ id }) => isValues(id)) ? [] : [[folder, moduleOf(folder, files)]],
    ),
  );
}

function moduleOf(folder: string, all: readonly TextDocument[]): Module {
  const files = all.filter(({ id }) => !isValues(id));
  const named = (type: string, labels: number): ReadonlyMap<string, Block> =>
    new Map(
      files
        .flatMap((file) => blocksOf(file, type, labels))
        .map((block) => [block.labels.join('.'), block] as const),
    );
  const locals = files.flatMap((file) => blocksOf(file, 'locals', 0)).flatMap(attributes);
  const outputs = [...named('output', 1)].map(
    ([name, { body, document, path }]) =>
      [name, { data: under(body, 'value'), document, path: [...path, 'value'] }] as const,
  );
  return {
    folder,
    variables: named('variable', 1),
    locals: new Map(locals),
    outputs: new Map(outputs),
    resources: named('resource', 2),
    data: named('data', 2),
    calls: named('module', 1),
    providers: files.flatMap((file) => blocksOf(file, 'provider', 1)),
    values: new Map(
      all
        .filter(({ id }) => isLoaded(id))
        .toSorted((a, b) => rank(a.id) - rank(b.id) || (a.id < b.id ? -1 : 1))
        .flatMap(({ id, value }) =>
          isFields(value) ? attributes({ labels: [], body: value, document: id, path: [] }) : [],
        ),
    ),
  };
}

const attributes = ({ body, document, path }: Block): readonly (readonly [string, Placed])[] =>
  Object.keys(body).map((name) => [
    name,
    { data: under(body, name), document, path: [...path, name] },
  ]);

/** Whether a file sets values of variables. Terraform itself decides it by the name. */
export const isValues = (id: string): boolean => /\.tfvars(\.json)?$/i.test(id);

/** Whether Terraform loads the file of values without being told to. */
export const isLoaded = (id: string): boolean =>
  /(^|[/\\])terraform\.tfvars(\.json)?$/.test(id) || /\.auto\.tfvars(\.json)?$/.test(id);

/** `terraform.tfvars`, then its JSON form, then the others: later ones win. */
const rank = (id: string): number =>
  /(^|[/\\])terraform\.tfvars$/.test(id) ? 0 : /terraform\.tfvars\.json$/.test(id) ? 1 : 2;

/** The folder of a file, with `.` and `..` resolved. */
export const folderOf = (id: string): string => resolved(id.split(/[/\\]/).slice(0, -1));

/** The folder that a source names, seen from another folder; undefined for what lies elsewhere. */
export const folderAt = (from: string, source: string): string | undefined =>
  /^\.{1,2}(\/|\\|$)/.test(source)
    ? resolved([...(from === '' ? [] : from.split('/')), ...source.split(/[/\\]/)])
    : undefined;

function resolved(parts: readonly string[]): string {
  const found: string[] = [];
  for (const [i, part] of parts.entries()) {
    const above = found.at(-1);
    if (part === '.' || (part === '' && i > 0)) continue;
    if (part === '..' && above !== undefined && above !== '..' && above !== '') found.pop();
    else found.push(part);
  }
  return found.join('/');
}
