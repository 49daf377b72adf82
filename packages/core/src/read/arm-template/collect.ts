import type { Path } from '../../evidence/source.ts';
import { evaluateText, type Frame } from './evaluate.ts';
import { isDeployment, type Made } from './made.ts';
import { bareHole, failed, holeOf, notEvaluable } from './marks.ts';
import { idPieces, type Level, type Place, scopePieces } from './place.ts';
import { countOf, evaluateTree, isRaw, type Raw, rawAt } from './tree.ts';
import {
  isNotKnown,
  markedText,
  NotKnown,
  type Piece,
  piecesOf,
  reasonsOf,
  type Value,
} from './value.ts';

/** What the collecting of resources is told. */
export interface Collecting {
  readonly frame: Frame;
  /** Where what has no scope of its own goes. */
  readonly place: Place;
  /** Hears of resources that cannot be read, and of copies of which nobody knows how many. */
  readonly onDoubt: (doubt: Doubt) => void;
}

/** Something about a resource that people should know. */
export interface Doubt {
  readonly path: Path;
  readonly code:
    | 'unreadable-resource'
    | 'copies-unknown'
    | 'too-many-copies'
    | 'template-too-large';
  readonly message: string;
}

/** The resource around nested ones. */
interface Parent {
  readonly type: string;
  readonly name: readonly Piece[];
  readonly id: readonly Piece[];
  readonly condition: Value;
}

/**
 * Every resource of a list (or of an object of symbolic names), one for every copy, those nested in
 * others behind them.
 */
export function collectResources(
  resources: unknown,
  path: Path,
  collecting: Collecting,
): readonly Made[] {
  return collect(resources, path, { ...collecting, depth: 0 });
}

interface Walk extends Collecting {
  readonly parent?: Parent;
  readonly depth: number;
}

/** Deepest nesting of resources in resources. */
const deepestChild = 8;

function collect(resources: unknown, path: Path, walk: Walk): readonly Made[] {
  if (walk.depth > deepestChild) return [];
  if (Array.isArray(resources))
    return resources.flatMap((raw: unknown, i) => copiesOf(raw, { path: [...path, i] }, walk));
  if (!isRaw(resources)) return [];
  return Object.keys(resources).flatMap((symbol) =>
    copiesOf(resources[symbol], { path: [...path, symbol], symbol }, walk),
  );
}

/** Where a resource stands, and its name inside the template. */
interface Spot {
  readonly path: Path;
  readonly symbol?: string;
}

function copiesOf(raw: unknown, { path, symbol }: Spot, walk: Walk): readonly Made[] {
  const source = { ...walk.frame.source, path };
  const frame: Frame = { ...walk.frame, source };
  if (!isRaw(raw) || typeof rawAt(raw, 'type') !== 'string') {
    walk.onDoubt({
      path,
      code: 'unreadable-resource',
      message: 'this is no resource: it has no type',
    });
    return [];
  }
  const within: Walk = { ...walk, frame };
  const copy = rawAt(raw, 'copy');
  if (!isRaw(copy)) return one(raw, within, symbol);
  const name = rawAt(copy, 'name');
  const loop = typeof name === 'string' ? name : (symbol ?? '');
  const count = countOf(rawAt(copy, 'count'), [...path, 'copy', 'count'], frame);
  if (isNotKnown(count)) {
    const message = `how many copies of ${String(rawAt(raw, 'type'))} there are is not known; one stands for all`;
    walk.onDoubt({ path, code: 'copies-unknown', message });
    const hole = holeOf(`copyIndex(${loop}) ${count.text}`, 'copy', true);
    const index = new NotKnown([hole], count.why, count.problem);
    return one(raw, looped(within, loop, index), symbol);
  }
  const made: Made[] = [];
  for (let index = 0; index < count; index++) {
    if (!frame.budget.copy()) {
      const message = 'there are more copies than are read; the others are left out';
      walk.onDoubt({ path, code: 'too-many-copies', message });
      break;
    }
    const own = symbol === undefined ? undefined : `${symbol}[${index}]`;
    made.push(...one(raw, looped(within, loop, index), own));
  }
  return made;
}

const looped = (walk: Walk, name: string, index: Value): Walk => ({
  ...walk,
  frame: { ...walk.frame, loops: [...walk.frame.loops, { name, index, isOfResources: true }] },
});

/** A resource costs more than what is evaluated in it: it is kept, read and joined with others. */
const costOfResource = 20;

function one(raw: Raw, walk: Walk, symbol: string | undefined): readonly Made[] {
  const { frame, parent } = walk;
  if (!frame.budget.spend(costOfResource)) {
    const message = 'the template asks for more than is read; this and what follows is left out';
    walk.onDoubt({ path: frame.source.path, code: 'template-too-large', message });
    return [];
  }
  const { source } = frame;
  const written = textOf(rawAt(raw, 'type'), frame);
  const wholeType = typeof written === 'string' ? (written.split('@')[0] ?? '') : '';
  const name = nameOf(raw, frame);
  const { type, names, scope } = placed({ type: wholeType, name, raw }, walk);
  const target = isDeployment(type) ? targetOf(raw, walk.place, frame) : undefined;
  const pieces = idPieces(target === undefined ? scope : scopePieces(target), type, [names]);
  const id = idValue(pieces, name);
  const own = rawAt(raw, 'condition');
  const condition =
    own === undefined ? true : evaluateTree(own, [...source.path, 'condition'], frame);
  const made: Made = {
    type,
    name: textOfPieces(names),
    nameValue: name,
    id,
    idText: textOfPieces(pieces),
    ...(symbol === undefined ? {} : { symbol }),
    raw,
    source,
    frame,
    condition: both(parent?.condition ?? true, condition),
    isExisting: rawAt(raw, 'existing') === true,
    ...(target === undefined ? {} : { target }),
  };
  const inner = isDeployment(type) ? undefined : rawAt(raw, 'resources');
  if (inner === undefined) return [made];
  const within: Parent = { type, name: names, id: pieces, condition: made.condition };
  const children = collect(inner, [...source.path, 'resources'], {
    ...walk,
    parent: within,
    depth: walk.depth + 1,
  });
  return [made, ...children];
}

