import { LINES, MASKS } from "./parameters.ts";

/** A part of a line that changes from run to run, the mask that knew it, and its sign. */
export interface MaskedPart {
  readonly by: string;
  readonly text: string;
  readonly sign: string;
}

/** A line with all that changes from run to run replaced by its sign. Names, codes of errors, exit codes and the names of files stay. */
export function maskLine(text: string): string {
  let masked = text.slice(0, LINES.longest);
  for (const [, pattern, sign] of MASKS) masked = masked.replaceAll(pattern, sign);
  return masked.replaceAll(/\s+/g, " ").trim();
}

/** Which mask made which part of `maskLine`. */
export function maskedParts(text: string): MaskedPart[] {
  let masked = text.slice(0, LINES.longest);
  return MASKS.flatMap(([name, pattern, sign]) => {
    const parts = [...masked.matchAll(pattern)].map(([part]) => ({ by: `masks.${name}`, text: part, sign }));
    masked = masked.replaceAll(pattern, sign);
    return parts;
  });
}
