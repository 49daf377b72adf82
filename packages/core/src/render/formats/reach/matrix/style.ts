/** The style of the matrix. Colours are variables, once for light and once for dark. */
export const matrixStyle: string = `:root{--paper:#fff;--ink:#1b2530;--soft:#55636f;--line:#d8dfe5;--raised:#f5f7f9;--link:#0b5cad;
--open:#a5161d;--open-paper:#f9d3d3;--limited:#17693a;--limited-paper:#cfeadb;--undetermined:#5e3a9e;--undetermined-paper:#e2d7f6;--closed:#55636f;--closed-paper:#fff}
@media (prefers-color-scheme:dark){:root{--paper:#12181f;--ink:#e4e9ee;--soft:#9fadb9;--line:#2e3a45;--raised:#1a222b;--link:#7ab8f5;
--open:#ff9a9a;--open-paper:#54191d;--limited:#7ddba0;--limited-paper:#15422a;--undetermined:#c9b2f7;--undetermined-paper:#35265a;--closed:#9fadb9;--closed-paper:#12181f}}
*{box-sizing:border-box}
html,body{height:100%}
body{margin:0;display:grid;grid-template:auto minmax(0,1fr) auto/minmax(0,1fr) 22rem;font:14px/1.45 system-ui,-apple-system,"Segoe UI",Roboto,Arial,sans-serif;color:var(--ink);background:var(--paper)}
header,footer{grid-column:1/-1;display:flex;flex-wrap:wrap;gap:.4rem 1rem;align-items:center;padding:.6rem 1rem;border-bottom:1px solid var(--line)}
footer{border:0;border-top:1px solid var(--line);color:var(--soft);font-size:12px}
h1{font-size:1.15rem;margin:0}
h2{font-size:1rem;margin:0 0 .5rem;overflow-wrap:anywhere}h3{font-size:.85rem;color:var(--soft);margin:1rem 0 .2rem}
input,button{font:inherit;color:inherit;background:var(--paper);border:1px solid var(--line);border-radius:6px;padding:.25rem .6rem}
input{width:16rem}
.count,.lead{color:var(--soft)}
.scroll{overflow:auto}
table{border-collapse:separate;border-spacing:0}
thead th,thead td{position:sticky;top:0;z-index:2;background:var(--raised);border-bottom:1px solid var(--line)}
thead th{writing-mode:vertical-rl;transform:rotate(180deg);text-align:left;vertical-align:middle;font-weight:400;height:11rem;max-height:11rem;padding:.4rem 0;border-left:1px solid var(--line);border-bottom:0;border-top:1px solid var(--line);white-space:nowrap;overflow:hidden;text-overflow:ellipsis}
tbody th{position:sticky;left:0;z-index:1;background:var(--raised);text-align:left;font-weight:400;padding:0 .6rem;white-space:nowrap;max-width:17rem;overflow:hidden;text-overflow:ellipsis;border-right:1px solid var(--line)}
.corner{left:0;z-index:3;vertical-align:bottom;padding:.4rem .6rem;color:var(--soft);white-space:pre}
th.node span{padding-inline-start:1rem}
thead th.node span{padding:0 0 0 0}
th.space button{border:0;background:none;padding:0;font-weight:600;cursor:pointer}
tbody td{width:1.7rem;min-width:1.7rem;height:1.7rem;text-align:center;border-right:1px solid var(--line);border-bottom:1px solid var(--line);cursor:pointer;font-size:.8rem}
tbody th{border-bottom:1px solid var(--line)}
tr.space td,td.space{box-shadow:inset 0 0 0 1px var(--line)}
.open{color:var(--open);background:var(--open-paper)}.limited{color:var(--limited);background:var(--limited-paper)}
.undetermined{color:var(--undetermined);background:var(--undetermined-paper)}.closed{color:var(--closed);background:var(--closed-paper)}
td.none{background:repeating-linear-gradient(45deg,var(--raised),var(--raised) 3px,var(--line) 3px,var(--line) 4px);cursor:default}
td.some{background:linear-gradient(135deg,var(--paper) 49%,transparent 50%),var(--mix,transparent)}
td.open.some{--mix:var(--open-paper)}td.limited.some{--mix:var(--limited-paper)}td.undetermined.some{--mix:var(--undetermined-paper)}
td.chosen{outline:2px solid var(--link);outline-offset:-2px}
:focus-visible{outline:2px solid var(--link);outline-offset:-2px}
aside{border-left:1px solid var(--line);overflow:auto;padding:1rem}
aside ul{padding-left:1.1rem;margin:.3rem 0}aside li{overflow-wrap:anywhere;margin:.2rem 0}
aside small{display:block;color:var(--soft);font:12px ui-monospace,Menlo,Consolas,monospace}
.ports{font:13px ui-monospace,Menlo,Consolas,monospace}
.badge{display:inline-block;border-radius:5px;padding:.1rem .5rem;font-weight:600;margin:0}
.key{display:inline-flex;gap:.35rem;align-items:center}.key i{display:inline-block;width:1.3rem;height:1.3rem;border:1px solid var(--line);text-align:center;font-style:normal;font-size:.75rem;line-height:1.2rem}
@media (max-width:60rem){body{grid-template:auto minmax(0,1fr) minmax(0,14rem) auto/minmax(0,1fr)}aside{border-left:0;border-top:1px solid var(--line)}}
@media print{body{display:block}.scroll{overflow:visible}aside{display:none}}`;
