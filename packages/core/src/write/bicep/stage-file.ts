import { versionOf } from '../../codec/azure/api-versions.ts';
import { outputPath } from '../../codec/azure/outputs.ts';
import type { ArmReference, ResourceBody } from '../../codec/codec.ts';
import {
  type ArmPlace,
  canonical,
  isGroup,
  nameInId,
  parentId,
  parseArmId,
} from '../../estate/id.ts';
import type { ElementId } from '../../evidence/source.ts';
import type { DeployedResource, ExistingResource, Stage } from '../deployment/resource.ts';
import { bicepString, commentText } from '../escape.ts';
import { capital, identifier } from './symbols.ts';
import { bicepValue, idLiteral, plainKey, type Sayings } from './value.ts';

/** What all stages know. */
export interface Ground {
  readonly made: ReadonlyMap<ElementId, DeployedResource>;
  readonly existing: ReadonlyMap<ElementId, ExistingResource>;
  readonly symbols: ReadonlyMap<ElementId, string>;
  readonly stageOf: ReadonlyMap<ElementId, string>;
}

/** What one stage needs to be told by another: the name is both the parameter's and the output's. */
export interface Wire {
  readonly name: string;
  readonly from: ElementId;
  /** Absent: the id. */
  readonly property?: ArmReference['property'];
}

/** A printed stage, before it is known what others want of it. */
export interface PrintedStage {
  readonly stage: Stage;
  readonly wires: readonly Wire[];
  readonly declarations: readonly string[];
  readonly resources: readonly string[];
}

/** Prints the resources of a stage and notes what they need from elsewhere. */
export function printStage(ground: Ground, stage: Stage): PrintedStage {
  const wires = new Map<string, Wire>();
  const declared = new Map<string, string>();
  const scribe: Scribe = { ground, stage, wires, declared };
  const resources = stage.resources.map((resource) => printResource(scribe, resource));
  return { stage, wires: [...wires.values()], declarations: [...declared.values()], resources };
}

/** The whole text of a stage's file. @param wanted what other stages want to be told by this one */
export function stageText(ground: Ground, printed: PrintedStage, wanted: readonly Wire[]): string {
  const { stage, wires, declarations, resources } = printed;
  const waits = stage.after.length === 0 ? 'nothing' : stage.after.join(', ');
  const head = [
    `// ${commentText(stage.team)}, resource group ${commentText(stage.resourceGroup)}; waits for ${waits}`,
    "targetScope = 'resourceGroup'",
  ].join('\n');
  const params = wires.map(({ name, from, property }) => {
    const what = `${property ?? 'id'} of ${nameOf(ground, from)}`;
    return `@description(${bicepString(what)})\nparam ${name} string`;
  });
  const outputs = wanted.map(
    ({ name, from, property }) =>
      `output ${name} string = ${ownExpression(ground, from, property)}`,
  );
  const blocks = [head, ...params, ...declarations, ...resources];
  if (outputs.length > 0) blocks.push(outputs.join('\n'));
  return `${blocks.join('\n\n')}\n`;
}

interface Scribe {
  readonly ground: Ground;
  readonly stage: Stage;
  readonly wires: Map<string, Wire>;
  /** Existing resources by symbol. */
  readonly declared: Map<string, string>;
}

function printResource(scribe: Scribe, resource: DeployedResource): string {
  const { body, id } = resource;
  const used = new Set<ElementId>();
  const sayings: Sayings = {
    reference: (reference) => sayReference(scribe, reference, { self: resource, used }),
    key: (key) => sayKey(scribe, key, used),
  };
  const lines = [
    `resource ${symbolOf(scribe.ground, id)} ${typeText(body.type, body.apiVersion)} = {`,
    ...placeLines(scribe, resource, used),
    ...frameLines(body, sayings),
    ...waitLines(scribe, resource, used),
    '}',
  ];
  return lines.join('\n');
}

/** Parent or scope, and the name that is left to say. */
function placeLines(
  scribe: Scribe,
  resource: DeployedResource,
  used: Set<ElementId>,
): readonly string[] {
  const { body, id } = resource;
  const name = bicepString(body.names.at(-1) ?? '');
  if (body.scope !== undefined) {
    // What is about a whole group is deployed in that group, which is where the module is.
    if (isGroup(body.scope.to)) return [`  name: ${name}`];
    used.add(body.scope.to);
    return [`  name: ${name}`, `  scope: ${symbolHere(scribe, body.scope.to, body.apiVersion)}`];
  }
  if (body.names.length < 2) return [`  name: ${name}`];
  const parent = parentId(id);
  used.add(parent);
  return [`  parent: ${symbolHere(scribe, parent, body.apiVersion)}`, `  name: ${name}`];
}

function frameLines(body: ResourceBody, sayings: Sayings): readonly string[] {
  const { kind, location, tags, sku, identity, zones, properties } = body;
  const parts = { kind, location, tags, sku, identity, zones, properties };
  return Object.entries(parts).flatMap(([key, value]) => {
    if (value === undefined) return [];
    const isEmpty =
      key !== 'properties' && typeof value === 'object' && Object.keys(value).length === 0;
    return isEmpty ? [] : [`  ${key}: ${bicepValue(value, '  ', sayings)}`];
  });
}

/** Waits that no expression tells Bicep. */
function waitLines(
  scribe: Scribe,
  resource: DeployedResource,
  used: ReadonlySet<ElementId>,
): readonly string[] {
  const { stageOf } = scribe.ground;
  const waits = resource.after.filter(
    (id) => stageOf.get(id) === scribe.stage.name && !used.has(id),
  );
  if (waits.length === 0) return [];
  return ['  dependsOn: [', ...waits.map((id) => `    ${symbolOf(scribe.ground, id)}`), '  ]'];
}

