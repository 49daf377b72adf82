import {
  type Address,
  bitsOf,
  firstAddress,
  formatAddress,
  formatPrefix,
  nthAddress,
  type Prefix,
  parseAddress,
  parsePrefix,
  prefixOf,
  prefixSize,
} from '@aksnet/net';
import { any, type TerraformFunction } from '../function.ts';
import { numberOf, type TfValue } from '../value.ts';

/** A prefix as Terraform takes it: bits behind the length are cleared. */
function prefixIn(value: TfValue | undefined): Prefix | undefined {
  if (typeof value !== 'string') return undefined;
  const strict = parsePrefix(value);
  if (strict.ok) return strict.value;
  const [text = '', length = '', ...more] = value.split('/');
  const address = parseAddress(text);
  if (!address.ok || more.length > 0 || !/^\d{1,3}$/.test(length)) return undefined;
  const bits = Number(length);
  return bits > bitsOf(address.value.family) ? undefined : prefixOf(address.value, bits);
}

const whole = (value: TfValue | undefined): number | undefined => {
  const number = value === undefined ? undefined : numberOf(value);
  return number !== undefined && Number.isSafeInteger(number) ? number : undefined;
};

const size = (prefix: Prefix, length: number): bigint =>
  1n << BigInt(bitsOf(prefix.family) - length);

/** The prefix of that length, so many of them behind the first. */
function nth(of: Prefix, length: number, n: bigint): Prefix | undefined {
  const address: Address | undefined = nthAddress(of, n * size(of, length));
  return address === undefined ? undefined : prefixOf(address, length);
}

function cidrsubnet([of, more, number]: readonly TfValue[]): TfValue | undefined {
  const [prefix, bits, n] = [prefixIn(of), whole(more), whole(number)];
  if (prefix === undefined || bits === undefined || n === undefined || bits < 0 || n < 0)
    return undefined;
  const length = prefix.length + bits;
  if (length > bitsOf(prefix.family) || BigInt(n) >= 1n << BigInt(bits)) return undefined;
  const found = nth(prefix, length, BigInt(n));
  return found === undefined ? undefined : formatPrefix(found);
}

/** One after the other, each at the next border of its own length. */
function cidrsubnets([of, ...news]: readonly TfValue[]): TfValue | undefined {
  const prefix = prefixIn(of);
  if (prefix === undefined) return undefined;
  const found: string[] = [];
  let next = 0n;
  for (const one of news) {
    const bits = whole(one);
    const length = prefix.length + (bits ?? 0);
    if (bits === undefined || bits < 1 || length > bitsOf(prefix.family)) return undefined;
    const step = size(prefix, length);
    const at = ((next + step - 1n) / step) * step;
    const address = nthAddress(prefix, at);
    if (address === undefined) return undefined;
    found.push(formatPrefix(prefixOf(address, length)));
    next = at + step;
  }
  return found;
}

function cidrhost([of, number]: readonly TfValue[]): TfValue | undefined {
  const [prefix, n] = [prefixIn(of), whole(number)];
  if (prefix === undefined || n === undefined) return undefined;
  const at = n < 0 ? prefixSize(prefix) + BigInt(n) : BigInt(n);
  const address = at < 0n ? undefined : nthAddress(prefix, at);
  return address === undefined ? undefined : formatAddress(address);
}

function cidrnetmask([of]: readonly TfValue[]): TfValue | undefined {
  const prefix = prefixIn(of);
  if (prefix === undefined || prefix.family !== 4) return undefined;
  const mask = (0xffffffffn << BigInt(32 - prefix.length)) & 0xffffffffn;
  return formatAddress({ ...firstAddress(prefix), family: 4, value: Number(mask) });
}

/** Functions of addresses. */
export const networkFunctions: readonly TerraformFunction[] = [
  {
    name: 'cidrsubnet',
    says: 'the prefix of a number inside of a prefix, longer by some bits',
    arguments: [3, 3],
    apply: cidrsubnet,
  },
  {
    name: 'cidrsubnets',
    says: 'prefixes one after the other inside of a prefix, each longer by some bits',
    arguments: [1, any],
    apply: cidrsubnets,
  },
  {
    name: 'cidrhost',
    says: 'an address of a prefix by its number; from the end with a negative one',
    arguments: [2, 2],
    apply: cidrhost,
  },
  {
    name: 'cidrnetmask',
    says: 'the mask of an IPv4 prefix',
    arguments: [1, 1],
    apply: cidrnetmask,
  },
];
