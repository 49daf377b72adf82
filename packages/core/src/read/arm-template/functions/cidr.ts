import {
  addressCount,
  bitsOf,
  firstAddress,
  formatAddress,
  formatPrefix,
  lastAddress,
  nthAddress,
  type Prefix,
  parsePrefixLenient,
  prefixOf,
  prefixSize,
} from '@aksnet/net';
import { entriesOf, isText, isWhole } from '../entries.ts';
import type { Call, TemplateFunction } from '../function.ts';
import type { Value } from '../value.ts';

const { evaluated } = entriesOf('CIDR');

/** Arithmetic with ranges. */
export const cidrFunctions: readonly TemplateFunction[] = [
  evaluated('parseCidr', [1, 1], ([range], at) => withPrefix(range, at, parsed)),
  evaluated('cidrSubnet', [3, 3], ([range, length, index], at) =>
    withPrefix(range, at, (prefix) => subnet(prefix, length, index) ?? at.fails(noRoom)),
  ),
  evaluated('cidrHost', [2, 2], ([range, index], at) =>
    withPrefix(range, at, (prefix) => host(prefix, index) ?? at.fails(noRoom)),
  ),
];

const noRoom = 'this is not in the range';

/** Bits behind the length are let pass, as Azure does. */
function withPrefix(range: Value | undefined, at: Call, use: (prefix: Prefix) => Value): Value {
  if (!isText(range)) return at.fails('the range is no text');
  if (!range.includes('/')) return at.fails('the range has no length');
  const read = parsePrefixLenient(range);
  return read.ok ? use(read.value.value) : at.fails(read.reason);
}

/** Usable addresses leave out the first (network) and the last (broadcast) where there are so many. */
function parsed(prefix: Prefix): Value {
  const first = formatAddress(firstAddress(prefix));
  const last = formatAddress(lastAddress(prefix));
  const count = addressCount(prefix);
  const isIp4 = prefix.family === 4;
  const afterFirst = nthAddress(prefix, 1);
  const beforeLast = nthAddress(prefix, prefixSize(prefix) - 2n);
  const isWide = isIp4 && count > 2;
  const inner = isWide && afterFirst !== undefined && beforeLast !== undefined;
  return {
    ...(isIp4 ? { broadcast: last } : {}),
    cidr: prefix.length,
    firstUsable: inner ? formatAddress(afterFirst) : first,
    lastUsable: inner ? formatAddress(beforeLast) : last,
    netmask: formatAddress(
      isIp4
        ? { family: 4, value: Number(maskOf(32, prefix.length)) }
        : { family: 6, value: maskOf(128, prefix.length) },
    ),
    network: first,
  };
}

const maskOf = (bits: number, length: number): bigint =>
  ((1n << BigInt(length)) - 1n) << BigInt(bits - length);

function subnet(
  prefix: Prefix,
  length: Value | undefined,
  index: Value | undefined,
): string | undefined {
  if (!isWhole(length) || !isWhole(index)) return undefined;
  const bits = bitsOf(prefix.family);
  if (length < prefix.length || length > bits || index < 0) return undefined;
  const first = nthAddress(prefix, BigInt(index) << BigInt(bits - length));
  return first === undefined ? undefined : formatPrefix(prefixOf(first, length));
}

/** Counted from the first usable address: index 0 is the one behind the network's own. */
function host(prefix: Prefix, index: Value | undefined): string | undefined {
  if (!isWhole(index) || index < 0) return undefined;
  const found = nthAddress(prefix, BigInt(index) + 1n);
  return found === undefined ? undefined : formatAddress(found);
}
