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
  return found === null ? null : withMessage(found, lines);
}

/** A line that ends with a colon only announces the message, which follows. */
function withMessage(found: LogLine, lines: readonly LogLine[]): LogLine {
  const next = found.text.endsWith(":") ? lines.find(({ number, text }) => number > found.number && text !== "") : undefined;
  return next ? { ...found, text: `${found.text} ${next.text.trim()}` } : found;
}

/** Its words alone, without what programs and services put before a message. */
export function wordsOf(text: string): string {
  const words = text.replace(PRIMARY.prefix, "").replaceAll(/\s+/g, " ").trim();
  return (words === "" ? text.trim() : words).slice(0, PRIMARY.longest);
}

function isCause({ by }: LogLine): boolean {
  return by === "anchors.caused-by";
}
