import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { type PresetAnswers, type PresetId, presetIds } from '@aksnet/core/requirements';
import { type Asked, complaintOf, fewestNodes, listOf, nodesIn } from './init-answers.ts';

/** Answers, and where the file goes; without a place it goes to standard output. */
export interface Answered extends Asked {
  readonly out?: string;
}

const presetWords: Readonly<Record<PresetId, { readonly label: string; readonly hint: string }>> = {
  general: { label: 'general production default', hint: 'public entry, private API server' },
  flat: {
    label: 'enterprise network with routable pods',
    hint: 'only when others must reach pods by address',
  },
  restricted: {
    label: 'highly restricted',
    hint: 'no public way in, everything that leaves is inspected',
  },
  migration: { label: 'away from a legacy mode', hint: 'kubenet and others, slice by slice' },
};

/** What is taken when an answer is left empty; it is shown in its place, and is what the pattern would say. */
const usual = {
  name: 'Example Company',
  regions: 'westeurope',
  pools: '10.64.0.0/12',
  nodes: '60',
  file: 'requirements.yaml',
} as const;

/** How questions are asked. */
export interface Asking {
  /** Whether the text would only scroll by: then a file is asked for. */
  readonly wantsFile: boolean;
}

/**
 * Questions on the terminal; undefined when they are broken off. They are shown on standard error, since
 * standard output may be the file that is made. An answer that cannot be used is refused where it stands.
 */
export async function fromQuestions({ wantsFile }: Asking): Promise<Answered | undefined> {
  const { cancel, intro, isCancel, select, text } = await import('@clack/prompts');
  const output = process.stderr;
  intro('aksnet init: a requirements file to start from', { output });
  const brokenOff = (): undefined => {
    cancel('broken off; nothing was written', { output });
  };
  const chosen = await select({
    message: 'Which pattern comes nearest?',
    options: presetIds.map((id) => ({ value: id, ...presetWords[id] })),
    output,
  });
  if (isCancel(chosen)) return brokenOff();
  let answers: PresetAnswers = {};
  const complaint = (more: PresetAnswers): string | undefined =>
    complaintOf({ preset: chosen, answers: { ...answers, ...more } });
  for (const { message, by, read, refuse } of questions) {
    const answer = await text({
      message,
      placeholder: by,
      defaultValue: by,
      output,
      validate: (given) => {
        const value = given === undefined || given.trim() === '' ? by : given;
        return refuse(value) ?? complaint(read(value));
      },
    });
    if (isCancel(answer)) return brokenOff();
    answers = { ...answers, ...read(answer.trim() === '' ? by : answer) };
  }
  if (!wantsFile) return { preset: chosen, answers };
  const out = await text({
    message: 'File to write',
    placeholder: usual.file,
    defaultValue: usual.file,
    output,
    validate: (given) => {
      const file = given === undefined || given.trim() === '' ? usual.file : given.trim();
      if (existsSync(file)) return `${file} is there already; choose another name`;
      return existsSync(dirname(file)) ? undefined : `there is no folder ${dirname(file)}`;
    },
  });
  if (isCancel(out)) return brokenOff();
  return { preset: chosen, answers, out: out.trim() };
}

interface Question {
  readonly message: string;
  /** Taken when nothing is answered. */
  readonly by: string;
  /** Why an answer cannot even be read. */
  readonly refuse: (answer: string) => string | undefined;
  readonly read: (answer: string) => PresetAnswers;
}

const anything = (): undefined => undefined;

/** What is asked after the pattern, in this order. A new question is one entry. */
const questions: readonly Question[] = [
  {
    message: 'Name of the organisation',
    by: usual.name,
    refuse: anything,
    read: (name) => ({ name: name.trim() }),
  },
  {
    message: 'Regions of Azure, the primary first, the next its DR',
    by: usual.regions,
    refuse: anything,
    read: (regions) => ({ regions: listOf(regions) }),
  },
  {
    message: 'Ranges from which VNets may be cut',
    by: usual.pools,
    refuse: anything,
    read: (pools) => ({ pools: listOf(pools) }),
  },
  {
    message: 'Most nodes of a cluster, in the years you plan for',
    by: usual.nodes,
    refuse: (nodes) =>
      nodesIn(nodes) === undefined
        ? `a number of nodes was expected, ${fewestNodes} or more`
        : undefined,
    read: (nodes) => ({ maxNodes: nodesIn(nodes) ?? fewestNodes }),
  },
];
