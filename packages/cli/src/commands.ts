import type { CommandEntry } from './command.ts';
import { policyCommands } from './commands/policy.ts';
import { cluster, format } from './options.ts';

/** Every command. A new one is one entry here and one file beside its neighbours; groups list their own. */
export const commands: readonly CommandEntry[] = [
  {
    name: 'design',
    summary:
      'from requirements to a decided, sized, allocated and proven network with all its files',
    takes: '<requirements>',
    options: [
      { flags: '-o, --out <folder>', says: 'write the plan, reports and deployable files there' },
      {
        flags: '-p, --previous <plan>',
        says: 'plan.json of an earlier design: nothing in it moves',
      },
      { flags: '-n, --dry-run', says: 'show what would change, write nothing' },
      {
        flags: '--force',
        says: 'also replace files that were changed by hand since they were written',
      },
      format(['text', 'json', 'markdown', 'html']),
    ],
    examples: [
      {
        line: 'aksnet design requirements.yaml --out plan',
        says: 'design and write everything to plan/',
      },
      {
        line: 'aksnet design requirements.yaml --out plan --dry-run',
        says: 'what would change in plan/',
      },
      {
        line: 'aksnet design requirements.yaml -f json | jq .decisions',
        says: 'the decisions for another program',
      },
    ],
    load: () => import('./commands/design.ts'),
  },
  {
    name: 'check',
    summary:
      'what is wrong with a design, an address plan, dumps, templates or manifests, with evidence and fix',
    takes: '<inputs...>',
    options: [
      format(['text', 'json', 'sarif', 'junit', 'github', 'csv', 'markdown', 'html']),
      { flags: '--only <code>', says: 'judge by these rules only', many: true },
      {
        flags: '--day <day>',
        says: 'judge retirements against this day (default: the day in the file, else today)',
      },
      cluster,
      { flags: '--checklist', says: 'the production checklist instead of the findings' },
    ],
    examples: [
      {
        line: 'aksnet check examples/brief-good/plan.yaml',
        says: 'judge a hand-written address plan',
      },
      {
        line: 'aksnet check examples/live-dump',
        says: 'judge what az and kubectl printed, all files as one network',
      },
      {
        line: 'aksnet check plan/plan.json --checklist',
        says: 'the 24 points of the production checklist',
      },
      { line: 'aksnet check plan.yaml -f sarif > findings.sarif', says: 'for code scanning' },
    ],
    load: () => import('./commands/check.ts'),
  },
  {
    name: 'read',
    summary:
      'what dumps, templates, plans and manifests hold, understood by content; what is missing',
    takes: '<inputs...>',
    options: [
      { flags: '-s, --summary', says: 'the counts alone' },
      cluster,
      format(['text', 'json', 'markdown', 'html']),
      {
        flags: '--day <day>',
        says: 'judge against this day (default: the day in a plan, else today)',
      },
    ],
    examples: [
      {
        line: 'aksnet read examples/live-dump',
        says: 'a folder of az and kubectl output; az aks list -o json | aksnet read - works as well',
      },
      {
        line: 'aksnet read examples/live-dump --summary -f json | jq .clusters',
        says: 'modes, ranges and ways out for another program',
      },
    ],
    load: () => import('./commands/read.ts'),
  },
  policyCommands,
  {
    name: 'init',
    summary: 'write a commented requirements file to start from',
    takes: '',
    options: [
      {
        flags: '--preset <name>',
        says: 'pattern to start from',
        choices: ['general', 'flat', 'restricted', 'migration'],
      },
      { flags: '--name <name>', says: 'name of the organisation' },
      {
        flags: '--region <region>',
        says: 'region of Azure; the first is primary, the next its DR',
        many: true,
      },
      { flags: '--pool <prefix>', says: 'range from which VNets may be cut', many: true },
      { flags: '--nodes <number>', says: 'most nodes of a cluster' },
      { flags: '-o, --out <file>', says: 'write there instead of standard output' },
    ],
    examples: [
      { line: 'aksnet init', says: 'ask the questions on a terminal' },
      {
        line: 'aksnet init --preset restricted --region westeurope --pool 10.64.0.0/12 -o requirements.yaml',
        says: 'without questions',
      },
    ],
    load: () => import('./commands/init.ts'),
  },
  {
    name: 'explain',
    summary: 'what a rule, an assumption, a mode or a limit means, offline',
    takes: '[name]',
    options: [],
    examples: [
      { line: 'aksnet explain AKS-IP-001', says: 'the page of a rule' },
      { line: 'aksnet explain surge.default', says: 'an assumption, its answers and its sources' },
      { line: 'aksnet explain', says: 'everything that can be explained' },
    ],
    load: () => import('./commands/explain.ts'),
  },
  {
    name: 'schema',
    summary: 'JSON Schema of files that people write, for editors',
    takes: '',
    options: [
      {
        flags: '--of <file>',
        says: 'kind of file',
        default: 'requirements',
        choices: ['requirements', 'address-plan', 'assertions'],
      },
    ],
    examples: [
      { line: 'aksnet schema > requirements.schema.json', says: 'save it beside the file' },
      {
        line: 'aksnet schema --of address-plan > address-plan.schema.json',
        says: 'for hand-written plans',
      },
    ],
    load: () => import('./commands/schema.ts'),
  },
];
