import type { Prefix } from '@aksnet/net';
import * as z from 'zod';
import { portNumber } from './ports.ts';
import { hostText, nameText, prefixText, wordText } from './scalars.ts';

/**
 * Where somebody sits who calls the API server: `onPremises`, `vpn`, `bastion`, `hub`, `cluster`,
 * `internet`, or the name of ranges in use.
 */
export type Whereabouts = string;

/** Somebody who calls the API server. */
export interface Caller {
  readonly name: string;
  readonly from: Whereabouts;
}

/** A controller in the cluster that fetches what to run. */
export interface GitOps {
  readonly tool: string;
  /** Host that it reaches out to. */
  readonly reaches: string;
  readonly port: number;
}

/** The way in when all others are shut. */
export type BreakGlass = 'bastion' | 'runCommand' | 'vpn' | 'none';

/** Who calls the API server, and from where. */
export interface ApiServerWish {
  readonly exposure: 'private' | 'public';
  /** For `public`: the only ranges that may call; empty: all. */
  readonly authorizedRanges: readonly Prefix[];
  readonly people: readonly Caller[];
  readonly agents: readonly Caller[];
  readonly gitops?: GitOps;
  readonly breakGlass: BreakGlass;
  readonly auditLogs: boolean;
}

const caller: z.ZodType<Caller> = z.strictObject({
  name: nameText,
  from: nameText.describe(
    'onPremises, vpn, bastion, hub, cluster, internet, or the name of ranges in use',
  ),
});

/** Schema of {@link ApiServerWish}. */
export const apiServer: z.ZodType<ApiServerWish> = z.strictObject({
  exposure: z
    .enum(['private', 'public'])
    .default('private')
    .describe('`private` by default: an API server need not be seen from the internet'),
  authorizedRanges: z.array(prefixText).default([]),
  people: z.array(caller).default([]).describe('who runs kubectl, and from where'),
  agents: z.array(caller).default([]).describe('pipelines that deploy, and from where'),
  gitops: z
    .strictObject({ tool: wordText, reaches: hostText, port: portNumber.default(443) })
    .exactOptional(),
  breakGlass: z
    .enum(['bastion', 'runCommand', 'vpn', 'none'])
    .default('runCommand')
    .describe('`runCommand` by default: it needs no network path'),
  auditLogs: z.boolean().default(true).describe('kept by default: who did what must be told'),
});
