/** Slack's markup as we write it, as HTML: links, dates as their fallback, bold words, line breaks. Its entities are those of HTML. */
export function mrkdwnHtml(markup: string): string {
  return markup
    .replaceAll(/<([^<>|]*)\|([^<>]*)>/g, (_all, target: string, label: string) => linkHtml(target, label))
    .replaceAll(/\*([^*\n]+)\*/g, "<strong>$1</strong>")
    .replaceAll("\n", "<br>\n");
}

function linkHtml(target: string, label: string): string {
  const second = /^!date\^(\d+)\^/.exec(target)?.[1];
  if (second === undefined) return `<a href="${target.replaceAll('"', "&quot;")}" rel="noreferrer noopener">${label}</a>`;
  return `<time datetime="${new Date(Number(second) * 1000).toISOString()}">${label}</time>`;
}
