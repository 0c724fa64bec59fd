import { plainLines } from "../../lib/plain-text.ts";

/** What stands for ids in a text. */
export interface Names {
  person(id: string): string | undefined;
  channel(id: string): string | undefined;
}

/** A message's words as plain text. */
export interface Plain {
  text: string;
  /** Quotes and code: not its writer's own words. */
  foreign: [start: number, end: number][];
}

/** Characters that are read; Slack itself takes 40,000. */
const LONGEST = 6_000;
const CODE = /```[\s\S]*?```|`[^`\n]{1,400}`/g;
const ENTITY = /<([^<>\n]{1,3000})>/g;
/** Bold, italic and struck words, without what marks them so. */
const MARKS = [
  /(?<![\p{L}\p{N}*])\*([^\s*](?:[^\n*]{0,400}[^\s*])?)\*(?![\p{L}\p{N}*])/gu,
  /(?<![\p{L}\p{N}_])_([^\s_](?:[^\n_]{0,400}[^\s_])?)_(?![\p{L}\p{N}_])/gu,
  /(?<![\p{L}\p{N}~])~([^\s~](?:[^\n~]{0,400}[^\s~])?)~(?![\p{L}\p{N}~])/gu,
];
/** Stands for an entity while marks are taken off, since an address may look marked; of private use, and in no text that is read here. */
const PLACE = "\uE000";
const MENTION = /<@([A-Z0-9]+)(?:\|[^<>]*)?>/g;
const EVERYBODY = /<!(?:channel|here|everyone)(?:\|[^<>]*)?>/;

/** Plain text of Slack's mrkdwn (https://docs.slack.dev/messaging/formatting-message-text): names for ids, links with their addresses, code as it is. */
export function plainOf(mrkdwn: string, names: Names): Plain {
  const source = plainLines(mrkdwn.slice(0, 2 * LONGEST)).replaceAll(PLACE, "");
  let text = "";
  let position = 0;
  const foreign: Plain["foreign"] = [];
  for (const { 0: code, index } of source.matchAll(CODE)) {
    text += proseOf(source.slice(position, index), names);
    const start = text.length;
    text += entitiesOf(code, names);
    foreign.push([start, text.length]);
    position = index + code.length;
  }
  text += proseOf(source.slice(position), names);
  const isWhole = text.trimEnd().length <= LONGEST && mrkdwn.length <= 2 * LONGEST;
  const kept = isWhole ? text.trimEnd() : `${text.slice(0, LONGEST - 1).replace(/[\uD800-\uDBFF]$/, "")}…`;
  return { text: kept, foreign: within([...foreign, ...quotesIn(kept, foreign)], kept.length) };
}

/** The ids of those whom a text mentions, each once; code mentions nobody. */
export function mentionsIn(mrkdwn: string): string[] {
  return [...new Set([...mrkdwn.replaceAll(CODE, " ").matchAll(MENTION)].map(([, id = ""]) => id))];
}

/** Whether a text calls everybody in its channel. */
export function callsEverybody(mrkdwn: string): boolean {
  return EVERYBODY.test(mrkdwn.replaceAll(CODE, " "));
}

function proseOf(mrkdwn: string, names: Names): string {
  const entities = [...mrkdwn.matchAll(ENTITY)].map(([, inner = ""]) => entityOf(inner, names));
  const bare = MARKS.reduce((text, mark) => text.replaceAll(mark, "$1"), mrkdwn.replaceAll(ENTITY, PLACE));
  return unescaped(bare.replaceAll(PLACE, () => entities.shift() ?? ""));
}

function entitiesOf(code: string, names: Names): string {
  return unescaped(code.replaceAll(ENTITY, (_all, inner: string) => entityOf(inner, names)));
}

function unescaped(text: string): string {
  return text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}

function entityOf(inner: string, names: Names): string {
  const bar = inner.indexOf("|");
  const [target, label] = bar < 0 ? [inner, ""] : [inner.slice(0, bar), inner.slice(bar + 1)];
  const rest = target.slice(1);
  if (target.startsWith("@")) return `@${names.person(rest) ?? (label === "" ? rest : label.replace(/^@/, ""))}`;
  if (target.startsWith("#")) return label === "" ? (names.channel(rest) ?? `#${rest}`) : `#${label}`;
  if (target.startsWith("!")) return commandOf(rest, label);
  const address = target.replace(/^(?:mailto|tel):/, "");
  return label === "" || address.endsWith(label) ? address : `${label} (${address})`;
}

/** Groups, dates and whatever else Slack shows by a label of its own. */
function commandOf(name: string, label: string): string {
  if (label !== "") return label;
  if (name.startsWith("subteam^")) return "@group";
  return `@${name.split("^")[0]}`;
}

/** Lines that begin with `>`, and all after `>>>`. */
function quotesIn(text: string, code: Plain["foreign"]): Plain["foreign"] {
  const lines = [...text.matchAll(/^>>>[\s\S]*|^>.*$/gm)].map(({ 0: line, index }): [number, number] => [index, index + line.length]);
  return lines.filter(([start]) => !code.some(([from, to]) => from <= start && start < to));
}

function within(spans: Plain["foreign"], length: number): Plain["foreign"] {
  return spans
    .filter(([start]) => start < length)
    .map(([start, end]): [number, number] => [start, Math.min(end, length)])
    .toSorted((a, b) => a[0] - b[0]);
}
