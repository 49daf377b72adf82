import type { CommandGroup, OptionSpec } from '../command.ts';
import { cluster, format } from '../options.ts';

const engine: OptionSpec = {
  flags: '--engine <engine>',
  says: "read policies as this one does; auto: as the cluster's own, and as the specification where none is known",
  default: 'auto',
  // As literals, so that help loads no engine; a test holds them against the readings that there are.
  choices: ['auto', 'specification', 'netpol-analyzer', 'cilium', 'azure', 'calico', 'none'],
};

const kubernetesVersion: OptionSpec = {
  flags: '--kubernetes-version <version>',
  says: 'where the engine reads by version and no input tells the version of the cluster',
};

const assume: OptionSpec = {
  flags: '--assume <name=value>',
  says: 'answer to go by where sources conflict or are silent; aksnet explain names them',
  many: true,
};

/** How the policies of the inputs are read, in every command of the group. */
const reading: readonly OptionSpec[] = [cluster, engine, kubernetesVersion, assume];

/** Questions about policies. A new one is one entry here and one file in `policy/`. */
export const policyCommands: CommandGroup = {
  name: 'policy',
  summary: 'who may reach whom under the policies of a cluster, as its own engine reads them',
  examples: [
    {
      line: 'aksnet policy eval examples/live-dump --from shop/api --to internet:443',
      says: 'may these two talk, and which rule says so',
    },
  ],
  commands: [
    {
      name: 'eval',
      summary: 'whether a connection passes, and why: each side, each policy, each rule',
      takes: '<inputs...>',
      options: [
        {
          flags: '--from <end>',
          says: 'namespace/workload, namespace/*, a pod, an address, a range, internet, node:name',
          required: true,
        },
        {
          flags: '--to <end:port>',
          says: 'as --from, with a port by number or name; or a Service (svc:shop/web:80), a host name',
          required: true,
        },
        {
          flags: '--protocol <protocol>',
          says: 'protocol of the port',
          default: 'TCP',
          choices: ['TCP', 'UDP', 'SCTP'],
        },
        ...reading,
        format(['text', 'json', 'markdown', 'html']),
      ],
      examples: [
        {
          line: 'aksnet policy eval examples/live-dump --from shop/api --to internet:443',
          says: 'from manifests, dumps of kubectl, or both together',
        },
        {
          line: 'aksnet policy eval examples/live-dump --from 10.20.0.9 --to shop/api:8080 --engine calico',
          says: 'the same cluster, had it another engine',
        },
      ],
      load: () => import('./policy/eval.ts'),
    },
    {
      name: 'explain',
      summary:
        'why two may talk or not on each port, what hangs on it, and the least change that turns it',
      takes: '<inputs...>',
      options: [
        { flags: '--from <end>', says: 'as in policy eval', required: true },
        {
          flags: '--to <end>',
          says: 'as in policy eval; the port may be left out',
          required: true,
        },
        { flags: '--port <port>', says: 'number or name, where --to has none' },
        {
          flags: '--protocol <protocol>',
          says: 'protocol of the port',
          default: 'TCP',
          choices: ['TCP', 'UDP', 'SCTP'],
        },
        {
          flags: '--want <verdict>',
          says: 'what it is to become; without: the other way round from what it is',
          choices: ['allowed', 'denied'],
        },
        ...reading,
        format(['text', 'json', 'markdown', 'html']),
      ],
      examples: [
        {
          line: 'aksnet policy explain examples/live-dump --from shop/api --to internet:443',
          says: 'each proposal is a patch that was tried, with everything else that it would change',
        },
      ],
      load: () => import('./policy/explain.ts'),
    },
    {
      name: 'lint',
      summary: 'which policies and rules do nothing, or not what they seem to, with repairs',
      takes: '<inputs...>',
      options: [
        ...reading,
        { flags: '--fix', says: 'print the repairs as differences of YAML; nothing is changed' },
        format(['text', 'json', 'sarif', 'junit', 'github', 'markdown', 'html']),
      ],
      examples: [
        {
          line: 'aksnet policy lint examples/live-dump',
          says: 'exit code 1 when anything graver than a note is found',
        },
        {
          line: 'aksnet policy lint examples/live-dump --fix',
          says: 'the repair of each finding, to be applied one by one',
        },
      ],
      load: () => import('./policy/lint.ts'),
    },
    {
      name: 'diff',
      summary: 'what a change of policies or of the engine opens and closes, what breaks, and why',
      takes: '<inputs...>',
      options: [
        {
          flags: '--with <inputs>',
          says: 'policies that come, or replace those of their name',
          many: true,
        },
        { flags: '--without <policy>', says: 'a policy that goes, as namespace/name', many: true },
        {
          flags: '--engine-from <engine>',
          says: 'compare how this engine reads the inputs with another',
          choices: engine.choices ?? [],
        },
        {
          flags: '--engine-to <engine>',
          says: 'the other engine',
          choices: engine.choices ?? [],
        },
        {
          flags: '--fail-on <change>',
          says: 'exit code 1 if any connection loses something, gains something, either, or never',
          default: 'lost',
          choices: ['lost', 'gained', 'any', 'none'],
        },
        ...reading,
        format(['text', 'json', 'markdown', 'csv', 'html']),
      ],
      examples: [
        {
          line: 'aksnet policy diff examples/live-dump --engine-from azure --engine-to cilium',
          says: 'what changes when the cluster goes from Azure NPM to Cilium, by cause',
        },
        {
          line: 'aksnet policy diff examples/live-dump --without shop/default-deny --fail-on gained -f markdown',
          says: 'what if a policy goes; --with adds or replaces some, and two folders are two versions',
        },
      ],
      load: () => import('./policy/diff.ts'),
    },
    {
      name: 'test',
      summary: 'whether what must be reached is reached, and what must not is not',
      takes: '<assertions> [inputs...]',
      options: [
        ...reading,
        { flags: '--allow-undetermined', says: 'what no input decides counts as passed' },
        format(['text', 'json', 'junit', 'tap', 'sarif', 'github', 'markdown', 'html']),
      ],
      examples: [
        {
          line: 'aksnet policy test assertions.yaml examples/live-dump',
          says: 'exit code 0 when all hold, 1 when one does not; without inputs: the folder of the file',
        },
      ],
      load: () => import('./policy/test.ts'),
    },
    {
      name: 'generate',
      summary: 'policies that give wanted flows and no others, with the proof of it',
      takes: '<inputs...>',
      options: [
        { flags: '--flows <file>', says: 'a file of wanted connections (kind: Flows)' },
        {
          flags: '--observed <file>',
          says: 'seen flows: lines of Hubble, rows of ContainerNetworkLogs as JSON or CSV, a plain CSV',
          many: true,
        },
        { flags: '--include-dropped', says: 'what was seen and dropped is wanted too' },
        {
          flags: '--namespace <namespace>',
          says: 'close this one; without any: all that hold pods but those of the platform',
          many: true,
        },
        {
          flags: '--names',
          says: 'the engine may go by host names (Cilium with advanced services)',
        },
        { flags: '--local-dns', says: 'nodes answer names themselves (LocalDNS)' },
        ...reading,
        { flags: '-o, --out <folder>', says: 'write the manifests there, one file a namespace' },
        {
          flags: '--force',
          says: 'also replace files that were changed by hand since they were written',
        },
        format(['text', 'yaml', 'json', 'markdown', 'html']),
      ],
      examples: [
        {
          line: 'aksnet policy generate examples/live-dump --flows flows.yaml --out policies',
          says: 'exit code 0 when the set gives just what is wanted, 1 when it differs',
        },
        {
          line: 'aksnet policy generate examples/live-dump --observed hubble.jsonl -f yaml',
          says: 'from what Hubble saw, as one stream for kubectl apply',
        },
      ],
      load: () => import('./policy/generate.ts'),
    },
    {
      name: 'reach',
      summary: 'who reaches whom: workloads, addresses outside, ways in',
      takes: '<inputs...>',
      options: [
        {
          flags: '--from <end>',
          says: 'these senders only, as in eval; may be given several times',
          many: true,
        },
        { flags: '--to <end>', says: 'these receivers only', many: true },
        { flags: '--port <port>', says: 'this port only: 5432, 53/udp, 8000-9000/tcp' },
        {
          flags: '--by <grain>',
          says: 'what pods are put together by',
          default: 'workload',
          choices: ['workload', 'namespace', 'pod'],
        },
        {
          flags: '--group-by <end>',
          says: 'whose rows are put together; the sender, unless only --to is given',
          choices: ['sender', 'receiver'],
        },
        { flags: '--all', says: 'every pair, however many' },
        ...reading,
        format(['text', 'json', 'csv', 'markdown', 'dot', 'svg', 'html']),
      ],
      examples: [
        {
          line: 'aksnet policy reach examples/live-dump',
          says: 'everybody to everybody, those that fare alike in one row',
        },
        {
          line: 'aksnet policy reach examples/live-dump --to shop/api --port 8080',
          says: 'who gets to one port',
        },
        {
          line: 'aksnet policy reach examples/live-dump --format html > reach.html',
          says: 'a matrix to search, whole in one file',
        },
      ],
      load: () => import('./policy/reach.ts'),
    },
    {
      name: 'exposure',
      summary: 'what is open to the world, to the whole cluster, to pods that are not there yet',
      takes: '<inputs...>',
      options: [...reading, format(['text', 'json', 'csv', 'markdown', 'html'])],
      examples: [
        {
          line: 'aksnet policy exposure examples/live-dump',
          says: 'workloads without any policy first',
        },
      ],
      load: () => import('./policy/exposure.ts'),
    },
  ],
};
