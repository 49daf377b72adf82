import type { AssumptionName } from '../assumptions.ts';
import type { Citation, Confidence } from '../citation.ts';

/** A platform metric of Azure Monitor. Ids are matched in exact case. */
export interface PlatformMetric {
  readonly id: string;
  readonly unit: string;
  readonly aggregations: readonly string[];
  readonly dimensions: readonly string[];
  /** Empty where the name says it all. */
  readonly meaning: string;
}

/** The metrics of one kind of resource that decide network questions. */
export interface PlatformMetrics {
  readonly resourceType: string;
  readonly note: string;
  readonly metrics: readonly PlatformMetric[];
  readonly cite: readonly Citation[];
}

/** An alert on a platform metric. Durations are ISO 8601. */
export interface MetricAlert {
  readonly id: string;
  readonly resourceType: string;
  readonly metric: string;
  readonly dimension?: { readonly name: string; readonly value: string };
  readonly aggregation?: string;
  readonly operator?: 'GreaterThan' | 'GreaterThanOrEqual' | 'LessThan' | 'Absent';
  readonly threshold?: number;
  readonly window?: string;
  readonly every?: string;
  /** 0 is the gravest. */
  readonly severity?: number;
  readonly note?: string;
  readonly assumes?: AssumptionName;
  readonly confidence: Confidence;
  readonly cite: readonly Citation[];
}

/** A family of Prometheus series. */
export interface PrometheusFamily {
  readonly id: string;
  readonly what: string;
  readonly names: readonly string[];
  /** Labels that all of them have. */
  readonly labels: readonly string[];
  /** Whether managed Prometheus collects them without being told. */
  readonly collected: 'byDefault' | 'withAdvancedServices' | 'onRequest';
  readonly note?: string;
  readonly cite: readonly Citation[];
}

/** An alert on Prometheus series; `<…>` in the expression is filled by the caller. */
export interface PrometheusAlert {
  readonly id: string;
  readonly what: string;
  readonly expression: string;
  /** How long it must hold, as Prometheus writes it. */
  readonly for?: string;
  /** Values at which to warn, and at which to call out, where the expression has no comparison. */
  readonly warn?: number;
  readonly critical?: number;
  readonly confidence: Confidence;
  readonly cite: readonly Citation[];
}
