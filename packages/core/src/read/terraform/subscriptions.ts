import type { Path, Source } from '../../evidence/source.ts';
import { type Block, under } from './blocks.ts';
import { evaluateData } from './evaluate.ts';
import type { Module } from './module.ts';
import type { Scope } from './scope.ts';

/** Subscriptions by the alias of their provider; the default one under the empty text. */
export type Subscriptions = ReadonlyMap<string, string>;

/** What a module was handed, and what its own providers say. */
export function subscriptionsOf(
  { providers }: Module,
  {
    handed,
    scopeAt,
  }: { readonly handed: Subscriptions; readonly scopeAt: (source: Source) => Scope },
): Subscriptions {
  const found = new Map(handed);
  for (const { labels, body, document, path } of providers) {
    if (labels[0] !== 'azurerm') continue;
    const at: Path = [...path, 'subscription_id'];
    const value = evaluateData(under(body, 'subscription_id'), scopeAt({ document, path: at }));
    const alias = under(body, 'alias');
    if (typeof value === 'string' && value !== '')
      found.set(typeof alias === 'string' ? alias : '', value);
  }
  return found;
}

/** What a call hands on: the default provider, or what it names. */
export function passedOn({ body }: Block, subscriptions: Subscriptions): Subscriptions {
  const handed = under(body, 'providers');
  const found = new Map<string, string>();
  const own = subscriptions.get('');
  if (own !== undefined) found.set('', own);
  if (typeof handed !== 'object' || handed === null || Array.isArray(handed)) return found;
  for (const [inner, outer] of Object.entries(handed)) {
    const subscription = subscriptions.get(aliasIn(outer) ?? '');
    if (subscription !== undefined) found.set(aliasIn(inner) ?? '', subscription);
  }
  return found;
}

/** `azurerm.hub`, with or without the brackets of an expression. */
export function aliasIn(word: unknown): string | undefined {
  return typeof word === 'string' ? /azurerm\.([\w-]+)/.exec(word)?.[1] : undefined;
}
