import type { DocumentId, Path, Source } from '../evidence/source.ts';
import type { TextDocument } from '../text/document.ts';
import { baseOf, isParameterFile, isTemplate, parameterFileFor } from './arm-template/files.ts';
import { isDeployment } from './arm-template/made.ts';
import { parseExpression, writtenAs } from './arm-template/parse.ts';
import type { Node } from './arm-template/syntax.ts';
import { isRaw, type Raw, rawAt } from './arm-template/tree.ts';

/** Finds the place that a person would edit to change a value of a template. */
export interface TemplatePlaces {
  /**
   * Where the value of a field is written: the place itself, or where the parameter or variable that it
   * names has its value (in a parameter file, as a default, in the template that hands it in). The path
   * may lead through an expression: `…/agentPoolProfiles/0/count` where the pools are a variable. Where
   * an expression is more than a name, the expression is the place.
   */
  readonly placeOf: (place: Source) => Source;
}

/** Where values of these templates are written. @param documents templates and their parameter files */
export function templatePlaces(documents: readonly TextDocument[]): TemplatePlaces {
  const byId = new Map(documents.map((document) => [document.id, document]));
  const templates = documents.filter(({ value }) => isTemplate(value));
  const files = documents.filter(({ value }) => isParameterFile(value));
  const knownLinks = new Map<DocumentId, readonly Source[]>();
  const fileOf = (document: TextDocument): TextDocument | undefined =>
    parameterFileFor(document, templates, files).file;

  /** One step on the way: the place that the expression at (or above) the place names. */
  const step = (place: Source): Source | undefined => {
    const document = byId.get(place.document);
    if (document === undefined || !isTemplate(document.value)) return undefined;
    const met = expressionOn(document.value, place.path);
    const asked = met === undefined ? undefined : nameIn(met.text);
    if (met === undefined || asked === undefined) return undefined;
    const rest = [...asked.members, ...met.rest];
    const inside = scopeOf(document.value, met.path);
    const found =
      asked.section === 'variables'
        ? variable(document.value, inside.path, asked.name)
        : parameter(document.value, inside, asked.name);
    if (found === undefined) return undefined;
    if (found.length > 0 || asked.section === 'variables')
      return { ...place, path: [...found, ...rest] };
    // A parameter of the whole document: who links to it hands it in, else its file does.
    const links = knownLinks.get(document.id) ?? linksTo(document, templates);
    knownLinks.set(document.id, links);
    const [link] = links;
    if (link !== undefined) {
      const handed =
        links.length === 1
          ? handedIn(byId.get(link.document)?.value, link.path, asked.name)
          : undefined;
      return handed === undefined
        ? undefined
        : { document: link.document, path: [...handed, ...rest] };
    }
    const file = fileOf(document);
    const given = file === undefined ? undefined : sectionKey(file.value, 'parameters', asked.name);
    if (file !== undefined && given !== undefined)
      return { document: file.id, path: ['parameters', given, 'value', ...rest] };
    const declared = sectionKey(document.value, 'parameters', asked.name);
    return declared === undefined
      ? undefined
      : { ...place, path: ['parameters', declared, 'defaultValue', ...rest] };
  };

  return {
    placeOf(place) {
      let here = place;
      for (let hops = 0; hops < mostHops; hops++) {
        const next = step(here);
        const document = next === undefined ? undefined : byId.get(next.document);
        // A parameter without a default has no value to show.
        if (next === undefined || document === undefined) return here;
        if (!isThere(document.value, next.path)) return here;
        here = next;
      }
      return here;
    },
  };
}

/** Values that lead to values that lead to values: nobody goes further, and circles end here. */
const mostHops = 30;

interface Met {
  readonly text: string;
  /** Where the expression stands. */
  readonly path: Path;
  /** What the path asks of its value. */
  readonly rest: Path;
}

/** The first expression on the way along the path. */
function expressionOn(root: unknown, path: Path): Met | undefined {
  let here = root;
  for (let length = 0; length <= path.length; length++) {
    if (typeof here === 'string')
      return { text: here, path: path.slice(0, length), rest: path.slice(length) };
    const key = path[length];
    if (key === undefined) return undefined;
    here = childOf(here, key);
  }
  return undefined;
}

/** Own keys only; keys in any case. */
function childOf(value: unknown, key: string | number): unknown {
  if (Array.isArray(value)) return typeof key === 'number' ? value[key] : undefined;
  return isRaw(value) ? rawAt(value, String(key)) : undefined;
}

