export {
  type AssumptionName,
  assumptions,
  isAssumptionName,
  isAssumptionValue,
} from '../facts/assumptions.ts';
export type { Citation, Fact } from '../facts/citation.ts';
export { isLimitId, limits } from '../facts/limits.ts';
export { isModeId, modes } from '../facts/modes.ts';
