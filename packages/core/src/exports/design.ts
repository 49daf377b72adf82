export { allocate } from '../design/allocate.ts';
export type { Allocated, Allocation, NotAllocated } from '../design/allocation.ts';
export {
  type DesignInput,
  type DesignResult,
  type Draft,
  design,
  draft,
  finish,
} from '../design/design.ts';
export { provenIntents } from '../design/intents.ts';
export type { Obstacle, PlaceOf } from '../design/obstacle.ts';
