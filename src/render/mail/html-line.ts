import { escapeHtml } from "../escape-html.ts";
import type { Line } from "../page.ts";
import { runsOf, type Segment } from "../prose.ts";
import { look } from "./looks.ts";

/** Where an alias leads to. */
export type Links = ReadonlyMap<string, string>;

/** A link to evidence. */
export function linkHtml(url: string, html: string): string {
  return `<a href="${escapeHtml(url)}" rel="noreferrer noopener" ${look("link")}>${html}</a>`;
}

/** A line as HTML within a mail. */
export function lineHtml(line: Line, links: Links): string {
  return runsOf(line)
    .map((run) => runHtml(run, links))
    .join("");
}

function runHtml(run: readonly Segment[], links: Links): string {
  const inner = run.map((segment) => segmentHtml(segment, links)).join("");
  return run[0]?.style === "strong" ? `<strong>${inner}</strong>` : inner;
}

/** Text from outside is set apart, so that its writing direction stays its own. */
function segmentHtml({ text, style, foreign, url }: Segment, links: Links): string {
  if (style === "cite") return citeHtml(text, links);
  const html = foreign ? `<bdi>${escapeHtml(text)}</bdi>` : escapeHtml(text);
  return url === undefined ? html : linkHtml(url, html);
}

/** Straight to the evidence, since many programs follow no link within a mail. */
function citeHtml(text: string, links: Links): string {
  const pieces = text.split(/(\[[^\]]+\])/).map((piece) => {
    const url = links.get(piece.slice(1, -1));
    return url === undefined ? escapeHtml(piece) : linkHtml(url, escapeHtml(piece));
  });
  return `<span ${look("cite")}>${pieces.join("")}</span>`;
}
