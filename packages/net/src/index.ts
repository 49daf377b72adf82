export {
  type Address,
  type Address4,
  type Address6,
  addressAfter,
  bitsOf,
  compareAddresses,
  type Family,
  formatAddress,
  sameAddress,
} from './address.ts';
export { type LenientPrefix, parsePrefixLenient } from './lenient.ts';
export { address, type Parsed, parseAddress, parsePrefix, prefix } from './parse.ts';
export {
  addressCount,
  comparePrefixes,
  contains,
  containsAddress,
  firstAddress,
  formatPrefix,
  lastAddress,
  meets,
  nthAddress,
  type Prefix,
  type Prefix4,
  type Prefix6,
  prefixOf,
  prefixSize,
  samePrefix,
  smallestLengthFor,
  subnets,
  supernet,
} from './prefix.ts';
export type { Refusal, RefusalCode } from './refusal.ts';
