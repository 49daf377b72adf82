import type { Estate } from '../../estate/estate.ts';
import { clusterSignals } from './cluster-signals.ts';
import { logSignals } from './log-signals.ts';
import { platformSignals } from './platform-signals.ts';
import type { Signal } from './signal.ts';

/**
 * Everything to be told of in an estate: the platform's metrics, the clusters' own series, the
 * firewalls' logs. Signals whose threshold rests on something unknown are left out, never guessed.
 */
export const monitoringSignals = (estate: Estate): readonly Signal[] => [
  ...platformSignals(estate),
  ...clusterSignals(estate),
  ...logSignals(estate),
];
