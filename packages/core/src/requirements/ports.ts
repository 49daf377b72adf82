import * as z from 'zod';
import type { FlowPort } from '../estate/elements/flow.ts';
import { wholeNumber } from './scalars.ts';

/** A transport protocol. */
export const protocol: z.ZodType<FlowPort['protocol']> = z.enum(['TCP', 'UDP', 'SCTP']);

/** A port number. */
export const portNumber: z.ZodType<number> = wholeNumber(1, 65535);

/** A port, alone (then TCP) or with its protocol. */
export const flowPort: z.ZodType<FlowPort> = z.union([
  portNumber.transform((port): FlowPort => ({ protocol: 'TCP', port })),
  z.strictObject({ port: portNumber, protocol: protocol.default('TCP') }),
]);

/** The three keys by which ports may be written: `port`, `protocol` beside it, or a list `ports`. */
export interface WrittenPorts {
  readonly port?: number | undefined;
  readonly protocol?: FlowPort['protocol'] | undefined;
  readonly ports?: readonly FlowPort[] | undefined;
}

/** Schema keys of {@link WrittenPorts}, to be spread into an object's shape. */
export const portKeys: {
  readonly port: z.ZodExactOptional<z.ZodType<number>>;
  readonly protocol: z.ZodExactOptional<z.ZodType<FlowPort['protocol']>>;
  readonly ports: z.ZodExactOptional<z.ZodType<readonly FlowPort[]>>;
} = {
  port: portNumber.exactOptional().describe('one port; short for `ports` with one item'),
  protocol: protocol.exactOptional().describe('protocol of `port`; TCP when absent'),
  ports: z.array(flowPort).exactOptional().describe('several ports'),
};

/** All written ports in one list, none twice. */
export function gatherPorts(written: WrittenPorts): readonly FlowPort[] {
  const { port, protocol: kind = 'TCP', ports = [] } = written;
  const all = port === undefined ? ports : [{ protocol: kind, port }, ...ports];
  return all.filter(
    (a, i) => all.findIndex((b) => a.port === b.port && a.protocol === b.protocol) === i,
  );
}
