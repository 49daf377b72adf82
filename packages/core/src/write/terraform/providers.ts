import type { Asked } from '../../codec/terraform/value.ts';
import { azurermVersion } from '../../codec/terraform.ts';
import { hclString } from '../escape.ts';
import { type HclBlock, type HclBody, object, one, quoted } from './hcl.ts';
import { wordOf } from './labels.ts';

/** Which provider configuration makes the resources of a subscription. */
export interface Providers {
  /** The `provider` attribute of a resource there; undefined for the configuration without alias. */
  readonly aliasOf: (subscription: string | undefined) => string | undefined;
  readonly blocks: readonly HclBlock[];
  readonly asked: readonly Asked[];
}

/** Where resources lie, and who makes them. */
export interface Placed {
  readonly subscription?: string;
  readonly team: string;
}

/**
 * One configuration per subscription, called after the first team that deploys there. The first one has no
 * alias. A subscription that nobody stated is asked for.
 */
export function providersOf(placed: readonly Placed[]): Providers {
  const aliases = new Map<string | undefined, string>();
  for (const { subscription, team } of placed) {
    if (aliases.has(subscription)) continue;
    const taken = new Set(aliases.values());
    const base = wordOf(team);
    let alias = base;
    for (let n = 2; taken.has(alias); n += 1) alias = `${base}_${n}`;
    aliases.set(subscription, alias);
  }
  const [first] = aliases.keys();
  const asked: Asked = {
    kind: 'asked',
    variable: 'subscription_id',
    type: 'string',
    description: 'Subscription of what is not said to lie in another one.',
  };
  return {
    aliasOf: (subscription) =>
      subscription === first ? undefined : `azurerm.${aliases.get(subscription) ?? ''}`,
    blocks: [...aliases].map(([subscription, alias], i) =>
      providerBlock(subscription, i === 0 ? undefined : alias),
    ),
    asked: aliases.has(undefined) ? [asked] : [],
  };
}

function providerBlock(subscription: string | undefined, alias: string | undefined): HclBlock {
  const id =
    subscription === undefined
      ? { name: 'subscription_id', value: one('var.subscription_id') }
      : { name: 'subscription_id', value: quoted(subscription) };
  const features: HclBlock = { type: 'features', labels: [], body: { attributes: [], blocks: [] } };
  const attributes = alias === undefined ? [id] : [{ name: 'alias', value: quoted(alias) }, id];
  return { type: 'provider', labels: ['azurerm'], body: { attributes, blocks: [features] } };
}

/** Versions of Terraform and of the providers that the files need. */
export function versionsBlock(usesAzapi: boolean): HclBlock {
  const source = (name: string, version: string) =>
    object([
      ['source', quoted(name)],
      ['version', quoted(version)],
    ]);
  const [major, minor] = azurermVersion.split('.');
  const required: HclBody['attributes'] = [
    { name: 'azurerm', value: source('hashicorp/azurerm', `~> ${major}.${minor}`) },
    ...(usesAzapi ? [{ name: 'azapi', value: source('Azure/azapi', '~> 2.0') }] : []),
  ];
  return {
    type: 'terraform',
    labels: [],
    body: {
      attributes: [{ name: 'required_version', value: quoted('>= 1.9') }],
      blocks: [
        { type: 'required_providers', labels: [], body: { attributes: required, blocks: [] } },
      ],
    },
  };
}

/** The variables that people must answer. */
export const variableBlocks = (asked: readonly Asked[]): readonly HclBlock[] =>
  asked
    .toSorted((a, b) => (a.variable < b.variable ? -1 : 1))
    .map(({ variable, type, description }) => ({
      type: 'variable',
      labels: [variable],
      body: {
        attributes: [
          { name: 'description', value: one(hclString(description)) },
          { name: 'type', value: one(type) },
        ],
        blocks: [],
      },
    }));
