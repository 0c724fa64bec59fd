/** The looks of HTML briefings: one column of 600 px, light or dark as the reader's system is, readable in print. */
export const HTML_STYLE = `
:root { color-scheme: light dark; --page: #ffffff; --text: #1b1d21; --soft: #595f69; --line: #dfe2e6; --link: #0b57b0; --warn: #8a4b00; --warn-page: #fff6e6; }
@media (prefers-color-scheme: dark) {
  :root { --page: #16181c; --text: #e7e9ec; --soft: #a3abb6; --line: #343941; --link: #8ebcff; --warn: #ffc46b; --warn-page: #2b2318; }
}
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 600px; padding: 24px 16px 40px; background: var(--page); color: var(--text); font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, Helvetica, Arial, sans-serif; overflow-wrap: anywhere; }
h1 { margin: 0 0 4px; font-size: 22px; line-height: 1.3; }
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
.cite { font-size: 13px; }
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
@media print {
  body { max-width: none; padding: 0; }
  li, .gaps { break-inside: avoid; }
  footer a[href^="http"]::after { content: " (" attr(href) ")"; }
}
`;
