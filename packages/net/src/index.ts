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
export type { BlockState } from './buddy-tree.ts';
export {
  createFreeSpace,
  type FreeSpace,
  type FreeSpaceOptions,
} from './free-space.ts';
export { type LenientPrefix, parsePrefixLenient } from './lenient.ts';
export {
  type Overlap,
  type Overlaps,
  overlaps,
  overlapsOfTexts,
  type RefusedText,
} from './overlaps.ts';
export { address, type Parsed, parseAddress, parsePrefix, prefix } from './parse.ts';
export {
  addressCount,
  buddyOf,
  comparePrefixes,
  contains,
  containsAddress,
  firstAddress,
  formatPrefix,
  halves,
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
export { type PrefixEntry, type PrefixMap, prefixMap } from './prefix-map.ts';
export {
  difference,
  emptySet,
  formatSet,
  intersect,
  isEmptySet,
  type PrefixSet,
  prefixesOf,
  rangesOf,
  sameSet,
  setContains,
  setContainsAddress,
  setMeets,
  setOf,
  setOfRanges,
  setSize,
  subtract,
  union,
} from './prefix-set.ts';
export {
  type AddressRange,
  asPrefix,
  endsOf,
  formatRange,
  parseRange,
  prefixesOfRange,
  type Range4,
  type Range6,
  rangeBetween,
  rangeContains,
  rangeOf,
  rangeSize,
  rangesMeet,
} from './range.ts';
export type { Refusal, RefusalCode } from './refusal.ts';
export type { Allocated, AllocationRequest, NotAllocated } from './space-allocate.ts';
export type { Candidate } from './space-candidates.ts';
export type { Adopted, Block, Grown, RefusedChange, Released } from './space-changes.ts';
export { advisedHold } from './space-holds.ts';
export type { Fragmentation, Usage } from './space-report.ts';
export type { Hold } from './space-state.ts';
