import { LINES, MASKS } from "./parameters.ts";

/** A line with all that changes from run to run replaced by its sign. Names, codes of errors, exit codes and the names of files stay. */
export function maskLine(text: string): string {
  let masked = text.length > LINES.longest ? text.slice(0, LINES.longest) : text;
  for (const [, pattern, sign] of MASKS) masked = masked.replaceAll(pattern, sign);
  return masked.replaceAll(/\s+/g, " ").trim();
}
