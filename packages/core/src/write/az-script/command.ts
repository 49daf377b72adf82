import { versionOf } from '../../codec/azure/api-versions.ts';
import { outputPath } from '../../codec/azure/outputs.ts';
import type { ArmReference, ArmValue } from '../../codec/codec.ts';
import {
  type ArmPlace,
  canonical,
  groupOf,
  isGroup,
  spelledArmId,
  unknownPart,
} from '../../estate/id.ts';
import type { ElementId } from '../../evidence/source.ts';
import type { DeployedResource, ExistingResource } from '../deployment/resource.ts';
import { commentText } from '../escape.ts';
import { bodyTree, jsonWord, valueAt, type Wording } from './body.ts';
import { type AzKind, type FlagWords, flagged, type Nested } from './flag.ts';
import { azKinds } from './kinds.ts';
import { shown, variable, type Word, word } from './word.ts';

/** What all commands know. */
export interface AzGround {
  readonly made: ReadonlyMap<ElementId, DeployedResource>;
  readonly existing: ReadonlyMap<ElementId, ExistingResource>;
  /** The variable that holds what is asked of a resource; set by a line that is told to `asked`. */
  readonly ask: (line: Asked) => string;
  /** The word for the subscription of a place. */
  readonly subscription: (place: Pick<DeployedResource, 'team' | 'subscription'>) => Word;
}

/** What a script must ask before it can go on. */
export interface Asked {
  readonly id: ElementId;
  readonly property: Exclude<ArmReference['property'], undefined>;
  /** The id as a word, and the path of what is asked. */
  readonly of: Word;
  readonly path: string;
  readonly apiVersion: string;
}

const kindByType: ReadonlyMap<string, AzKind> = new Map(
  azKinds.map((kind) => [kind.type.toLowerCase(), kind]),
);

/** The commands that make a resource: by its own command, or as a whole body where that lacks a flag. */
export function commandsFor(ground: AzGround, resource: DeployedResource): readonly string[] {
  const kind = kindByType.get(resource.body.type.toLowerCase());
  const wording = wordingOf(ground);
  if (kind === undefined) return wholeCommands(ground, resource, wording);
  const tree = treeOf(resource);
  const { flags, unsaid } = flagged(tree, kind, wording);
  const nested = (kind.nested ?? []).map((one) =>
    nestedCommands(ground, resource, { one, wording }),
  );
  const missing = [...unsaid, ...nested.flatMap((one) => one.unsaid)];
  if (missing.length > 0) {
    const paths = [...new Set(missing.map((path) => path.join('.')))];
    return [
      `# az has no flag for ${commentText(paths.join(', '))}`,
      ...wholeCommands(ground, resource, wording),
    ];
  }
  const own = [...(kind.always ?? []).map((flag) => ({ flag, words: [] })), ...flags];
  return [
    printed(kind.command, [...placeFlags(ground, resource, kind), ...own]),
    ...nested.flatMap((one) => one.commands),
  ];
}

/** Assignments have what they are about beside their properties. */
function treeOf({ body }: DeployedResource): ArmValue {
  const tree = bodyTree(body);
  return body.scope === undefined ? tree : { ...tree, scope: body.scope };
}

function placeFlags(
  ground: AzGround,
  resource: DeployedResource,
  kind: Pick<AzKind, 'names' | 'ungrouped'>,
): readonly FlagWords[] {
  const group = { flag: '--resource-group', words: [word(resource.resourceGroup ?? '')] };
  return [
    { flag: '--subscription', words: [ground.subscription(resource)] },
    ...(kind.ungrouped === true ? [] : [group]),
    ...kind.names.map((flag, i) => ({ flag, words: [word(resource.body.names[i] ?? '')] })),
  ];
}

function nestedCommands(
  ground: AzGround,
  resource: DeployedResource,
  { one, wording }: { readonly one: Nested; readonly wording: Wording },
) {
  const listed = valueAt(bodyTree(resource.body), one.from.split('.'));
  const items: readonly ArmValue[] = Array.isArray(listed) ? listed : [];
  const around = placeFlags(ground, resource, { names: [one.parent] });
  const all = items.map((item) => flagged(item, one, wording));
  return {
    unsaid: all.flatMap(({ unsaid }) => unsaid.map((path) => [one.from, ...path])),
    commands: all.map(({ flags }) => printed(one.command, [...around, ...flags])),
  };
}

