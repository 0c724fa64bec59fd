/** The looks of HTML briefings: one column of 600 px, and wider where there are tables, light or dark as the reader's system is, readable in print. */
export const HTML_STYLE = `
:root { color-scheme: light dark; --page: #ffffff; --text: #1b1d21; --soft: #595f69; --line: #dfe2e6; --link: #0b57b0; --warn: #8a4b00; --warn-page: #fff6e6; --bar: #3f7fc7; }
@media (prefers-color-scheme: dark) {
  :root { --page: #16181c; --text: #e7e9ec; --soft: #a3abb6; --line: #343941; --link: #8ebcff; --warn: #ffc46b; --warn-page: #2b2318; --bar: #6aa2e6; }
}
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 600px; padding: 24px 16px 40px; background: var(--page); color: var(--text); font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, Helvetica, Arial, sans-serif; overflow-wrap: anywhere; }
h1 { margin: 0 0 4px; font-size: 22px; line-height: 1.3; }
.opening, .said { margin: 0 0 14px; font-size: 16px; font-weight: 400; line-height: 1.5; }
h2 { margin: 0 0 6px; font-size: 16px; line-height: 1.4; }
p { margin: 0; }
section { margin: 0 0 20px; }
ol, ul { margin: 0; padding-left: 24px; }
li { margin: 0 0 8px; padding-left: 4px; }
li:last-child { margin-bottom: 0; }
a { color: var(--link); }
a:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
.example { margin: 0 0 16px; padding: 8px 12px; border: 1px solid var(--warn); border-radius: 6px; background: var(--warn-page); color: var(--warn); }
header { margin-bottom: 24px; }
.origin, footer { color: var(--soft); font-size: 14px; }
.cite { font-size: 13px; font-weight: 400; }
.cite a { text-decoration: none; }
.cite a:hover, .cite a:focus-visible { text-decoration: underline; }
.gaps { padding: 8px 12px; border-left: 3px solid var(--warn); background: var(--warn-page); }
.gaps h2 { color: var(--warn); }
footer { margin-top: 28px; padding-top: 16px; border-top: 1px solid var(--line); }
footer h2 { font-size: 14px; }
footer ul { padding-left: 0; list-style: none; }
footer li { margin-bottom: 4px; padding-left: 40px; text-indent: -40px; }
footer li:target { background: var(--warn-page); }
.alias { display: inline-block; min-width: 36px; padding-right: 8px; text-indent: 0; font-weight: 600; }
.wide { max-width: 1120px; }
.wide :is(h1, p, ol, main > section > ul, footer) { max-width: 75ch; }
nav { margin: 0 0 24px; font-size: 14px; color: var(--soft); }
nav ul { display: flex; flex-wrap: wrap; gap: 4px 16px; padding: 0; list-style: none; }
nav li { margin: 0; padding: 0; }
table { width: 100%; border-collapse: collapse; }
th { font-weight: 600; text-align: left; }
caption { text-align: left; }
.rows { margin: 0 0 8px; font-size: 15px; }
.rows :is(th, td) { padding: 6px 16px 6px 0; border-bottom: 1px solid var(--line); vertical-align: top; min-width: 10ch; }
.rows caption { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.rows thead th { position: sticky; top: 0; background: var(--page); color: var(--soft); font-size: 14px; overflow-wrap: normal; }
.bars, figure { margin: 4px 0 16px; max-width: 600px; }
.bars caption, figcaption { padding-bottom: 4px; color: var(--soft); font-size: 14px; }
.bars th { width: 34%; padding: 3px 12px 3px 0; font-weight: 400; font-size: 14px; vertical-align: middle; }
.bars td { padding: 3px 0; }
.bars div { display: flex; align-items: center; gap: 8px; }
.bars svg { flex: 1; width: 0; height: 16px; }
.bars rect { fill: var(--bar); }
.bars span { flex: 0 0 auto; min-width: 9ch; font-size: 14px; font-variant-numeric: tabular-nums; }
.curve { display: block; width: 100%; height: 120px; border-bottom: 1px solid var(--line); }
.curve polyline { fill: none; stroke: var(--bar); stroke-width: 2px; vector-effect: non-scaling-stroke; }
figure ul { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 4px 16px; padding: 6px 0 0; list-style: none; color: var(--soft); font-size: 14px; }
figure li { margin: 0; padding: 0; }
figure strong { color: var(--text); }
@media screen and (max-width: 720px) {
  .rows, .rows tbody, .rows tr, .rows th, .rows td { display: block; }
  .rows thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  .rows tr { padding: 10px 0; border-bottom: 1px solid var(--line); }
  .rows :is(th, td) { padding: 0 0 2px; border: 0; }
  .rows td:empty { display: none; }
  .rows td::before { content: attr(data-label) ": "; color: var(--soft); }
}
@media print {
  body, .wide { max-width: none; padding: 0; }
  nav { display: none; }
  li, tr, figure, .bars, .gaps { break-inside: avoid; }
  .rows { font-size: 12px; }
  .rows thead th { position: static; }
  footer a[href^="http"]::after { content: " (" attr(href) ")"; }
}
`;
