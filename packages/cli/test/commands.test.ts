import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rules } from '@aksnet/core/check';
import { assumptions, limits, modes } from '@aksnet/core/facts';
import { findingFormats } from '@aksnet/core/render';
import { jsonSchema, presetIds, writtenFiles } from '@aksnet/core/requirements';
import { describe, expect, it } from 'vitest';
import { exercise, filesIn, root, run, tempFolder } from './run.ts';

const example = (name: string): string => join(root, 'examples', name, 'plan.yaml');

describe('explain', () => {
  it.each(rules.map(({ code, title }) => [code, title] as const))('%s', async (code, title) => {
    const { out, ...rest } = await run('explain', code.toLowerCase());
    expect(rest).toEqual({ code: 0, err: '' });
    expect(out.split('\n')[0]).toBe(`# ${code}: ${title}`);
    for (const heading of ['## Why', '## Example', '## What to do', '## Sources'])
      expect(out).toContain(heading);
  });

  it('knows every assumption, mode and limit, and lists all there is', async () => {
    const names = [assumptions, modes, limits].flatMap((table) => Object.keys(table));
    const { out: list } = await run('explain');
    for (const name of names) {
      const { code, out } = await run('explain', name);
      expect([name, code]).toEqual([name, 0]);
      expect(out).toContain('Sources:\n- ');
      expect(list).toContain(`  ${name} `);
    }
    for (const { code } of rules) expect(list).toContain(`  ${code} `);
  });
});

it('schema prints the schema that the library has', async () => {
  const { code, out, err } = await run('schema');
  expect([code, err, JSON.parse(out)]).toEqual([0, '', jsonSchema('requirements')]);
  for (const file of writtenFiles) {
    const named = await run('schema', '--of', file);
    expect(JSON.parse(named.out)).toEqual(jsonSchema(file));
  }
});

describe('init', () => {
  it.each(presetIds)('%s designs without an error', async (preset) => {
    const file = join(tempFolder(), 'requirements.yaml');
    const begun = await run('init', '--preset', preset, '-o', file);
    expect(begun).toEqual({
      code: 0,
      out: '',
      err: `written to ${file}; next: aksnet design ${file} --out plan\n`,
    });
    const { out, err } = await run('design', file);
    expect(out).toContain('The plan holds: our own rules find no error in it.');
    expect(err).toBe('');
  });

  it('puts answers into the file, whatever they are', async () => {
    const name = '"]\n$(rm -rf ~) \u202e: {';
    const { code, out } = await run(
      'init',
      '--name',
      name,
      '--region',
      'eastasia',
      '--pool',
      '10.9.0.0/16',
    );
    expect(code).toBe(0);
    const file = join(tempFolder(), 'r.yaml');
    writeFileSync(file, out);
    const { code: designed, err } = await run('design', file, '-f', 'json');
    expect([designed, err]).toEqual([0, '']);
  });

  it('refuses answers that no file could be read with, and shows where', async () => {
    const { code, out, err } = await run(
      'init',
      '--pool',
      '10.0.0.0/99',
      '--region',
      'West Europe',
    );
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain('10.0.0.0/99');
    expect(err).toContain('West Europe');
  });

  it('leaves a file that is there as it is', async () => {
    const file = join(tempFolder(), 'r.yaml');
    writeFileSync(file, 'mine');
    const { code, err } = await run('init', '-o', file);
    expect(code).toBe(3);
    expect(err).toContain('stays as it is');
    expect(readFileSync(file, 'utf8')).toBe('mine');
  });

  it('asks nothing without a terminal', async () => {
    const { code, out } = await run('init');
    expect([code, out.startsWith('# General production default\n')]).toEqual([0, true]);
  });
});

