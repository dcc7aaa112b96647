"""The style sheet of printed HTML. Lengths are in mm on paper; type is 10.5 pt (五号) on lines of 17 pt."""

CSS = """\
@page {
  size: A4;
  margin: 16mm 15mm 17mm 9mm;
  @bottom-center {
    content: /*TITLE*/ "　第 " counter(page) " 页，共 " counter(pages) " 页";
    font: 8.5pt "Noto Serif CJK SC", "Source Han Serif SC", SimSun, "Songti SC", STSong, serif;
    padding-left: 21mm;
  }
}
* { box-sizing: border-box; }
html { font: 10.5pt/17pt "Noto Serif CJK SC", "Source Han Serif SC", SimSun, "Songti SC", STSong, serif; color: #000; background: #fff; }
body { margin: 0; line-break: strict; overflow-wrap: anywhere; }
main { padding-left: 21mm; }
h1, h2, h3, th, .copy, .n { font-family: "Noto Sans CJK SC", "Source Han Sans SC", SimHei, "PingFang SC", "Microsoft YaHei", sans-serif; }
h1 { font-size: 18pt; line-height: 26pt; font-weight: 700; text-align: center; margin: 2mm 0 1mm; text-wrap: balance; }
h1 .version { font-size: 15pt; }
h2 { font-size: 11pt; line-height: 17pt; font-weight: 700; margin: 5mm 0 1mm; break-after: avoid; }
h3 { font-size: 10.5pt; font-weight: 700; margin: 3mm 0 1mm; break-after: avoid; }
p { margin: 0; text-align: justify; }
.cloze .stem { text-align: start; }
.copy { text-align: center; font-size: 11pt; }
.conditions { text-align: center; margin: 1mm 0 3mm; }
.note { break-after: avoid; break-inside: avoid; margin-bottom: 1mm; font-family: "LXGW WenKai", "STKaiti", KaiTi, "Noto Serif CJK SC", "Source Han Serif SC", SimSun, serif; }
table { border-collapse: collapse; margin: 0 auto 2mm; }
th, td { border: .5pt solid #000; text-align: center; font-weight: 400; padding: 0 1mm; }
.scores th, .scores td { min-width: 15mm; height: 7.5mm; }
.answers { width: 100%; table-layout: fixed; }
.answers th, .answers td { height: 6.4mm; }
.answers th:first-child { width: 15mm; }
.answers tr { break-inside: avoid; }
.answers tr:nth-child(odd) { break-after: avoid; }
.item { display: flex; break-inside: avoid; margin: 0 0 1.6mm; }
.n { flex: 0 0 8mm; text-align: right; padding-right: 1.6mm; font-family: inherit; }
.body { flex: 1; min-width: 0; }
.stem em { font-style: normal; font-weight: 700; text-emphasis: filled dot #000; text-emphasis-position: under right; -webkit-text-emphasis: filled dot #000; -webkit-text-emphasis-position: under right; }
.choice { white-space: nowrap; }
.choice b { padding: 0 .5em; }
.blank { display: inline-block; border-bottom: .6pt solid #000; height: 1.25em; vertical-align: -.2em; margin: 0 .15em; max-width: 100%; line-height: 1.25em; }
.blank.filled { display: inline; border: 0; padding: 0 .6em; text-decoration: underline; text-underline-offset: .2em; }
.options { list-style: none; margin: 0; padding: 0; display: grid; column-gap: 3mm; }
.options.c1 { grid-template-columns: 1fr; }
.options.c2 { grid-template-columns: 1fr 1fr; }
.options.c4 { grid-template-columns: repeat(4, 1fr); }
.options.c5 { grid-template-columns: repeat(5, 1fr); }
.options.c6 { grid-template-columns: repeat(6, 1fr); }
.options li { display: flex; min-width: 0; break-inside: avoid; }
.options li span:first-child { flex: 0 0 1.5em; }
.options li span:last-child { min-width: 0; }
.options li.right { font-weight: 700; }
.lines { padding-top: 1mm; }
.lines i { display: block; height: 9mm; border-bottom: .4pt solid #777; }
.why { font-size: 9.5pt; line-height: 15pt; }
.paper .why { border-left: 1.2pt solid #555; padding-left: 2mm; margin: 1mm 0 1mm; }
.why b { font-weight: 700; }
.seal, .seal-fields { position: absolute; top: 0; left: 0; width: 18mm; height: 264mm; }
.seal > div, .seal-fields > div { position: absolute; left: 0; bottom: 0; width: 264mm; transform-origin: 0 100%; transform: rotate(-90deg) translateY(100%); display: flex; justify-content: space-evenly; align-items: end; }
.seal-fields > div { height: 9mm; font-size: 10.5pt; }
.seal > div { height: 17mm; border-bottom: 1pt dashed #000; font-size: 9pt; line-height: 1; align-items: end; }
.seal span { background: #fff; padding: 0 3mm; transform: translateY(50%); }
.field { display: flex; align-items: end; }
.field i { width: 42mm; border-bottom: .6pt solid #000; margin-left: 1.5mm; }
.key main { padding-left: 6mm; }
.key .item { break-inside: avoid; }
@media screen {
  html { background: #8d8d8d; }
  body { background: #fff; width: 210mm; margin: 8mm auto; padding: 16mm 15mm 17mm 9mm; position: relative; box-shadow: 0 1mm 4mm rgba(0, 0, 0, .4); }
  .seal, .seal-fields { top: 16mm; left: 9mm; }
}
@media screen and (max-width: 214mm) {
  html { background: #fff; }
  body { width: auto; margin: 0; padding: 4mm; box-shadow: none; }
  main, .key main { padding-left: 0; }
  .seal, .seal-fields { display: none; }
  .options.c4, .options.c5, .options.c6 { grid-template-columns: 1fr 1fr; }
}
@media print {
  .seal { position: fixed; }
}
"""
