import * as z from 'zod';
import { portNumber } from './ports.ts';
import { dnsLabel, entraId, hostText, nameText, wordsText } from './scalars.ts';

/** How certificates of an endpoint live. */
export interface TlsWish {
  readonly owner: string;
  readonly renewal: 'automatic' | 'manual';
  readonly source: 'keyVault' | 'certManager' | 'secret';
  /** For `keyVault`: the vault; absent: the only one that the cluster depends on. */
  readonly vault?: string;
  /** Name of the certificate in the vault; absent: that of the endpoint. */
  readonly certificate?: string;
  /** Entra ids of the identity that reads it, and of its tenant. */
  readonly reader?: { readonly client: string; readonly tenant: string };
}

/** The workload behind an endpoint. */
export interface IngressTarget {
  readonly namespace: string;
  readonly workload: string;
  readonly port: number;
  /** What its pods speak on the port; absent: not decided, and said so. */
  readonly protocol?: 'http' | 'https';
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
  vault: z
    .string()
    .regex(/^[A-Za-z][A-Za-z0-9-]{2,23}$/, { error: 'the name of a Key Vault was expected' })
    .exactOptional()
    .describe('for `keyVault`: the vault; absent: the only one among `dependencies`'),
  certificate: z
    .string()
    .regex(/^[A-Za-z0-9-]{1,127}$/, { error: 'letters, digits and dashes were expected' })
    .exactOptional()
    .describe('name of the certificate in the vault; absent: the name of the endpoint'),
  reader: z
    .strictObject({ client: entraId, tenant: entraId })
    .exactOptional()
    .describe('Entra ids of the identity that reads it: client id and tenant id'),
});

const target: z.ZodType<IngressTarget> = z.strictObject({
  namespace: dnsLabel,
  workload: dnsLabel,
  port: portNumber,
  protocol: z
    .enum(['http', 'https'])
    .exactOptional()
    .describe('what its pods speak on the port; absent: not decided'),
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
