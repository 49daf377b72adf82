import { apiVersions } from '../codec/azure/api-versions.ts';
import type { ElementId } from '../evidence/source.ts';
import {
  type Ground,
  type PrintedStage,
  printStage,
  stageText,
  type Wire,
} from './bicep/stage-file.ts';
import { capital, identifier, symbolsOf, uniqueNames } from './bicep/symbols.ts';
import { plainKey } from './bicep/value.ts';
import type { ResourceGroup, Stage } from './deployment/resource.ts';
import type { Deployment } from './deployment.ts';
import { bicepString } from './escape.ts';

/** A file to be written: where it goes, and what is in it. */
export interface TextFile {
  /** Relative, with `/`; letters, digits, `-`, `_` and `.` only. */
  readonly path: string;
  readonly text: string;
}

/**
 * A deployment as Bicep: one module per stage, `groups.bicep` for new resource groups, and `main.bicep`
 * that runs them over subscriptions. There is no line for any kind of resource here: bodies are printed
 * as the codecs wrote them. Only syntax that every Bicep compiler knows is used.
 */
export function bicep(made: Deployment): readonly TextFile[] {
  const ground: Ground = {
    made: new Map(made.resources.map((resource) => [resource.id, resource])),
    existing: new Map(made.existing.map((resource) => [resource.id, resource])),
    symbols: symbolsOf(made.resources, made.existing),
    stageOf: new Map(
      made.stages.flatMap(({ name, resources }) => resources.map(({ id }) => [id, name] as const)),
    ),
  };
  const printed = made.stages.map((stage) => printStage(ground, stage));
  const wires = wiresByStage(printed, ground);
  const files = printed.map((one) => ({
    path: `${one.stage.name}.bicep`,
    text: stageText(ground, one, wires.get(one.stage.name) ?? []),
  }));
  const groups = made.groups.length === 0 ? [] : [{ path: 'groups.bicep', text: groupsText }];
  return [{ path: 'main.bicep', text: mainText(made, printed, ground) }, ...groups, ...files];
}

/** What each stage must tell the others. */
function wiresByStage(
  printed: readonly PrintedStage[],
  ground: Ground,
): ReadonlyMap<string, readonly Wire[]> {
  const found = new Map<string, Map<string, Wire>>();
  for (const wire of printed.flatMap(({ wires }) => wires)) {
    const stage = ground.stageOf.get(wire.from) ?? '';
    const wires = found.get(stage) ?? new Map<string, Wire>();
    found.set(stage, wires.set(wire.name, wire));
  }
  return new Map([...found].map(([stage, wires]) => [stage, [...wires.values()]]));
}

const groupsText = `// new resource groups of one subscription
targetScope = 'subscription'

@description('Name and location of each group')
param groups array

resource group 'Microsoft.Resources/resourceGroups@${apiVersions.resources}' = [for one in groups: {
  name: one.name
  location: one.location
}]
`;

/** Names in `main.bicep`: of modules by stage, of the parameters for subscriptions that are not known. */
interface MainNames {
  readonly moduleOf: ReadonlyMap<string, string>;
  readonly subscriptionOf: (from: Pick<Stage, 'team' | 'subscription'>) => string;
}

function mainText(made: Deployment, printed: readonly PrintedStage[], ground: Ground): string {
  const unique = uniqueNames();
  const teams = new Set(
    [...made.stages, ...made.groups].flatMap(({ team, subscription }) =>
      subscription === undefined ? [team] : [],
    ),
  );
  const params = new Map(
    [...teams].map((team) => [team, unique(`${identifier(team)}Subscription`)]),
  );
  const names: MainNames = {
    moduleOf: new Map(made.stages.map(({ name }) => [name, unique(moduleName(name))])),
    subscriptionOf: ({ team, subscription }) =>
      subscription === undefined ? (params.get(team) ?? '') : bicepString(subscription),
  };
  const groups = groupModules(made.groups, names, unique);
  const blocks = [
    '// runs every stage; start it in any subscription: az deployment sub create --template-file main.bicep',
    "targetScope = 'subscription'",
    ...[...params].map(([team, name]) =>
      [
        `@description(${bicepString(`Subscription of ${team}`)})`,
        `param ${name} string = subscription().subscriptionId`,
      ].join('\n'),
    ),
    ...groups.map(({ text }) => text),
    ...printed.map((one) => stageModule(one, { names, ground, groups })),
  ];
  return `${blocks.join('\n\n')}\n`;
}

/** `2-network` is called `network2`. */
const moduleName = (stage: string): string => {
  const [level = '', ...words] = stage.split('-');
  return identifier(words.map((word, i) => (i === 0 ? word : capital(word))).join('') + level);
};

interface GroupModule {
  readonly symbol: string;
  readonly subscription: string;
  readonly text: string;
}

function groupModules(
  groups: readonly ResourceGroup[],
  names: MainNames,
  unique: (wanted: string) => string,
): readonly GroupModule[] {
  const bySubscription = new Map<string, ResourceGroup[]>();
  for (const group of groups) {
    const key = names.subscriptionOf(group);
    const list = bySubscription.get(key);
    if (list === undefined) bySubscription.set(key, [group]);
    else list.push(group);
  }
  return [...bySubscription].map(([subscription, members]) => {
    const symbol = unique('groups');
    const items = members.map(({ name, location }) => {
      const place = location === undefined ? 'deployment().location' : bicepString(location);
      return `      {\n        name: ${bicepString(name)}\n        location: ${place}\n      }`;
    });
    const lines = [
      `module ${symbol} 'groups.bicep' = {`,
      `  name: 'resource-${symbol.replaceAll('_', '-')}'`,
      `  scope: subscription(${subscription})`,
      '  params: {',
      '    groups: [',
      ...items,
      '    ]',
      '  }',
      '}',
    ];
    return { symbol, subscription, text: lines.join('\n') };
  });
}

interface MainGround {
  readonly names: MainNames;
  readonly ground: Ground;
  readonly groups: readonly GroupModule[];
}

function stageModule(
  { stage, wires }: PrintedStage,
  { names, ground, groups }: MainGround,
): string {
  const subscription = names.subscriptionOf(stage);
  const from = (wire: Wire): string => stageNameOf(ground, wire.from);
  const params = wires.map(
    (wire) => `    ${plainKey(wire.name)}: ${names.moduleOf.get(from(wire))}.outputs.${wire.name}`,
  );
  const told = new Set(wires.map(from));
  const waits = [
    ...groups.filter((group) => group.subscription === subscription).map(({ symbol }) => symbol),
    ...stage.after
      .filter((name) => !told.has(name))
      .flatMap((name) => names.moduleOf.get(name) ?? []),
  ];
  const lines = [
    `module ${names.moduleOf.get(stage.name)} ${bicepString(`${stage.name}.bicep`)} = {`,
    `  name: ${bicepString(stage.name.slice(0, longestName))}`,
    `  scope: resourceGroup(${subscription}, ${bicepString(stage.resourceGroup)})`,
    ...(params.length === 0 ? [] : ['  params: {', ...params, '  }']),
    ...(waits.length === 0 ? [] : ['  dependsOn: [', ...waits.map((wait) => `    ${wait}`), '  ]']),
    '}',
  ];
  return lines.join('\n');
}

/** Azure's limit for the name of a deployment. */
const longestName = 64;

const stageNameOf = (ground: Ground, id: ElementId): string => ground.stageOf.get(id) ?? '';
