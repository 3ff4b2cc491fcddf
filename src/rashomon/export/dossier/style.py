"""The dossier's style sheet: no colour praises or blames, marks differ in shape, print is clean."""

STYLE = """
:root { color-scheme: light; }
body { font: 16px/1.55 Georgia, "Times New Roman", serif; max-width: 76rem; margin: 0 auto; padding: 1rem; color: #1a1a1a; background: #fff; }
h1, h2, h3, h4, table, .facts, .where, nav, .note { font-family: system-ui, sans-serif; }
h1 { font-size: 1.7rem; } h2 { font-size: 1.35rem; border-bottom: 2px solid #1a1a1a; margin-top: 3rem; } h3 { font-size: 1.1rem; }
h4 { font-size: 1rem; margin: 0 0 .2rem; }
table { border-collapse: collapse; font-size: .85rem; width: 100%; } caption { text-align: left; font-weight: bold; padding: .3rem 0; }
th, td { text-align: left; vertical-align: top; padding: .25rem .5rem; border-bottom: 1px solid #ccc; }
td { overflow-wrap: anywhere; } td.n { text-align: right; font-variant-numeric: tabular-nums; } td.day { white-space: nowrap; }
.accounts { display: grid; grid-template-columns: repeat(auto-fit, minmax(16rem, 1fr)); gap: 1rem; }
.account { border: 1px solid #888; padding: .6rem .8rem; overflow-wrap: anywhere; min-width: 0; }
.telling { border-top: 1px dashed #888; margin-top: .6rem; padding-top: .4rem; }
.facts, .where, .note { font-size: .82rem; color: #444; }
.where { overflow-wrap: anywhere; }
.around { color: #5c5c5c; }
.as { font-weight: bold; border: 1px solid #1a1a1a; padding: 0 .3rem; }
q { unicode-bidi: isolate; overflow-wrap: anywhere; }
mark { background: #fdebc8; color: inherit; border-bottom: 2px solid #7a5200; }
ul.values { list-style: none; padding-left: 1rem; } ul.values li { margin: .2rem 0; }
.differ::before { content: "\\2260  "; } .same::before { content: "=  "; } .compatible::before { content: "\\2248  "; }
.update::before { content: "\\21BB  "; } .incomparable::before { content: "\\2225  "; }
a { color: #1a1a8c; }
@media (max-width: 40rem) { table { display: block; overflow-x: auto; } td { overflow-wrap: normal; min-width: 4rem; } }
@media print {
  body { max-width: none; padding: 0; font-size: 10.5pt; } nav { display: none; } a { color: inherit; text-decoration: none; }
  article { break-before: page; } .account, li, tr { break-inside: avoid; } h2, h3, h4 { break-after: avoid; }
}
""".strip()
