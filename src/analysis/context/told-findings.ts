import type { JudgedFinding } from "../../core/finding.ts";
import type { CountTokens } from "../../lib/tokens.ts";
import { isShowable } from "../severity.ts";
import { findingLine } from "./lines.ts";
import { byName } from "./names.ts";
import type { PackInput } from "./pack-input.ts";

/** Of the room, what findings may take that need not be told. */
const MOST_FOR_FINDINGS = 0.4;
/** A finding under its name. */
export interface Found {
  name: string;
  must: boolean;
  judged: JudgedFinding;
}

/** What may be told, in the order of names; what somebody does not want to hear of is not even shown. */
export function findingsOf({ judged, from, names, items, gone, isMust }: PackInput): Found[] {
  const sources = from && new Map([...gone, ...items].map(({ id, source }) => [id, source]));
  const isAsked = ({ finding }: JudgedFinding): boolean =>
    !from || from.includes(finding.source) || finding.evidence.some(({ item }) => from.includes(sources?.get(item) ?? ""));
  const open = judged.filter((each) => each.word !== "acknowledged" && (isShowable(each.finding) || isMust(each)) && isAsked(each));
  const found = open.flatMap((each) => {
    const name = names.flagOf(each.finding.key);
    return name === undefined ? [] : [{ name, must: isMust(each), judged: each }];
  });
  return found.toSorted((a, b) => byName(a.name, b.name));
}

/** Findings as they are shown. */
export interface ToldFindings {
  lines: string[];
  tokens: number;
  shown: readonly Found[];
}

/** What must be told, whatever it takes, in few words where it takes too much; of the rest what is worth most. */
export function fitFindings(found: readonly Found[], most: number, { names, write }: PackInput, count: CountTokens): ToldFindings {
  const must = found.filter((each) => each.must);
  const lineOf = ({ name, judged, must: isMust }: Found, brief: boolean): string =>
    findingLine(name, judged, names, { must: isMust, brief, write });
  const priceOf = (lines: readonly string[]): number => count(lines.join("\n"));
  const isLong = priceOf(must.map((each) => lineOf(each, false))) > most;
  const lines = new Map(must.map((each) => [each.name, lineOf(each, isLong)]));
  let spent = priceOf([...lines.values()]);
  const rest = found.filter((each) => !each.must).toSorted((a, b) => worth(b) - worth(a) || byName(a.name, b.name));
  for (const each of rest) {
    const line = lineOf(each, each.judged.word === "repeat" || each.judged.word === "resolved");
    const price = count(`${line}\n`);
    if (spent + price > most * MOST_FOR_FINDINGS) break;
    lines.set(each.name, line);
    spent += price;
  }
  const shown = found.filter(({ name }) => lines.has(name));
  return { shown, lines: shown.flatMap(({ name }) => lines.get(name) ?? []), tokens: spent };
}

/** Severity times confidence, less where it was told before. */
export function worth({ judged: { finding, word } }: Found): number {
  return finding.severity * finding.confidence * (word === "repeat" || word === "resolved" ? 0.5 : 1);
}
