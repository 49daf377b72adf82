import { plain } from '../../../evidence/prose.ts';
import { htmlAttribute, htmlText, jsonInScript } from '../../../write/escape.ts';
import { readAs } from '../../words/policy/read-as.ts';
import { matrixData } from './matrix/data.ts';
import { matrixScript, matrixScriptHash } from './matrix/script.ts';
import { matrixStyle } from './matrix/style.ts';
import type { ReachFormat, ReachReport } from './report.ts';

const contentPolicy = [
  "default-src 'none'",
  "style-src 'unsafe-inline'",
  `script-src 'sha256-${matrixScriptHash}'`,
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

const states = [
  ['open', '●', 'all connections'],
  ['limited', '◐', 'some ports'],
  ['undetermined', '?', 'undetermined'],
  ['closed', '', 'denied'],
] as const;

/** Reach as a matrix in one HTML file that fetches nothing: namespaces fold, cells tell why. */
export const reachHtml: ReachFormat = {
  id: 'html',
  title: 'HTML, a matrix to search',
  print: (report) => {
    const legend = states
      .map(
        ([state, sign, says]) =>
          `<span class="key"><i class="${state}" aria-hidden="true">${sign}</i>${says}</span>`,
      )
      .join('\n');
    return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${htmlAttribute(contentPolicy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>Who reaches whom</title>
<style>
${matrixStyle}
</style>
</head>
<body>
<header>
<h1>Who reaches whom</h1>
<span class="lead">${htmlText(askedText(report))}</span>
<label>Search <input id="filter" type="search" autocomplete="off" placeholder="namespace or name ( / )"></label>
<button type="button" id="fold">Fold all</button><button type="button" id="unfold">Unfold all</button>
${legend}
<span class="count" id="count" role="status"></span>
</header>
<div class="scroll"><table id="grid" aria-label="Senders in rows, receivers in columns"></table>
<noscript><p>This matrix needs its script; aksnet policy reach prints the same as text.</p></noscript></div>
<aside id="panel" aria-live="polite"><p>Choose a cell: ports, and the policies that decide. Arrow keys move, Enter opens, / searches.</p></aside>
<footer>${htmlText(readText(report))} A cell cut in half holds denied pairs too.</footer>
<script type="application/json" id="data">${jsonInScript(matrixData(report))}</script>
<script>${matrixScript}</script>
</body>
</html>
`;
  },
};

function askedText({ asked, table }: ReachReport): string {
  const ends = [
    ...(asked.from.length === 0 ? [] : [`from ${asked.from.join(', ')}`]),
    ...(asked.to.length === 0 ? [] : [`to ${asked.to.join(', ')}`]),
    ...(asked.port === undefined ? [] : [`on ${asked.port}`]),
  ];
  return [`${table.senders.length} × ${table.receivers.length} by ${asked.by}`, ...ends].join(' ');
}

/** The sentence of the other pages. */
function readText({ model }: ReachReport): string {
  const block = readAs(model);
  return block.kind === 'prose' ? plain(block.text) : '';
}
