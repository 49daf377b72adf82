// docs/policy.md tells what the lists in the code say, and shows what the commands print.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { policyCommands } from '../../packages/cli/src/commands/policy.ts';
import { root, run } from '../../packages/cli/test/run.ts';
import {
  ciliumByKubernetes,
  endPortFromCilium,
} from '../../packages/core/src/facts/engines/cilium.ts';
import type { OsType } from '../../packages/core/src/facts/os.ts';
import {
  engineProfile,
  isEngineId,
  policyEngines,
} from '../../packages/core/src/facts/policy-engines.ts';
import { type Dialect, dialectOf } from '../../packages/core/src/policy/dialect.ts';
import { policyKinds } from '../../packages/core/src/policy/kinds.ts';
import { readings } from '../../packages/core/src/policy/readings.ts';

const path = join(root, 'docs/policy.md');

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

const code = (text: string): string => `\`${text}\``;
const yes = (value: boolean): string => (value ? 'yes' : 'no');

interface Column {
  readonly title: string;
  readonly dialect: Dialect;
  /** Of the profile behind it: what it takes as settled by an assumption. */
  readonly open: ReadonlySet<string>;
}

const engineColumns: readonly Column[] = Object.values(policyEngines)
  .filter(({ id }) => id !== 'none')
  .flatMap(({ id, title, runsOn }) =>
    runsOn.map(({ os }): Column => {
      const profile = engineProfile(id, { os });
      const open = Object.entries(profile).filter(([, value]) => /^\w+\.\w+$/.test(String(value)));
      return {
        title: `${title}${runsOn.length > 1 ? `, ${os}` : ''}`,
        dialect: dialectOf(profile),
        open: new Set(open.map(([key]) => key)),
      };
    }),
  );

const columns: readonly Column[] = [
  { title: 'specification', dialect: readings.specification, open: new Set() },
  ...engineColumns,
];

const through: Readonly<Record<Dialect['throughLoadBalancer'], string>> = {
  filtered: 'filtered',
  unfiltered: 'not filtered',
  byNodeAddress: 'as the node',
};
const endPorts: Readonly<Record<Dialect['endPort'], string>> = {
  honoured: 'the range',
  ignored: 'first port only',
  policySkipped: 'policy skipped',
};
const numbers: Readonly<Record<Dialect['namedPorts'], string>> = {
  every: 'every number',
  first: 'one number',
  none: 'no',
};
const skipped = (value: 'honoured' | 'policySkipped'): string =>
  value === 'honoured' ? 'yes' : 'policy skipped';

/** What is asked of a dialect, with the field that answers it. */
const points: readonly (readonly [string, keyof Dialect, (dialect: Dialect) => string])[] = [
  ['a block means pods', 'ipBlockMatchesPods', (d) => yes(d.ipBlockMatchesPods)],
  ['a block means nodes', 'ipBlockMatchesNodes', (d) => yes(d.ipBlockMatchesNodes)],
  ['egress to the own node', 'ownNodeEgress', (d) => d.ownNodeEgress],
  ['ingress from the own node', 'ownNodeIngress', (d) => d.ownNodeIngress],
  [
    'through a load balancer, traffic policy Cluster',
    'throughLoadBalancer',
    (d) => through[d.throughLoadBalancer],
  ],
  ['named ports', 'namedPorts', (d) => numbers[d.namedPorts]],
  ['`endPort`', 'endPort', (d) => endPorts[d.endPort]],
  ['`except`', 'except', (d) => skipped(d.except)],
  ['`NotIn`, `DoesNotExist`', 'negativeSelectors', (d) => skipped(d.negativeSelectors)],
  ['SCTP is filtered', 'sctp', (d) => yes(d.sctp)],
  [
    'families that are filtered',
    'families',
    (d) => d.families.map((one) => `IPv${one}`).join(', '),
  ],
  ['host names', 'names', (d) => yes(d.names)],
  ['rules on requests', 'l7', (d) => yes(d.l7)],
  ['own kinds', 'kindGroups', (d) => d.kindGroups.map(code).join(', ')],
];

const engineRows = (): readonly (readonly string[])[] =>
  points.map(([says, field, answer]) => [
    says,
    ...columns.map(
      ({ dialect, open }) => `${answer(dialect)}${open.has(field) ? ' (assumed)' : ''}`,
    ),
  ]);

