// What people hand over by mistake or by malice: `aksnet design` answers with what is wrong, where, and
// what to write instead; it never breaks down and never leaves part of a folder.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Ended, exercise, filesIn, run, tempFolder } from '../../packages/cli/test/run.ts';

const good = readFileSync(exercise, 'utf8');

/** The exercise with texts replaced; each must be there. */
function changed(...changes: readonly (readonly [string, string])[]): string {
  return changes.reduce((text, [before, after]) => {
    if (!text.includes(before)) throw new Error(`the exercise has no ${before}`);
    return text.replace(before, after);
  }, good);
}

interface Tried extends Ended {
  /** Files around the input afterwards, without the input. */
  readonly left: readonly string[];
}

/** Designs from these bytes, with a folder to write to. */
async function tried(bytes: string | Buffer, name = 'r.yaml'): Promise<Tried> {
  const folder = tempFolder();
  writeFileSync(join(folder, name), bytes);
  const ended = await run('design', join(folder, name), '--out', join(folder, 'plan'));
  const err = ended.err.replaceAll(join(folder, '/'), '');
  const left = [...filesIn(folder).keys()].filter((path) => path !== name);
  return { ...ended, err, left };
}

const nothing: readonly string[] = [];

describe('requirements that do not fit together end with 2, place and proposal', () => {
  type Case = readonly [what: string, text: string, place: RegExp, proposal: string];
  const cases: readonly Case[] = [
    [
      'a private API server that nobody can reach',
      changed(
        [
          'people: [{ name: platform-engineers, from: onPremises }, { name: on-call, from: bastion }]',
          'people: []',
        ],
        ['agents: [{ name: build-agents, from: hub }]', 'agents: []'],
        ['gitops: { tool: flux, reaches: github.com, port: 443 }', '# no gitops'],
        ['breakGlass: bastion', 'breakGlass: none'],
      ),
      /^r\.yaml:98:5: error: the API server of pay is private, and nobody is named/m,
      'name people or agents',
    ],
    [
      'people who come through what is not there',
      changed(['bastion: true', 'bastion: false']),
      /^r\.yaml:100:\d+: error: on-call come from bastion/m,
      'write hub.bastion: true',
    ],
    [
      'pools that overlap',
      changed(['pools: [10.80.0.0/12]', 'pools: [10.80.0.0/12, 10.88.0.0/16]']),
      /^r\.yaml:25:29: error: the routed pool 10\.88\.0\.0\/16 overlaps/m,
      'take two ranges that are apart',
    ],
    [
      'a pool that others hold',
      changed(['pools: [10.80.0.0/12]', 'pools: [10.0.0.0/14]']),
      /^r\.yaml:25:15: error: nothing is left of the routed pool/m,
      'ask for another range',
    ],
    [
      'a maximum below the minimum',
      changed(['minNodes: 6, maxNodes: 180', 'minNodes: 60, maxNodes: 18']),
      /^r\.yaml:65:68: error: the pool javaapi has at most 18 nodes and at least 60/m,
      'swap the two',
    ],
    [
      'a region twice',
      changed([
        'of: southeastasia, domain: corp }',
        'of: southeastasia, domain: corp }\n  - { name: eastasia }',
      ]),
      /^r\.yaml:37:13: error: the region "eastasia" is there twice/m,
      'give each its own name',
    ],
    [
      'a region twice in a cluster',
      changed(['regions: [southeastasia, eastasia]', 'regions: [southeastasia, southeastasia]']),
      /^r\.yaml:58:30: error: the region of the cluster "southeastasia" is there twice/m,
      'make one entry of both',
    ],
    [
      'IPv6 without any IPv6 range',
      changed(['services: 600', 'services: 600\n    ipFamilies: [4, 6]']),
      /^r\.yaml:62:17: error: the cluster pay asks for IPv6/m,
      'add an IPv6 range',
    ],
    [
      'IPv6 alone',
      changed(['services: 600', 'services: 600\n    ipFamilies: [6]']),
      /^r\.yaml:62:17: error: a list of 1: \[4\] or \[4, 6\] was expected/m,
      'clusters of IPv6 alone do not exist',
    ],
    [
      'more nodes than there are computers',
      changed(['maxNodes: 180', 'maxNodes: 1000000000']),
      /^r\.yaml:65:67: error: the pool javaapi asks for 1,000,000,000 nodes/m,
      'spread the nodes over',
    ],
    [
      'a number that is none',
      changed(['maxNodes: 180', 'maxNodes: 1e400']),
      /^r\.yaml:65:67: error: Infinity/m,
      'is not a number',
    ],
    [
      'a name that Azure refuses',
      changed(['{ name: javaapi,', '{ name: java-api-too-long,']),
      /^r\.yaml:65:17: error: Azure refuses "java-api-too-long"/m,
      'for example javaapitoolo',
    ],
    [
      'a name that leaves its folder',
      changed(['- name: pay\n', '- name: ../../etc\n']),
      /^r\.yaml:56:11: error: "\.\.\/\.\.\/etc"/m,
      'letters, digits, dots, dashes',
    ],
    [
      'a key that is spelled wrong',
      changed(['inspection: required', 'inspecton: required']),
      /^r\.yaml:73:7: error: "inspecton" is no key/m,
      'was inspection meant?',
    ],
    [
      'a key that JavaScript has a meaning for',
      changed(['organisation:', '__proto__:\n  a: 1\norganisation:']),
      /^r\.yaml:7:1: error: the key "__proto__" is not read/m,
      'remove the key',
    ],
  ];
  it.each(cases)('%s', async (...[, text, place, proposal]) => {
    const { code, out, err, left } = await tried(text);
    expect([code, out, left]).toEqual([2, '', nothing]);
    expect(err).toMatch(place);
    expect(err).toContain(proposal);
    expect(err).toMatch(/nothing was written\n$/);
    expect(err).not.toMatch(/^\s+at /m);
  });
});

