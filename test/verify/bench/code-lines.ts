import type { Names } from "../../../src/analysis/context/names.ts";
import type { Briefing, Bullet } from "../../../src/core/briefing.ts";
import type { JudgedFinding } from "../../../src/core/finding.ts";
import { isOwnFact, type Item } from "../../../src/core/item.ts";
import type { Span } from "../../../src/core/prose.ts";
import { computedIn } from "../../../src/verify/slots.ts";
import { chanceFrom, type Chance } from "../../support/simulator/random.ts";
import type { Line, Piece } from "./line.ts";
import { datePiece, numberPiece, timesOf } from "./pieces.ts";

/** The lines that code wrote, as a model would hand them in: only those that can be said by slots alone. */
export function linesOfCode(
  briefing: Briefing,
  judged: readonly JudgedFinding[],
  items: readonly Item[],
  names: Names,
  seed: number,
): Line[] {
  const things = new Map(items.map((item) => [item.id, item]));
  const found = new Map(judged.map((each) => [each.finding.key, each]));
  const bullets = briefing.sections.flatMap((section) => (section.id === "counts" ? [] : section.bullets));
  return bullets.flatMap((bullet, index) => {
    const cited = bullet.cites.flatMap((cite) => things.get(cite) ?? []);
    const times = timesOf(cited, briefing.timezone);
    const chance = chanceFrom(seed + index);
    const flagged = bullet.flags.flatMap((flag) => found.get(flag) ?? []);
    const pieces = bullet.text.map((span) => pieceOf(span, flagged, names, times, chance));
    const cites = bullet.cites.flatMap((cite) => names.nameOf(cite) ?? []);
    const flags = bullet.flags.flatMap((flag) => names.flagOf(flag) ?? []);
    const isWhole = cited.length === bullet.cites.length && cites.length > 0 && cites.length === bullet.cites.length;
    return isWhole && pieces.every((piece) => piece !== undefined) && saysSomething(bullet)
      ? [{ pieces: pieces.filter((piece) => piece !== undefined), kind: bullet.kind, cites, flags }]
      : [];
  });
}

function pieceOf(
  span: Span,
  flagged: readonly JudgedFinding[],
  names: Names,
  times: ReturnType<typeof timesOf>,
  chance: Chance,
): string | Piece | undefined {
  if (span.kind === "text" || span.kind === "strong") return span.text;
  if (span.kind === "derived") {
    const { value, unit } = span.derived;
    for (const judged of flagged) {
      const at = computedIn(judged).findIndex(({ derived }) => derived.value === value && derived.unit === unit);
      const flag = names.flagOf(judged.finding.key);
      const wrongUnits = unit === "business day" ? ["week", "month"] : [];
      if (at >= 0 && flag !== undefined) return numberPiece(value, unit, wrongUnits, chance, `{{${flag}.${at + 1}}}`);
    }
    return undefined;
  }
  const { item, path, value } = span.fact;
  const name = names.nameOf(item);
  if (isOwnFact(span.fact) || name === undefined || path.startsWith("was.") || path.startsWith("actors.")) return undefined;
  const slot = `{{${name}.${path.replace(/^fields\./, "")}${span.form === "time" ? ".time" : ""}}}`;
  return span.form === "date" && typeof value === "string" ? datePiece(value, times, chance, slot) : slot;
}

/** A line of nothing but slots is none that a model may hand in. */
function saysSomething({ text }: Bullet): boolean {
  const words = text.flatMap((span) => ("text" in span ? (span.text.match(/\p{L}+/gu) ?? []) : []));
  return words.length >= 2;
}
