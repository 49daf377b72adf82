import type { ElementId } from '../evidence/source.ts';

/** The id of an element of kind `K`, in canonical spelling. */
export type Id<K extends string = string> = ElementId & { readonly kindBrand?: K };

/**
 * Canonical spelling of an ARM id: lower case, one leading slash, no trailing one. ARM ids are
 * case-insensitive, so two spellings of one resource must be one key.
 */
export const canonical = (text: string): ElementId => `/${withoutSlashes(text)}`.toLowerCase();

/** Without blanks and slashes around it. By hand: a pattern takes the square of the slashes inside. */
function withoutSlashes(text: string): string {
  const bare = text.trim();
  let start = 0;
  let end = bare.length;
  while (start < end && bare.charCodeAt(start) === slash) start++;
  while (end > start && bare.charCodeAt(end - 1) === slash) end--;
  return bare.slice(start, end);
}

const slash = 0x2f;

/** The parts from which the ARM id of a resource is built; what is not known yet is left out. */
export interface ArmPlace {
  /** Subscription id. Absent: not known yet, spelled `~`. */
  readonly subscription?: string;
  readonly resourceGroup?: string;
  /** e.g. `Microsoft.Network/virtualNetworks/subnets`. */
  readonly type: string;
  /** One name per type segment after the provider: `['vnet-a', 'snet-nodes']`. */
  readonly names: readonly string[];
}

/** Marks a part of an id that is not known, so that ids of different tenses can be matched on the rest. */
export const unknownPart = '~';

/** Builds the canonical id of an ARM resource. */
export function armId<K extends string>(place: ArmPlace): Id<K> {
  return canonical(spelledArmId(place));
}

/** As {@link armId}, with the letters as given: for what people and deployments read. */
export function spelledArmId(place: ArmPlace): string {
  const [provider = '', ...types] = place.type.split('/');
  const pairs = types.flatMap((type, i) => [type, place.names[i] ?? unknownPart]);
  return [
    '',
    'subscriptions',
    place.subscription ?? unknownPart,
    'resourceGroups',
    place.resourceGroup ?? unknownPart,
    'providers',
    provider,
    ...pairs,
  ].join('/');
}

/** Parts of an id before the first type: `subscriptions/s/resourceGroups/g/providers/Microsoft.Network`. */
const beforeTypes = 6;

/** Characters beyond which no text is looked at for an id: some ten times as many as ids have. */
const longestId = 4096;

/** Reads an ARM id of a resource in a resource group; undefined for anything else. */
export function parseArmId(text: string): ArmPlace | undefined {
  if (text.length > longestId) return undefined;
  const parts = withoutSlashes(text).split('/');
  const [a, subscription, b, resourceGroup, c, provider] = parts;
  if (
    a?.toLowerCase() !== 'subscriptions' ||
    b?.toLowerCase() !== 'resourcegroups' ||
    c?.toLowerCase() !== 'providers' ||
    provider === undefined ||
    parts.length <= beforeTypes ||
    (parts.length - beforeTypes) % 2 !== 0 ||
    parts.includes('')
  )
    return undefined;
  let type = provider;
  const names: string[] = [];
  for (let i = beforeTypes; i < parts.length; i += 2) {
    type += `/${parts[i]}`;
    names.push(parts[i + 1] ?? unknownPart);
  }
  return {
    ...(subscription === undefined || subscription === unknownPart ? {} : { subscription }),
    ...(resourceGroup === undefined || resourceGroup === unknownPart ? {} : { resourceGroup }),
    type,
    names,
  };
}

/** The canonical id of the resource group that an ARM id lies in; undefined for ids outside groups. */
export function groupOf(id: ElementId): ElementId | undefined {
  const parts = canonical(id).split('/', 5);
  const [, root, , word] = parts;
  return root === 'subscriptions' && word === 'resourcegroups' && parts.length === 5
    ? parts.join('/')
    : undefined;
}

/** Whether the id is that of a resource group itself. */
export const isGroup = (id: ElementId): boolean => groupOf(id) === canonical(id);

/** The id of what is not an ARM resource: an on-premises range, a flow, a Kubernetes object. */
export function ownId<K extends string>(kind: K, ...names: readonly string[]): Id<K> {
  return `${kind}:${names.map(encoded).join('/')}`;
}

/** Halves of characters, which `encodeURIComponent` refuses by throwing, are replaced. */
const encoded = (name: string): string =>
  encodeURIComponent(name.toLowerCase().replace(/\p{Cs}/gu, '\ufffd'));

/** The last name in an id: what people call the element. */
export const nameInId = (id: ElementId): string => {
  const last = id.slice(Math.max(id.lastIndexOf('/'), id.lastIndexOf(':')) + 1);
  try {
    return id.startsWith('/') ? last : decodeURIComponent(last);
  } catch {
    return last;
  }
};

/** The id of the parent resource: a subnet's VNet, a pool's cluster. A part of the text, not a new one. */
export function parentId<K extends string>(id: ElementId): Id<K> {
  return id.slice(0, Math.max(0, id.lastIndexOf('/', id.lastIndexOf('/') - 1)));
}
