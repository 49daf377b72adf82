import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hostileNames } from '../../../test/fixtures/hostile.ts';
import { readHtml } from '../../../test/fixtures/well-formed.ts';
import { amount, code, element, type Prose, prose, quote, words } from '../../evidence/prose.ts';
import type { Block, FindingItem, Page } from '../page.ts';
import { filterScript, filterScriptHash } from './html/script.ts';
import { printHtml } from './html.ts';
import { printMarkdown } from './markdown.ts';
import { columnsOf } from './text/width.ts';
import { printText } from './text.ts';

/** A page with one of every kind of block, in which the user's words are the given text. */
function pageOf(name: string): Page {
  const said: Prose = [
    ...prose`The subnet ${element(`/subscriptions/${name}`, name)} holds ${251} of ${name} and `,
    amount(1048576, 'addresses'),
    ', for ',
    quote(name),
    // Some sentences of ours were made with names in them.
    ` (${name}).`,
  ];
  const finding = (consequences: readonly FindingItem[]): FindingItem => ({
    mark: 'bad',
    word: 'error',
    code: 'AKS-IP-003',
    title: 'the subnet is too small for an upgrade',
    says: said,
    facts: [
      { key: 'subject', value: [code(name)] },
      { key: 'now', value: { kind: 'status', mark: 'unknown', word: 'unknown' } },
    ],
    blocks: [{ kind: 'prose', text: said }],
    consequences,
  });
  const inner: readonly Block[] = [
    { kind: 'prose', text: said },
    { kind: 'list', items: [said, words('second')] },
    { kind: 'list', ordered: true, items: [said] },
    {
      kind: 'table',
      caption: said,
      columns: [{ title: 'name' }, { title: 'size', align: 'end', keep: true }, { title: 'state' }],
      rows: [
        [
          [code(name)],
          [{ kind: 'number', value: 1024 }],
          { kind: 'status', mark: 'good', word: 'pass' },
        ],
      ],
      foot: [[words('sum'), [{ kind: 'number', value: 1024 }]]],
    },
    {
      kind: 'ledger',
      ledger: {
        subject: name,
        title: said,
        unit: 'addresses',
        supply: 251,
        lines: [
          { role: 'nodes', what: said, amount: 300, from: name },
          {
            role: 'surge',
            what: words('surge'),
            amount: { unknown: [{ kind: 'notStated', field: name }] },
            from: { document: name },
          },
        ],
        notes: [said],
      },
    },
    { kind: 'findings', items: [finding([finding([])])] },
    {
      kind: 'steps',
      steps: [{ title: said, blocks: [{ kind: 'code', language: name, text: name }] }],
    },
    { kind: 'code', language: 'bash', text: name },
    { kind: 'figure', name: 'topology', svg: '<svg></svg>', alt: name, caption: said, instead: [] },
    { kind: 'callout', mark: 'warning', title: said, blocks: [{ kind: 'prose', text: said }] },
    { kind: 'keyValues', pairs: [{ key: name, value: said }] },
    { kind: 'details', summary: said, blocks: [{ kind: 'prose', text: said }] },
  ];
  return {
    title: said,
    lead: said,
    blocks: [{ kind: 'section', anchor: 'one', title: said, blocks: inner }],
  };
}

const allowedElements = new Set(
  `html head meta title style body a div nav p label input span ol ul li main header h1 h2 h3 h4 h5 h6
   section table caption thead tbody tfoot tr th td dl dt dd article aside pre code q details summary
   figure figcaption svg script wbr`.split(/\s+/),
);

describe.each(hostileNames.map((name) => [name.slice(0, 40), name] as const))(
  'hostile: %j',
  (...[, name]) => {
    test('HTML keeps its shape and takes nothing in', () => {
      const read = readHtml(printHtml(pageOf(name)));
      expect(read.faults).toEqual([]);
      expect(read.elements.filter((one) => !allowedElements.has(one))).toEqual([]);
      expect(read.elements.filter((one) => one === 'script')).toHaveLength(1);
      expect(read.attributes.filter((one) => /^on|^src$|^style$/.test(one.name))).toEqual([]);
      const links = read.attributes.filter((one) => one.name === 'href');
      expect(links.filter((one) => !one.value.startsWith('#'))).toEqual([]);
    });

    test('a terminal is told nothing but text', () => {
      const text = printText(pageOf(name), { width: 60 });
      expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Bidi_Control}]/u);
    });

    test('Markdown has no tags, links or images of the user', () => {
      const text = printMarkdown(pageOf(name));
      // A folded part's summary is raw HTML, in which Markdown means nothing.
      const prosePart = withoutCode(text).replace(/(?<=<summary>)[^<]*(?=<\/summary>)/g, '');
      expect(prosePart.match(/<(?!\/?(details|summary)>|topology\.svg>)/g)).toBeNull();
      expect(prosePart.match(/(?<!\\)\]\((?!<topology\.svg>)/g)).toBeNull();
      expect(prosePart.match(/^#+ heading/m)).toBeNull();
    });
  },
);

