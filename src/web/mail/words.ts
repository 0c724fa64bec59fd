import { findHistory } from "../../lib/letter/history.ts";
import { linesOf } from "../../lib/letter/lines.ts";

/** A word about a held message, and the code behind it. */
export interface Verdict {
  approved: boolean;
  code?: string;
}

/**
 * The first words of a letter that are its writer's own, on one line; empty where there are none. Below a quote they count only after an
 * empty line: the end of a quoted line may have come to stand alone.
 */
export function firstWords(body: string): string {
  const lines = linesOf(body);
  const isHistory = findHistory(lines);
  const first = lines.findIndex(({ text }, index) => isHistory[index] !== true && text.trim() !== "");
  const isOwn = first === 0 || (lines[first - 1]?.text ?? "").trim() === "";
  return isOwn ? (lines[first]?.text.trim() ?? "") : "";
}

/** `approve 1a2b3c4d` or `deny 1a2b3c4d`, also without the code; undefined for anything else. */
export function parseVerdict(text: string): Verdict | undefined {
  const words = text
    .toLowerCase()
    .replace(/[.!]+$/, "")
    .replaceAll(/\s+/g, " ");
  const [, verb, code] = /^(approve|deny)(?: ([0-9a-f]{8}))?$/.exec(words) ?? [];
  return verb === undefined ? undefined : { approved: verb === "approve", ...(code !== undefined && { code }) };
}
