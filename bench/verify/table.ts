import type { VerifyRow } from "../../test/verify/bench/row.ts";

const HEADER = ["", "cases", "charged", "share", "aim", "met"];
/** Columns of words; the others hold numbers. */
const WORDS = new Set([0, 5]);

/** The table as text, what went wrong below it, and one line that sums it up. */
export function formatVerify(rows: readonly VerifyRow[]): string {
  const lines = [HEADER, ...rows.map(toCells)];
  const widths = HEADER.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  const pad = (cell: string, column: number): string =>
    WORDS.has(column) ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0);
  const notes = rows.flatMap(({ what, notes: told }) => told.map((note) => `${what}: ${note}`));
  return [
    ...lines.map((line) => line.map(pad).join("  ").trimEnd()),
    "",
    ...notes,
    ...(notes.length > 0 ? [""] : []),
    closingLine(rows),
  ].join("\n");
}

function toCells({ what, kind, cases, charged, aim, met }: VerifyRow): string[] {
  const share = cases === 0 ? "" : (charged / cases).toFixed(4);
  return [what, count(cases), count(charged), share, `${kind === "untrue" ? "at least" : "at most"} ${aim}`, met ? "yes" : "NO"];
}

function closingLine(rows: readonly VerifyRow[]): string {
  const sum = (kind: VerifyRow["kind"], of: (row: VerifyRow) => number): number =>
    rows.filter((row) => row.kind === kind).reduce((total, row) => total + of(row), 0);
  const missed = rows.filter(({ met }) => !met).length;
  const untrue = `${count(sum("untrue", ({ charged }) => charged))} of ${count(sum("untrue", ({ cases }) => cases))} untrue lines noticed`;
  const harmless = `${count(sum("harmless", ({ charged }) => charged))} of ${count(sum("harmless", ({ cases }) => cases))} harmless ones charged`;
  const mornings = `${count(sum("morning", ({ cases, charged }) => cases - charged))} of ${count(sum("morning", ({ cases }) => cases))} mornings with a scripted model whole and true`;
  return `${untrue}, ${harmless}, ${mornings}; ${missed === 0 ? "every aim met" : `${missed} of ${rows.length} aims missed`}.`;
}

function count(value: number): string {
  return value.toLocaleString("en-US");
}
