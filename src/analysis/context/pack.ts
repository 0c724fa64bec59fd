import type { LongThing, Packed } from "../../core/ports/agent.ts";
import { countOf } from "../../lib/text.ts";
import type { CountTokens } from "../../lib/tokens.ts";
import { connectorOf } from "../source.ts";
import { choose } from "./choose.ts";
import { quoted } from "./foreign.ts";
import { thingLine } from "./lines.ts";
import type { PackInput } from "./pack-input.ts";
import { partsOf } from "./parts.ts";
import { candidatesOf, thingsOf, type Thing } from "./things.ts";
import { findingsOf, fitFindings } from "./told-findings.ts";

/** Kept for the words between the parts. */
const FOR_HEADINGS = 120;

/**
 * The material in so many tokens at most: findings first, then what is new, changed or gone, then what findings rest on besides. By value
 * for its length, so that what must be told is always there; in an order that is the same for the same material.
 */
export function pack(input: PackInput, count: CountTokens): Packed {
  const { tokens, write } = input;
  const found = findingsOf(input);
  const told = fitFindings(found, tokens - FOR_HEADINGS, input, count);
  const things = thingsOf(input, told.shown);
  const lines = new Map<string, string>();
  const lineOf = (name: string): string => {
    const thing = things.get(name);
    const line = lines.get(name) ?? (thing ? thingLine(name, thing.item, thing.shape, write) : "");
    lines.set(name, line);
    return line;
  };
  const room = Math.max(tokens - told.tokens - FOR_HEADINGS, 0);
  const chosen = choose(candidatesOf(things), { tokens: room, cost: ({ name }) => count(`${lineOf(name)}\n`) });
  const shown = [...things].filter(([name]) => chosen.has(name));
  const hidden = [...things].filter(([name]) => !chosen.has(name));
  const left = countBy(hidden.map(([, { item }]) => item.source));
  const text = [
    ...part("Findings:", told.lines),
    ...part(input.earlier ? "New, changed or gone since the last run:" : "Things:", linesOf(shown, true, lineOf)),
    ...part("As before, and what findings rest on:", linesOf(shown, false, lineOf)),
    ...part("Not answered:", failuresOf(input)),
    ...part("Not shown, though it can be searched:", leftInWords(left, found.length - told.lines.length)),
  ].join("\n");
  const mustMention = found.flatMap(({ name, must }) => (must ? [name] : []));
  return { text, tokens: count(text), left, mustMention, long: longOf([...things], count) };
}

/** What is new and is read in parts, the newest first. */
function longOf(things: readonly [string, Thing][], count: CountTokens): LongThing[] {
  const fresh = things.filter(([, { isNews, shape }]) => isNews && !shape.isGone);
  const newest = fresh.toSorted(([, a], [, b]) => b.item.ts.localeCompare(a.item.ts));
  return newest.flatMap(([name, { item }]) => {
    const { length } = partsOf(item, count);
    return length > 0 ? [{ name, source: item.source, parts: length }] : [];
  });
}

function linesOf(things: readonly [string, Thing][], isNews: boolean, lineOf: (name: string) => string): string[] {
  return things.flatMap(([name, thing]) => (thing.isNews === isNews ? [lineOf(name)] : []));
}

function failuresOf({ sources, from }: PackInput): string[] {
  const failed = sources.filter(({ ok, source }) => !ok && from?.includes(connectorOf(source)) !== false);
  return failed.map(({ source, error = "" }) => `${source}: ${quoted(error, 120)}`);
}

function leftInWords(left: Readonly<Record<string, number>>, findings: number): string[] {
  const things = Object.entries(left).map(([source, number]) => `${number} of ${source}`);
  return [...(things.length > 0 ? [things.join(", ")] : []), ...(findings > 0 ? [countOf(findings, "lesser finding")] : [])];
}

function part(heading: string, lines: readonly string[]): string[] {
  return lines.length > 0 ? [heading, ...lines] : [];
}

function countBy(sources: readonly string[]): Record<string, number> {
  const counts = Map.groupBy(sources.toSorted(), (source) => source);
  return Object.fromEntries([...counts].map(([source, all]) => [source, all.length]));
}
