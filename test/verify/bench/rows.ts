import { isMustMention } from "../../../src/core/finding.ts";
import { link } from "../../../src/analysis/link.ts";
import { nameAll, type Names } from "../../../src/analysis/context/names.ts";
import type { CheckedClaim, Claim } from "../../../src/core/claim.ts";
import { canonicalJson } from "../../../src/lib/hash.ts";
import { check } from "../../../src/verify/check.ts";
import { checkClaims } from "../../../src/verify/claims.ts";
import type { Evidence } from "../../../src/verify/violation.ts";
import { playWeek, weeks, type Morning } from "../../support/simulator/week.ts";
import { linesOfCode } from "./code-lines.ts";
import { claimOf, othersOf, wrongOf, type Line, type PieceKind } from "./line.ts";
import { linesAbout } from "./lines.ts";
import { tally, type VerifyRow } from "./row.ts";
import { SPOILERS, WRAPPINGS } from "./spoilers.ts";

/** One morning with what is true of it. */
export interface TrueDay {
  morning: Morning;
  evidence: Evidence & { asOf: string };
  names: Names;
  lines: readonly Line[];
  /** Those of them that are not charged: what is made of another says nothing. */
  sound: readonly Line[];
}

const LETTERS = { files: "T", ics: "C", mail: "M", github: "P", rows: "R", slack: "S" };

/** Every `every`th of the simulated mornings. */
export function trueDays(every: number): TrueDay[] {
  const mornings = weeks().flatMap(playWeek);
  return mornings
    .filter((_, index) => index % every === 0)
    .map((morning, index) => {
      const { briefing, judged, evidence: seen } = morning;
      const evidence = { ...seen, asOf: briefing.asOf };
      const names = nameAll(link(evidence.items), judged, LETTERS);
      const lines = [...linesOfCode(briefing, judged, evidence.items, names, index), ...linesAbout(evidence.items, evidence, names, index)];
      const checked = lines.map((line) => checkClaims([claimOf(line)], names, evidence)[0]);
      const sound = lines.filter((_line, at) => checked[at]?.faults.length === 0);
      return { morning, evidence, names, lines, sound };
    });
}

const KINDS: Readonly<Record<PieceKind, readonly [what: string, aim: number]>> = {
  number: ["numbers and units", 0.99],
  date: ["dates", 0.99],
  weekday: ["weekdays", 0.99],
  time: ["times", 0.99],
  zone: ["zones", 0.99],
  name: ["names out of nowhere", 0.95],
  role: ["names of others who are there", 0.95],
  state: ["states", 0.99],
  quote: ["quotes", 0.99],
};
const KIND_NAMES: readonly PieceKind[] = ["number", "date", "weekday", "time", "zone", "name", "role", "state", "quote"];
const MOST_FALSE_ALARMS = 0.02;

/** The checker against lines that are known to be true or untrue: one row for each way of spoiling them, and for each that does no harm. */
export function measureChecker(days: readonly TrueDay[]): VerifyRow[] {
  return [
    ...KIND_NAMES.map((kind) => spoiltPieces(days, kind)),
    ...SPOILERS.map(({ what, aim, spoil }) => measured(days, what, "untrue", aim, spoil)),
    spoiltCites(days),
    omissions(days),
    measured(days, "true lines as they are", "harmless", MOST_FALSE_ALARMS, (line) => [claimOf(line)]),
    measured(days, "rounding, aliases, other ways to write dates", "harmless", MOST_FALSE_ALARMS, (line) =>
      othersOf(line).map(({ claim }) => claim),
    ),
    measured(days, "other words around them", "harmless", MOST_FALSE_ALARMS, (line) => WRAPPINGS.map((wrap) => wrap(claimOf(line)))),
    reordered(days),
  ];
}

