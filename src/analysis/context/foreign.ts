import { plainLine, plainLines } from "../../lib/plain-text.ts";
import { shorten } from "../../lib/text.ts";

/** Stands before each line of a text in full, so that none of them looks like one of ours. */
const MARGIN = "| ";

/**
 * Text from outside, as a model is shown it among our own words: one line between quotation marks, none of which is in it, and without the
 * braces of a slot. Nothing in it can end the quotation, begin a line, or stand for a fact.
 */
export function quoted(text: string, length: number): string {
  return `"${shorten(withoutSlots(plainLine(text)).replaceAll('"', "'"), length)}"`;
}

/** Text from outside with its lines, each behind a margin. */
export function inMargin(text: string): string {
  return withoutSlots(plainLines(text))
    .split("\n")
    .map((line) => `${MARGIN}${line}`)
    .join("\n");
}

function withoutSlots(text: string): string {
  return text.replaceAll("{{", "{ {").replaceAll("}}", "} }");
}
