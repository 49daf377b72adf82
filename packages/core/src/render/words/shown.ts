import { type Address, formatAddress, formatPrefix, type Prefix } from '@aksnet/net';
import { type Estate, lookUp } from '../../estate/estate.ts';
import { nameInId, parentId, unknownPart } from '../../estate/id.ts';
import { isKnown, isUnknown, type Knowable, type Unknown } from '../../evidence/knowable.ts';
import type { ElementId } from '../../evidence/source.ts';
import { oneOf } from './kind-words.ts';

/** A known value as text; why it is not known otherwise, in a word. */
export const shown = <T>(
  value: Knowable<T>,
  say: (known: Exclude<T, Unknown>) => string,
): string => (isKnown(value) ? say(value) : isUnknown(value) ? unknownWord(value) : '');

/** A range to be chosen is no gap in what was read, so it has a word of its own. */
const unknownWord = (value: Unknown): string =>
  value.unknown.every((missing) => missing.kind === 'toBeAllocated')
    ? 'to be allocated'
    : 'unknown';

/** Prefixes with commas between; a dash for none. */
export const shownPrefixes = (value: Knowable<readonly Prefix[]>): string =>
  shown(value, (prefixes) => (prefixes.length === 0 ? '–' : prefixes.map(formatPrefix).join(', ')));

/** An address. */
export const shownAddress = (value: Knowable<Address>): string => shown(value, formatAddress);

/** What people call the element: its name, else the last part of its id; whose it is when it has none. */
export function nameOf(estate: Estate, id: ElementId): string {
  const found = lookUp(estate, id);
  const name = found?.name ?? nameInId(id);
  if (name !== unknownPart) return name;
  if (/^\/subscriptions\/[^/]*$/.test(id)) return 'the subscription';
  const parent = lookUp(estate, parentId(id));
  return found === undefined || parent === undefined
    ? name
    : `${oneOf(found.kind)} of ${parent.name}`;
}

/** The name with that of the element it is part of: a subnet's VNet, a pool's cluster. */
export function pathOf(estate: Estate, id: ElementId): string {
  const found = lookUp(estate, id);
  const whole =
    found?.kind === 'subnet'
      ? found.virtualNetwork
      : found?.kind === 'agentPool'
        ? found.cluster
        : undefined;
  const name = found?.name ?? nameInId(id);
  return whole === undefined ? name : `${nameOf(estate, whole)}/${name}`;
}

/** `1 address`, `2 addresses`. */
export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${count} ${count === 1 ? one : many}`;
