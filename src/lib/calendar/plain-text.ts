const LONGEST_BODY = 4_000;
const BREAKS = /^\/?(?:br|p|div|li|ul|ol|tr|table|h[1-6]|blockquote|hr)$/;
const SILENT = /^(?:style|script|head|title)$/;
const ENTITIES: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: " ",
  ndash: "–",
  mdash: "—",
  hellip: "…",
};

/** What people wrote, as plain text of at most 4,000 characters, whether a program wrapped it in HTML or not. */
export function toPlainText(text: string): string {
  const plain = isHtml(text) ? decodeEntities(withoutTags(text)) : text;
  const tidy = plain
    .replace(/\r\n?/g, "\n")
    .split("\n")
    .map((line) => line.trimEnd())
    .join("\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
  const end = tidy.codePointAt(LONGEST_BODY - 1) ?? 0;
  return tidy.slice(0, end > 0xffff ? LONGEST_BODY - 1 : LONGEST_BODY);
}

/** Whether a text is HTML. Only tags that programs write count: people use the signs in plain text too. */
export function isHtml(text: string): boolean {
  return /<(?:!doctype|html|body|br|p|div|span|a\s|b|i|u|ul|ol|li|table|strong|em|font)[\s/>]?[^<>]{0,500}>/i.test(text);
}

/** Found with indexOf, because a pattern would look through the rest once for each sign that opens nothing. */
function withoutTags(html: string): string {
  let text = "";
  let position = 0;
  let silence: string | undefined;
  while (position < html.length) {
    const open = html.indexOf("<", position);
    const close = open < 0 ? -1 : html.indexOf(">", open);
    if (silence === undefined) text += html.slice(position, close < 0 ? html.length : open);
    if (close < 0) break;
    const name = /^\/?[a-z0-9]+/i.exec(html.slice(open + 1, open + 20))?.[0].toLowerCase() ?? "";
    if (silence === undefined && BREAKS.test(name) && !text.endsWith("\n")) text += name === "li" ? "\n- " : "\n";
    if (silence === undefined && SILENT.test(name)) silence = name;
    else if (name === `/${silence ?? ""}`) silence = undefined;
    position = close + 1;
  }
  return text;
}

function decodeEntities(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,8}));/gi, (whole, decimal?: string, hex?: string, name?: string) => {
    if (name !== undefined) return ENTITIES[name.toLowerCase()] ?? whole;
    const code = decimal === undefined ? Number.parseInt(hex ?? "", 16) : Number(decimal);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}
