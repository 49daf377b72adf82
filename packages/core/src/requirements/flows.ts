import * as z from 'zod';
import type { FlowPort } from '../estate/elements/flow.ts';
import { trafficKeys } from './egress.ts';
import { gatherPorts, portKeys } from './ports.ts';
import { dnsLabel, nameText, wordsText } from './scalars.ts';

/** Something that runs in a namespace. */
export interface WorkloadWish {
  readonly name: string;
  /** Labels of its pods. */
  readonly labels: Readonly<Record<string, string>>;
  readonly ports: readonly FlowPort[];
}

/** How much harm a leak from a namespace does. */
export type Sensitivity = 'public' | 'internal' | 'sensitive' | 'regulated';

/** A namespace and what runs in it. */
export interface NamespaceWish {
  readonly name: string;
  readonly sensitivity: Sensitivity;
  /** Pool that its pods must run on. */
  readonly pool?: string;
  readonly workloads: readonly WorkloadWish[];
}

/** A connection that is wanted or forbidden; how ends are written is said in `flow-ends`. */
export interface FlowWish {
  readonly from: string;
  readonly to: string;
  /** Empty: those of the destination, or any. */
  readonly ports: readonly FlowPort[];
  readonly rate?: number;
  readonly duration?: number;
  readonly reason?: string;
}

const workload: z.ZodType<WorkloadWish> = z
  .strictObject({
    name: dnsLabel,
    labels: z
      .record(z.string().min(1).max(317), z.string().max(63))
      .exactOptional()
      .describe('labels of its pods; `app` with the name when absent'),
    ...portKeys,
  })
  .transform(
    ({ name, labels, port, protocol, ports }): WorkloadWish => ({
      name,
      labels: labels ?? { app: name },
      ports: gatherPorts({ port, protocol, ports }),
    }),
  );

/** Schema of {@link NamespaceWish}. */
export const namespace: z.ZodType<NamespaceWish> = z.strictObject({
  name: dnsLabel,
  sensitivity: z
    .enum(['public', 'internal', 'sensitive', 'regulated'])
    .default('internal')
    .describe('`internal` by default'),
  pool: nameText.exactOptional().describe('pool that its pods must run on'),
  workloads: z.array(workload).default([]),
});

/** Text of an end of a flow; its meaning is resolved against the cluster. */
export const flowEndText: z.ZodType<string> = z
  .string()
  .max(320)
  .regex(/^[A-Za-z0-9*][A-Za-z0-9._*/:@-]*$/, {
    error:
      'an end of a flow was expected: namespace/workload, a dependency, a destination, a range',
  });

/** Schema of {@link FlowWish}. */
export const flow: z.ZodType<FlowWish> = z
  .strictObject({
    from: flowEndText,
    to: flowEndText,
    ...portKeys,
    ...trafficKeys,
    reason: wordsText.exactOptional(),
  })
  .transform(
    ({ port, protocol, ports, ...rest }): FlowWish => ({
      ...rest,
      ports: gatherPorts({ port, protocol, ports }),
    }),
  );
