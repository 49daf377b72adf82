import type { Prefix } from '@aksnet/net';
import * as z from 'zod';
import type { FlowPort } from '../estate/elements/flow.ts';
import { gatherPorts, portKeys } from './ports.ts';
import { hostText, nameText, prefixText, wordsText } from './scalars.ts';

/** Something outside that workloads call. */
export interface Destination {
  readonly name: string;
  /** Host name; absent when it is known by ranges. */
  readonly fqdn?: string;
  readonly ranges: readonly Prefix[];
  readonly ports: readonly FlowPort[];
  /** New connections a second at the peak, per cluster; absent: not stated. */
  readonly rate?: number;
  /** Mean seconds that a connection stays open; absent: not stated. */
  readonly duration?: number;
  readonly reason?: string;
}

/** A proxy that nodes and pods must use. */
export interface ProxyWish {
  readonly httpProxy?: string;
  readonly httpsProxy?: string;
  readonly noProxy: readonly string[];
  readonly trustedCa: boolean;
}

/** What leaves the cluster, and how. */
export interface Egress {
  /** `required`: nothing leaves without passing a firewall. */
  readonly inspection: 'required' | 'preferred' | 'none';
  /** Whether others allow our public addresses by list. */
  readonly fixedAddresses: boolean;
  readonly httpProxy?: ProxyWish;
  readonly destinations: readonly Destination[];
}

const proxyUrl = z.url({ protocol: /^https?$/, error: 'the URL of a proxy was expected' });

const perSecond = z.number().min(0).max(10_000_000);

const seconds = z.number().min(0).max(31_536_000);

/** Rate and duration of connections, to be spread into an object's shape. */
export const trafficKeys: {
  readonly rate: z.ZodExactOptional<z.ZodNumber>;
  readonly duration: z.ZodExactOptional<z.ZodNumber>;
} = {
  rate: perSecond.exactOptional().describe('new connections a second at the peak, per cluster'),
  duration: seconds.exactOptional().describe('mean seconds that a connection stays open'),
};

const https: readonly FlowPort[] = [{ protocol: 'TCP', port: 443 }];

const destination: z.ZodType<Destination> = z
  .strictObject({
    name: nameText,
    fqdn: hostText.exactOptional(),
    ranges: z.array(prefixText).default([]),
    ...portKeys,
    ...trafficKeys,
    reason: wordsText.exactOptional(),
  })
  .refine((written) => written.fqdn !== undefined || written.ranges.length > 0, {
    error: 'the destination is named neither by fqdn nor by ranges',
    path: ['fqdn'],
  })
  .transform(({ port, protocol, ports, ...rest }): Destination => {
    const gathered = gatherPorts({ port, protocol, ports });
    return { ...rest, ports: gathered.length > 0 ? gathered : https };
  });

const proxy: z.ZodType<ProxyWish> = z.strictObject({
  httpProxy: proxyUrl.exactOptional(),
  httpsProxy: proxyUrl.exactOptional(),
  noProxy: z.array(z.string().max(253)).default([]),
  trustedCa: z.boolean().default(false),
});

/** Schema of {@link Egress}. */
export const egress: z.ZodType<Egress> = z.strictObject({
  inspection: z
    .enum(['required', 'preferred', 'none'])
    .default('none')
    .describe('`none` by default: nobody asked that a firewall sees what leaves'),
  fixedAddresses: z
    .boolean()
    .default(false)
    .describe('whether others allow our public addresses by list; no by default'),
  httpProxy: proxy.exactOptional(),
  destinations: z
    .array(destination)
    .default([])
    .describe('what is called outside; port 443 over TCP unless stated'),
});
