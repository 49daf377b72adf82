import type { OptionSpec } from './command.ts';

/** The form of the output; the first is the default. */
export const format = (choices: readonly string[]): OptionSpec => ({
  flags: '-f, --format <format>',
  says: 'form of the output',
  default: choices[0] ?? 'text',
  choices,
});

/** Which cluster is meant, or whose objects those are that do not say it. */
export const cluster: OptionSpec = {
  flags: '-c, --cluster <cluster>',
  says: 'name or id of the cluster that Kubernetes objects belong to, where no snapshot.json says it',
};
