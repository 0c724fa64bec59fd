import type { Fingerprinted } from "../../analysis/ci/group/types.ts";
import { maskedParts } from "../../analysis/ci/mask.ts";
import { scoreOf } from "../../analysis/ci/score.ts";
import { shownText } from "../../render/guard.ts";

const LONGEST = 120;

/** By which parameters a failure was read as it is: its lines, its primary error and what was masked of that. */
export function decidedToJson({ decided, lines, region, primaryError }: Fingerprinted) {
  const texts = region.split("\n");
  const told = lines.flatMap((line, index) => {
    const { by, weight } = scoreOf(texts[index] ?? "");
    return by === null || weight === 0 ? [] : [{ line, by }];
  });
  return { region: decided?.region ?? null, lines: told, primary: decided?.primary ?? null, masks: maskedParts(primaryError) };
}

/** The same for people, in one line. */
export function decidedInWords(failure: Fingerprinted): string {
  const { region, lines, primary, masks } = decidedToJson(failure);
  const { source, test, lines: all } = failure;
  const name = `${shownText(source, LONGEST)}${test === null ? "" : `, ${shownText(test, LONGEST)}`}`;
  if (region === null || all.length === 0) return `${name}: no line of it tells anything, only that it failed`;
  const parts = [
    primary ? `its error is in line ${primary.line} by ${primary.by}` : "no line says what went wrong",
    `its lines are ${rangesOf(all)} by ${region}`,
    ...lines.filter(({ line }) => line !== primary?.line).map(({ line, by }) => `line ${line} by ${by}`),
    ...masks.map(({ by, text, sign }) => `${shownText(text, LONGEST)} counts as ${sign} by ${by}`),
  ];
  return `${name}: ${parts.join("; ")}`;
}

/** `3 to 5, 9` of 3, 4, 5 and 9. */
export function rangesOf(lines: readonly number[]): string {
  const ranges: { from: number; to: number }[] = [];
  for (const line of [...new Set(lines)].toSorted((a, b) => a - b)) {
    const last = ranges.at(-1);
    if (last && line === last.to + 1) last.to = line;
    else ranges.push({ from: line, to: line });
  }
  return ranges.map(({ from, to }) => (from === to ? `${from}` : `${from} to ${to}`)).join(", ");
}
