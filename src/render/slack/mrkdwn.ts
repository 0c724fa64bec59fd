import type { Line } from "../page.ts";
import { runsOf, type Segment, type When } from "../prose.ts";

/** The web page behind each alias. */
export type Links = ReadonlyMap<string, string>;

/** Slack has no sign that takes the meaning from another, so what would format is shown by its nearest likeness. */
const LIKENESSES: Readonly<Record<string, string>> = { "*": "\u2217", "~": "\u223c", "`": "\u02cb", _: "\u02cd" };
/** An underscore within a word means nothing, and stays. */
const FORMATTING = /[*~`]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu;
/** The first colon of `:tada:`, which Slack would show as a picture; times such as 09:15:30 are left alone, and so is what stands in links. */
const EMOJI_COLON = /<[^<>]*>|:(?=[\w+'-]*[a-z+'-][\w+'-]*:)/gi;
const RATIO = "\u2236";
const STROKE = "\u2223";

/** https://docs.slack.dev/messaging/formatting-message-text#escaping */
const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };

/** The day follows the time, because Slack writes a day that begins the date with a capital. */
const DATE_FORMATS: Readonly<Record<When["form"], string>> = { instant: "{time} {date_short_pretty}", time: "{time}" };
/** The last second of the year 9999. */
const LAST_SECOND = 253_402_300_799;

/** Longest address that is linked to; a longer one leaves no room for words. */
const LONGEST_URL = 1000;

/** Text as Slack shows it sign for sign: no link, no mention, no formatting. */
export function escapeText(text: string): string {
  const escaped = text.replaceAll(FORMATTING, (sign) => LIKENESSES[sign] ?? sign).replaceAll(/[&<>]/g, (sign) => ENTITIES[sign] ?? sign);
  return withoutEmoji(escaped);
}

/** A line in Slack's own markup. */
export function mrkdwnOf(line: Line, links: Links): string {
  const text = runsOf(line)
    .map((run) => {
      const inner = run.map((segment) => segmentMrkdwn(segment, links)).join("");
      return run[0]?.style === "strong" ? strong(inner) : inner;
    })
    .join("");
  // An escaped sign at the start of a line still makes a quotation, and pieces may name an emoji only together.
  return withoutEmoji(text.replace(/^([\s*]*)&gt;/, "$1\u203a"));
}

function withoutEmoji(markup: string): string {
  return markup.replaceAll(EMOJI_COLON, (found) => (found === ":" ? RATIO : found));
}

/** How many characters a piece becomes. */
export function mrkdwnLength(segment: Segment, links: Links): number {
  return segmentMrkdwn(segment, links).length + (segment.style === "strong" ? 2 : 0);
}

/** Slack's link to a page. An upright stroke in the label would begin another. */
export function linkMrkdwn(url: string, label: string): string {
  return `<${addressOf(url)}|${escapeText(label).replaceAll("|", STROKE)}>`;
}

/** The links that Slack takes, by alias. */
export function linksOf(evidence: readonly { alias: string; url?: string }[]): Links {
  return new Map(evidence.flatMap(({ alias, url }) => (url !== undefined && addressOf(url).length <= LONGEST_URL ? [[alias, url]] : [])));
}

function segmentMrkdwn({ text, style, when, url }: Segment, links: Links): string {
  if (style === "cite") return citeMrkdwn(text, links);
  if (url !== undefined) return linkMrkdwn(url, text);
  return (when && dateMrkdwn(when, text)) ?? escapeText(text);
}

function citeMrkdwn(text: string, links: Links): string {
  return text
    .split(/(?<=\[)([^[\]]+)(?=\])/)
    .map((part, index) => {
      const url = index % 2 === 1 ? links.get(part) : undefined;
      return url === undefined ? escapeText(part) : linkMrkdwn(url, part);
    })
    .join("");
}

/** Shown in each reader's zone; https://docs.slack.dev/messaging/formatting-message-text#date-formatting */
function dateMrkdwn({ instant, form }: When, fallback: string): string | undefined {
  const second = Math.floor(Date.parse(instant) / 1000);
  if (!(second >= 0 && second <= LAST_SECOND)) return undefined;
  return `<!date^${second}^${DATE_FORMATS[form]}|${escapeText(fallback)}>`;
}

/** An upright stroke would end the address, an asterisk could make the line bold. */
function addressOf(url: string): string {
  return url.replaceAll("|", "%7C").replaceAll("*", "%2A").replaceAll("&", "&amp;");
}

/** Emphasis must touch the words, so spaces at the ends stay outside. */
function strong(text: string): string {
  const words = text.trim();
  return words === "" ? text : text.replace(words, () => `*${words}*`);
}
