import * as z from 'zod';
import { portNumber } from './ports.ts';
import { dnsLabel, hostText, nameText, wordsText } from './scalars.ts';

/** How certificates of an endpoint live. */
export interface TlsWish {
  readonly owner: string;
  readonly renewal: 'automatic' | 'manual';
  readonly source: 'keyVault' | 'certManager' | 'secret';
}

/** The workload behind an endpoint. */
export interface IngressTarget {
  readonly namespace: string;
  readonly workload: string;
  readonly port: number;
}

/** An endpoint at which clients outside the cluster arrive. */
export interface IngressWish {
  readonly name: string;
  readonly exposure: 'public' | 'private';
  readonly hosts: readonly string[];
  readonly waf: 'required' | 'none';
  readonly ddos: 'required' | 'none';
  /** Absent: not decided, and said so. */
  readonly tls?: TlsWish;
  readonly dns?: { readonly owner: string; readonly zone: string };
  readonly probePath: string;
  /** Whether a firewall stands before the endpoint. */
  readonly behindFirewall: boolean;
  readonly to?: IngressTarget;
}

const protection = z.enum(['required', 'none']).default('none');

const tls: z.ZodType<TlsWish> = z.strictObject({
  owner: wordsText,
  renewal: z.enum(['automatic', 'manual']).default('automatic'),
  source: z.enum(['keyVault', 'certManager', 'secret']).default('keyVault'),
});

const target: z.ZodType<IngressTarget> = z.strictObject({
  namespace: dnsLabel,
  workload: dnsLabel,
  port: portNumber,
});

/** Schema of {@link IngressWish}. */
export const ingress: z.ZodType<IngressWish> = z.strictObject({
  name: nameText,
  exposure: z
    .enum(['public', 'private'])
    .default('private')
    .describe('`private` by default: nothing is opened to the internet unless asked for'),
  hosts: z.array(hostText).default([]),
  waf: protection.describe('web application firewall; none unless asked for'),
  ddos: protection.describe('DDoS protection; none unless asked for'),
  tls: tls.exactOptional().describe('who answers for certificates, and how they are renewed'),
  dns: z
    .strictObject({ owner: wordsText, zone: hostText })
    .exactOptional()
    .describe('who answers for the name, and in which zone'),
  probePath: z
    .string()
    .max(500)
    .regex(/^\/[\w./~%!$&'()*+,;=:@?-]*$/, { error: 'a path that starts with / was expected' })
    .default('/healthz')
    .describe('`/healthz` by default; must answer only when the workload can serve'),
  behindFirewall: z.boolean().default(false).describe('whether a firewall stands before it'),
  to: target.exactOptional(),
});
