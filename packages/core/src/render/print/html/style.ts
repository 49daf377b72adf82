/** The style of a report. Colours are variables, once for light and once for dark; print is light. */
export const reportStyle: string = `:root{
--paper:#ffffff;--ink:#1b2530;--soft:#55636f;--line:#d8dfe5;--raised:#f5f7f9;--link:#0b5cad;
--good:#17693a;--good-paper:#e5f4ea;--bad:#a5161d;--bad-paper:#fdeaea;--warning:#855100;--warning-paper:#fdf2dc;
--note:#0b5394;--note-paper:#e6f0fb;--unknown:#5e3a9e;--unknown-paper:#f0eafb;--off:#55636f;--off-paper:#eef1f4}
@media screen and (prefers-color-scheme:dark){:root{
--paper:#12181f;--ink:#e4e9ee;--soft:#9fadb9;--line:#2e3a45;--raised:#1a222b;--link:#7ab8f5;
--good:#7ddba0;--good-paper:#14301f;--bad:#ff9a9a;--bad-paper:#3a1719;--warning:#f5c46b;--warning-paper:#352709;
--note:#8fc4ff;--note-paper:#12283f;--unknown:#c9b2f7;--unknown-paper:#281d40;--off:#9fadb9;--off-paper:#232d37}}
*{box-sizing:border-box}
html{font:16px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;color:var(--ink);background:var(--paper);scroll-padding-top:1rem}
body{margin:0}
.skip{position:absolute;left:-999px}
.skip:focus{left:1rem;top:1rem;background:var(--paper);padding:.5rem 1rem;z-index:1}
.frame{display:grid;grid-template-columns:15rem minmax(0,1fr);gap:3rem;max-width:96rem;margin:0 auto;padding:2.5rem 2rem 6rem}
main{min-width:0;outline:none}
main>*,section>*{max-width:56rem}
section,main>section,figure,.scroll{max-width:none}
nav{position:sticky;top:0;align-self:start;max-height:100vh;overflow:auto;padding:2.5rem 0 2rem;margin-top:-2.5rem;font-size:.875rem}
nav ol{list-style:none;margin:0;padding:0}
nav ol ol{padding-left:.9rem;border-left:1px solid var(--line);margin:.1rem 0 .3rem .1rem}
nav a{display:block;padding:.2rem 0;color:var(--soft);text-decoration:none}
nav a:hover,nav a:focus{color:var(--link);text-decoration:underline}
nav .element{font-weight:inherit}nav code{background:none;padding:0}
.filter{margin:0 0 1.25rem}
.filter label{display:block;color:var(--soft)}
.filter input{width:100%;font:inherit;color:inherit;background:var(--paper);border:1px solid var(--line);border-radius:6px;padding:.35rem .5rem}
h1{font-size:2rem;line-height:1.2;letter-spacing:-.015em;margin:0 0 .75rem}
h2{font-size:1.375rem;line-height:1.25;letter-spacing:-.01em;margin:3.25rem 0 1rem;padding-top:1.25rem;border-top:1px solid var(--line)}
h3{font-size:1.0625rem;margin:2rem 0 .5rem}
h4,h5,h6{font-size:1rem;margin:1.25rem 0 .4rem}
p{margin:.5rem 0 .9rem}
.lead{font-size:1.1875rem;line-height:1.5;color:var(--soft);margin-bottom:1.5rem}
.aside{color:var(--soft);font-size:.875rem}
a{color:var(--link)}
ul,ol{padding-left:1.4rem;margin:.4rem 0 1rem}
li{margin:.25rem 0}
code{font:.875em/1.4 ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono",monospace;background:var(--raised);border-radius:4px;padding:.1em .3em;overflow-wrap:break-word}
code.range{white-space:nowrap}
.source{color:var(--soft);font-size:.875em;overflow-wrap:anywhere}
.element{font-weight:600;overflow-wrap:break-word}
.number{font-variant-numeric:tabular-nums}
pre{background:var(--raised);border:1px solid var(--line);border-radius:8px;padding:.9rem 1rem;overflow:auto;line-height:1.45}
pre code{background:none;padding:0;overflow-wrap:normal}
.scroll{overflow-x:auto;margin:1rem 0 1.75rem}
table{border-collapse:collapse;font-size:.875rem;line-height:1.45;min-width:min(100%,36rem)}
caption{text-align:left;font-weight:600;font-size:.9375rem;padding:0 0 .5rem}
caption.unseen{font-size:0;line-height:0;padding:0;color:transparent}
th,td{text-align:left;vertical-align:top;padding:.45rem 1.1rem .45rem 0;border-bottom:1px solid var(--line)}
th:last-child,td:last-child{padding-right:0}
tbody th,tfoot th{font-weight:500;min-width:8rem}
td{min-width:4.5rem}
thead th{color:var(--soft);font-weight:500;border-bottom-width:2px;white-space:nowrap}
.end{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
tfoot th,tfoot td{font-weight:600}
tfoot tr:first-child th,tfoot tr:first-child td{border-top:2px solid var(--ink)}
dl{display:grid;grid-template-columns:max-content minmax(0,1fr);gap:.3rem 1.25rem;margin:.5rem 0 1rem;font-size:.9375rem}
dt{color:var(--soft)}
dd{margin:0;overflow-wrap:anywhere}
.badge{display:inline-block;white-space:nowrap;font-size:.8125rem;font-weight:600;line-height:1.3;border-radius:5px;padding:.1rem .45rem}
.badge.good{color:var(--good);background:var(--good-paper)}.badge.bad{color:var(--bad);background:var(--bad-paper)}
.badge.warning{color:var(--warning);background:var(--warning-paper)}.badge.note,.badge.attested{color:var(--note);background:var(--note-paper)}
.badge.unknown{color:var(--unknown);background:var(--unknown-paper)}.badge.off{color:var(--off);background:var(--off-paper)}
.finding,.callout{border:1px solid var(--line);border-left-width:4px;border-radius:8px;padding:.9rem 1.1rem;margin:1rem 0}
.finding .finding{margin:.6rem 0}
.finding>:first-child{margin-top:0}
.finding.bad,.callout.bad{border-left-color:var(--bad)}.finding.warning,.callout.warning{border-left-color:var(--warning)}
.finding.note,.callout.note,.callout.attested{border-left-color:var(--note)}.callout.good{border-left-color:var(--good)}
.callout.unknown,.finding.unknown{border-left-color:var(--unknown)}
.callout>:last-child,.finding>:last-child{margin-bottom:0}
.title{font-weight:600;margin:0 0 .35rem}
.steps>li{margin:.9rem 0}
details{margin:.75rem 0}
summary{cursor:pointer;color:var(--link);font-size:.9375rem}
details[open]>summary{margin-bottom:.5rem}
figure{margin:1.25rem 0 2rem}
.drawing{overflow:auto;border:1px solid var(--line);border-radius:10px}
.drawing svg{display:block;max-width:none}
.drawing svg.ak-fits{max-width:100%;height:auto}
figcaption{color:var(--soft);font-size:.875rem;margin:.5rem 0}
:focus-visible{outline:2px solid var(--link);outline-offset:2px}
[hidden]{display:none!important}
@media (max-width:64rem){.frame{display:block;padding:1.5rem 1.1rem 4rem}nav{position:static;max-height:none;padding:0 0 1.5rem;margin:0}}
@media print{.frame{display:block;padding:0;max-width:none}nav,.skip{display:none}html{font-size:10.5pt}
h2{break-after:avoid}h3,h4{break-after:avoid}.finding,.callout,tr{break-inside:avoid}
.drawing{border:0;overflow:visible}.drawing svg{max-width:100%;height:auto}.drawing svg.ak-low{max-height:22cm}.scroll{overflow:visible}pre{white-space:pre-wrap;overflow-wrap:anywhere}}`;
