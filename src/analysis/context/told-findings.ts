import type { JudgedFinding } from "../../core/finding.ts";
import type { CountTokens } from "../../lib/tokens.ts";
import { isShowable } from "../severity.ts";
import { findingLine } from "./lines.ts";
import { byName } from "./names.ts";
import type { PackInput } from "./pack-input.ts";

/** Of the room, what findings may take: those that must be told, the same in full, and with the others. */
const MOST_FOR_MUST = 0.8;
const MOST_IN_FULL = 0.5;
const MOST_FOR_OTHERS = 0.4;

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
    !from ||
    from.length === 0 ||
    from.includes(finding.source) ||
    finding.evidence.some(({ item }) => from.includes(sources?.get(item) ?? ""));
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

/** What must be told in few words at least, the gravest in full; of the rest what is worth most. Never more than `most` tokens. */
export function fitFindings(found: readonly Found[], most: number, { names, write }: PackInput, count: CountTokens): ToldFindings {
  const lines = new Map<string, { line: string; price: number }>();
  let spent = 0;
  const tell = (each: Found, brief: boolean, share: number): boolean => {
    const line = findingLine(each.name, each.judged, names, { must: each.must, brief, write });
    const price = count(`${line}\n`);
    const more = price - (lines.get(each.name)?.price ?? 0);
    if (spent + more > most * share) return false;
    lines.set(each.name, { line, price });
    spent += more;
    return true;
  };
  const ranked = found.toSorted((a, b) => worth(b) - worth(a) || byName(a.name, b.name));
  const must = ranked.filter((each) => each.must);
  must.every((each) => tell(each, true, MOST_FOR_MUST));
  must.every((each) => lines.has(each.name) && tell(each, false, MOST_IN_FULL));
  ranked.every((each) => each.must || tell(each, isOld(each), MOST_FOR_OTHERS));
  const shown = found.filter(({ name }) => lines.has(name));
  return { shown, lines: shown.flatMap(({ name }) => lines.get(name)?.line ?? []), tokens: spent };
}

function isOld({ judged: { word } }: Found): boolean {
  return word === "repeat" || word === "resolved";
}

/** Severity times confidence, less where it was told before. */
export function worth(found: Found): number {
  const { finding } = found.judged;
  return finding.severity * finding.confidence * (isOld(found) ? 0.5 : 1);
}
