import { shorten } from "../../lib/text.ts";
import type { LogLine } from "./log.ts";
import { PRIMARY } from "./parameters.ts";

/**
 * The line that says best what went wrong: the innermost cause where one names causes, else the first that says most of it, since what
 * follows the first error is mostly a consequence. `best` are the numbers of the heaviest block. Null where no line says anything.
 */
export function findPrimary(lines: readonly LogLine[], best: ReadonlySet<number>): LogLine | null {
  let [found, most]: [LogLine | null, number] = [null, 0];
  for (const line of lines) {
    const cause =
      line.cause *
      (best.has(line.number) || line.cause >= PRIMARY.certain ? 1 : PRIMARY.otherBlock) *
      (line.isKnown ? PRIMARY.otherBlock : 1);
    const isInner = isCause(line) && found !== null && isCause(found);
    if (cause > most || (isInner && cause === most)) [found, most] = [line, cause];
  }
  if (found === null || !found.text.endsWith(":")) return found;
  const { number } = found;
  const after = lines.filter((line) => line.number > number).slice(0, MOST_AFTER);
  return {
    ...found,
    text: withMessage(
      found.text,
      after.map(({ text }) => text),
    ),
  };
}

/** Lines in which the values of a comparison are looked for. */
const MOST_AFTER = 40;
/** Characters of each value of a comparison. */
const LONGEST_VALUE = 160;
/** What a comparison says of itself before its values. */
const LEGEND = /^\+ actual - expected|^\.\.\. (?:Lines skipped|Skipped lines)/;

/** A line that ends with a colon only announces the message, which follows: the next line, or the first of each side of a comparison. */
export function withMessage(text: string, after: readonly string[]): string {
  if (!text.endsWith(":")) return text;
  const told = after.filter((line) => line.trim() !== "" && !LEGEND.test(line.trim()));
  const sides = LEGEND.test(after.find((line) => line.trim() !== "")?.trim() ?? "")
    ? ["+", "-"].flatMap((sign) => told.find((line) => line.trimStart().startsWith(`${sign} `)) ?? [])
    : [];
  return [text, ...(sides.length > 0 ? sides : told.slice(0, 1)).map((line) => shorten(line.trim(), LONGEST_VALUE))].join(" ");
}

/** Its words alone, without what programs and services put before a message. */
export function wordsOf(text: string): string {
  const words = text.replace(PRIMARY.prefix, "").replaceAll(/\s+/g, " ").trim();
  return (words === "" ? text.trim() : words).slice(0, PRIMARY.longest);
}

function isCause({ by }: LogLine): boolean {
  return by === "anchors.caused-by";
}
