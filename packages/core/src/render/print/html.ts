import { type Prose, plain } from '../../evidence/prose.ts';
import { htmlAttribute, htmlText } from '../../write/escape.ts';
import type {
  Block,
  Figure,
  FindingItem,
  FindingList,
  KeyValue,
  Page,
  Section,
  Steps,
  Table,
} from '../page.ts';
import { badge, cellText, inline } from './html/inline.ts';
import { filterScript, filterScriptHash } from './html/script.ts';
import { reportStyle } from './html/style.ts';
import { ledgerTable } from './ledger-table.ts';
import { moreWords } from './more.ts';

/**
 * What a browser may do with a report: apply its own style, run the one script whose hash stands
 * here, show pictures that lie in it. No address is ever fetched, no form sent, no frame opened.
 */
const contentPolicy = [
  "default-src 'none'",
  "style-src 'unsafe-inline'",
  `script-src 'sha256-${filterScriptHash}'`,
  'img-src data:',
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/** The page as one HTML file that needs nothing beside it: opens from a disk, prints, works offline. */
export function printHtml(page: Page): string {
  const title = htmlText(plain(page.title).replace(/\s+/g, ' '));
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${htmlAttribute(contentPolicy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<style>
${reportStyle}
</style>
</head>
<body>
<a class="skip" href="#content">Skip to the content</a>
<div class="frame">
${contents(page)}
<main id="content" tabindex="-1">
<header><h1>${inline(page.title)}</h1>
${page.lead === undefined ? '' : `<p class="lead">${inline(page.lead)}</p>`}</header>
${blocksText(page.blocks, 2)}
</main>
</div>
<script>${filterScript}</script>
</body>
</html>
`;
}

/** The sticky table of contents: sections and their sections. */
function contents(page: Page): string {
  const sections = sectionsOf(page.blocks);
  if (sections.length === 0) return '';
  const entry = (one: Section): string => {
    const inner = sectionsOf(one.blocks);
    const nested = inner.length === 0 ? '' : `<ol>${inner.map(link).join('')}</ol>`;
    return `<li><a href="#${htmlAttribute(one.anchor)}">${inline(one.title)}</a>${nested}</li>`;
  };
  return `<nav aria-label="Contents">
<p class="filter" hidden><label for="filter">Filter rows</label><input id="filter" type="search" autocomplete="off"><span id="filter-count" role="status"></span></p>
<ol>${sections.map(entry).join('\n')}</ol>
</nav>`;
}

const link = (one: Section): string =>
  `<li><a href="#${htmlAttribute(one.anchor)}">${inline(one.title)}</a></li>`;

const sectionsOf = (blocks: readonly Block[]): readonly Section[] =>
  blocks.filter((block) => block.kind === 'section');

const blocksText = (blocks: readonly Block[], level: number): string =>
  blocks.map((block) => blockText(block, level)).join('\n');

function blockText(block: Block, level: number): string {
  switch (block.kind) {
    case 'section':
      return `<section id="${htmlAttribute(block.anchor)}">${heading(inline(block.title), level)}
${blocksText(block.blocks, level + 1)}</section>`;
    case 'prose':
      return `<p>${inline(block.text)}</p>`;
    case 'list': {
      const tag = block.ordered === true ? 'ol' : 'ul';
      return `<${tag}>${block.items.map((item) => `<li>${inline(item)}</li>`).join('\n')}</${tag}>`;
    }
    case 'table':
      return tableText(block, '');
    case 'ledger':
      return `${tableText(ledgerTable(block.ledger), 'ledger')}${notesText(block.ledger.notes ?? [])}`;
    case 'findings':
      return findingsText(block, level);
    case 'steps':
      return stepsText(block, level);
    case 'code':
      // Scrolls sideways, so the keyboard must be able to reach it.
      return `<pre tabindex="0"><code>${htmlText(block.text)}</code></pre>`;
    case 'figure':
      return figureText(block, level);
    case 'callout':
      return `<aside class="callout ${block.mark}"><p class="title">${inline(block.title)}</p>
${blocksText(block.blocks, level)}</aside>`;
    case 'keyValues':
      return pairsText(block.pairs);
    case 'details':
      return foldedText(inline(block.summary), blocksText(block.blocks, level));
  }
}

/** HTML has six levels of headings. */
function heading(inside: string, level: number): string {
  const tag = `h${Math.min(6, level)}`;
  return `<${tag}>${inside}</${tag}>`;
}

const foldedText = (summary: string, inside: string): string =>
  `<details><summary>${summary}</summary>\n${inside}</details>`;

const notesText = (notes: readonly Prose[]): string =>
  notes.map((note) => `<p class="aside">Note: ${inline(note)}</p>`).join('\n');

const pairsText = (pairs: readonly KeyValue[]): string =>
  pairs.length === 0
    ? ''
    : `<dl>${pairs.map((pair) => `<dt>${htmlText(pair.key)}</dt><dd>${cellText(pair.value)}</dd>`).join('\n')}</dl>`;

function tableText(table: Table, kind: string): string {
  const alignOf = (i: number): string => (table.columns[i]?.align === 'end' ? ' class="end"' : '');
  const cells = (row: Table['rows'][number]): string =>
    table.columns
      .map((_, i) => {
        const inside = cellText(row[i] ?? []);
        return i === 0
          ? `<th scope="row"${alignOf(i)}>${inside}</th>`
          : `<td${alignOf(i)}>${inside}</td>`;
      })
      .join('');
  const rows = (list: Table['rows']): string =>
    list.map((row) => `<tr>${cells(row)}</tr>`).join('\n');
  const head = table.columns
    .map((column, i) => `<th scope="col"${alignOf(i)}>${htmlText(column.title)}</th>`)
    .join('');
  const foot = table.foot === undefined ? '' : `<tfoot>${rows(table.foot)}</tfoot>`;
  return `<div class="scroll" tabindex="0" role="region" aria-label="${htmlAttribute(plain(table.caption))}"><table class="${kind}"><caption${table.quiet === true ? ' class="unseen"' : ''}>${inline(table.caption)}</caption>
<thead><tr>${head}</tr></thead>
<tbody>${rows(table.rows)}</tbody>${foot}</table></div>`;
}

function findingsText({ items, more = [] }: FindingList, level: number): string {
  const texts = (list: readonly FindingItem[]): string =>
    list.map((item) => findingText(item, level)).join('\n');
  return more.length === 0
    ? texts(items)
    : `${texts(items)}\n${foldedText(htmlText(moreWords(more)), texts(more))}`;
}

function findingText(item: FindingItem, level: number): string {
  const consequences =
    item.consequences.length === 0
      ? ''
      : `<p class="aside">Leads to</p>${item.consequences.map((c) => findingText(c, level + 1)).join('\n')}`;
  const title = `${badge({ kind: 'status', mark: item.mark, word: item.word })} <code>${htmlText(item.code)}</code> ${htmlText(item.title)}`;
  return `<article class="finding ${item.mark}">${heading(title, level)}
<p>${inline(item.says)}</p>
${pairsText(item.facts)}
${blocksText(item.blocks, level + 1)}
${consequences}</article>`;
}

const stepsText = (block: Steps, level: number): string =>
  `<ol class="steps">${block.steps
    .map((step) => {
      const state = step.status === undefined ? '' : `${badge(step.status)} `;
      return `<li><p class="title">${state}${inline(step.title)}</p>${blocksText(step.blocks, level)}</li>`;
    })
    .join('\n')}</ol>`;

/** The drawing itself is trusted: every drawing of this room escapes what it is given. */
const figureText = (figure: Figure, level: number): string =>
  `<figure><div class="drawing" tabindex="0" role="region" aria-label="${htmlAttribute(plain(figure.caption))}">${figure.svg}</div>
<figcaption>${inline(figure.caption)}</figcaption>
${figure.instead.length === 0 ? '' : foldedText('The same in words', blocksText(figure.instead, level))}</figure>`;
