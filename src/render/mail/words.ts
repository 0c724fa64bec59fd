import { countOf, listOf } from "../../lib/text.ts";
import { guardText } from "../guard.ts";
import type { Letter, LetterBlock } from "./length.ts";

const LONGEST_RUN = 200;

/** Stands behind the lines of a block; undefined where all of them are there. */
export function moreIn({ leftOut, lines }: LetterBlock): string | undefined {
  if (leftOut === 0) return undefined;
  return lines.length === 0 ? `${countOf(leftOut, "line")}, left out here.` : `${leftOut.toLocaleString("en-US")} more, left out here.`;
}

/** What is missing from the letter, and where the whole is; undefined where nothing is missing. */
export function shortenedBy({ leftOut, run, attached }: Letter): string | undefined {
  const parts = [
    ...(leftOut.lines > 0 ? [countOf(leftOut.lines, "line")] : []),
    ...(leftOut.evidence > 0 ? [countOf(leftOut.evidence, "source")] : []),
  ];
  if (parts.length === 0) return undefined;
  const are = leftOut.lines + leftOut.evidence === 1 ? "is" : "are";
  const whole = attached === undefined ? `chief show ${guardText(run, LONGEST_RUN)}` : `the attached ${attached}`;
  return `This mail is shortened: ${listOf(parts)} ${are} left out. The whole briefing: ${whole}`;
}
