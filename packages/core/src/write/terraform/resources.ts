import { referencesOf } from '../../codec/arm-json.ts';
import { reference } from '../../codec/codec.ts';
import { idKeys, textMap } from '../../codec/terraform/conversions.ts';
import { valueAt } from '../../codec/terraform/path.ts';
import type { SaidResource } from '../../codec/terraform/say.ts';
import type { TerraformBody } from '../../codec/terraform/value.ts';
import type { PatchBody } from '../../codec/terraform/view.ts';
import { canonical, parentId } from '../../estate/id.ts';
import { hclString } from '../escape.ts';
import type { DataSource } from './addresses.ts';
import { type Expression, type HclBlock, type HclBody, list, object, one, quoted } from './hcl.ts';
import { groupId, type Planned } from './planned.ts';
import type { Providers } from './providers.ts';
import { type Rendering, referredIn, renderArm, renderBody, resolved, targets } from './render.ts';

/** What resources are printed with. */
export interface Printing extends Rendering {
  readonly providers: Providers;
}

/** Every block that says a planned resource: itself, its associations, what is patched afterwards. */
export function resourceBlocks(planned: Planned, printing: Printing): readonly HclBlock[] {
  if (planned.said.length === 0) return [armBlock(planned, printing)];
  return [
    ...planned.said.map((said, n) => saidBlock({ planned, said, n }, printing)),
    ...planned.patches.map((patch, n) => patchBlock({ planned, patch, n }, printing)),
  ];
}

interface OneSaid {
  readonly planned: Planned;
  readonly said: SaidResource;
  readonly n: number;
}

function saidBlock({ planned, said, n }: OneSaid, printing: Printing): HclBlock {
  const body = renderBody(said.body, printing);
  const waits = n === 0 ? waitsOf(planned, said.body, printing) : [];
  return {
    type: 'resource',
    labels: labelsOf(printing.addresses.said(planned, n)),
    body: {
      attributes: [...providerOf(planned, printing), ...body.attributes],
      blocks: [...body.blocks, ...lifecycle(planned, said)],
      last: dependsOn(waits),
    },
  };
}

const labelsOf = (address: string): readonly string[] => address.split('.');

function providerOf(planned: Planned, { providers }: Printing): HclBody['attributes'] {
  const alias = providers.aliasOf(planned.deployed.subscription);
  return alias === undefined ? [] : [{ name: 'provider', value: one(alias) }];
}

function lifecycle(planned: Planned, { resource }: SaidResource): readonly HclBlock[] {
  const ignored = (resource.ignoreChanges ?? []).filter(
    ({ where }) => where === undefined || valueAt(planned.view, where) === true,
  );
  if (ignored.length === 0) return [];
  const value = list(ignored.map(({ attribute }) => one(attribute)));
  const attributes = [{ name: 'ignore_changes', value }];
  return [{ type: 'lifecycle', labels: [], body: { attributes, blocks: [] } }];
}

/**
 * What must be there before and is not referred to. Siblings that Azure changes one at a time are left
 * out: the provider itself waits there.
 */
function waitsOf(
  planned: Planned,
  body: TerraformBody | undefined,
  { addresses }: Printing,
): readonly string[] {
  const { deployed, said } = planned;
  const referred = new Set(
    (body === undefined ? [...referencesOf(deployed.body)].flatMap(targets) : referredIn(body)).map(
      canonical,
    ),
  );
  const waits = deployed.after.flatMap((id) => {
    const address = addresses.of(id);
    if (address === undefined || id === deployed.id || isSibling(id, planned)) return [];
    const needsWhole = said[0]?.resource.awaitsWhole === true || said.length === 0;
    const whole = needsWhole ? address.whole : [];
    return referred.has(canonical(id)) ? whole : [address.text, ...whole];
  });
  return [...new Set(waits)].toSorted();
}

const isSibling = (id: string, { deployed }: Planned): boolean =>
  deployed.body.names.length > 1 && parentId(id) === parentId(deployed.id);

const dependsOn = (addresses: readonly string[]): HclBody['attributes'] =>
  addresses.length === 0 ? [] : [{ name: 'depends_on', value: list(addresses.map(one)) }];