describe('requirements that no network meets end with 1, what stands in the way, and what would help', () => {
  const flat = [
    'openConnectionsToPods: []',
    'openConnectionsToPods: [{ who: mainframe, reason: it calls back to the address that registered }]',
  ] as const;
  it.each([
    [
      'pods with addresses of the network, and a pool too small for them',
      changed(flat, ['pools: [10.80.0.0/12]', 'pools: [10.80.0.0/21]']),
      [
        'No room for the VNet range',
        'the largest free block is 10.80.0.0/21',
        'give the domain a further pool',
      ],
    ],
    [
      'IPv6 for pods that others route to, which no mode has',
      changed(
        flat,
        ['services: 600', 'services: 600\n    ipFamilies: [4, 6]'],
        ['pools: [10.80.0.0/12]', "pools: [10.64.0.0/10, 'fd00:80::/40']"],
        ['[100.64.0.0/10]', "[100.64.0.0/10, 'fd01::/40']"],
        ['[172.20.0.0/14]', "[172.20.0.0/14, 'fd02::/100']"],
      ),
      [
        'No network meets what is asked',
        'dual-stack needs overlay',
        'Each of these changes was tried',
      ],
    ],
  ])('%s', async (_, text, says) => {
    const { code, out, err, left } = await tried(text);
    expect([code, err, left]).toEqual([
      1,
      'aksnet: the plan does not hold, so no file was written\n',
      nothing,
    ]);
    for (const words of says) expect(out).toContain(words);
  });
});

const bomb = [
  'a: &a [x,x,x,x,x,x,x,x,x]',
  ...'bcdefghi'.split('').map((name, i) => {
    const before = 'abcdefgh'[i] ?? '';
    return `${name}: &${name} [${Array(9).fill(`*${before}`).join(',')}]`;
  }),
].join('\n');

describe('what is no requirements file at all ends with 2 and says so', () => {
  it.each([
    [
      'aliases that grow without end',
      bomb,
      /^r\.yaml:\d:\d+: error: aliases stand for more than/,
      'write the values out',
    ],
    [
      '50 MB of YAML',
      `a: ${'x'.repeat(50_000_000)}\n`,
      /^r\.yaml: error: the text has 47\.7 MB/,
      'split the file',
    ],
    ['brackets without end', `a: ${'['.repeat(5000)}`, /^r\.yaml:1:\d+: error: /, 'deep'],
    ['broken YAML', 'kind: [Requirements\n  : }{ @@@\n', /^r\.yaml:1:20: error: /, 'syntax'],
    [
      'a letter',
      'Dear all,\nplease design a network.\n',
      /^r\.yaml:1:1: error: /,
      'is not a section with keys',
    ],
    ['a list', '- a\n- b\n', /^r\.yaml:1:1: error: /, 'is not a section with keys'],
    ['nothing', '', /^r\.yaml: error: the file is empty/, 'was expected'],
    ['a comment', '# to be done\n', /^r\.yaml: error: the file is empty/, 'was expected'],
    ['zero bytes', Buffer.alloc(1000), /^r\.yaml: error: /, 'save the file as UTF-8'],
    [
      'a picture',
      Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'),
      /^aksnet: r\.yaml:1: the text is not UTF-8/,
      'check which file this is',
    ],
    [
      'another encoding',
      Buffer.from(good.replace('Contoso', 'Cont\u00f6so'), 'latin1'),
      /^aksnet: r\.yaml:8: the text is not UTF-8/,
      'save it as UTF-8',
    ],
  ])('%s', async (...[, bytes, place, says]) => {
    const started = performance.now();
    const { code, out, err, left } = await tried(bytes);
    expect([code, out, left]).toEqual([2, '', nothing]);
    expect(err).toMatch(place);
    expect(err).toContain(says);
    expect(err).not.toMatch(/^\s+at /m);
    expect(err.length).toBeLessThan(5000);
    expect(performance.now() - started).toBeLessThan(10_000);
  });

  it('broken JSON', async () => {
    const { code, err, left } = await tried('{"kind":"Requirements"', 'r.json');
    expect([code, left]).toEqual([2, nothing]);
    expect(err).toMatch(/^r\.json:1:23: error: the text ends where a comma or }/);
  });
});

describe('what editors and shells make of a file does not matter', () => {
  const spelled: readonly (readonly [string, Buffer])[] = [
    ['with a byte order mark', Buffer.from(`\ufeff${good}`)],
    ['with line ends of Windows', Buffer.from(good.replaceAll('\n', '\r\n'))],
    ['as UTF-16', Buffer.from(`\ufeff${good}`, 'utf16le')],
  ];
  it('the design is the same', async () => {
    const folder = tempFolder();
    const designed = async (bytes: string | Buffer): Promise<Ended> => {
      const file = join(folder, 'r.yaml');
      writeFileSync(file, bytes);
      return run('design', file, '-f', 'json');
    };
    const expected = await designed(good);
    expect(expected.out).not.toBe('');
    for (const [how, bytes] of spelled)
      expect([how, await designed(bytes)]).toEqual([how, expected]);
  });
});