describe('check', () => {
  it('reads findings in every format, each of its own kind', async () => {
    const begins: Readonly<Record<string, RegExp>> = {
      text: /^Findings\n/,
      markdown: /^# Findings\n/,
      html: /^<!doctype html>/,
      json: /^\{/,
      sarif: /^\{\s*"\$schema"/,
      junit: /^<\?xml|^<testsuites/,
      github: /^::error /,
      csv: /^"?\w+"?,/,
    };
    expect(Object.keys(begins)).toEqual(expect.arrayContaining(findingFormats.map(({ id }) => id)));
    for (const [format, beginning] of Object.entries(begins)) {
      const { code, out, err } = await run('check', example('brief-good'), '-f', format);
      expect([format, code, err]).toEqual([format, 1, '']);
      expect(out).toMatch(beginning);
      expect(out).toContain('AKS-IP-001');
      if (format === 'json' || format === 'sarif') expect(() => JSON.parse(out)).not.toThrow();
    }
  });

  it('judges by the rules that were asked for', async () => {
    const { code, out } = await run(
      'check',
      example('brief-good'),
      '--only',
      'aks-ip-004',
      '-f',
      'json',
    );
    expect([code, out.includes('AKS-IP-001')]).toEqual([0, false]);
  });

  it('prints the checklist', async () => {
    const { out } = await run('check', example('brief-good'), '--checklist');
    expect(out.toLowerCase()).toContain('checklist');
  });

  it('one file that cannot be read hides no other, and outweighs findings', async () => {
    const { code, out, err } = await run('check', 'not-there.yaml', example('brief-good'));
    expect(code).toBe(2);
    expect(err).toContain('there is no file not-there.yaml');
    expect(out).toContain('AKS-IP-001');
  });

  it('judges requirements by what would be built from them', async () => {
    const { out, err } = await run('check', exercise);
    expect(out).toContain('\n0 errors, ');
    expect(err).toBe('');
  });

  it('says of requirements that no network can be built from them', async () => {
    const text = readFileSync(exercise, 'utf8').replace(
      'pools: [10.80.0.0/12]',
      'pools: [10.80.0.0/22]',
    );
    const file = join(tempFolder(), 'r.yaml');
    writeFileSync(file, text);
    const { code, err } = await run('check', file);
    expect(code).toBe(1);
    expect(err).toMatch(/in the way of a plan; aksnet design .*r\.yaml tells what/);
  });

  it('puts the day that was asked for before the day in the file', async () => {
    const folder = tempFolder();
    const file = join(folder, 'old.yaml');
    const plan = readFileSync(example('brief-good'), 'utf8')
      .replace('172.30.0.0/16', '172.20.0.0/16')
      .replace('172.30.0.10', '172.20.0.10')
      .replace('mode: overlay', 'mode: kubenet');
    writeFileSync(file, plan);
    const early = await run('check', file, '--day', '2020-01-01', '-f', 'json');
    const late = await run('check', file, '--day', '2040-01-01', '-f', 'json');
    expect(late.out).not.toBe(early.out);
  });
});

describe('design', () => {
  it('prints in every format and writes no file without --out', async () => {
    const folder = tempFolder();
    const file = join(folder, 'r.yaml');
    writeFileSync(file, (await run('init')).out);
    const begins: Readonly<Record<string, RegExp>> = {
      text: /^Network of Example Company\n=+\n/,
      markdown: /^# Network of Example Company\n/,
      html: /^<!doctype html>/,
      json: /^\{\n {2}"kind": "Plan",\n/,
    };
    for (const [format, beginning] of Object.entries(begins)) {
      const { code, out, err } = await run('design', file, '-f', format);
      expect([format, code, err]).toEqual([format, 0, '']);
      expect(out).toMatch(beginning);
    }
    expect([...filesIn(folder).keys()]).toEqual(['r.yaml']);
  });

  it('changes nothing when it is run again, and keeps what a growing plan has', async () => {
    const folder = tempFolder();
    const file = join(folder, 'r.yaml');
    const plan = join(folder, 'plan');
    const text = (await run('init')).out;
    writeFileSync(file, text);
    await run('design', file, '--out', plan);
    const before = filesIn(plan);
    const again = await run('design', file, '--out', plan);
    expect(again.err).toContain(`nothing changes in ${plan}: `);
    expect(filesIn(plan)).toEqual(before);

    const second = text.slice(text.indexOf('  - name: apps'), text.indexOf('\nsecurity:'));
    const grown = text.replace(
      'clusters:\n',
      `clusters:\n${second.replace('name: apps', 'name: aaa')}\n`,
    );
    writeFileSync(file, grown);
    const dry = await run('design', file, '--out', plan, '--dry-run');
    expect(dry.err).toMatch(/would write to .*: \d+ new, \d+ changed/);
    expect(dry.err).toMatch(/^ {2}changed {2}plan\.json$/m);
    expect(filesIn(plan)).toEqual(before);
    expect(dry.out).toContain('Difference to the plan before');

    const third = await run('design', file, '--out', plan);
    expect(third.code).toBe(0);
    const settled = await run('design', file, '--out', plan);
    const last = await run('design', file, '--out', plan);
    expect(settled.err).toContain('keeping the ranges of');
    expect(last.err).toContain('nothing changes');
  });

  it('shows and does not write a plan that does not hold, in JSON neither', async () => {
    const folder = tempFolder();
    const file = join(folder, 'r.yaml');
    writeFileSync(file, (await run('init', '--pool', '10.9.0.0/27')).out);
    const plan = join(folder, 'plan');
    const shown = await run('design', file, '--out', plan);
    expect(shown.code).toBe(1);
    expect(shown.out).toContain('The plan does not hold');
    const json = await run('design', file, '--out', plan, '-f', 'json');
    expect(json.code).toBe(1);
    const said: unknown = JSON.parse(json.out);
    expect(said).toMatchObject({
      kind: 'Obstacles',
      obstacles: [1, 2].map(() => ({
        kind: 'full',
        place: expect.stringMatching(/r\.yaml:\d+:\d+$/),
      })),
    });
    expect([...filesIn(folder).keys()]).toEqual(['r.yaml']);
  });

  it.each([
    ['an address plan', example('brief-good'), 'a design starts from requirements'],
    ['no plan as the previous one', exercise, 'cannot be read as the plan'],
  ])('refuses %s', async (_, file, says) => {
    const args = file === exercise ? [file, '--previous', file] : [file];
    const { code, out, err } = await run('design', ...args);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(says);
    expect(err.split('\n').length).toBeLessThan(5);
  });
});
