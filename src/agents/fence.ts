import { createHash } from "node:crypto";

/**
 * Text of others between two marks that it can't contain: the mark is taken from the text itself, so that whoever writes a piece of it would
 * have to know it before it is written. The same text has the same mark.
 */
export function fenced(what: string, text: string): string {
  let mark = markOf(text);
  while (text.includes(mark)) mark = markOf(mark + text);
  return `<<<${mark} ${what}\n${text}\n${mark}>>>`;
}

function markOf(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 16);
}
