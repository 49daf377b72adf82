import { unknownPart } from '../../../estate/id.ts';
import { entriesOf, isText, many } from '../entries.ts';
import type { Call, TemplateFunction } from '../function.ts';
import { idPieces, type Place, scopePieces } from '../place.ts';
import { NotKnown, PartlyKnown, type Piece, piecesOf, type Value } from '../value.ts';

const { forgiving, notModelled, unknown } = entriesOf('resource');

/** Ids of resources, and what Azure answers about them. */
export const resourceFunctions: readonly TemplateFunction[] = [
  {
    ...forgiving('resourceId', [2, many], (args, at) => resourceId(args, at)),
    says: 'subscription and resource group of the deployment are `~` where nobody states them',
  },
  forgiving('subscriptionResourceId', [2, many], (args, at) => {
    const { leading, type, names } = parted(args);
    if (type === undefined) return at.unknown(args);
    const place: Place = {
      ...at.asked.place,
      level: 'subscription',
      subscription: leading[0] ?? at.asked.place.subscription,
    };
    return built(scopePieces(place), { type, names, args, at });
  }),
  forgiving('tenantResourceId', [2, many], (args, at) => {
    const [type, ...names] = args;
    return isText(type) ? built([], { type, names, args, at }) : at.unknown(args);
  }),
  forgiving('managementGroupResourceId', [2, many], (args, at) => {
    const { type, names } = parted(args);
    if (type === undefined) return at.unknown(args);
    return built(scopePieces({ ...at.asked.place, level: 'managementGroup' }), {
      type,
      names,
      args,
      at,
    });
  }),
  forgiving('extensionResourceId', [3, many], (args, at) => {
    const [scope = null, type, ...names] = args;
    const within = piecesOf(scope);
    return within !== undefined && isText(type)
      ? built(within, { type, names, args, at })
      : at.unknown(args);
  }),
  {
    ...forgiving('reference', [1, 3], reference),
    says: 'what the template itself says of the resource, and outputs of deployments in it; all else only Azure answers',
  },
  {
    ...forgiving('resourceInfo', [1, 1], ([symbol], at) =>
      isText(symbol)
        ? at.partly(`resourceInfo('${symbol}')`, (key) =>
            key.toLowerCase() === 'id' ? at.asked.idOf(symbol, at.depth) : undefined,
          )
        : at.fails('the symbolic name is no text'),
    ),
    says: 'the id',
  },
  unknown('references', [1, 3], 'what Azure answers about a collection'),
  unknown('list*', [1, 3], 'a secret, which is never read'),
  unknown('getSecret', [2, 3], 'a secret, which is never read'),
  unknown('providers', [1, 2], 'what Azure answers about types'),
  notModelled('pickZones', 'zones that a type has in a region are not in the facts'),
];

interface Parted {
  readonly leading: readonly Value[];
  readonly type: string | undefined;
  readonly names: readonly Value[];
}

/** The type is the first argument with a slash; before it stand subscription and group. */
function parted(args: readonly Value[]): Parted {
  const at = args.findIndex((arg) => isText(arg) && arg.includes('/'));
  const type = args[at];
  return at < 0 || !isText(type)
    ? { leading: [], type: undefined, names: [] }
    : { leading: args.slice(0, at), type, names: args.slice(at + 1) };
}

function resourceId(args: readonly Value[], at: Call): Value {
  const { leading, type, names } = parted(args);
  if (type === undefined) return at.unknown(args);
  const here = at.asked.place;
  const [first, second] = leading;
  if (first === undefined) return built(scopePieces(here), { type, names, args, at });
  // One more is the group, or the subscription where there are no groups.
  const isGroup = second === undefined && here.level === 'resourceGroup';
  const place: Place =
    second !== undefined
      ? { level: 'resourceGroup', subscription: first, resourceGroup: second }
      : isGroup
        ? { ...here, resourceGroup: first }
        : { ...here, level: 'subscription', subscription: first };
  return built(scopePieces(place), { type, names, args, at });
}

interface ToBuild {
  readonly type: string;
  readonly names: readonly Value[];
  readonly args: readonly Value[];
  readonly at: Call;
}

function built(scope: readonly Piece[], { type, names, args, at }: ToBuild): Value {
  const given = names.map(piecesOf);
  if (!given.every((some) => some !== undefined)) return at.unknown(args);
  const wanted = type.split('/').length - 1;
  if (wanted !== names.length)
    return at.fails(`${type} needs ${wanted} names, and ${names.length} are given`);
  const { place } = at.asked;
  const from = [...args, place.subscription, place.resourceGroup];
  return at.text(idPieces(scope, type, given), from.filter(isOpen));
}

const isOpen = (value: Value): boolean => value instanceof NotKnown;

function reference(args: readonly Value[], at: Call): Value {
  const [target = null, , full] = args;
  const isFull = isText(full) && full.toLowerCase() === 'full';
  const found = at.asked.resource(target, { isFull, depth: at.depth });
  if (found !== undefined) return found;
  const open = at.unknown(args);
  return new PartlyKnown(open.text.replace(unknownPart, ''), open.why, () => undefined);
}