/** The whole resource in ARM's own words, where azurerm lacks some of them. */
function armBlock(planned: Planned, printing: Printing): HclBlock {
  const { deployed, unsaid } = planned;
  const { body, id } = deployed;
  const { addresses } = printing;
  const parent = body.names.length > 1 ? parentId(id) : groupId(deployed);
  const place = body.scope ?? (parent === undefined ? undefined : reference(parent));
  const tags = body.tags === undefined ? undefined : textMap.toTerraform(body.tags);
  const entries: TerraformBody = [
    ...(body.location === undefined
      ? []
      : [{ kind: 'attribute', name: 'location', value: body.location } as const]),
    ...(tags === undefined ? [] : [{ kind: 'attribute', name: 'tags', value: tags } as const]),
  ];
  const attributes: HclBody['attributes'] = [
    { name: 'type', value: quoted(`${body.type}@${body.apiVersion}`) },
    { name: 'name', value: quoted(body.names.at(-1) ?? '') },
    ...(place === undefined
      ? []
      : [{ name: 'parent_id', value: resolved(addresses.resolve(place), printing) }]),
    ...renderBody(entries, printing).attributes,
    // The provider's own list of API versions may be older than the one that is written.
    { name: 'schema_validation_enabled', value: one('false') },
    { name: 'body', value: armBody(planned, printing) },
    ...exported(addresses.askedOf(planned)),
  ];
  const last = dependsOn(waitsOf(planned, undefined, printing));
  return {
    type: 'resource',
    labels: labelsOf(addresses.said(planned, 0)),
    body: { attributes, blocks: identityBlocks(planned, printing), last },
    comments: [
      unsaid.length === 0
        ? 'azurerm has no resource for this type.'
        : `In ARM's words, for azurerm has none for: ${unsaid.join(', ')}.`,
    ],
  };
}

/** What others ask of a resource in ARM's words must be asked for. */
const exported = (paths: readonly string[]): HclBody['attributes'] =>
  paths.length === 0
    ? []
    : [{ name: 'response_export_values', value: list(paths.map((path) => quoted(path))) }];

function armBody({ deployed }: Planned, printing: Printing): Expression {
  const { kind, properties, sku, zones } = deployed.body;
  return object([
    ...(kind === undefined ? [] : [['kind', renderArm(kind, printing)] as const]),
    ['properties', renderArm(properties, printing)],
    ...(sku === undefined ? [] : [['sku', renderArm(sku, printing)] as const]),
    ...(zones === undefined ? [] : [['zones', renderArm(zones, printing)] as const]),
  ]);
}

function identityBlocks({ deployed }: Planned, printing: Printing): readonly HclBlock[] {
  const { identity } = deployed.body;
  if (identity === undefined) return [];
  const type = identity['type'];
  const users = identity['userAssignedIdentities'];
  const ids = users === undefined ? undefined : idKeys.toTerraform(users);
  const entries: TerraformBody = [
    ...(typeof type === 'string'
      ? [{ kind: 'attribute', name: 'type', value: type } as const]
      : []),
    ...(ids === undefined
      ? []
      : [{ kind: 'attribute', name: 'identity_ids', value: ids } as const]),
  ];
  return [{ type: 'identity', labels: [], body: renderBody(entries, printing) }];
}

interface OnePatch {
  readonly planned: Planned;
  readonly patch: PatchBody;
  readonly n: number;
}

/** What azurerm has no words for, set on the finished resource. */
function patchBlock({ planned, patch, n }: OnePatch, printing: Printing): HclBlock {
  const { deployed } = planned;
  const main = printing.addresses.said(planned, 0);
  const tail = patch.below.map((part) => hclString(`/${part}`).slice(1, -1)).join('');
  const id = tail === '' ? `${main}.id` : `"\${${main}.id}${tail}"`;
  // Azure changes a cluster once at a time.
  const before = n === 0 ? [] : [printing.addresses.patched(planned, n - 1)];
  return {
    type: 'resource',
    labels: labelsOf(printing.addresses.patched(planned, n)),
    body: {
      attributes: [
        { name: 'type', value: quoted(`${patch.type}@${deployed.body.apiVersion}`) },
        { name: 'resource_id', value: one(id) },
        { name: 'body', value: object([['properties', renderArm(patch.properties, printing)]]) },
      ],
      blocks: [],
      last: dependsOn(before),
    },
    comments: [`azurerm has no words for: ${planned.unsaid.join(', ')}.`],
  };
}

/** An existing resource of which more is asked than its id. */
export function dataBlock(source: DataSource, { providers }: Printing): HclBlock {
  const { place } = source.existing;
  const alias = providers.aliasOf(place?.subscription);
  return {
    type: 'data',
    labels: [source.type, source.label],
    body: {
      attributes: [
        ...(alias === undefined ? [] : [{ name: 'provider', value: one(alias) }]),
        { name: 'name', value: quoted(place?.names.at(-1) ?? '') },
        { name: 'resource_group_name', value: quoted(place?.resourceGroup ?? '') },
      ],
      blocks: [],
    },
  };
}
