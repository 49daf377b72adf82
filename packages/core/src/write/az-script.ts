import { type Asked, type AzGround, commandsFor } from './az-script/command.ts';
import { shown, variable, type Word, word } from './az-script/word.ts';
import type { TextFile } from './bicep.ts';
import type { DeployedResource, ResourceGroup, Stage } from './deployment/resource.ts';
import type { Deployment } from './deployment.ts';
import { commentText } from './escape.ts';

/**
 * A deployment as shell scripts of `az` commands: one script per stage, and `deploy.sh` that runs them.
 * Every word that came from outside stands in single quotes. What is known only after a resource is
 * made is asked by `az resource show` just before it is needed.
 */
export function azScript(made: Deployment): readonly TextFile[] {
  if (made.resources.length === 0) return [];
  const whole: Whole = {
    made: new Map(made.resources.map((resource) => [resource.id, resource])),
    existing: new Map(made.existing.map((resource) => [resource.id, resource])),
    teams: subscriptionNames([...made.stages, { team: 'current' }]),
  };
  const stages = made.stages.map((stage) => ({
    path: `${stage.name}.sh`,
    text: stageText(whole, stage),
  }));
  return [{ path: 'deploy.sh', text: deployText(made) }, ...stages];
}

/** What every stage looks things up in. */
interface Whole extends Pick<AzGround, 'made' | 'existing'> {
  readonly teams: ReadonlyMap<string, string>;
}

const head = '#!/usr/bin/env bash\nset -euo pipefail\n';

function deployText(made: Deployment): string {
  const names = subscriptionNames([...made.groups, ...made.stages]);
  const lines = [
    head,
    ...subscriptionLines(names),
    '# resource groups',
    ...made.groups.map((group) => groupCommand(group, names)),
    '',
    '# stages, each after those it waits for',
    'here="$(dirname "$0")"',
    ...made.stages.map(({ name }) => `bash "\${here}"/${name}.sh`),
  ];
  return `${lines.join('\n')}\n`;
}

function groupCommand(group: ResourceGroup, names: ReadonlyMap<string, string>): string {
  const flags = [
    `--subscription ${shown(subscriptionWord(group, names))}`,
    `--name ${shown(word(group.name))}`,
    ...(group.location === undefined ? [] : [`--location ${shown(word(group.location))}`]),
    '--output none',
  ];
  return ['az group create', ...flags].join(' \\\n  ');
}

function stageText({ made, existing, teams }: Whole, stage: Stage): string {
  const used = new Set<string>();
  const asked = new Map<string, string>();
  const names = new Map<string, string>();
  const ground: AzGround = {
    made,
    existing,
    subscription: (place) => {
      if (place.subscription === undefined) used.add(place.team);
      return subscriptionWord(place, teams);
    },
    ask: (line) => variableFor(line, { names, asked }),
  };
  const blocks = stage.resources.flatMap((resource): readonly string[] => {
    const commands = commandsFor(ground, resource);
    // Questions stand in front of the first command that needs the answer.
    const questions = [...asked.values()];
    asked.clear();
    return ['', `# ${titleLine(resource)}`, ...questions, ...commands];
  });
  const waits = stage.after.length === 0 ? 'nothing' : stage.after.join(', ');
  const asking = new Map([...teams].filter(([team]) => used.has(team)));
  const lines = [
    head,
    `# ${commentText(stage.team)}, resource group ${commentText(stage.resourceGroup)}; waits for ${waits}`,
    ...subscriptionLines(asking),
    ...blocks,
  ];
  return `${lines.join('\n')}\n`;
}

const titleLine = ({ body }: DeployedResource): string =>
  commentText(`${body.type.split('/').at(-1) ?? ''} ${body.names.join('/')}`);

interface Memory {
  /** Variables by what they hold. */
  readonly names: Map<string, string>;
  /** Lines that are still to be printed. */
  readonly asked: Map<string, string>;
}

/** Each question is asked once in a script. */
function variableFor(line: Asked, { names, asked }: Memory): string {
  const key = `${line.id} ${line.property}`;
  const known = names.get(key);
  if (known !== undefined) return known;
  const wanted = snake(`${line.id.split('/').at(-1) ?? ''}_${line.property}`);
  const taken = new Set(names.values());
  const name = [
    wanted,
    ...Array.from({ length: taken.size + 1 }, (_, i) => `${wanted}_${i + 2}`),
  ].find((candidate) => !taken.has(candidate));
  const chosen = name ?? wanted;
  names.set(key, chosen);
  const command = [
    'az resource show',
    `--ids ${shown(line.of)}`,
    `--api-version ${shown(word(line.apiVersion))}`,
    `--query ${shown(word(line.path))}`,
    '--output tsv',
  ].join(' \\\n  ');
  asked.set(key, `${chosen}="$(${command})"`);
  return chosen;
}

/** Teams whose subscription is not known, with the variable that holds it. */
function subscriptionNames(
  places: readonly Pick<Stage, 'team' | 'subscription'>[],
): ReadonlyMap<string, string> {
  const teams = places.filter(({ subscription }) => subscription === undefined);
  return new Map(teams.map(({ team }) => [team, `${snake(team)}_subscription`]));
}

const subscriptionLines = (names: ReadonlyMap<string, string>): readonly string[] =>
  [...new Set(names.values())].map(
    (name) => `${name}="\${${name.toUpperCase()}:-$(az account show --query id --output tsv)}"`,
  );

const subscriptionWord = (
  { team, subscription }: Pick<Stage, 'team' | 'subscription'>,
  names: ReadonlyMap<string, string>,
): Word =>
  subscription === undefined
    ? variable(names.get(team) ?? 'current_subscription')
    : word(subscription);

/** A name that a shell variable may bear; never one of the shell's own, for it ends in our words. */
const snake = (text: string): string => {
  const letters = text
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_');
  return /^[a-z]/.test(letters) ? letters : `x_${letters}`;
};
