import stringWidth from "string-width";
import type { Session } from "./session.ts";

/** One JSON object with the version of its shape, for programs. */
export function printJson(session: Session, value: Readonly<Record<string, unknown>>): void {
  session.print(JSON.stringify({ schema: 1, ...value }, undefined, 2));
}

/** Columns as wide as their widest cell; the first row is the heading. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => stringWidth(row[column] ?? ""))));
  return rows
    .map((row) => row.map((cell, column) => cell + " ".repeat((widths[column] ?? 0) - stringWidth(cell))).join("  "))
    .map((line) => line.trimEnd())
    .join("\n");
}