interface From {
  readonly self: DeployedResource;
  readonly used: Set<ElementId>;
}

function sayReference(scribe: Scribe, reference: ArmReference, from: From): string {
  const { followedBy } = reference;
  const base = sayTarget(scribe, reference, from);
  return followedBy === undefined ? base : `'\${${base}}${inString(followedBy)}'`;
}

function sayTarget(scribe: Scribe, reference: ArmReference, { self, used }: From): string {
  const { ground, stage } = scribe;
  const { to, below = [], property } = reference;
  const part = [to, ...below].join('/').toLowerCase();
  const target = ground.made.get(part) ?? ground.made.get(to);
  if (target === undefined) return sayExisting(scribe, reference);
  const rest = target.id === part ? [] : below;
  if (target.id === self.id) return ownPart(target.body, rest);
  const isHere = ground.stageOf.get(target.id) === stage.name;
  if (isHere) used.add(target.id);
  const base = isHere
    ? ownExpression(ground, target.id, property)
    : wired(scribe, target.id, property);
  return rest.length === 0 ? base : `'\${${base}}/${inString(rest.join('/'))}'`;
}

/** A resource cannot name itself: its parts are named by their types. */
function ownPart(body: ResourceBody, below: readonly string[]): string {
  const types = below.filter((_, i) => i % 2 === 0);
  const names = below.filter((_, i) => i % 2 === 1);
  const words = [[body.type, ...types].join('/'), ...body.names, ...names];
  return `resourceId(${words.map(bicepString).join(', ')})`;
}

function sayExisting(scribe: Scribe, { to, below = [], property }: ArmReference): string {
  const known = scribe.ground.existing.get(to);
  const id = [known?.spelled ?? to, ...below].join('/');
  if (property === undefined) return idLiteral(id);
  const path = outputPath(known?.place?.type ?? '', property);
  return path === undefined
    ? idLiteral(id)
    : `${declareElsewhere(scribe, to, known?.place)}.${path}`;
}

/** A key may be the id of a resource that is made here: users of an identity are told so. */
function sayKey(scribe: Scribe, key: string, used: Set<ElementId>): string {
  const { ground, stage } = scribe;
  const id = canonical(key);
  if (!key.startsWith('/') || !ground.made.has(id)) {
    return key.startsWith('/') ? idLiteral(key) : plainKey(key);
  }
  if (ground.stageOf.get(id) !== stage.name) return `'\${${wired(scribe, id, undefined)}}'`;
  used.add(id);
  return `'\${${ownExpression(ground, id, undefined)}}'`;
}

function wired(scribe: Scribe, from: ElementId, property: ArmReference['property']): string {
  const name = `${symbolOf(scribe.ground, from)}${capital(property ?? 'id')}`;
  scribe.wires.set(name, { name, from, ...(property === undefined ? {} : { property }) });
  return name;
}

function ownExpression(
  ground: Ground,
  id: ElementId,
  property: ArmReference['property'] | undefined,
): string {
  const symbol = symbolOf(ground, id);
  const resource = ground.made.get(id);
  const path =
    property === undefined || resource === undefined
      ? undefined
      : outputPath(resource.body.type, property, resource.body);
  return `${symbol}.${path ?? 'id'}`;
}

/** The symbol of a resource in this file: its own, or that of a declaration that it exists. */
function symbolHere(scribe: Scribe, id: ElementId, apiVersion: string): string {
  const { ground, stage, declared } = scribe;
  if (ground.stageOf.get(id) === stage.name) return symbolOf(ground, id);
  const made = ground.made.get(id);
  const place = made === undefined ? placeOf(ground, id) : undefined;
  const type = made?.body.type ?? place?.type ?? '';
  const names = made?.body.names ?? place?.names ?? [];
  const version = made?.body.apiVersion ?? apiVersion;
  const symbol = symbolOf(ground, id);
  declared.set(
    symbol,
    `resource ${symbol} ${typeText(type, version)} existing = {\n  name: ${bicepString(names.join('/'))}\n}`,
  );
  return symbol;
}

function declareElsewhere(scribe: Scribe, id: ElementId, place: ArmPlace | undefined): string {
  const symbol = symbolOf(scribe.ground, id);
  const { type = '', names = [], subscription, resourceGroup = '' } = place ?? {};
  const group = bicepString(resourceGroup);
  const scope =
    subscription === undefined
      ? `resourceGroup(${group})`
      : `resourceGroup(${bicepString(subscription)}, ${group})`;
  const lines = [
    `resource ${symbol} ${typeText(type, versionOf(type))} existing = {`,
    `  name: ${bicepString(names.join('/'))}`,
    `  scope: ${scope}`,
    '}',
  ];
  scribe.declared.set(symbol, lines.join('\n'));
  return symbol;
}

const placeOf = (ground: Ground, id: ElementId): ArmPlace | undefined =>
  ground.existing.get(id)?.place ?? parseArmId(id);

const symbolOf = (ground: Ground, id: ElementId): string =>
  ground.symbols.get(id) ?? identifier(nameInId(id));

const nameOf = (ground: Ground, id: ElementId): string =>
  ground.made.get(id)?.body.names.join('/') ?? id;

const typeText = (type: string, version: string): string => bicepString(`${type}@${version}`);

/** The inside of a string. */
const inString = (text: string): string => bicepString(text).slice(1, -1);
