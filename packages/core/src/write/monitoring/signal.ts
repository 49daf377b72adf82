import type { Prose } from '../../evidence/prose.ts';
import type { ElementId } from '../../evidence/source.ts';
import type { AssumptionName } from '../../facts/assumptions.ts';
import type { Citation, Confidence } from '../../facts/citation.ts';

/** The drills of `design/operate`: what a signal's runbook rehearses. */
export type DrillId =
  | 'subnet-full'
  | 'upgrade-surge'
  | 'zone-unlinked'
  | 'snat-load'
  | 'policy-enforced'
  | 'firewall-blocked'
  | 'region-lost';

/** How grave, in Azure Monitor's numbers: 0 critical, 1 error, 2 warning, 3 informational, 4 verbose. */
export type SignalSeverity = 0 | 1 | 2 | 3 | 4;

/** How a value is held against its threshold, in Azure Monitor's words. */
export type Comparison = 'GreaterThan' | 'GreaterThanOrEqual' | 'LessThan' | 'Equals';

/** What all signals have: what is watched, why, and what to do. */
export interface SignalBase {
  /** Unique in the estate: the alert, and what it watches. */
  readonly id: string;
  /** Name of the catalogue entry, e.g. `nat-failed`; the same for every resource it watches. */
  readonly alert: string;
  readonly title: Prose;
  readonly severity: SignalSeverity;
  /** The element that the signal is about. */
  readonly resource: ElementId;
  readonly resourceName: string;
  /** The metric, the leading series or the log table, spelled as its maker spells it. */
  readonly metric: string;
  readonly operator: Comparison;
  readonly threshold: number;
  /** For how long it is looked at or must hold, ISO 8601. */
  readonly window: string;
  readonly because: Prose;
  /** The drill that rehearses what to do. */
  readonly runbook?: DrillId;
  /** What must be switched on for the value to be there at all. */
  readonly needs?: Prose;
  readonly confidence: Confidence;
  readonly assumes: readonly AssumptionName[];
  readonly cite: readonly Citation[];
}

/** A platform metric of Azure Monitor. */
export interface MetricSignal extends SignalBase {
  readonly kind: 'azureMetric';
  /** Type of the resource that has the metric; not always that of the element. */
  readonly resourceType: string;
  /** ARM id of that resource in its makers' spelling; absent: not known before it exists. */
  readonly scope?: string;
  readonly aggregation: string;
  /** Values of a dimension that count; `*` splits by every value. */
  readonly dimension?: { readonly name: string; readonly value: string };
  /** How often it is looked at, ISO 8601. */
  readonly every: string;
}

/** Prometheus series of one cluster. */
export interface PrometheusSignal extends SignalBase {
  readonly kind: 'prometheus';
  /** PromQL without the comparison, of the series of this cluster only. */
  readonly series: string;
  /** The same of any cluster, for curves of several side by side. */
  readonly curve: { readonly title: Prose; readonly expression: string };
}

/** A query on a table of Log Analytics that counts rows. */
export interface LogSignal extends SignalBase {
  readonly kind: 'log';
  /** KQL; every row it returns counts. */
  readonly query: string;
  readonly every: string;
}

/** Something to be told of, as data: the printers of this folder say it to each system. */
export type Signal = MetricSignal | PrometheusSignal | LogSignal;

/** The sign of a comparison in PromQL and in sentences. */
export const comparisonSigns: Readonly<Record<Comparison, string>> = {
  GreaterThan: '>',
  GreaterThanOrEqual: '>=',
  LessThan: '<',
  Equals: '==',
};
