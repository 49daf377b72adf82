import { formatPrefix, type Prefix } from '@aksnet/net';
import type {
  ApplicationSecurityGroup,
  Peer,
  PortRange,
} from '../../estate/elements/security-group.ts';
import type { Id } from '../../estate/id.ts';
import { type Knowable, mapKnown } from '../../evidence/knowable.ts';
import type { Answer, Cursor } from '../../text/cursor.ts';
import type { ArmValue } from '../codec.ts';
import { absentIs, allKnown, idsAt, inOne, isGiven, prefixOrAddress } from './reading.ts';
import { idObjects, noneIfEmpty } from './writing.ts';

/** Which side of a rule, as the keys of ARM begin. */
export type Side = 'source' | 'destination';

/** All ports. */
export const everyPort: PortRange = { first: 0, last: 65535 };

/** Reads `443`, `8000-8080` or `*`. */
export function parsePorts(text: string): Answer<PortRange> {
  if (text === '*') return { ok: true, value: everyPort };
  const match = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(text.trim());
  const first = Number(match?.[1]);
  const last = Number(match?.[2] ?? match?.[1]);
  if (match === null || first > last || last > 65535) {
    return {
      ok: false,
      reason: `${JSON.stringify(text.slice(0, 64))} is no port or range of ports`,
    };
  }
  return { ok: true, value: { first, last } };
}

/** Writes a range of ports as ARM does. */
export function formatPorts(ports: PortRange): string {
  if (ports.first === everyPort.first && ports.last === everyPort.last) return '*';
  return ports.first === ports.last ? String(ports.first) : `${ports.first}-${ports.last}`;
}

/** Ports of one side of a security rule. */
export function readPorts(at: Cursor, side: Side): Knowable<readonly PortRange[]> {
  const several = absentIs(at.parsedList(`${side}PortRanges`, parsePorts), []);
  const one = absentIs(at.parsedList(`${side}PortRange`, parsePorts), []);
  return mapKnown(allKnown([several, one]), inOne);
}

/**
 * Peers of one side of a security rule. Prefixes are gathered in one peer, then each tag, then the
 * groups: so two spellings of one rule are one value.
 */
export function readPeers(at: Cursor, side: Side): Knowable<readonly Peer[]> {
  const texts = allKnown([
    absentIs(at.stringList(`${side}AddressPrefix`), []),
    absentIs(at.stringList(`${side}AddressPrefixes`), []),
  ]);
  const groups = absentIs(
    idsAt<ApplicationSecurityGroup['kind']>(at, `${side}ApplicationSecurityGroups`),
    [],
  );
  return mapKnown(
    allKnown<readonly Peer[]>([
      mapKnown(texts, (lists) => peersOf(lists.flat().filter((text) => text !== ''))),
      mapKnown(groups, (ids) => (ids.length === 0 ? [] : [{ kind: 'group', ids }])),
    ]),
    inOne,
  );
}

/** Peers of addresses, prefixes and tags. */
export function peersOf(texts: readonly string[]): readonly Peer[] {
  if (texts.includes('*')) return [{ kind: 'any' }];
  const parsed = texts.map((text) => ({ text, prefix: prefixOrAddress(text) }));
  const prefixes = parsed.flatMap(({ prefix }) => (prefix.ok ? [prefix.value] : []));
  const tags = parsed.filter(({ prefix }) => !prefix.ok);
  return [
    ...(prefixes.length === 0 ? [] : [{ kind: 'prefixes', prefixes } as const]),
    ...tags.map(({ text }) => ({ kind: 'tag', tag: text }) as const),
  ];
}

/** Ports and peers of one side, under the keys that ARM has for one and for several. */
export function spellSide(
  side: Side,
  peers: readonly Peer[],
  ports: readonly PortRange[],
): Readonly<Record<string, ArmValue | undefined>> {
  const texts = peers.flatMap(addressTexts);
  const groups = peers.flatMap((peer): readonly Id[] => (peer.kind === 'group' ? peer.ids : []));
  const ranges = ports.map(formatPorts);
  return {
    [`${side}AddressPrefix`]: texts.length === 1 ? texts[0] : undefined,
    [`${side}AddressPrefixes`]: texts.length > 1 ? texts : undefined,
    [`${side}ApplicationSecurityGroups`]: idObjects(groups),
    [`${side}PortRange`]: ranges.length === 1 ? ranges[0] : undefined,
    [`${side}PortRanges`]: ranges.length > 1 ? noneIfEmpty(ranges) : undefined,
  };
}

/** Addresses, prefixes and tags of a peer. */
export function addressTexts(peer: Peer): readonly string[] {
  switch (peer.kind) {
    case 'any':
      return ['*'];
    case 'prefixes':
      return peer.prefixes.map((prefix: Prefix) => formatPrefix(prefix));
    case 'tag':
      return [peer.tag];
    case 'group':
    case 'networkGroup':
      return [];
  }
}

/** The list, or an empty one with the field's reason lost: for rules, which are known as a whole. */
export const listOr = <T>(list: Knowable<readonly T[]>): readonly T[] =>
  isGiven(list) ? list : [];
