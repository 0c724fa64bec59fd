import type { Comparison, ComparedLine, LineChange } from "../engine/replay/compare.ts";
import type { Trace } from "../engine/replay/trace.ts";
import { countOf, listOf } from "../lib/text.ts";

/** How many lines there are of each kind. */
export type Tally = Readonly<Record<LineChange["kind"], number>>;

const KINDS = { same: "the same", changed: "changed", moved: "moved", "only-then": "only then", "only-now": "only now" } as const;

/** The kinds of a comparison's lines, counted. */
export function tallyOf({ lines }: Pick<Comparison, "lines">): Tally {
  return tallyBy((kind) => lines.filter((line) => line.kind === kind).length);
}

/** Sums of several tallies. */
export function addTallies(tallies: readonly Tally[]): Tally {
  return tallyBy((kind) => tallies.reduce((total, each) => total + each[kind], 0));
}

function tallyBy(count: (kind: LineChange["kind"]) => number): Tally {
  const [same, changed, moved] = [count("same"), count("changed"), count("moved")];
  return { same, changed, moved, "only-then": count("only-then"), "only-now": count("only-now") };
}

/** A tally as a sentence without its end; kinds that there are none of go unsaid. */
export function tallyInWords(tally: Tally): string {
  const told = (["same", "changed", "moved", "only-then", "only-now"] as const).filter((kind) => tally[kind] > 0);
  return listOf(told.map((kind, index) => `${index === 0 ? countOf(tally[kind], "line") : tally[kind]} ${KINDS[kind]}`));
}

/** What is said otherwise, line by line; what has no rows but its heading says nothing otherwise. */
export function differenceTable({ lines }: Pick<Comparison, "lines">): string[][] {
  return [["", "UNDER", "LINE"], ...lines.flatMap(rowsOf)];
}

function rowsOf(change: LineChange): string[][] {
  const row = (label: string, { part, text }: ComparedLine): string[] => [label, part, text];
  if (change.kind === "same") return [];
  if (change.kind === "only-then") return [row("only then", change.was)];
  if (change.kind === "only-now") return [row("only now", change.is)];
  if (change.kind === "moved") return [row("moved", change.is)];
  const { was, is } = change;
  if (was.text !== is.text) return [row("then", was), row("now", is)];
  return [row(was.by === is.by ? "on other evidence" : `now by ${is.by === "code" ? "code" : "a model"}`, is)];
}

/** Each line, who wrote it and on what. */
export function lineTable({ lines }: Trace): string[][] {
  const rows = lines.map(({ by, turn, cites, flags, fixed, text }) => [
    by === "code" ? "code" : (turn ?? "a model"),
    cites.join(" "),
    flags.map((key) => key.slice(0, 7)).join(" "),
    fixed.length === 0 ? text : `${text} (put right: ${fixed.join("; ")})`,
  ]);
  return [["BY", "CITES", "FLAGS", "LINE"], ...rows];
}

/** Each answer of a model. */
export function turnTable({ turns }: Trace): string[][] {
  const rows = turns.map(({ step, model, prompt, outcome, usage }) => [
    ...[step, model, prompt?.slice(0, 10) ?? "", OUTCOMES[outcome]],
    `${usage.input} (${usage.cached} cached)`,
    String(usage.output),
  ]);
  return [["TURN", "MODEL", "PROMPT", "GAVE", "TOKENS READ", "WRITTEN"], ...rows];
}

const OUTCOMES = { answer: "an answer", calls: "questions", refusal: "a refusal" } as const;

/** What did not hold, of single claims and of the whole. */
export function faultTable({ faults, replaced }: Trace): string[][] {
  const ofClaims = faults.map(({ turn = "a model", claim, faults: found }) => [
    turn,
    found.map(({ code }) => code).join(" "),
    `${claim.text} (${found.map(({ message }) => message).join("; ")})`,
  ]);
  const ofTheWhole = replaced.map(({ code, message }) => ["last check", code, message]);
  return [["FROM", "FAULT", "WHAT DID NOT HOLD"], ...ofClaims, ...ofTheWhole];
}
