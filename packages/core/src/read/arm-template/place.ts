import { bareHole } from './marks.ts';
import { NotKnown, type Piece, type Value } from './value.ts';

/** To what a template is deployed. */
export type Level = 'resourceGroup' | 'subscription' | 'managementGroup' | 'tenant';

/** Where a deployment puts its resources. */
export interface Place {
  readonly level: Level;
  readonly subscription: Value;
  readonly resourceGroup: Value;
}

const reasons = {
  unknown: [{ kind: 'notStated', field: 'resource group and subscription of the deployment' }],
} as const;

/** What is not known of a deployment until somebody starts it. */
export const openName: NotKnown = new NotKnown([bareHole], reasons);

/** The place of a template that nobody deploys yet. */
export const openPlace = (level: Level): Place => ({
  level,
  subscription: openName,
  resourceGroup: openName,
});

/** The level of a template, by its schema. */
export function levelOf(schema: unknown): Level {
  const name = typeof schema === 'string' ? schema.toLowerCase() : '';
  if (name.includes('/subscriptiondeployment')) return 'subscription';
  if (name.includes('/managementgroupdeployment')) return 'managementGroup';
  if (name.includes('/tenantdeployment')) return 'tenant';
  return 'resourceGroup';
}

/** The scope part of ids of what is deployed at the place, without a slash at the end. */
export function scopePieces({ level, subscription, resourceGroup }: Place): readonly Piece[] {
  const inSubscription: readonly Piece[] = ['/subscriptions/', ...pieces(subscription)];
  switch (level) {
    case 'tenant':
      return [];
    case 'managementGroup':
      return ['/providers/Microsoft.Management/managementGroups/', bareHole];
    case 'subscription':
      return inSubscription;
    case 'resourceGroup':
      return [...inSubscription, '/resourceGroups/', ...pieces(resourceGroup)];
  }
}

const pieces = (value: Value): readonly Piece[] =>
  typeof value === 'string' ? [value] : value instanceof NotKnown ? value.pieces : [bareHole];

/**
 * The pieces of the id of a resource below a scope: type and names in turn. Names are given whole
 * (`['vnet/subnet']`) or one by one. A type with more segments than names misses the first ones.
 */
export function idPieces(
  scope: readonly Piece[],
  type: string,
  names: readonly (readonly Piece[])[],
): readonly Piece[] {
  const [provider = '', ...types] = type.split('/');
  const segments = names.flatMap(segmentsOf);
  const missing = Math.max(0, types.length - segments.length);
  const pairs = types.flatMap((segment, i): readonly Piece[] => [
    `/${segment}/`,
    ...(i < missing ? [bareHole] : (segments[i - missing] ?? [bareHole])),
  ]);
  return [...scope, `/providers/${provider}`, ...pairs];
}

/** Cuts pieces at slashes of what is known; marks hold none. */
export function segmentsOf(pieces: readonly Piece[]): readonly (readonly Piece[])[] {
  const segments: Piece[][] = [[]];
  for (const piece of pieces) {
    if (typeof piece !== 'string') segments.at(-1)?.push(piece);
    else
      for (const [i, part] of piece.split('/').entries()) {
        if (i > 0) segments.push([]);
        if (part !== '') segments.at(-1)?.push(part);
      }
  }
  return segments;
}
