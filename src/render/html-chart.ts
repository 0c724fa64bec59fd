import { escapeHtml } from "./escape-html.ts";
import type { Picture, Point } from "./picture.ts";

/** A line is as wide as the page, and of this shape within it. */
const [WIDTH, HEIGHT] = [100, 30];
/** Of more, the first, the highest and the last have their numbers below the line. */
const MOST_NAMED = 6;

/** A chart for a page: each number stands beside what is drawn of it, so that nothing is told by a picture alone. */
export function chartHtml(picture: Picture, id: string): string {
  return picture.form === "bars" ? barsHtml(picture) : curveHtml(picture, id);
}

/** A table whose numbers are drawn beside them: it is read like any other. */
function barsHtml({ title, points }: Picture): string {
  const most = Math.max(...points.map(({ value }) => value));
  const row = ({ label, value, shown }: Point): string => {
    const width = most > 0 ? Math.max((value / most) * WIDTH, 0) : 0;
    const bar = `<svg viewBox="0 0 ${WIDTH} 1" preserveAspectRatio="none" aria-hidden="true"><rect width="${rounded(width)}" height="1"/></svg>`;
    return `<tr><th scope="row"><bdi>${escapeHtml(label)}</bdi></th><td><div>${bar}<span>${escapeHtml(shown)}</span></div></td></tr>`;
  };
  return `<table class="bars">\n<caption>${escapeHtml(title)}</caption>\n<tbody>\n${points.map(row).join("\n")}\n</tbody>\n</table>`;
}

function curveHtml({ title, points }: Picture, id: string): string {
  const values = points.map(({ value }) => value);
  const [least, most] = [Math.min(0, ...values), Math.max(0, ...values)];
  const place = (value: number, at: number): string =>
    `${rounded((at / (points.length - 1)) * WIDTH)},${rounded(HEIGHT - ((value - least) / (most - least || 1)) * HEIGHT)}`;
  const all = points.map(({ label, shown }) => `${label}: ${shown}`).join("; ");
  const items = namedOf(points).map(({ label, shown }) => `<li><strong>${escapeHtml(shown)}</strong> <bdi>${escapeHtml(label)}</bdi></li>`);
  return `<figure>
<figcaption>${escapeHtml(title)}</figcaption>
<svg class="curve" role="img" viewBox="0 -1 ${WIDTH} ${HEIGHT + 2}" preserveAspectRatio="none" aria-labelledby="${id}" aria-describedby="${id}-all"><title id="${id}">${escapeHtml(title)}</title><desc id="${id}-all">${escapeHtml(all)}</desc><polyline points="${values.map(place).join(" ")}"/></svg>
<ul>
${items.join("\n")}
</ul>
</figure>`;
}

function namedOf(points: readonly Point[]): readonly Point[] {
  if (points.length <= MOST_NAMED) return points;
  const most = Math.max(...points.map(({ value }) => value));
  const highest = points.findIndex(({ value }) => value === most);
  return points.filter((_point, at) => at === 0 || at === highest || at === points.length - 1);
}

function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}