/** Markdown without code spans and fences, whose inside is verbatim. */
const withoutCode = (text: string): string =>
  text
    .replace(/^ *(`{3,})[^`\n]*\n[\s\S]*?\n *\1$/gm, '')
    .replace(/(?<![`\\])(`+)(?!`)[\s\S]*?(?<!`)\1(?!`)/g, '');

describe('terminal text', () => {
  test('no line is wider than asked, whatever the words', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 120 }),
        fc.integer({ min: 40, max: 140 }),
        (name, width) => {
          const isVerbatim = (line: string): boolean => /^ * {4}/.test(line);
          for (const line of printText(pageOf(name), { width }).split('\n')) {
            if (!isVerbatim(line)) expect(columnsOf(line)).toBeLessThanOrEqual(width);
          }
        },
      ),
      { seed: 7, numRuns: 60 },
    );
  });

  test('colour only adds', () => {
    const plainText = printText(pageOf('snet-nodes'));
    const coloured = printText(pageOf('snet-nodes'), { colour: true });
    expect(coloured.replace(/\p{Cc}\[\d+m/gu, '')).toBe(plainText);
    expect(coloured).not.toBe(plainText);
  });

  test('a table that cannot fit becomes records', () => {
    const columns = Array.from({ length: 8 }, (_, i) => ({ title: `column ${i}` }));
    const row = columns.map((_, i): Prose => [code(`a-rather-long-name-${i}`)]);
    const page: Page = {
      title: words('wide'),
      blocks: [{ kind: 'table', caption: words('names'), columns, rows: [row] }],
    };
    expect(printText(page, { width: 60 })).toContain('column 3: a-rather-long-name-3');
    expect(printText(page, { width: 400 })).toMatch(/column 0 .*column 7/);
  });

  test('a whole page, as it is read', () => {
    const page: Page = {
      title: words('Check'),
      lead: prose`${1} error in ${'plan.yaml'}`,
      blocks: [
        {
          kind: 'table',
          caption: words('Subnets'),
          columns: [{ title: 'name' }, { title: 'addresses', align: 'end' }, { title: 'state' }],
          rows: [
            [
              [code('snet-nodes')],
              [{ kind: 'number', value: 2043 }],
              { kind: 'status', mark: 'good', word: 'enough' },
            ],
            [
              [code('snet-pe')],
              [{ kind: 'number', value: 11 }],
              { kind: 'status', mark: 'bad', word: 'too small' },
            ],
          ],
          foot: [[words('sum'), [{ kind: 'number', value: 2054 }]]],
        },
      ],
    };
    expect(printText(page)).toBe(`Check
=====

1 error in plan.yaml

Subnets
name        addresses  state
----------  ---------  -------------
snet-nodes      2,043  [+] enough
snet-pe            11  [x] too small
----------  ---------  -------------
sum             2,054
`);
  });
});

describe('HTML', () => {
  const html = printHtml(pageOf('snet-nodes'));

  test('headings go down one level at a time', () => {
    const levels = readHtml(html)
      .elements.filter((one) => /^h\d$/.test(one))
      .map((one) => Number(one.slice(1)));
    expect(levels[0]).toBe(1);
    const steps = levels.map((level, i) => level - (levels[i - 1] ?? 0));
    expect(Math.max(...steps)).toBe(1);
    expect(levels.filter((level) => level === 1)).toHaveLength(1);
  });

  test('nothing outside is named, and the policy allows only our own script', () => {
    expect(html).not.toMatch(/https?:|@import|url\(/);
    const hash = createHash('sha256').update(filterScript).digest('base64');
    expect(filterScriptHash).toBe(hash);
    expect(html).toContain(`script-src &#39;sha256-${hash}&#39;`);
  });

  test('every table has a caption and heads with a scope', () => {
    const read = readHtml(html);
    const count = (name: string): number => read.elements.filter((one) => one === name).length;
    expect(count('caption')).toBe(count('table'));
    expect(read.attributes.filter((one) => one.name === 'scope')).toHaveLength(count('th'));
  });
});

test('Markdown of a finding', () => {
  const page: Page = {
    title: words('Check'),
    blocks: [
      {
        kind: 'findings',
        items: [
          {
            mark: 'bad',
            word: 'error',
            code: 'AKS-IP-003',
            title: 'the subnet is too small',
            says: prose`${'snet-nodes'} needs ${331} addresses`,
            facts: [{ key: 'fix', value: words('give it a /23') }],
            blocks: [],
            consequences: [],
          },
        ],
      },
    ],
  };
  expect(printMarkdown(page)).toBe(`# Check

## ✕ error \`AKS-IP-003\` the subnet is too small

\`snet-nodes\` needs 331 addresses

- **fix:** give it a /23
`);
});

test('a table may have more rows than a call takes arguments', () => {
  const text = printText({
    title: words('many'),
    blocks: [
      {
        kind: 'table',
        caption: words('many'),
        columns: [{ title: 'row' }],
        rows: Array.from({ length: 150_000 }, (_, i) => [words(`row ${i}`)]),
      },
    ],
  });
  expect(text).toContain('row 149999');
});
