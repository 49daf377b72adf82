// kubectl without a cluster: it reads YAML as the API server's own reader does, and decodes typed kinds.
import { spawnSync } from 'node:child_process';

/** Whether the tool is there; tests that need it are skipped otherwise, and say so. */
export const hasKubectl: boolean = spawnSync('kubectl', ['version', '--client']).status === 0;

/** The stream as kubectl reads it, object by object. */
export function readByKubectl(stream: string): readonly unknown[] {
  // A label that is there already and the same leaves the objects as they are.
  const out = run(['annotate', '--local', '-f', '-', 'aksnet-test=1', '-o', 'json'], stream);
  // Several objects come one after the other, not as a list.
  return out.stdout.split(/\n(?=\{)/).map((text): unknown => JSON.parse(text));
}

/** What keeps kubectl from decoding the object into its own type; undefined when it could. */
export function refusalByKubectl(stream: string): string | undefined {
  const { stderr } = run(['set', 'image', '-f', '-', '--local', 'x=y', '-o', 'yaml'], stream);
  return /unable to decode|unmarshal|no kind/.test(stderr) ? stderr : undefined;
}

function run(args: readonly string[], input: string): { stdout: string; stderr: string } {
  const { stdout, stderr } = spawnSync('kubectl', args, {
    input,
    encoding: 'utf8',
    env: { ...process.env, KUBECONFIG: '/dev/null' },
  });
  return { stdout, stderr };
}
