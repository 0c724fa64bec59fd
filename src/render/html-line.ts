import { escapeHtml } from "./escape-html.ts";
import type { Line } from "./page.ts";
import { runsOf, type Segment } from "./prose.ts";

/** A line as HTML within a page; its citations lead to the page's own evidence. */
export function lineHtml(line: Line): string {
  return runsOf(line).map(runHtml).join("");
}

function runHtml(run: readonly Segment[]): string {
  const inner = run.map(segmentHtml).join("");
  return run[0]?.style === "strong" ? `<strong>${inner}</strong>` : inner;
}

/** Text from outside is set apart, so that its writing direction stays its own. */
function segmentHtml({ text, style, foreign, url }: Segment): string {
  if (style === "cite") return citeHtml(text);
  const html = foreign ? `<bdi>${escapeHtml(text)}</bdi>` : escapeHtml(text);
  return url === undefined ? html : `<a href="${escapeHtml(url)}" rel="noreferrer noopener">${html}</a>`;
}

function citeHtml(text: string): string {
  const links = text.replaceAll(/\[([^\]]+)\]/g, (_all, alias: string) => `<a href="#${escapeHtml(alias)}">[${escapeHtml(alias)}]</a>`);
  return `<span class="cite">${links}</span>`;
}