const textOf = (value: unknown, frame: Frame): Value =>
  typeof value === 'string' ? evaluateText(value, frame) : null;

/** A name that is a number is one too; without any, a mark stands for it. */
function nameOf(raw: Raw, frame: Frame): Value {
  const given = rawAt(raw, 'name');
  const path = [...frame.source.path, 'name'];
  const name = evaluateTree(given, path, frame);
  if (markedText(name) !== undefined) return name;
  const source = { ...frame.source, path };
  return given === undefined
    ? notEvaluable('name', source, [holeOf(JSON.stringify(path), 'name', true)])
    : failed(String(given), source, 'the name is no text');
}

interface ToPlace {
  readonly type: string;
  readonly name: Value;
  readonly raw: Raw;
}

interface Placed {
  readonly type: string;
  readonly names: readonly Piece[];
  /** What stands before `/providers/` in its id. */
  readonly scope: readonly Piece[];
}

/** Type, names and scope: alone, below a parent, or as an extension of the parent or of a scope. */
function placed({ type, name, raw }: ToPlace, { parent, place, frame }: Walk): Placed {
  const names = piecesOf(name) ?? [bareHole];
  const scope = rawAt(raw, 'scope');
  if (scope !== undefined && !isDeployment(type))
    return { type, names, scope: scopeOf(scope, place, frame) };
  const isWhole = type.split('/')[0]?.includes('.') ?? false;
  if (parent === undefined) return { type, names, scope: scopePieces(place) };
  if (type.toLowerCase().startsWith(`${parent.type.toLowerCase()}/`))
    return { type, names, scope: scopePieces(place) };
  if (isWhole) return { type, names, scope: parent.id };
  return {
    type: `${parent.type}/${type}`,
    names: [...parent.name, '/', ...names],
    scope: scopePieces(place),
  };
}

/** A scope is an id, or type and name in the same group: `Microsoft.Network/virtualNetworks/hub`. */
function scopeOf(scope: unknown, place: Place, frame: Frame): readonly Piece[] {
  const value = evaluateTree(scope, [...frame.source.path, 'scope'], frame);
  const pieces = piecesOf(value) ?? [bareHole];
  const [first] = pieces;
  if (typeof first !== 'string' || first.startsWith('/')) return first === '/' ? [] : pieces;
  const [type, names] = cutAtType(pieces);
  return type === undefined ? pieces : idPieces(scopePieces(place), type, [names]);
}

/** `Microsoft.Network/virtualNetworks/hub/subnets/a` as type and names. */
function cutAtType(pieces: readonly Piece[]): readonly [string | undefined, readonly Piece[]] {
  const text = textOfPieces(pieces).split('/');
  const [provider, ...rest] = text;
  if (provider === undefined || rest.length % 2 !== 0) return [undefined, pieces];
  const types = rest.filter((_, i) => i % 2 === 0);
  const names = rest.filter((_, i) => i % 2 === 1);
  return [[provider, ...types].join('/'), [names.join('/')]];
}

/** Where a deployment puts its resources: where it says, else where the one around it does. */
function targetOf(raw: Raw, place: Place, frame: Frame): Place {
  const asked = (key: string): Value | undefined => {
    const value = rawAt(raw, key);
    return value === undefined
      ? undefined
      : evaluateTree(value, [...frame.source.path, key], frame);
  };
  const group = asked('resourceGroup');
  const subscription = asked('subscriptionId');
  const scope = asked('scope');
  const level: Level =
    group !== undefined
      ? 'resourceGroup'
      : subscription !== undefined
        ? 'subscription'
        : scope === '/'
          ? 'tenant'
          : place.level;
  return {
    level,
    subscription: subscription ?? place.subscription,
    resourceGroup: group ?? place.resourceGroup,
  };
}

const textOfPieces = (pieces: readonly Piece[]): string =>
  pieces.map((piece) => (typeof piece === 'string' ? piece : piece.mark)).join('');

/** The id as a value: a text when all of it is known. */
function idValue(pieces: readonly Piece[], name: Value): Value {
  if (pieces.every((piece) => typeof piece === 'string')) return pieces.join('');
  const [first, ...more] = reasonsOf([name]);
  return new NotKnown(pieces, {
    unknown:
      first === undefined
        ? [{ kind: 'notStated', field: 'place of the deployment' }]
        : [first, ...more],
  });
}

/** A resource in one that is not deployed is not deployed either. */
const both = (outer: Value, inner: Value): Value =>
  outer === false || inner === false ? false : outer === true ? inner : outer;