/** Whether the path leads to something, or to an expression on the way. */
const isThere = (root: unknown, path: Path): boolean =>
  expressionOn(root, path) !== undefined ||
  path.reduce<unknown>((here, key) => childOf(here, key), root) !== undefined;

interface Asked {
  readonly section: 'parameters' | 'variables';
  readonly name: string;
  readonly members: Path;
}

/** What `[parameters('x')]`, `[variables('x').a[0]]` and their like name; undefined for all else. */
function nameIn(text: string): Asked | undefined {
  const written = writtenAs(text);
  if (written.kind === 'literal') return undefined;
  const syntax = parseExpression(written.source);
  if (!syntax.ok) return undefined;
  const members: (string | number)[] = [];
  let node: Node = syntax.value;
  while (node.kind === 'member') {
    if (node.key.kind !== 'literal') return undefined;
    members.unshift(node.key.value);
    node = node.of;
  }
  if (node.kind !== 'call') return undefined;
  const section = node.name.toLowerCase();
  const [name] = node.args;
  if (section !== 'parameters' && section !== 'variables') return undefined;
  if (name?.kind !== 'literal' || typeof name.value !== 'string') return undefined;
  return { section, name: name.value, members };
}

/** The template whose names count at a place. */
interface Scope {
  /** Empty for the document's own. */
  readonly path: Path;
  /** The deployment around it, for a template that is nested. */
  readonly deployment?: Path;
}

/** The innermost template around the place that has a scope of its own. */
function scopeOf(root: unknown, path: Path): Scope {
  let here = root;
  let found: Scope = { path: [] };
  for (const [i, key] of path.entries()) {
    const type = isRaw(here) ? rawAt(here, 'type') : undefined;
    if (typeof type === 'string' && isDeployment(type) && path[i + 1] === 'template') {
      const properties = childOf(here, 'properties');
      const options = childOf(properties, 'expressionEvaluationOptions');
      const scope = childOf(options, 'scope');
      if (typeof scope === 'string' && scope.toLowerCase() === 'inner')
        found = { path: path.slice(0, i + 2), deployment: path.slice(0, i) };
    }
    here = childOf(here, key);
  }
  return found;
}

/** The `properties` of every deployment of another template that names this one by its file. */
function linksTo(document: TextDocument, templates: readonly TextDocument[]): readonly Source[] {
  const found: Source[] = [];
  const name = `${baseOf(document.id)}.json`;
  const walk = (here: unknown, path: Path, from: TextDocument): void => {
    if (Array.isArray(here)) for (const [i, item] of here.entries()) walk(item, [...path, i], from);
    if (!isRaw(here)) return;
    for (const key of Object.keys(here)) {
      const value = here[key];
      if (key !== 'templateLink') walk(value, [...path, key], from);
      else if (isRaw(value) && names(value, name)) found.push({ document: from.id, path });
    }
  };
  for (const other of templates) if (other.id !== document.id) walk(other.value, [], other);
  return found;
}

const names = (link: Raw, file: string): boolean =>
  ['relativePath', 'uri'].some((key) => {
    const address = rawAt(link, key);
    return typeof address === 'string' && address.toLowerCase().includes(file);
  });

const at = (root: unknown, path: Path): unknown =>
  path.reduce<unknown>((here, key) => childOf(here, key), root);

/** The key of an entry of a section, as it is spelled. */
function sectionKey(template: unknown, section: string, name: string): string | undefined {
  const entries = childOf(template, section);
  const lower = name.toLowerCase();
  return isRaw(entries)
    ? Object.keys(entries).find((key) => key.toLowerCase() === lower)
    : undefined;
}

function variable(root: unknown, template: Path, name: string): Path | undefined {
  const key = sectionKey(at(root, template), 'variables', name);
  return key === undefined ? undefined : [...template, 'variables', key];
}

/** Where a deployment hands in a parameter. @param properties of the deployment */
function handedIn(root: unknown, properties: Path, name: string): Path | undefined {
  const given = sectionKey(at(root, properties), 'parameters', name);
  if (given === undefined) return undefined;
  const entry = [...properties, 'parameters', given];
  return typeof at(root, entry) === 'string' ? entry : [...entry, 'value'];
}

/** What a nested template was handed, else its default; empty when the document's own is asked for. */
function parameter(root: unknown, { path, deployment }: Scope, name: string): Path | undefined {
  if (deployment === undefined) return [];
  const handed = handedIn(root, [...deployment, 'properties'], name);
  if (handed !== undefined) return handed;
  const declared = sectionKey(at(root, path), 'parameters', name);
  return declared === undefined ? undefined : [...path, 'parameters', declared, 'defaultValue'];
}
