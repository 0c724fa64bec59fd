import type { Briefing } from "../core/briefing.ts";
import { guardText, guardUrl } from "./guard.ts";

/** Far above any text that a briefing shows. */
const LONGEST_TEXT = 10_000;
/** By which things are known again: they stay sign for sign, and nobody reads them. */
const IDENTIFIERS: ReadonlySet<string> = new Set(["automation", "run", "item", "cites", "flags", "path"]);

/** A Briefing as JSON for programs. They may show it to people, so its texts and addresses are guarded like everywhere else. */
export function dataOf(briefing: Briefing): Record<string, unknown> {
  return guardEntries(briefing);
}

function guardEntries(value: object): Record<string, unknown> {
  const entries: [string, unknown][] = Object.entries(value);
  return Object.fromEntries(entries.map(([key, each]) => [key, IDENTIFIERS.has(key) ? each : guardValue(key, each)]));
}

function guardValue(key: string, value: unknown): unknown {
  if (typeof value === "string") return key === "url" ? guardUrl(value) : guardText(value, LONGEST_TEXT);
  if (Array.isArray(value)) return value.map((each: unknown) => guardValue(key, each));
  return typeof value === "object" && value !== null ? guardEntries(value) : value;
}
