import type { TrustRow } from "../../test/trust/row.ts";

/** A row with how long it took, and whether a hostile worker was at work in it. */
export interface TimedRow extends TrustRow {
  ms: number;
  isHostile: boolean;
}

const HEADER = ["", "cases", "got out", "control", "aim", "met", "time"];
/** Columns of words; the others hold numbers. */
const WORDS = new Set([0, 4, 5]);

/** The table as text with what there is to say of each row below it, and one line that sums it up. */
export function formatTrust(rows: readonly TimedRow[]): string {
  const lines = [HEADER, ...rows.map(toCells)];
  const widths = HEADER.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  const pad = (cell: string, column: number): string =>
    WORDS.has(column) ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0);
  const table = lines.map((line) => line.map(pad).join("  ").trimEnd());
  const notes = rows.flatMap(({ suite, notes }) => notes.map((note) => `${suite}: ${note}`));
  return [...table, "", ...notes, "", closingLine(rows)].join("\n");
}

function toCells({ suite, cases, out, control, aim, met, ms }: TimedRow): string[] {
  return [
    suite,
    count(cases),
    count(out),
    control === undefined ? "" : percent(control),
    aim,
    met ? "yes" : "NO",
    `${Math.round(ms / 1_000)} s`,
  ];
}

function closingLine(rows: readonly TimedRow[]): string {
  const hostile = rows.filter(({ isHostile }) => isHostile);
  const sum = (of: (row: TimedRow) => number): string => count(hostile.reduce((total, row) => total + of(row), 0));
  const control = hostile.flatMap((row) => row.control ?? [])[0];
  const missed = rows.filter(({ met }) => !met).length;
  return [
    `${sum(({ out }) => out)} of ${sum(({ cases }) => cases)} effects outside the definition with a fully hostile worker`,
    ...(control === undefined ? [] : [`control ${percent(control)}`]),
    ...(missed === 0 ? [] : [`${missed} of ${rows.length} aims missed`]),
  ].join("; ");
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

function count(value: number): string {
  return value.toLocaleString("en-US");
}
