import { code, type Prose, prose } from '../../evidence/prose.ts';
import { prometheusFamilies } from '../../facts/metrics/prometheus.ts';

const collectedBy = {
  byDefault: undefined,
  withAdvancedServices: 'Advanced Container Networking Services',
  onRequest: 'a scrape job or pod monitor of its own',
} as const;

/** What must be switched on before the series is collected. */
export function needsOf(metric: string): { readonly needs?: Prose } {
  const family = prometheusFamilies.find(({ names }) => names.includes(metric));
  const by = family === undefined ? undefined : collectedBy[family.collected];
  return family === undefined || by === undefined
    ? {}
    : { needs: prose`the series of ${code(family.id)} are collected only with ${[by]}` };
}
