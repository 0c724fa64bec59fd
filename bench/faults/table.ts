/** What one fault did, over all the times it was made to happen. */
export interface FaultRow {
  /** In words, as the table shows it. */
  fault: string;
  /** How often it happened. */
  volume: number;
  /** Runs, events, slots and messages that were promised and did not come to their end. */
  lost: number;
  /** Messages that arrived more than once, slots and events that ran more than once. */
  repeated: number;
  /** Steps that were done again although their outcome was kept. */
  redone?: number;
  /** The longest time from a restart, or from the end of the fault, until work went on. */
  resumedMs?: number;
  /** Worth telling: what was counted, what could not be tried here. */
  note?: string;
  /** Whether everything is as wanted, however long it took. */
  met: boolean;
  /** Whether work went on soon enough; a machine that is busy with other work can miss that without a fault of ours. Absent where no time is wanted. */
  inTime?: boolean;
}

/** Work that was open is wanted to go on within this time of a restart. */
export const RESUME_MS = 3_000;

/** Makes a fault happen `volume` times. */
export type Measure = (volume: number) => Promise<FaultRow>;

const HEADER = ["", "times", "lost", "repeated", "redone", "went on after", "", ""];
/** Columns of words; the others hold numbers. */
const WORDS = new Set([0, 6, 7]);

/** Whether every target is met, that of time included. */
export function isAsWanted({ met, inTime = true }: FaultRow): boolean {
  return met && inTime;
}

/** The table as text, columns aligned, and one line that sums it up. */
export function formatFaults(rows: readonly FaultRow[]): string {
  const lines = [HEADER, ...rows.map(toCells)];
  const widths = HEADER.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  const table = lines.map((line) =>
    line
      .map((cell, column) => (WORDS.has(column) ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join("  ")
      .trimEnd(),
  );
  return [...table, "", closingLine(rows)].join("\n");
}

function toCells(row: FaultRow): string[] {
  const { fault, volume, lost, repeated, redone, resumedMs, note } = row;
  const ms = resumedMs === undefined ? "" : `${count(Math.ceil(resumedMs))} ms`;
  return [
    fault,
    count(volume),
    count(lost),
    count(repeated),
    redone === undefined ? "" : count(redone),
    ms,
    isAsWanted(row) ? "yes" : "NO",
    note ?? "",
  ];
}

function closingLine(rows: readonly FaultRow[]): string {
  const sum = (of: (row: FaultRow) => number): string => count(rows.reduce((total, row) => total + of(row), 0));
  const missed = rows.filter((row) => !isAsWanted(row)).length;
  const targets = missed === 0 ? "every target met" : `${missed} of ${rows.length} targets missed`;
  const lost = sum((row) => row.lost);
  const repeated = sum((row) => row.repeated);
  return `lost ${lost}, repeated ${repeated}, redone ${sum((row) => row.redone ?? 0)}; ${targets}.`;
}

function count(value: number): string {
  return value.toLocaleString("en-US");
}
