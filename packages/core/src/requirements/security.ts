import * as z from 'zod';
import { wordsText } from './scalars.ts';

/** What security demands of every cluster. */
export interface Security {
  /** `forbidden`: no service of Azure that is depended on answers on the internet. */
  readonly publicPaasAccess: 'forbidden' | 'allowed';
  /** Who guarantees that public access is off; absent: nobody, so no path rests on it. */
  readonly publicPaasGuarantee?: string;
  readonly namespaceIsolation: 'required' | 'none';
  /** Which namespaces start closed: every one, the sensitive and regulated ones, or none. */
  readonly defaultDeny: 'all' | 'sensitive' | 'none';
  readonly ddos: 'publicEndpoints' | 'none';
  /** Encryption between nodes. */
  readonly encryptionInTransit: 'required' | 'none';
  /** Whether admission must refuse workloads without labels, limits and policies. */
  readonly admission: 'required' | 'none';
}

const demand = z.enum(['required', 'none']).default('none');

/** Schema of {@link Security}. */
export const security: z.ZodType<Security> = z.strictObject({
  publicPaasAccess: z
    .enum(['forbidden', 'allowed'])
    .default('allowed')
    .describe('`allowed` by default: nobody forbade it'),
  publicPaasGuarantee: wordsText
    .exactOptional()
    .describe(
      'who guarantees that public access is off on every service that is depended on; absent: paths from the internet to them stay undetermined',
    ),
  namespaceIsolation: demand,
  defaultDeny: z
    .enum(['all', 'sensitive', 'none'])
    .default('sensitive')
    .describe('`sensitive` by default: sensitive and regulated namespaces start closed'),
  ddos: z.enum(['publicEndpoints', 'none']).default('none'),
  encryptionInTransit: demand.describe('encryption between nodes'),
  admission: demand.describe('admission policies for labels, security context and policies'),
});
