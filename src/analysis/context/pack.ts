import type { JudgedFinding } from "../../core/finding.ts";
import type { Item } from "../../core/item.ts";
import type { Packed, PackRequest } from "../../core/ports/agent.ts";
import type { CountTokens } from "../../lib/tokens.ts";
import type { Names } from "./names.ts";

/** What there is to be shown. */
export interface PackInput extends PackRequest {
  items: readonly Item[];
  news: readonly Item[];
  judged: readonly JudgedFinding[];
  names: Names;
}

/** The material in so many tokens at most. */
export function pack({ tokens, from, news, judged, names }: PackInput, count: CountTokens): Packed {
  const lines = news.filter(({ source }) => from?.includes(source) !== false).map((item) => lineOf(item, names));
  const found = judged.map((each) => `${names.flagOf(each.finding.key) ?? ""} ${each.finding.rule} ${each.word}`);
  let text = found.join("\n");
  for (const line of lines) if (count(text) + count(line) < tokens) text += `\n${line}`;
  return { text, tokens: count(text), left: {}, mustMention: [] };
}

function lineOf(item: Item, names: Names): string {
  return `${names.nameOf(item.id) ?? ""} ${item.kind} ${JSON.stringify(item.title)}`;
}
