import type { Item } from "../core/item.ts";
import type { Derived, Prose } from "../core/prose.ts";
import { readDates } from "./dates.ts";
import { looseHosts } from "./hosts.ts";
import type { Lookup } from "./lookup.ts";
import { looseNames } from "./names.ts";
import { looseNumbers } from "./numbers.ts";
import { saysOf } from "./says.ts";
import type { ViolationCode } from "./violation.ts";

/** Something in free words that no cited item backs. */
export interface Loose {
  code: Extract<ViolationCode, `${"number" | "date" | "name" | "link"}-unbacked`>;
  word: string;
}

/** What free words may rest on. */
export interface Backing {
  cited: readonly Item[];
  /** Numbers that rules have computed of what the line is about. */
  computed: readonly Derived[];
  isByModel: boolean;
}

const LINK =
  /https?:\/\/\S*|\bwww\.\S+|\]\([^)]*\)|(?<![a-z0-9.-])[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:com|org|net|io|dev|app|ai|co|eu|uk|de)\b/gi;
/** Stands where code has written something. */
const FILLED = "\u{FFFC}";

/** A sentence's own words, apart from what code has filled in. */
export function freeWords(text: Prose): string {
  return text.map((span) => (span.kind === "text" || span.kind === "strong" ? span.text : FILLED)).join("");
}

/** The numbers, dates, names and links in free words that the cited items do not back. */
export function looseWords(text: Prose, { cited, computed, isByModel }: Backing, { briefing, evidence, names }: Lookup): Loose[] {
  const words = freeWords(text);
  const plain = words.replace(LINK, " ");
  const { loose, weeks, rest } = readDates(plain, cited, briefing.asOf, evidence.calendar.timezone);
  const links = words.match(LINK) ?? [];
  const hosts = isByModel ? looseHosts(plain, cited.map((item) => saysOf(item).all).join("\n")) : [];
  return [
    ...[...links, ...hosts].map((word) => ({ code: "link-unbacked" as const, word })),
    ...looseNumbers(rest, cited, computed).map((word) => ({ code: "number-unbacked" as const, word })),
    ...[...loose, ...(isByModel ? weeks : [])].map((word) => ({ code: "date-unbacked" as const, word })),
    ...looseNames(plain, cited, names, isByModel).map((word) => ({ code: "name-unbacked" as const, word })),
  ];
}
