/** One line of the table: a figure of Chief's beside the same of the bare floor. */
export interface Row {
  what: string;
  chief: string;
  bare: string;
  /** Chief's figure divided by the bare one. */
  ratio?: number;
  /** What it should be, in words, and whether it is; absent where the figure is only told. */
  wanted?: string;
  met?: boolean;
}

/** The middle value; of an even count, the upper of the two in the middle. */
export function median(values: readonly number[]): number {
  const middle = values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
  if (middle === undefined) throw new RangeError("expected values to take the median of, got none");
  return middle;
}

/** The medians of two measurements taken in turns, so that a slow moment of the machine meets both. */
export async function alternate(
  rounds: number,
  chief: () => Promise<number>,
  bare: () => Promise<number>,
): Promise<{ chief: number; bare: number }> {
  const values = { chief: [] as number[], bare: [] as number[] };
  for (let round = 0; round < rounds; round += 1) {
    values.chief.push(await chief());
    values.bare.push(await bare());
  }
  return { chief: median(values.chief), bare: median(values.bare) };
}

/** Milliseconds that `work` took. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** The table as text, columns aligned, and one line that sums it up. */
export function formatTable(rows: readonly Row[], machine: string): string {
  const header = ["", "Chief", "bare", "ratio", "wanted", ""];
  const lines = [
    header,
    ...rows.map((row) => [row.what, row.chief, row.bare, formatRatio(row.ratio), row.wanted ?? "", formatMet(row.met)]),
  ];
  const widths = header.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  const isText = (column: number): boolean => column === 0 || column === 4;
  const table = lines.map((line) =>
    line
      .map((cell, column) => (isText(column) ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join("  ")
      .trimEnd(),
  );
  const judged = rows.filter((row) => row.met !== undefined);
  const met = judged.filter((row) => row.met);
  return [...table, "", `${met.length} of ${judged.length} figures are as wanted (${machine}).`].join("\n");
}

function formatMet(met: boolean | undefined): string {
  if (met === undefined) return "";
  return met ? "yes" : "NO";
}

function formatRatio(ratio: number | undefined): string {
  return ratio === undefined ? "" : ratio.toFixed(2);
}
