// What only a real process shows: its streams, its standard input, and how it ends. It is the bundle that runs.
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { exercise, root, tempFolder } from './run.ts';

const bin = join(root, 'packages', 'cli', 'bin', 'aksnet.js');

interface Given {
  readonly input?: string;
  readonly env?: Readonly<Record<string, string>>;
}

function aksnet(args: readonly string[], { input = '', env = {} }: Given = {}) {
  const { CI, FORCE_COLOR, ...rest } = process.env;
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, ...args], {
    input,
    encoding: 'utf8',
    cwd: root,
    env: { ...rest, ...env },
    maxBuffer: 64 * 1024 * 1024,
  });
  return { status, stdout, stderr };
}

describe('a process', () => {
  it('reads standard input for -, and keeps what it says apart from what was wanted', () => {
    const input = readFileSync(exercise, 'utf8');
    const { status, stdout, stderr } = aksnet(['design', '-', '-f', 'json'], { input });
    expect(status).toBeLessThanOrEqual(1);
    expect(JSON.parse(stdout)).toMatchObject({ kind: 'Plan' });
    expect(stderr).toBe('');
  });

  it('loads the parser of Terraform code, which is outside the bundle', () => {
    const folder = join('examples', 'terraform-repository');
    const { status, stdout, stderr } = aksnet(['read', folder, '--summary', '-f', 'json']);
    expect([status, stderr]).toEqual([0, '']);
    expect(JSON.parse(stdout)).toMatchObject({ clusters: [{ modes: ['overlay'] }] });
  });

  it('sets what to do apart from what is wrong, and names all that a folder is searched for', () => {
    const said = aksnet(['read', '-'], { input: '{"a": 1}' }).stdout.replace(/\s+/g, ' ');
    expect(said).toContain('is known here; known are');
    expect(aksnet(['read', join('packages', 'cli', 'bin')]).stderr).toContain('.csv or .tf files');
  });

  it.each(['read', 'check'])(
    '%s: a file that cannot be read outweighs what the others hold',
    (command) => {
      const folder = tempFolder();
      writeFileSync(join(folder, 'bad.json'), '{"a": [');
      writeFileSync(
        join(folder, 'net.json'),
        JSON.stringify({
          id: '/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/virtualNetworks/net',
          addressSpace: { addressPrefixes: ['10.0.0.0/16'] },
        }),
      );
      const { status, stdout } = aksnet([command, folder]);
      expect([status, stdout.length > 0]).toEqual([2, true]);
    },
  );

  it('names standard input where something is wrong with it', () => {
    const { status, stdout, stderr } = aksnet(['check', '-'], { input: 'kind: Nothing\n' });
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toContain('standard input:1:7: error: ');
  });

  it('obeys colour settings, and is plain without a terminal', () => {
    const args = ['check', join('examples', 'brief-good', 'plan.yaml')];
    const code = '\u001b[';
    expect(aksnet(args, { env: { CI: '1' } }).stdout).not.toContain(code);
    expect(aksnet(args, { env: { FORCE_COLOR: '1' } }).stdout).toContain(code);
    expect(aksnet(args, { env: { FORCE_COLOR: '1', NO_COLOR: '1' } }).stdout).not.toContain(code);
  });

  it('says nothing a terminal would obey when it quotes what it was given', () => {
    const { status, stderr } = aksnet(['check', 'a\u001b[31m\u202eb.yaml']);
    expect(status).toBe(2);
    expect(stderr).toContain('a\ufffd[31m\ufffdb.yaml');
  });

  it.skipIf(process.platform === 'win32')('ends quietly when its reader has seen enough', () => {
    const command = `"${process.execPath}" "${bin}" schema | head -c 1; echo "$?"`;
    const { stdout, stderr } = spawnSync('sh', ['-c', command], { encoding: 'utf8' });
    expect([stdout, stderr]).toEqual(['{0\n', '']);
  });
});
