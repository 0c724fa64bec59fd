import { graphemesOf } from "../../lib/text.ts";
import { defang } from "../defang.ts";
import type { Line } from "../page.ts";
import type { Segment } from "../prose.ts";

/** What a piece takes of the room, in whatever the room is measured. */
export type Cost = (segment: Segment) => number;

const ELLIPSIS = "…";
const PART_OF_WORD = /(?<=\S) \S{1,12}$/u;

/** A line cut to the room there is, with an ellipsis; dates and citations stay whole or go. */
export function fitLine(line: Line, room: number, costOf: Cost): Line {
  return isWithin(line, room, costOf) ? line : cutLine(line, room - ELLIPSIS.length, costOf);
}

/** Looks no further than the room goes, since measuring is what takes long. */
function isWithin(line: Line, room: number, costOf: Cost): boolean {
  let left = room;
  return line.every((segment) => (left -= costOf(segment)) >= 0);
}

function cutLine(line: Line, room: number, costOf: Cost): Line {
  const [first, ...rest] = line;
  if (first === undefined) return [];
  const left = room - costOf(first);
  return left < 0 ? [cutSegment(first, room, costOf)] : [first, ...cutLine(rest, left, costOf)];
}

/** Between words where one is near. */
function cutSegment(segment: Segment, room: number, costOf: Cost): Segment {
  if (segment.when || segment.style === "cite") return { text: ELLIPSIS, style: "plain" };
  const frame = costOf({ ...segment, text: "" });
  let left = room - frame;
  let kept = "";
  for (const grapheme of graphemesOf(segment.text)) {
    left -= costOf({ ...segment, text: grapheme }) - frame;
    if (left < 0) break;
    kept += grapheme;
  }
  const isBetweenWords = segment.text.charAt(kept.length) === " ";
  const words = isBetweenWords ? kept : kept.replace(PART_OF_WORD, "");
  return words === "" ? { text: ELLIPSIS, style: "plain" } : { ...segment, text: defang(`${words.trimEnd()}${ELLIPSIS}`) };
}