/**
 * The body as it stands, sent to ARM and waited for. `az resource create` is not used: it drops zones and
 * insists on a location, which subnets and rules have not (tried with 2.74).
 */
function wholeCommands(
  ground: AzGround,
  resource: DeployedResource,
  wording: Wording,
): readonly string[] {
  const { body } = resource;
  const id = idWord(ground, resource);
  const version = word(body.apiVersion);
  const put = printed('rest', [
    { flag: '--method', words: [word('put')] },
    { flag: '--url', words: [[...id, ...word('?api-version='), ...version]] },
    { flag: '--body', words: [jsonWord(bodyTree(body), wording)] },
  ]);
  const wait = printed('resource wait', [
    { flag: '--ids', words: [id] },
    { flag: '--api-version', words: [version] },
    { flag: '--created', words: [] },
  ]);
  return isAtOnce(body.type) ? [put] : [put, wait];
}

/** Record sets, assignments and settings are there when the answer comes, and have no state to wait for. */
const isAtOnce = (type: string): boolean =>
  /^Microsoft\.(Network\/privateDnsZones\/[A-Z]+|Authorization\/roleAssignments|Insights\/diagnosticSettings)$/.test(
    type,
  );

const printed = (command: string, flags: readonly FlagWords[]): string =>
  [
    `az ${command}`,
    ...flags.map(({ flag, words }) => [flag, ...words.map(shown)].join(' ')),
    '--output none',
  ].join(' \\\n  ');

function wordingOf(ground: AzGround): Wording {
  return {
    reference: (reference) => referenceWord(ground, reference),
    text: (text) =>
      text.toLowerCase().startsWith(unknownSubscription) ? unplaced(ground, text) : word(text),
  };
}

const unknownSubscription = `/subscriptions/${unknownPart}/`;

/** An id that does not say its subscription: that of what is made under it, else the one signed in to. */
function unplaced(ground: AzGround, id: string): Word {
  const resource = ground.made.get(id.toLowerCase()) ?? madeWithin(ground, id);
  const rest = `/${id.slice(unknownSubscription.length)}`;
  return [
    ...word('/subscriptions/'),
    ...ground.subscription(resource ?? { team: 'current' }),
    ...word(rest),
  ];
}

/** A group is in the subscription of what is made in it. */
const madeWithin = (ground: AzGround, id: string): DeployedResource | undefined =>
  isGroup(id)
    ? [...ground.made.values()].find((one) => groupOf(one.id) === canonical(id))
    : undefined;

function referenceWord(ground: AzGround, reference: ArmReference): Word {
  const { to, below = [], property, followedBy = '' } = reference;
  const part = [to, ...below].join('/').toLowerCase();
  const resource = ground.made.get(part) ?? ground.made.get(to);
  const rest = resource?.id === part ? '' : below.map((each) => `/${each}`).join('');
  const existing = ground.existing.get(to);
  const id =
    resource === undefined
      ? wordingOf(ground).text(existing?.spelled ?? to)
      : idWord(ground, resource);
  if (property === undefined) return [...id, ...word(rest)];
  const type = resource?.body.type ?? existing?.place?.type ?? '';
  const path = outputPath(type, property, resource?.body);
  if (path === undefined) return [...id, ...word(rest)];
  const apiVersion = resource?.body.apiVersion ?? versionOf(type);
  const asked = variable(
    ground.ask({ id: resource?.id ?? to, property, of: id, path, apiVersion }),
  );
  return [...asked, ...word(followedBy)];
}

/** The id of a resource that is made here, in the letters of its names. */
function idWord(ground: AzGround, resource: DeployedResource): Word {
  const { body, resourceGroup } = resource;
  if (body.scope !== undefined) {
    const scope = referenceWord(ground, body.scope);
    return [...scope, ...word(`/providers/${body.type}/${body.names[0] ?? ''}`)];
  }
  const place: ArmPlace = {
    ...(resourceGroup === undefined ? {} : { resourceGroup }),
    type: body.type,
    names: body.names,
  };
  const [, rest = ''] = spelledArmId(place).split(`/subscriptions/${unknownPart}`);
  return [...word('/subscriptions/'), ...ground.subscription(resource), ...word(rest)];
}