/** Groups of kinds, with the readings that read them. */
function kindRows(): readonly (readonly string[])[] {
  const groups = [...new Set(policyKinds.map(({ group }) => group))];
  return groups.map((group) => {
    const kinds = policyKinds.filter((entry) => entry.group === group);
    const readers = columns.filter(({ dialect }) => kinds.every((one) => one.isEnforced(dialect)));
    const isAssumed = readers.some(({ dialect }) => dialect.assumes.includes('policy.adminKinds'));
    const by =
      readers.length === columns.length
        ? `every engine${isAssumed ? ' (assumed)' : ''}`
        : readers.map(({ title }) => title).join('; ');
    return [code(group), kinds.map(({ kind }) => code(kind)).join(', '), by];
  });
}

function formatsOf(name: string): readonly string[] {
  const command = policyCommands.commands.find((one) => one.name === name);
  const options = command !== undefined && 'options' in command ? command.options : [];
  return options.find(({ flags }) => flags.includes('--format'))?.choices ?? [];
}

/** What a command prints, and its own line before. */
async function shown(line: string, most?: number): Promise<string> {
  const { out, err } = await run(...line.split(' '));
  expect(err).toBe('');
  const text = most === undefined ? out : out.split('\n').slice(0, most).join('\n');
  const cut = most === undefined ? '' : ` | head -${most}`;
  return `\`\`\`console\n$ aksnet ${line}${cut}\n${text.trimEnd()}\n\`\`\``;
}

const recipe = 'examples/policies/limit-to-application';
const exercise = 'examples/policies/exercise';

const generated = async (): Promise<Readonly<Record<string, string>>> => ({
  commands: table(
    ['command', 'answers'],
    policyCommands.commands.map(({ name, summary }) => [code(`aksnet policy ${name}`), summary]),
  ),
  lint: await shown(
    'policy lint examples/policies/dns-only/workloads.yaml examples/policies/mistakes/names-by-udp-only.yaml',
    16,
  ),
  eval: await shown(`policy eval ${recipe} --from shop/web --to shop/db:5432`),
  test: await shown('policy test examples/policies/admin-tiers/assertions.yaml'),
  reach: await shown(`policy reach ${recipe}`),
  explain: await shown(`policy explain ${recipe} --from shop/web --to shop/db:5432`, 20),
  exposure: await shown(`policy exposure ${recipe}`),
  diff: await shown(
    'policy diff examples/live-dump --engine-from azure --engine-to cilium --fail-on none',
    36,
  ),
  generate: await shown(
    `policy generate ${exercise}/workloads.yaml --flows ${exercise}/flows.yaml --namespace payments`,
    9,
  ),
  formats: formatsOf('test').map(code).join(', '),
  kinds: table(['group', 'kinds', 'read by'], kindRows()),
  engines: table(['', ...columns.map(({ title }) => title)], engineRows()),
  endPort: `${endPortFromCilium.value} (Kubernetes ${
    Object.entries(ciliumByKubernetes.value).find(([, cilium]) =>
      cilium.startsWith(endPortFromCilium.value),
    )?.[0]
  })`,
});

it('docs/policy.md is what the lists and the commands say', async () => {
  const page = readFileSync(path, 'utf8');
  const blocks = await generated();
  const seen: string[] = [];
  const wanted = page.replace(
    /<!-- (\w+) -->(\n?)[\s\S]*?<!-- end -->/g,
    (_, name: string, end: string) => {
      seen.push(name);
      return `<!-- ${name} -->${end}${blocks[name] ?? 'no such block'}${end}<!-- end -->`;
    },
  );
  expect(seen.toSorted()).toEqual(Object.keys(blocks).toSorted());
  if (process.env['UPDATE_GOLDENS'] === '1') writeFileSync(path, wanted);
  else expect(page === wanted ? page : 'npm run update-goldens').toBe(wanted);
});

it('every engine has its column', () => {
  const ids = Object.keys(policyEngines).filter(isEngineId);
  const systems: readonly OsType[] = ['Linux', 'Windows'];
  const enforced = ids.flatMap((id) =>
    systems.filter((os) => policyEngines[id].runsOn.some((on) => on.os === os) && id !== 'none'),
  );
  expect(engineColumns).toHaveLength(enforced.length);
});