function spoiltPieces(days: readonly TrueDay[], kind: PieceKind): VerifyRow {
  const [what, aim] = KINDS[kind];
  const count = tally(what, "untrue", aim);
  for (const day of days) {
    for (const line of day.sound) {
      for (const { claim, put } of wrongOf(line, kind)) count.add(isCaught(claim, put, day), () => `“${claim.text}”`);
    }
  }
  return count.row();
}

/** A line is caught where it is charged, or where code has taken out what is wrong. */
function isCaught(claim: Claim, put: string, day: TrueDay): boolean {
  const [checked] = checkClaims([claim], day.names, day.evidence);
  return checked !== undefined && (checked.faults.length > 0 || (checked.fixed.length > 0 && !freeText(checked).includes(put)));
}

function freeText({ bullet }: CheckedClaim): string {
  return bullet.text.map((span) => ("text" in span ? span.text : "")).join("");
}

function measured(
  days: readonly TrueDay[],
  what: string,
  kind: VerifyRow["kind"],
  aim: number,
  make: (line: Line) => readonly Claim[],
): VerifyRow {
  const count = tally(what, kind, aim);
  for (const day of days) {
    for (const line of kind === "untrue" ? day.sound : day.lines) {
      for (const claim of make(line)) {
        const [checked] = checkClaims([claim], day.names, day.evidence);
        const faults = checked?.faults ?? [];
        count.add(faults.length > 0, () => `“${claim.text}” ${faults.map(({ code, at = "" }) => `${code} ${at}`).join(", ")}`);
      }
    }
  }
  return count.row();
}

/** Cites of something else, of nothing, and of what there is not. */
function spoiltCites(days: readonly TrueDay[]): VerifyRow {
  const count = tally("cites", "untrue", 0.99);
  for (const day of days) {
    const all = day.evidence.items.flatMap(({ id }) => day.names.nameOf(id) ?? []);
    day.sound.forEach((line, index) => {
      const other = all.filter((name) => !line.cites.includes(name))[index % (all.length - 1)];
      const wrong = [["T977"], ...(other === undefined ? [] : [[other]])];
      for (const cites of wrong) {
        const claim = { ...claimOf(line), cites };
        count.add(
          (checkClaims([claim], day.names, day.evidence)[0]?.faults.length ?? 0) > 0,
          () => `“${claim.text}” cites ${cites.join()}`,
        );
      }
    });
  }
  return count.row();
}

/** A finding that must be told, or a source that failed, left out of a briefing. */
function omissions(days: readonly TrueDay[]): VerifyRow {
  const count = tally("omissions", "untrue", 0.99);
  for (const { morning, evidence } of days) {
    const { briefing, judged } = morning;
    for (const { finding } of judged.filter(isMustMention)) {
      const sections = briefing.sections.map((section) => ({
        ...section,
        bullets: section.bullets.map((bullet) => ({ ...bullet, flags: bullet.flags.filter((flag) => flag !== finding.key) })),
      }));
      count.add(
        check({ ...briefing, sections }, evidence).some(({ code }) => code === "missing-mention"),
        () => finding.rule,
      );
    }
    if (morning.failed.length > 0) {
      count.add(
        check({ ...briefing, gaps: [] }, evidence).some(({ code }) => code === "missing-gap"),
        () => "a failed source",
      );
    }
  }
  return count.row();
}

/** All lines of code at once, in another order each time: no line is charged for its place, and cites may come in any order. */
function reordered(days: readonly TrueDay[]): VerifyRow {
  const count = tally("another order", "harmless", MOST_FALSE_ALARMS);
  for (const { morning, names, evidence } of days) {
    const lines = linesOfCode(morning.briefing, morning.judged, evidence.items, names, 1);
    for (const claims of [lines.map(claimOf), lines.map(claimOf).toReversed()]) {
      const turned = claims.map((claim) => ({ ...claim, cites: claim.cites.toReversed() }));
      checkClaims(turned, names, evidence).forEach(({ faults }, index) =>
        count.add(faults.length > 0, () => `“${turned[index]?.text ?? ""}” ${canonicalJson(faults)}`),
      );
    }
  }
  return count.row();
}
