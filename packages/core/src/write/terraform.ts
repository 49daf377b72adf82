import type { Asked } from '../codec/terraform/value.ts';
import type { ElementId } from '../evidence/source.ts';
import type { Deployment, ResourceGroup } from './deployment.ts';
import { addressesOf } from './terraform/addresses.ts';
import { file, type HclBlock, one, quoted } from './terraform/hcl.ts';
import { groupId, type Planned, planned } from './terraform/planned.ts';
import { providersOf, variableBlocks, versionsBlock } from './terraform/providers.ts';
import { renderBody, resolved } from './terraform/render.ts';
import { dataBlock, type Printing, resourceBlocks } from './terraform/resources.ts';

/** A file of the module. */
export interface TerraformFile {
  /** Relative; letters, digits, `-`, `_` and `.` only. */
  readonly path: string;
  readonly text: string;
}

/** A resource that azurerm alone cannot say. */
export interface TerraformDetour {
  readonly id: ElementId;
  /** `patched`: set on the finished resource; `whole`: written in ARM's own words. */
  readonly kind: 'patched' | 'whole';
  /** Paths of the ARM body that azurerm has no words for. */
  readonly paths: readonly string[];
}

/** A Terraform module that makes a deployment. */
export interface TerraformModule {
  readonly files: readonly TerraformFile[];
  readonly detours: readonly TerraformDetour[];
  /** What people must answer before it can be planned. */
  readonly asked: readonly Asked[];
}

/**
 * A deployment as one root module: a file per team, one provider configuration per subscription. What
 * exists is referred to by id, or looked up where more than the id is asked; it is never made.
 */
export function terraform(made: Deployment): TerraformModule {
  const all = planned(made);
  const places = [...made.groups, ...made.resources];
  const addresses = addressesOf(made, all);
  const asked = new Map<string, Asked>();
  const providers = providersOf(places);
  const printing: Printing = { addresses, asked, providers };
  const byTeam = new Map<string, HclBlock[]>();
  const put = (team: string, blocks: readonly HclBlock[]): void => {
    const known = byTeam.get(team);
    if (known === undefined) byTeam.set(team, [...blocks]);
    else known.push(...blocks);
  };
  for (const group of made.groups) put(group.team, [groupBlock(group, printing)]);
  for (const one of all) put(one.deployed.team, resourceBlocks(one, printing));
  const data = [...addresses.read.values()].map((source) => dataBlock(source, printing));
  for (const variable of providers.asked) asked.set(variable.variable, variable);
  const detours = all.flatMap(detourOf);
  return {
    files: [
      { path: 'terraform.tf', text: file(header, [versionsBlock(detours.length > 0)]) },
      { path: 'providers.tf', text: file(header, providers.blocks) },
      ...(asked.size === 0
        ? []
        : [{ path: 'variables.tf', text: file(header, variableBlocks([...asked.values()])) }]),
      ...(data.length === 0 ? [] : [{ path: 'existing.tf', text: file(header, data) }]),
      ...teamFiles(byTeam),
    ],
    detours,
    asked: [...asked.values()],
  };
}

const header: readonly string[] = ['Written by aksnet; changes here are lost.'];

/** Names that the module needs for itself. */
const reserved: ReadonlySet<string> = new Set(['terraform', 'providers', 'variables', 'existing']);

function teamFiles(byTeam: ReadonlyMap<string, readonly HclBlock[]>): readonly TerraformFile[] {
  const taken = new Set<string>(reserved);
  return [...byTeam].map(([team, blocks]) => {
    const base =
      team
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, '-')
        .replace(/^-+|-+$/g, '') || 'team';
    let name = base;
    for (let n = 2; taken.has(name); n += 1) name = `${base}-${n}`;
    taken.add(name);
    return { path: `${name}.tf`, text: file([...header, `Team: ${team}`], blocks) };
  });
}

function groupBlock(group: ResourceGroup, printing: Printing): HclBlock {
  const id = groupId({ ...group, resourceGroup: group.name });
  const address = id === undefined ? undefined : printing.addresses.of(id);
  const alias = printing.providers.aliasOf(group.subscription);
  const location: Asked = {
    kind: 'asked',
    variable: 'location',
    type: 'string',
    description: 'Region of resource groups that hold nothing with a region of its own.',
  };
  const { attributes } = renderBody(
    [{ kind: 'attribute', name: 'name', value: group.name }],
    printing,
  );
  return {
    type: 'resource',
    labels: address?.text.split('.') ?? [],
    body: {
      attributes: [
        ...(alias === undefined ? [] : [{ name: 'provider', value: one(alias) }]),
        ...attributes,
        {
          name: 'location',
          value:
            group.location === undefined ? resolved(location, printing) : quoted(group.location),
        },
      ],
      blocks: [],
    },
  };
}

function detourOf({ deployed, said, unsaid }: Planned): readonly TerraformDetour[] {
  if (said.length > 0 && unsaid.length === 0) return [];
  const kind = said.length === 0 ? 'whole' : 'patched';
  return [{ id: deployed.id, kind, paths: unsaid }];
}
