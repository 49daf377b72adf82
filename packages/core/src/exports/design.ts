export { allocate } from '../design/allocate.ts';
export type { Allocated, Allocation, NotAllocated, PreviousRanges } from '../design/allocation.ts';
export {
  type DesignInput,
  type DesignResult,
  type Draft,
  design,
  draft,
  finish,
  type Obstacle,
} from '../design/design.ts';
export { previousRanges } from '../design/previous.ts';
