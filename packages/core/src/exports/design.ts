export {
  type Allocated,
  type Allocation,
  allocate,
  type NotAllocated,
  type PreviousRanges,
} from '../design/allocate.ts';
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
