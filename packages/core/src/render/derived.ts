import type { Drill } from '../design/operate/drill.ts';
import { drills } from '../design/operate/drills.ts';
import type { Estate } from '../estate/estate.ts';
import { view } from '../estate/view.ts';
import type { Signal } from '../write/monitoring/signal.ts';
import { monitoringSignals } from '../write/monitoring/signals.ts';

/** The drills of an estate, worked out once for all pages and files. */
export const drillsOf: (estate: Estate) => readonly Drill[] = view(drills);

/** The signals of an estate, worked out once for all pages and files. */
export const signalsOf: (estate: Estate) => readonly Signal[] = view(monitoringSignals);
