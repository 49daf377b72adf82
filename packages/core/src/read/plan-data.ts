import { encodePlan } from '../codec/plan.ts';
import type { Estate } from '../estate/estate.ts';

/** The estate as a plan without decisions: JSON data that `readPlan` takes back. */
export const planData = (estate: Estate): Readonly<Record<string, unknown>> =>
  encodePlan({ estate, decisions: [], needs: [] });
