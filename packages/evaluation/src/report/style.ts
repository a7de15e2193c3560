/**
 * The report's style: light, dark and print. Whatever is told by a color is told by a number, a length or a pattern, too.
 * Shades of the confusion matrix mix the accent into the ground; their text is chosen for a contrast of at least 4.5.
 */
export const STYLE: string = `:root{color-scheme:light dark;--ground:#fcfcfa;--panel:#f3f3ef;--ink:#1d2125;--soft:#565d64;--rule:#d9d9d3;--accent:#23517a;--track:#e3e3dd;--warn:#7a3b00;--warn-ground:#fdf0dc;--deep:#163a5a;--on-deep:#fff}
@media(prefers-color-scheme:dark){:root{--ground:#15181b;--panel:#1e2226;--ink:#e7e8e6;--soft:#a7adb3;--rule:#363c42;--accent:#8dbbe6;--track:#2b3035;--warn:#f5c98b;--warn-ground:#33260f;--deep:#a9cff2;--on-deep:#0d1a26}}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--ink);font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}
header,main,footer{max-width:64rem;margin:0 auto;padding:0 1.25rem}
header{padding-top:2rem}
h1{font-size:1.15rem;font-weight:600;margin:0 0 1.25rem;overflow-wrap:anywhere}
h2{font-size:1.15rem;margin:0 0 .75rem;font-weight:650}
h3{font-size:1rem;margin:1.5rem 0 .5rem}
h2 .protocol{float:right}
p{margin:0 0 .75rem;max-width:46rem}
section{border-top:1px solid var(--rule);padding:1.5rem 0 1rem;clear:both}
nav{margin:1.5rem 0;font-size:.9rem}
nav ul{list-style:none;margin:0;padding:0;display:flex;flex-wrap:wrap;gap:.25rem 1.25rem}
a{color:var(--accent)}
.protocol{display:inline-block;font-size:.8rem;font-weight:500;color:var(--soft);border:1px solid var(--rule);border-radius:.6rem;padding:.05rem .55rem}
.protocol.unsound{color:var(--warn);border:2px dashed var(--warn);font-weight:700}
.unsound-banner{border:3px dashed var(--warn);background:var(--warn-ground);color:var(--warn);padding:.75rem 1rem;font-weight:700;margin:0 0 1.5rem;max-width:none}
.uar s{text-decoration-thickness:.06em}
.headline{display:grid;grid-template-columns:minmax(15rem,auto) 1fr;gap:1rem 2.5rem;align-items:start}
.uar{font-size:4rem;line-height:1;font-weight:650;letter-spacing:-.03em;margin:0 0 .5rem;font-variant-numeric:tabular-nums}
.uar span{font-size:1.25rem;font-weight:500;letter-spacing:0;color:var(--soft)}
.reach{font-size:1.25rem;line-height:1.3;margin:0 0 .75rem}
.reach span{display:block;font-size:.9rem;color:var(--soft)}
.measures{display:grid;grid-template-columns:repeat(auto-fit,minmax(9rem,1fr));gap:.75rem 1.5rem;margin:1.5rem 0 0;padding:1rem 0 0;border-top:1px solid var(--rule)}
.measures dt{font-size:.85rem;color:var(--soft)}
.measures dd{margin:0;font-weight:600;font-variant-numeric:tabular-nums}
.cautions{margin:1.25rem 0 0;padding:.75rem 1rem .75rem 2rem;background:var(--warn-ground);color:var(--warn);border-left:4px solid var(--warn)}
.scroll{overflow-x:auto;margin:0 0 1rem}
.scroll:focus-visible,summary:focus-visible,a:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
table{border-collapse:collapse;font-variant-numeric:tabular-nums;font-size:.92rem;min-width:60%}
caption{text-align:left;color:var(--soft);font-size:.85rem;padding-bottom:.4rem}
th,td{padding:.3rem .6rem;text-align:right;border-bottom:1px solid var(--rule);white-space:nowrap}
th{font-weight:550}
thead th{color:var(--soft);font-size:.85rem;vertical-align:bottom}
tbody th,th.name{text-align:left;position:sticky;left:0;background:var(--ground)}
td.bar{min-width:9rem}
td.bar svg{width:5.5rem;height:.55rem;margin-right:.5rem}
.track{fill:var(--track)}
.fill{fill:var(--accent)}
.confusion td{text-align:center;min-width:3.4rem;border:1px solid var(--ground)}
.confusion thead th{text-align:center}
.confusion thead th.name{text-align:left}
.confusion td.hit{outline:2px solid var(--ink);outline-offset:-3px;font-weight:700}
.confusion td:last-child{border:0;color:var(--soft)}
.zero{color:var(--soft)}
${Array.from({ length: 11 }, (_, i) => shade(i)).join("\n")}
figure{margin:0 0 1rem}
figcaption{font-size:.9rem;color:var(--soft);max-width:40rem}
figcaption strong{color:var(--ink)}
.pair{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,19rem),1fr));gap:1rem 2rem}
.chart{display:block;width:100%;height:auto;max-width:40rem}
#reliability .chart{max-width:22rem}
.chart text{font-size:12px;fill:var(--soft)}
.chart .middle{text-anchor:middle}
.chart .end{text-anchor:end}
.chart .strong{font-weight:700;fill:var(--ink);font-size:14px}
.grid{stroke:var(--rule);fill:none}
.ideal{stroke:var(--ink);stroke-dasharray:5 4;fill:none}
.gap{fill:url(#hatch)}
.share{fill:var(--soft)}
.few{fill:none;stroke:var(--soft);stroke-dasharray:2 2}
.level{stroke:var(--ink);stroke-width:2.5}
.line{fill:none;stroke:var(--soft);stroke-width:1}
.line.mean{stroke:var(--accent);stroke-width:3}
.tick{stroke:var(--soft)}
.reach-bar{fill:url(#hatch);stroke:var(--accent)}
.dot{fill:var(--accent);stroke:var(--ground);stroke-width:2}
.patterns{position:absolute;width:0;height:0}
.patterns path{stroke:var(--ink);stroke-width:1}
.hardest{list-style:none;margin:0;padding:0;display:grid;grid-template-columns:repeat(auto-fill,minmax(15rem,1fr));gap:1.25rem}
.hardest img{display:block;width:100%;height:6.5rem;border:1px solid var(--rule)}
.hardest p{margin:.35rem 0 0;font-size:.9rem}
.hardest p.missing{height:6.5rem;margin:0;display:grid;place-items:center;border:1px dashed var(--rule);color:var(--soft)}
.path{overflow-wrap:anywhere;color:var(--soft)}
.facts,.audit{display:grid;grid-template-columns:max-content 1fr;gap:.3rem 1.25rem;margin:0 0 1rem;font-size:.92rem}
.facts dt,.audit dt{color:var(--soft)}
.facts dd,.audit dd{margin:0;overflow-wrap:anywhere}
.audit .broken{color:var(--warn)}
details{margin:.25rem 0 1rem;font-size:.92rem}
summary{cursor:pointer;color:var(--accent);width:max-content;max-width:100%}
pre{background:var(--panel);padding:.75rem 1rem;white-space:pre-wrap;overflow-wrap:anywhere;font-size:.88rem}
footer{color:var(--soft);font-size:.85rem;padding-bottom:2rem}
@media(prefers-color-scheme:dark){.hardest img{filter:invert(1)}}
@media(max-width:44rem){.headline{grid-template-columns:1fr}.uar{font-size:3.25rem}.chart text{font-size:18px}#reliability .chart text{font-size:12px}th,td{padding:.3rem .4rem}.confusion td{min-width:2.6rem}h2 .protocol{float:none;display:block;width:max-content;max-width:100%;margin-top:.3rem}.facts{grid-template-columns:1fr}.facts dd{margin-bottom:.4rem}}
@media print{:root{--ground:#fff;--panel:#fff;--ink:#000;--soft:#333;--rule:#999;--accent:#234;--track:#ddd}body{font-size:10.5pt}nav{display:none}section,figure,li,tr{break-inside:avoid}section{break-before:auto}.scroll{overflow:visible}.confusion td,.fill,.track{print-color-adjust:exact;-webkit-print-color-adjust:exact}}
`;

/** A cell of which i tenths of the row are, rounded up: mixed up to 0.6 in light, and light text from there on. */
function shade(i: number): string {
  const dark = i >= 6 ? ";color:var(--on-deep)" : "";
  const share = i === 0 ? 0 : i >= 6 ? 70 + (i - 6) * 7 : 6 * i;
  return `.s${i}{background:color-mix(in srgb,var(--deep) ${share}%,var(--ground))${dark}}`;
}
