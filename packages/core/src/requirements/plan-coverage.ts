import * as z from 'zod';
import type { Kind } from '../estate/elements/kinds.ts';
import type { Listed } from '../estate/estate.ts';
import type { Concern } from './checks/concern.ts';

/** A word for something of which an address plan may say that it names all there are. */
export type WholeWord =
  | 'virtualNetworks'
  | 'subnets'
  | 'peers'
  | 'outside'
  | 'firewalls'
  | 'privateEndpoints'
  | 'clusters'
  | 'pools'
  | 'gateways'
  | 'virtualWans'
  | 'bastions'
  | 'dnsResolvers'
  | 'applicationGateways'
  | 'gatewaysForContainers'
  | 'loadBalancers'
  | 'privateLinkServices'
  | 'services';

interface Whole {
  readonly kinds: readonly Kind[];
  /** The plan has a list of them; without one, whole means that there are none. */
  readonly listed: boolean;
}

const whole = (...kinds: readonly Kind[]): Whole => ({ kinds, listed: true });
const none = (...kinds: readonly Kind[]): Whole => ({ kinds, listed: false });

/** What each word speaks of. */
const words: Readonly<Record<WholeWord, Whole>> = {
  virtualNetworks: whole('virtualNetwork'),
  subnets: whole('subnet'),
  peers: whole('peering'),
  outside: whole('externalRange'),
  firewalls: whole('firewall'),
  privateEndpoints: whole('privateEndpoint'),
  clusters: whole('cluster'),
  pools: whole('agentPool'),
  gateways: none('virtualNetworkGateway'),
  virtualWans: none('virtualHub', 'hubConnection'),
  bastions: none('bastionHost'),
  dnsResolvers: none('dnsResolver'),
  applicationGateways: none('applicationGateway'),
  gatewaysForContainers: none('gatewayForContainers'),
  loadBalancers: none('loadBalancer'),
  privateLinkServices: none('privateLinkService'),
  services: none('service'),
};

const isWord = (text: string): text is WholeWord => Object.hasOwn(words, text);

const everyWord: readonly WholeWord[] = Object.keys(words).filter(isWord);

/** Schema of what a plan names completely: words, or `all` of them. */
export const completeWords: z.ZodType<readonly WholeWord[]> = z
  .union([
    z.literal('all').describe('of everything below, the plan names all there are'),
    z.array(z.enum(everyWord)),
  ])
  .default([])
  .describe(
    `lists that are whole: what is not in this plan is not there. Of ${everyWord.filter((word) => !words[word].listed).join(', ')} a plan has no list, so they say that there are none. Empty by default: what is not named is not known`,
  )
  .transform((written) => (written === 'all' ? everyWord : written));

/** What the Estate may take as listed. */
export const coverageOf = (complete: readonly WholeWord[]): readonly Listed[] =>
  [...new Set(complete.flatMap((word) => words[word].kinds))].map((kind) => ({ kind }));

/** What is asked about whether a list can be whole. */
export interface Counted {
  readonly complete: readonly WholeWord[];
  readonly clusters: readonly { readonly pools?: readonly unknown[] }[];
  readonly privateEndpoints: readonly { readonly count?: number }[];
}

/** Lists that are said to be whole though a part of the plan says that they are not. */
export function* notWhole({
  complete,
  clusters,
  privateEndpoints,
}: Counted): IterableIterator<Concern> {
  for (const [i, { pools }] of clusters.entries()) {
    if (pools === undefined && complete.includes('pools'))
      yield incomplete('pools', ['clusters', i], 'add pools: to the cluster');
  }
  for (const [i, { count }] of privateEndpoints.entries()) {
    if (count === undefined && complete.includes('privateEndpoints'))
      yield incomplete(
        'privateEndpoints',
        ['privateEndpoints', i],
        'add count: how many of them there are',
      );
  }
}

const incomplete = (word: WholeWord, path: Concern['path'], hint: string): Concern => ({
  severity: 'error',
  code: 'not-complete',
  message: `the plan is said to name all ${word}, and does not say how many these are`,
  path,
  hint: `${hint}, or leave ${word} out of complete`,
});
